"""The readable page: whole, safe, accessible."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chorus_sdk.errors import ChorusError
from chorus_sdk.formats.documents import read
from chorus_sdk.invoice import (
    Address,
    AllowanceCharge,
    Attachment,
    CreditTransfer,
    Delivery,
    Identifier,
    Invoice,
    Item,
    Line,
    LineVat,
    Note,
    Party,
    Payment,
    PaymentCard,
    PaymentMeans,
    Period,
    SupportingDocument,
    VatBreakdown,
)
from chorus_sdk.invoice._base import Value
from chorus_sdk.rendering.html import render_html
from chorus_sdk.rendering.words import Words

HOSTILE = '</td><script>alert(1)</script><img src=x onerror="a()">\' onclick=b & \x00 \u202e'


class Page(HTMLParser):
    """The tags with their attributes, and the text outside the style."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, tuple[tuple[str, str | None], ...]]] = []
        self.texts: list[str] = []
        self._inside = ""
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, tuple(attrs)))
        self._inside = tag

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside != "style":
            self.texts.append(data)

    @property
    def text(self) -> str:
        return normal(" ".join(self.texts))


def normal(text: str) -> str:
    return " ".join(text.replace("\xa0", " ").split())


def invoice_of(text: str) -> Invoice:
    """An invoice that says a text wherever it can."""
    party = Party(
        name=text,
        identifiers=(Identifier(value=text, scheme="0009"),),
        address=Address(line1=text, city=text, country=text),
    )
    return Invoice(
        number=text,
        currency=text,
        business_process=text,
        payment_terms=text,
        name=text,
        notes=(Note(text=text, subject=text),),
        seller=party,
        buyer=party,
        delivery=Delivery(name=text, date=date(2026, 1, 2)),
        payment=Payment(
            means=(PaymentMeans(code=text, transfer=CreditTransfer(account=text)),),
            remittance=text,
        ),
        lines=(
            Line(
                identifier=text,
                unit=text,
                note=text,
                net_amount=Decimal("1.00"),
                vat=LineVat(category=text),
                item=Item(name=text, description=text),
                charges=(AllowanceCharge(amount=Decimal(1), reason=text, reason_code=text),),
            ),
        ),
        vat_breakdown=(VatBreakdown(category=text, exemption_reason=text),),
        supporting_documents=(SupportingDocument(reference=text, location=text),),
    )


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1).filter(lambda text: text.strip()) | st.just(HOSTILE))
def test_no_text_makes_or_changes_a_tag(text: str) -> None:
    assert Page(render_html(invoice_of(text))).tags == Page(render_html(invoice_of("x"))).tags


def test_hostile_text_is_shown_as_it_is_written() -> None:
    page = Page(render_html(invoice_of(HOSTILE)))
    assert normal(HOSTILE.replace("\x00", "\ufffd")) in page.text
    assert not {tag for tag, _ in page.tags} & {"script", "img", "a", "link", "iframe", "object"}
    assert [name for _, attrs in page.tags for name, _ in attrs if name.startswith("on")] == []


def test_nothing_is_fetched() -> None:
    source = render_html(invoice_of("x"))
    assert "default-src 'none'" in source
    assert re.search(r"https?://|url\(|@import|src=|href=", source) is None


def test_the_page_can_be_read_aloud() -> None:
    page = Page(render_html(invoice_of("x"), language="en"))
    names = Counter(tag for tag, _ in page.tags)
    assert dict(page.tags)["html"] == (("lang", "en"),)
    assert (names["h1"], names["main"], names["title"]) == (1, 1, 1)
    assert names["caption"] == names["table"]
    scopes = Counter(value for tag, attrs in page.tags for key, value in attrs if key == "scope")
    assert scopes["col"] == 10
    assert scopes["row"] >= 2


@pytest.mark.parametrize("language", ["fr", "en"])
def test_both_languages_have_the_same_shape(language: str) -> None:
    tags = [tag for tag, _ in Page(render_html(invoice_of("x"), language=language)).tags]
    assert tags == [tag for tag, _ in Page(render_html(invoice_of("x"))).tags]


