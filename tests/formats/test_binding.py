"""The engine: rows, claims, values; what no row claims."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from chorus_sdk._xml import parse
from chorus_sdk.formats.binding.reading import Reader
from chorus_sdk.formats.binding.table import (
    Attribute,
    Row,
    Syntax,
    constant,
    group,
    is_first,
    leaf,
    technical,
)
from chorus_sdk.formats.binding.values import BASE64, COMPACT_DAY, DAY, NUMBER, Partly
from chorus_sdk.formats.binding.writing import Writer
from chorus_sdk.invoice import (
    Identifier,
    Invoice,
    Item,
    Line,
    PaymentTerms,
    References,
    Totals,
)

A = "urn:a"


def named(name: str, *below: Line) -> Line:
    return Line(item=Item(name=name), sub_lines=below)


SYNTAX = Syntax(
    prefixes={"a": A},
    root=group(
        "a:Doc",
        leaf("a:Number", "number"),
        leaf("a:Day", "issue_date", value=DAY),
        leaf("a:Due", "totals.due", Attribute(name="unit", expected="EUR"), value=NUMBER),
        group("a:Line", leaf("a:Name", "item.name"), into="lines", many=True),
        group("a:Seller", leaf("a:Name", "name"), into="seller"),
        group("a:Scheme", constant("a:ID", "VAT")),
    ),
    currency_paths=("a:Currency", "a:Currency"),
)


def read_doc(content: str) -> tuple[dict, dict[str, str], dict[str, str | None]]:
    data = f'<Doc xmlns="{A}">{content}</Doc>'.encode()
    found, unmapped = Reader(SYNTAX).read(parse(data))
    return found, {u.path: u.text for u in unmapped}, {u.path: u.reason for u in unmapped}


def test_one_walk_gives_plain_dicts_for_the_model() -> None:
    found, unmapped, _ = read_doc(
        "<Number> 7 </Number><Line><Name>x</Name></Line><Line><Name>y</Name></Line>"
    )
    assert found == {"number": "7", "lines": [{"item": {"name": "x"}}, {"item": {"name": "y"}}]}
    assert unmapped == {}


def test_what_no_row_claims_is_unmapped_with_its_place() -> None:
    _, unmapped, _ = read_doc(
        '<Line><Name>x</Name></Line><Line k="v"><Other z="1">t<In/>u</Other></Line>'
        '<e:X xmlns:e="urn:e">w</e:X>stray'
    )
    assert unmapped == {
        "/a:Doc/a:Line[2]/@k": "v",
        "/a:Doc/a:Line[2]/a:Other/@z": "1",
        "/a:Doc/a:Line[2]/a:Other": "tu",
        "/a:Doc/{urn:e}X": "w",
        "/a:Doc": "stray",
    }


def test_an_unreadable_value_leaves_the_term_empty_and_keeps_the_text() -> None:
    found, unmapped, reasons = read_doc('<Day>2024-02-30</Day><Due unit="EUR">12,50</Due>')
    assert found == {}
    assert unmapped == {"/a:Doc/a:Day": "2024-02-30", "/a:Doc/a:Due": "12,50"}
    assert all(reasons.values())


def test_a_second_value_is_unmapped_and_an_equal_one_is_not() -> None:
    found, unmapped, _ = read_doc("<Number>1</Number><Number>1</Number><Number>2</Number>")
    assert found == {"number": "1"}
    assert unmapped == {"/a:Doc/a:Number[3]": "2"}


def test_a_second_group_is_unmapped_as_a_whole() -> None:
    found, unmapped, _ = read_doc("<Seller><Name>x</Name></Seller><Seller><Name>y</Name></Seller>")
    assert found == {"seller": {"name": "x"}}
    assert unmapped == {"/a:Doc/a:Seller[2]/a:Name": "y"}


def test_another_constant_and_another_expected_attribute_are_unmapped() -> None:
    found, unmapped, _ = read_doc('<Due unit="USD">1.0</Due><Scheme><ID>GST</ID></Scheme>')
    assert found == {"totals": {"due": Decimal("1.0")}}
    assert unmapped == {"/a:Doc/a:Due/@unit": "USD", "/a:Doc/a:Scheme/a:ID": "GST"}


def test_comments_do_not_cut_a_text_and_empty_elements_say_nothing() -> None:
    found, unmapped, _ = read_doc("<Number>1<!-- c -->2</Number><Day/>")
    assert found == {"number": "12"}
    assert unmapped == {}


@pytest.mark.parametrize(
    ("text", "number"), [("12.50", "12.50"), ("-0.1", "-0.1"), (".5", "0.5"), ("+3.", "3")]
)
def test_a_number_is_read_exactly(text: str, number: str) -> None:
    assert str(NUMBER.decode(text)) == number


@pytest.mark.parametrize(
    "text", ["1e5", "NaN", "1_0", "12,5", "", ".", "0x1", "١٢", "1 000", "9" * 100]
)
def test_what_is_no_xml_decimal_is_no_number(text: str) -> None:
    with pytest.raises(ValueError):
        NUMBER.decode(text)


@pytest.mark.parametrize("text", ["20240230", "2024-01-01", "202401", "٢٠٢٤٠١٠١", "20240101x"])
def test_what_is_no_compact_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        COMPACT_DAY.decode(text)


@pytest.mark.parametrize(
    "text", ["20240131", "2024-W05-3", "31/01/2024", "2024-1-31", "0000-01-01"]
)
def test_what_is_no_iso_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        DAY.decode(text)


@pytest.mark.parametrize(
    ("codec", "text"),
    [
        (DAY, "2024-01-31Z"),
        (DAY, "2024-01-31+01:00"),
        (DAY, "2024-01-31T10:00:00"),
        (COMPACT_DAY, "202401311030"),
        (COMPACT_DAY, "202401311030+0100"),
    ],
)
def test_a_day_with_a_time_or_zone_gives_the_day_and_says_so(codec, text: str) -> None:
    read = codec.decode(text)
    assert isinstance(read, Partly)
    assert read.value == date(2024, 1, 31)


def test_base64_takes_line_breaks_and_refuses_other_text() -> None:
    assert BASE64.decode("aGVs\n bG8=") == b"hello"
    with pytest.raises(ValueError):
        BASE64.decode("not base64!")


FURTHER = "further_payment_terms"
BASE = leaf("a:Base", "totals.lines", value=NUMBER)
TREE = Syntax(
    prefixes={"a": A},
    default_prefix="a",
    root=group(
        "a:Doc",
        technical("a:Version"),
        leaf("a:Project", "references.project_name", fill="none", void="none"),
        leaf("a:Number", "number"),
        group("a:Terms", leaf("a:Text", "payment_terms"), when=is_first, keep_for=FURTHER),
        group("a:Terms", leaf("a:Text", "text"), into=FURTHER, many=True),
        BASE,
        leaf("a:Again", "totals.paid", value=NUMBER, echo_of=BASE),
        group("a:Own", leaf("a:Parent", "/number", beside=True), leaf("a:Kind", "language")),
        group(
            "a:Line",
            leaf("a:Name", "item.name"),
            Row(tag="a:Sub", into="sub_lines", many=True, again=True),
            into="lines",
            many=True,
        ),
    ),
    currency_paths=("a:Currency", "a:Currency"),
)


def written(invoice: Invoice) -> str:
    content, losses = Writer(TREE).write(invoice)
    assert losses == ()
    return content.decode().partition(f'<Doc xmlns="{A}">')[2].removesuffix("</Doc>")


def read_tree(content: str) -> Invoice:
    found, unmapped = Reader(TREE).read(parse(f'<Doc xmlns="{A}">{content}</Doc>'.encode()))
    assert unmapped == ()
    return Invoice.model_validate(found)


@pytest.mark.parametrize(
    ("content", "invoice"),
    [
        ("<Number>1</Number>", Invoice(number="1")),
        (
            "<Terms><Text>a</Text></Terms><Terms><Text>b</Text></Terms>",
            Invoice(payment_terms="a", further_payment_terms=(PaymentTerms(text="b"),)),
        ),
        (
            "<Terms></Terms><Terms><Text>b</Text></Terms>",
            Invoice(further_payment_terms=(PaymentTerms(text="b"),)),
        ),
        ("<Base>2</Base>", Invoice(totals=Totals(lines=Decimal(2)))),
        (
            "<Base>2</Base><Again>3</Again>",
            Invoice(totals=Totals(lines=Decimal(2), paid=Decimal(3))),
        ),
        (
            "<Number>1</Number><Own><Parent>1</Parent><Kind>fr</Kind></Own>",
            Invoice(number="1", language="fr"),
        ),
        (
            "<Line><Name>a</Name><Sub><Name>b</Name><Sub><Name>c</Name></Sub></Sub></Line>",
            Invoice(lines=(named("a", named("b", named("c"))),)),
        ),
        ('<Number>a&amp;b&lt;c&gt;\n"d"</Number>', Invoice(number='a&b<c>\n"d"')),
    ],
)
def test_a_table_is_read_and_written_alike(content: str, invoice: Invoice) -> None:
    fill = "<Project>none</Project>"
    assert written(invoice) == fill + content
    assert read_tree(fill + content) == invoice


def test_what_is_technical_is_passed_over() -> None:
    assert read_tree("<Version k='v'>2.1<x/></Version>") == Invoice()


def test_a_filler_says_nothing_and_cannot_be_said() -> None:
    invoice = Invoice(number="1", references=References(project_name="none"))
    content, losses = Writer(TREE).write(invoice)
    assert read_tree("<Project>none</Project>") == Invoice()
    assert [loss.path for loss in losses] == ["references.project_name"]
    assert b"<Project>none</Project>" in content


def test_an_echo_gives_the_value_where_its_own_place_has_none() -> None:
    assert read_tree("<Again>2</Again>").totals == Totals(lines=Decimal(2))
    assert read_tree("<Again>2.0</Again><Base>2</Base>").totals == Totals(lines=Decimal(2))


def test_a_loss_has_its_business_term_or_that_of_the_part_around() -> None:
    invoice = Invoice(number="1", lines=(Line(object_identifier=Identifier(value="x")),))
    (loss,) = Writer(TREE).write(invoice)[1]
    assert (loss.path, loss.term) == ("lines[0].object_identifier.value", "BT-128")


def test_one_writer_serves_invoices_of_every_shape() -> None:
    writer = Writer(TREE)
    shapes = (Invoice(number="1"), Invoice(payment_terms="a"), Invoice(number="2"))
    assert [writer.write(invoice) for invoice in shapes] == [
        Writer(TREE).write(invoice) for invoice in shapes
    ]
