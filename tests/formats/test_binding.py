"""The engine, and the law of both syntaxes: what is written reads back as what it was."""

from __future__ import annotations

import types
import typing
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chorus_sdk._xml import parse
from chorus_sdk.formats.base import FormatId, Written
from chorus_sdk.formats.binding.reading import Reader
from chorus_sdk.formats.binding.table import Attribute, Syntax, constant, group, leaf
from chorus_sdk.formats.binding.values import BASE64, COMPACT_DAY, DAY, NUMBER, Partly
from chorus_sdk.formats.cii import reader as cii_reader
from chorus_sdk.formats.cii import writer as cii_writer
from chorus_sdk.formats.ubl import reader as ubl_reader
from chorus_sdk.formats.ubl import writer as ubl_writer
from chorus_sdk.invoice import Invoice
from chorus_sdk.invoice._base import Value

TEXTS = st.text("aZ9é€&<>\"'# \n\t", min_size=1, max_size=8).map(str.strip).filter(bool)
NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9)
LEAVES = {
    str: TEXTS,
    Decimal: NUMBERS,
    date: st.dates(),
    bytes: st.binary(min_size=1, max_size=9),
}


def values(annotation: object) -> st.SearchStrategy:
    """Make values of a model field's type; a part of the model is never empty."""
    if annotation in LEAVES:
        return LEAVES[annotation]
    origin = typing.get_origin(annotation)
    if origin is typing.Annotated:
        return values(typing.get_args(annotation)[0])
    if origin in (typing.Union, types.UnionType):
        return st.none() | values(typing.get_args(annotation)[0])
    if origin is tuple:
        return st.lists(values(typing.get_args(annotation)[0]), max_size=2).map(tuple)
    return parts(annotation)


def parts(model: type[Value]) -> st.SearchStrategy[Value]:
    fields = {
        name: values(typing.Annotated[field.annotation, 0] if field.metadata else field.annotation)
        for name, field in model.model_fields.items()
        if name not in ("unmapped", "origin")
    }
    return st.builds(model, **fields).filter(lambda part: part != model())


INVOICES = st.deferred(lambda: parts(Invoice))
FEW = settings(
    max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
)


def leaves(part: Value, prefix: str = "") -> dict[str, object]:
    found: dict[str, object] = {}
    for name in type(part).model_fields:
        content = getattr(part, name)
        if isinstance(content, Value):
            found |= leaves(content, f"{prefix}{name}.")
        elif isinstance(content, tuple):
            for number, item in enumerate(content):
                found |= leaves(item, f"{prefix}{name}[{number}].")
        elif content is not None:
            found[prefix + name] = content
    return found


def kept_leaves(
    invoice: Invoice, written: Written, moved: tuple[str, ...] = ()
) -> dict[str, object]:
    """What must come back: not what was lost, nor its siblings, whose numbers may shift."""
    lost = tuple(loss.path for loss in written.losses)
    shifted = tuple(path.rpartition("[")[0] + "[" for path in lost if "[" in path)
    return {
        path: value
        for path, value in leaves(invoice).items()
        if path not in lost and not path.startswith(shifted) and not path.endswith(moved)
    }


@pytest.mark.slow
@FEW
@given(invoice=INVOICES)
def test_cii_gives_back_every_value_that_it_does_not_report_as_lost(invoice: Invoice) -> None:
    written = cii_writer.compose(invoice)
    back = cii_reader.read(written.content)
    kept = kept_leaves(invoice, written)
    assert {path: leaves(back).get(path) for path in kept} == kept
    assert back.unmapped == ()


@pytest.mark.slow
@FEW
@given(invoice=INVOICES, credit_note=st.booleans())
def test_ubl_gives_back_every_value_that_it_does_not_report_as_lost(
    invoice: Invoice, credit_note: bool
) -> None:
    format_id = FormatId.UBL_CREDIT_NOTE if credit_note else FormatId.UBL_INVOICE
    written = ubl_writer.compose(invoice, format_id)
    back = ubl_reader.read(written.content)
    kept = kept_leaves(invoice, written, moved=("contact.name", "contact.department"))
    assert {path: leaves(back).get(path) for path in kept} == kept
    assert back.unmapped == ()


A = "urn:a"
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
        "/a:Doc/a:Line[2]/a:Other/a:In": "",
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


def test_comments_do_not_cut_a_text_and_empty_elements_are_named() -> None:
    found, unmapped, _ = read_doc("<Number>1<!-- c -->2</Number><Day/>")
    assert found == {"number": "12"}
    assert unmapped == {"/a:Doc/a:Day": ""}


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
