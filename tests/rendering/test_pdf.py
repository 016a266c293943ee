"""The readable PDF: what stands on it, and what it may become."""

import builtins
import io
import sys
from datetime import UTC, date, datetime
from decimal import Decimal

import page
import pypdf
import pytest

from chorus_sdk.errors import MissingExtraError
from chorus_sdk.formats.base import Profile
from chorus_sdk.formats.facturx.writer import write
from chorus_sdk.invoice.amounts import AllowanceCharge, Totals, VatBreakdown
from chorus_sdk.invoice.identifiers import Identifier
from chorus_sdk.invoice.lines import Item, Line, LineVat, Price
from chorus_sdk.invoice.model import Invoice, Note
from chorus_sdk.invoice.parties import Address, Party
from chorus_sdk.invoice.payments import CreditTransfer, Payment, PaymentCard, PaymentMeans
from chorus_sdk.invoice.references import PrecedingInvoice, References
from chorus_sdk.rendering.pdf import render_pdf

INVOICE = Invoice(
    number="F-2026-0042",
    type_code="380",
    currency="EUR",
    issue_date=date(2026, 11, 23),
    due_date=date(2026, 12, 31),
    business_process="A1",
    payment_terms="À réception, sans escompte",
    notes=(Note(subject="AAB", text="Pas d'escompte accordé"),),
    references=References(
        purchase_order="ENG-778",
        contract="MARCHE-9",
        preceding_invoices=(PrecedingInvoice(number="F-41", issue_date=date(2026, 10, 1)),),
    ),
    seller=Party(
        name="Électricité Œuvres & Fils <SARL>",
        legal_registration=Identifier(value="999000014", scheme="0002"),
        vat_identifier="FR83999000014",
        address=Address(line1="3 allée des Chênes", post_code="30000", city="Nîmes", country="FR"),
    ),
    buyer=Party(name="Commune de Saint-Étienne-du-Bois"),
    lines=(
        Line(
            identifier="1",
            quantity=Decimal(1200),
            unit="KWH",
            net_amount=Decimal("148.08"),
            price=Price(net=Decimal("0.1234")),
            vat=LineVat(category="S", rate=Decimal("20.00")),
            item=Item(name="Énergie réactive", description="Relevé d'été à 25 °C"),
        ),
    ),
    allowances=(AllowanceCharge(amount=Decimal("8.08"), reason="Fidélité"),),
    vat_breakdown=(
        VatBreakdown(
            category="S",
            rate=Decimal("20.00"),
            taxable_amount=Decimal("140.00"),
            tax_amount=Decimal("28.00"),
        ),
    ),
    totals=Totals(
        without_vat=Decimal("140.00"),
        vat=Decimal("28.00"),
        with_vat=Decimal("168.00"),
        due=Decimal("1234567.80"),
    ),
    payment=Payment(
        means=(
            PaymentMeans(
                code="30",
                transfer=CreditTransfer(account="FR7600000000000000000000000"),
                card=PaymentCard(number="497010XXXX1234"),
            ),
        )
    ),
)


def text_of(data):
    pages = pypdf.PdfReader(io.BytesIO(data)).pages
    return " ".join("\n".join(p.extract_text() for p in pages).replace("\xa0", " ").split())


@pytest.fixture(scope="module")
def french():
    return text_of(render_pdf(INVOICE))


@pytest.mark.parametrize(
    "expected",
    [
        "Facture F-2026-0042",
        "23/11/2026",
        "31/12/2026",
        "Électricité Œuvres & Fils <SARL>",
        "3 allée des Chênes",
        "30000 Nîmes",
        "999000014",
        "FR83999000014",
        "Commune de Saint-Étienne-du-Bois",
        "ENG-778",
        "MARCHE-9",
        "F-41 01/10/2026",
        "Énergie réactive",
        "Relevé d'été à 25 °C",
        "1 200 KWH",
        "0,1234",
        "148,08",
        "S 20,00 %",
        "Fidélité",
        "-8,08",
        "140,00 EUR",
        "28,00 EUR",
        "168,00 EUR",
        "1 234 567,80 EUR",
        "FR7600000000000000000000000",
        "À réception, sans escompte",
        "AAB : Pas d'escompte accordé",
    ],
)
def test_the_page_shows_what_the_invoice_says(french, expected):
    assert expected in french


