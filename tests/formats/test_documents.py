"""Write an invoice: the root, the profile, what is refused; read it back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from chorus_sdk.errors import LossyDocumentError, UnknownFormatError, UnsupportedProfileError
from chorus_sdk.formats.base import FormatId, Profile
from chorus_sdk.formats.detect import detect
from chorus_sdk.formats.documents import read, write
from chorus_sdk.formats.facturx.container import embedded_invoice
from chorus_sdk.invoice import Identifier, Invoice, Item, Line, Party, Price, Unmapped

INVOICE = Invoice(
    number="F-1",
    issue_date=date(2026, 11, 2),
    type_code="380",
    currency="EUR",
    seller=Party(name="Vendeur", legal_registration=Identifier(value="100000009", scheme="0002")),
    lines=(
        Line(
            identifier="1",
            quantity=Decimal(2),
            unit="C62",
            price=Price(net=Decimal("3.50")),
            item=Item(name="Thé", description="vert"),
        ),
    ),
)
XML = (FormatId.UBL_INVOICE, FormatId.CII_INVOICE)


@pytest.mark.parametrize("format_id", XML)
def test_an_invoice_is_written_and_read_back(format_id: FormatId) -> None:
    content = write(INVOICE, format_id)
    assert read(content) == INVOICE
    assert detect(content).format is format_id


@pytest.mark.parametrize(
    ("code", "asked", "root"),
    [
        ("380", FormatId.UBL_CREDIT_NOTE, FormatId.UBL_INVOICE),
        ("381", FormatId.UBL_INVOICE, FormatId.UBL_CREDIT_NOTE),
        ("261", FormatId.UBL_INVOICE, FormatId.UBL_CREDIT_NOTE),
        ("384", FormatId.UBL_INVOICE, FormatId.UBL_INVOICE),
        ("81", FormatId.UBL_CREDIT_NOTE, FormatId.UBL_CREDIT_NOTE),
        ("81", FormatId.UBL_INVOICE, FormatId.UBL_INVOICE),
        (None, FormatId.UBL_CREDIT_NOTE, FormatId.UBL_CREDIT_NOTE),
    ],
)
def test_the_type_code_decides_between_the_documents_of_ubl(code, asked, root) -> None:
    invoice = INVOICE.model_copy(update={"type_code": code})
    content = write(invoice, asked)
    assert detect(content).format is root
    assert read(content) == invoice


def test_amounts_of_a_credit_note_keep_their_signs() -> None:
    note = INVOICE.model_copy(update={"type_code": "381"})
    for format_id in (FormatId.UBL_CREDIT_NOTE, FormatId.CII_INVOICE):
        line = read(write(note, format_id)).lines[0]
        assert (line.quantity, line.price.net) == (Decimal(2), Decimal("3.50"))


@pytest.mark.parametrize("profile", ["en16931", Profile.EN16931])
def test_a_profile_is_stated_in_bt_24(profile) -> None:
    content = write(INVOICE, FormatId.CII_INVOICE, profile=profile)
    assert read(content).specification == "urn:cen.eu:en16931:2017"
    assert detect(content).profile is Profile.EN16931


def test_without_a_profile_bt_24_is_the_invoices_own() -> None:
    invoice = INVOICE.model_copy(update={"specification": "urn:example:mine"})
    assert read(write(invoice, FormatId.UBL_INVOICE)) == invoice


def test_what_a_profile_does_not_carry_is_refused_and_named() -> None:
    with pytest.raises(LossyDocumentError) as caught:
        write(INVOICE, FormatId.CII_INVOICE, profile="basic")
    assert caught.value.places == ("lines[0].item.description",)


def test_what_a_syntax_does_not_carry_is_refused_and_named() -> None:
    invoice = INVOICE.model_copy(update={"name": "Facture"})
    with pytest.raises(LossyDocumentError) as caught:
        write(invoice, FormatId.UBL_INVOICE)
    assert caught.value.places == ("name",)
    assert read(write(invoice, FormatId.UBL_INVOICE, allow_loss=True)) == INVOICE


def test_loss_may_be_allowed() -> None:
    content = write(INVOICE, FormatId.CII_INVOICE, profile="minimum", allow_loss=True)
    assert read(content).lines == ()
    assert read(content).seller == INVOICE.seller


def test_what_the_source_said_beyond_the_model_is_not_written() -> None:
    invoice = INVOICE.model_copy(update={"unmapped": (Unmapped(path="/x", text="snowman"),)})
    assert b"snowman" not in write(invoice, FormatId.CII_INVOICE)


@pytest.mark.parametrize("format_id", [FormatId.PIVOT, FormatId.ORDER_X, FormatId.UNKNOWN])
def test_not_every_format_can_be_written(format_id: FormatId) -> None:
    with pytest.raises(UnknownFormatError):
        write(INVOICE, format_id)


def test_a_profile_that_does_not_exist_is_refused() -> None:
    with pytest.raises(UnsupportedProfileError):
        write(INVOICE, FormatId.CII_INVOICE, profile="luxury")


@pytest.mark.parametrize("profile", ["minimum", "basic-wl"])
def test_ubl_has_no_profile_without_lines(profile: str) -> None:
    with pytest.raises(UnsupportedProfileError):
        write(INVOICE, FormatId.UBL_INVOICE, profile=profile, allow_loss=True)


def test_a_facturx_needs_a_pdf() -> None:
    with pytest.raises(ValueError):
        write(INVOICE, FormatId.FACTURX, profile="en16931")


def test_a_facturx_holds_the_invoice_and_is_the_same_every_time() -> None:
    pytest.importorskip("reportlab")
    from chorus_sdk.rendering.pdf import render_pdf

    pages = render_pdf(INVOICE)
    made = write(INVOICE, FormatId.FACTURX, profile="en16931", pdf=pages)
    assert made == write(INVOICE, FormatId.FACTURX, profile="en16931", pdf=pages)
    stated = INVOICE.model_copy(update={"specification": "urn:cen.eu:en16931:2017"})
    assert read(made) == stated
    xml = write(INVOICE, FormatId.CII_INVOICE, profile="en16931")
    assert embedded_invoice(made).content == xml


def test_a_profile_that_facturx_has_not_is_refused() -> None:
    with pytest.raises(UnsupportedProfileError):
        write(INVOICE, FormatId.FACTURX, profile="peppol-bis-3", pdf=b"%PDF-1.7", allow_loss=True)
