"""The readable PDF: what stands on it, and what it may become."""

import builtins
import io
import subprocess
import sys
from datetime import UTC, date, datetime
from decimal import Decimal

import page
import pypdf
import pytest

from chorus_sdk.errors import ChorusError, MissingExtraError
from chorus_sdk.formats.base import Profile
from chorus_sdk.formats.documents import read
from chorus_sdk.formats.facturx.writer import write
from chorus_sdk.invoice.amounts import AllowanceCharge, Totals, VatBreakdown
from chorus_sdk.invoice.identifiers import Identifier
from chorus_sdk.invoice.lines import Item, Line, LineVat, Price
from chorus_sdk.invoice.model import Invoice, Note
from chorus_sdk.invoice.parties import Address, Party
from chorus_sdk.invoice.payments import CreditTransfer, Payment, PaymentCard, PaymentMeans
from chorus_sdk.invoice.references import PrecedingInvoice, References
from chorus_sdk.rendering import fonts
from chorus_sdk.rendering.pdf import MissingCharacterWarning, compose_pdf, render_pdf
from chorus_sdk.rendering.words import Words

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
        compose_pdf(strange).content,
        xml,
        profile=Profile.EN16931,
        moment=datetime(2026, 11, 23, tzinfo=UTC),
    )
    report = page.validate_pdf_bytes(data, profile=page.ValidationProfile.PDF_A_3B)
    assert [failure.rule_id for failure in report.failures] == []


def test_every_european_alphabet_is_drawn():
    pytest.importorskip("pymupdf_fonts")
    names = "Łódź Příbram Győr Târgu-Mureș Škofja Íþrótt ğışİ Αθήνα София Київ → ≤ 10 № ½ თბილისი"
    made = compose_pdf(Invoice(number="F-1", notes=(Note(text=names),)))
    assert made.findings == ()
    assert names in text_of(made.content)


def test_a_character_that_no_font_has_is_told_and_not_silently_changed():
    invoice = Invoice(number="1", notes=(Note(text="日本 日 שלום"),))
    made = compose_pdf(invoice)
    assert [f.found for f in made.findings] == ["日", "本", "ש", "ל", "ו", "ם"]
    assert {f.code for f in made.findings} == {"RENDER-CHARACTER"}
    with pytest.warns(MissingCharacterWarning):
        assert render_pdf(invoice) == made.content


def test_without_the_wide_fonts_the_engines_own_is_used(monkeypatch):
    """A fresh process, as the engine keeps its fonts."""
    program = (
        "from chorus_sdk.rendering import fonts\n"
        "fonts.find_spec = lambda name: None\n"
        "from chorus_sdk.rendering.pdf import compose_pdf\n"
        "from chorus_sdk.invoice import Invoice, Note\n"
        "made = compose_pdf(Invoice(notes=(Note(text='ąé'),)))\n"
        "print(ascii([f.found for f in made.findings]), len(made.content) > 1000)\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60
    )
    assert run.stdout.split() == ["['\\u0105']", "True"]
    assert fonts.font_files().text != b""


def pages_of(data):
    return [p.extract_text().replace("\xa0", " ") for p in pypdf.PdfReader(io.BytesIO(data)).pages]


def test_every_page_has_its_number_and_every_table_its_heading():
    line = Line(item=Item(name="Chaise", description="en hêtre\n" * 3), net_amount=Decimal("1.00"))
    pages = pages_of(render_pdf(Invoice(number="F-9", currency="EUR", lines=(line,) * 60)))
    assert len(pages) > 3
    for number, text in enumerate(pages, start=1):
        assert f"Page {number} sur {len(pages)}" in text
        assert text.count("Désignation") == (1 if "Chaise" in text else 0)
    assert sum(text.count("Chaise") for text in pages) == 60


def test_lines_begin_below_the_parties_on_the_first_page():
    line = Line(item=Item(name="Chaise"), net_amount=Decimal("1.00"))
    assert "Chaise" in pages_of(render_pdf(Invoice(number="F-9", lines=(line,) * 100)))[0]


def test_amounts_are_flush_right():
    from pypdf import PdfReader

    lines = tuple(
        Line(item=Item(name="A"), net_amount=Decimal(amount))
        for amount in ("1.00", "22222.00", "1234567.00")
    )
    edges = {}

    def visit(text, cm, tm, font, size):
        for amount in ("1,00", "22 222,00", "1 234 567,00"):
            if text.strip().replace("\xa0", " ") == amount:
                edges[amount] = cm[0] * tm[4] + cm[4]

    reader = PdfReader(io.BytesIO(render_pdf(Invoice(lines=lines))))
    reader.pages[0].extract_text(visitor_text=visit)
    assert edges["1,00"] > edges["22 222,00"] > edges["1 234 567,00"]


def test_corpus_invoices_are_drawn_and_say_their_totals(corpus, corpus_index):
    """One in twenty, so that the run stays short; every one is shown as HTML elsewhere."""
    chosen = [row for row in corpus_index if row["family"] in ("cii", "ubl-invoice")][::20]
    failures = []
    for row in chosen:
        try:
            invoice = read((corpus / row["path"]).read_bytes())
        except ChorusError:
            continue
        made = compose_pdf(invoice)
        text = text_of(made.content)
        due = Words("fr").money(invoice.totals.due, invoice.currency).replace("\xa0", " ")
        if due not in text or (not made.findings and "\ufffd" in text):
            failures.append(row["path"])
    assert len(chosen) > 20
    assert failures == []


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