def test_another_language_is_a_mistake() -> None:
    with pytest.raises(ValueError):
        render_html(Invoice(), language="de")


def test_marks_periods_attachments_and_codes_are_told() -> None:
    invoice = Invoice(
        number="A-1",
        type_code="381",
        is_test=True,
        is_copy=True,
        business_process="S1",
        invoicing_period=Period(start=date(2026, 1, 1), end=date(2026, 1, 31)),
        payment=Payment(means=(PaymentMeans(code="58", card=PaymentCard(number="497010")),)),
        vat_breakdown=(VatBreakdown(category="E", exemption_reason_code="VATEX-FR-FRANCHISE"),),
        supporting_documents=(
            SupportingDocument(
                reference="BL-1",
                attachment=Attachment(
                    content=b"x" * 1234, mime_code="application/pdf", file_name="bl.pdf"
                ),
            ),
        ),
    )
    text = Page(render_html(invoice)).text
    for expected in (
        "Avoir A-1",
        "FACTURE DE TEST",
        "DUPLICATA",
        "S1 - Facture de services",
        "01/01/2026 - 31/01/2026",
        "Virement SEPA (58)",
        "[VATEX-FR-FRANCHISE] TVA non applicable, article 293 B du CGI",
        "BL-1 - bl.pdf - joint (Document PDF, 1 234 octets)",
    ):
        assert expected in text
    assert "497010" not in text


def test_sub_lines_stand_below_and_to_the_right_of_their_line() -> None:
    flat = Invoice(
        lines=(
            Line(identifier="1", kind="GROUP", item=Item(name="Lot")),
            Line(identifier="2", parent="1", item=Item(name="Pièce")),
            Line(identifier="3", parent="2", item=Item(name="Vis")),
        )
    )
    inner = Line(identifier="3", item=Item(name="Vis"))
    middle = Line(identifier="2", item=Item(name="Pièce"), sub_lines=(inner,))
    nested = Invoice(lines=(Line(identifier="1", item=Item(name="Lot"), sub_lines=(middle,)),))
    for invoice in (flat, nested):
        page = Page(render_html(invoice))
        depths = [value for tag, attrs in page.tags for key, value in attrs if tag == "div"]
        assert depths[-3:] == ["d0", "d1", "d2"]
        assert page.text.index("Lot") < page.text.index("Pièce") < page.text.index("Vis")


def test_parents_in_a_circle_do_no_harm() -> None:
    lines = (Line(identifier="1", parent="2"), Line(identifier="2", parent="1"))
    assert "d6" in str(Page(render_html(Invoice(lines=lines))).tags)


def stated(value: object, path: str = "") -> list[tuple[str, object]]:
    if isinstance(value, Value):
        return [
            leaf
            for name in type(value).model_fields
            for leaf in stated(getattr(value, name), f"{path}.{name}")
        ]
    if isinstance(value, tuple):
        return [leaf for one in value for leaf in stated(one, path)]
    return [(path, value)] if isinstance(value, str | Decimal | date) else []


TOLD_BY_MEANING = re.compile(
    r"\.(scheme|scheme_name|type_code|kind|mime_code|external_mime|country|origin_country)$"
    r"|price\.(base_quantity|base_unit|gross)$|\.card\.|^\.(origin|unmapped)"
)
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def test_everything_that_the_corpus_states_is_on_the_page(corpus, corpus_index) -> None:
    """Law: each text, number and day of the model, apart from codes that are told in words."""
    words, seen, lost = Words("fr"), 0, []
    for row in corpus_index:
        if row["family"] not in ("cii", "ubl-invoice", "ubl-creditnote"):
            continue
        try:
            invoice = read((corpus / row["path"]).read_bytes())
        except ChorusError:
            continue
        seen += 1
        text = Page(render_html(invoice)).text
        for path, value in stated(invoice):
            if TOLD_BY_MEANING.search(path):
                continue
            said = value
            if isinstance(value, Decimal):
                said = words.number(value)
            elif isinstance(value, date):
                said = words.day(value)
            if normal(CONTROLS.sub("\ufffd", str(said))) not in text:
                lost.append((row["path"], path, said))
    assert seen > 500
    assert lost == []