def test_a_card_number_is_not_shown(french):
    assert "497010" not in french


def test_english_words_and_figures_are_english():
    text = text_of(render_pdf(INVOICE, language="en"))
    for expected in ("Invoice F-2026-0042", "2026-11-23", "1,234,567.80 EUR", "Amount due"):
        assert expected in text
    assert "Net à payer" not in text


def test_a_credit_note_is_called_one():
    assert "Avoir A-1" in text_of(render_pdf(Invoice(number="A-1", type_code="381")))


def test_an_invoice_that_says_nothing_is_shown_all_the_same():
    assert "Facture" in text_of(render_pdf(Invoice()))


def test_the_same_invoice_gives_the_same_bytes():
    assert render_pdf(INVOICE) == render_pdf(INVOICE)


def test_long_texts_wrap_and_run_over_several_pages():
    words = " ".join(f"mot{n}" for n in range(4_000))
    line = Line(identifier="1", item=Item(name="Long", description=words))
    note = Note(text="x" * 5_000)
    data = render_pdf(Invoice(lines=(line,) * 2, notes=(note,)))
    text = text_of(data)
    assert len(pypdf.PdfReader(io.BytesIO(data)).pages) > 3
    assert text.count("mot3999") == 2
    assert text.replace(" ", "").count("x" * 50) >= 90


def test_nothing_stands_outside_the_page():
    wide = "W" * 400
    party = Party(name=wide, address=Address(line1=wide, city=wide))
    data = render_pdf(Invoice(number=wide, seller=party, buyer=party, notes=(Note(text=wide),)))
    edges = []
    for one in pypdf.PdfReader(io.BytesIO(data)).pages:
        one.extract_text(
            visitor_text=lambda text, cm, tm, font, size: edges.append(
                cm[0] * tm[4] + cm[4] if text.strip() else 0
            )
        )
    assert max(edges) < 595


def test_every_font_is_embedded():
    fonts = set()
    for one in pypdf.PdfReader(io.BytesIO(render_pdf(INVOICE))).pages:
        for font in one["/Resources"]["/Font"].values():
            fonts.add("/FontFile2" in font.get_object()["/FontDescriptor"])
    assert fonts == {True}


def test_it_can_become_a_facturx_in_pdfa_3b():
    xml = (
        b'<rsm:CrossIndustryInvoice xmlns:rsm="urn:un:unece:uncefact:data:standard:'
        b'CrossIndustryInvoice:100"><rsm:ExchangedDocumentContext>'
        b"<rsm:GuidelineSpecifiedDocumentContextParameter><rsm:ID>urn:cen.eu:en16931:2017</rsm:ID>"
        b"</rsm:GuidelineSpecifiedDocumentContextParameter></rsm:ExchangedDocumentContext>"
        b"<rsm:ExchangedDocument/></rsm:CrossIndustryInvoice>"
    )
    strange = INVOICE.model_copy(update={"notes": (Note(text="日本 \u202f Ω \x07"),)})
    data = write(
        render_pdf(strange),
        xml,
        profile=Profile.EN16931,
        moment=datetime(2026, 11, 23, tzinfo=UTC),
    )
    report = page.validate_pdf_bytes(data, profile=page.ValidationProfile.PDF_A_3B)
    assert [failure.rule_id for failure in report.failures] == []


def test_another_language_is_a_mistake():
    with pytest.raises(ValueError):
        render_pdf(INVOICE, language="de")


def test_without_the_engine_the_extra_is_named(monkeypatch):
    real = builtins.__import__

    def without_reportlab(name, *args, **kwargs):
        if name.partition(".")[0] == "reportlab":
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return real(name, *args, **kwargs)

    monkeypatch.delitem(sys.modules, "chorus_sdk.rendering._layout", raising=False)
    monkeypatch.delattr("chorus_sdk.rendering._layout", raising=False)
    monkeypatch.setattr(builtins, "__import__", without_reportlab)
    with pytest.raises(MissingExtraError) as caught:
        render_pdf(INVOICE)
    assert caught.value.extra == "render"
