"""Convert: what arrives, what is declared, and when nothing is lost."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal

import pytest

from chorus_sdk.errors import UnknownFormatError
from chorus_sdk.formats.base import FormatId, Loss, Profile
from chorus_sdk.formats.conversion import convert
from chorus_sdk.formats.documents import read, write
from chorus_sdk.invoice import (
    Attachment,
    Contact,
    Identifier,
    Invoice,
    Item,
    Line,
    Note,
    Party,
    Price,
)

GUIDELINE = "urn:cen.eu:en16931:2017"
INVOICE = Invoice(
    number="F-1",
    issue_date=date(2026, 11, 2),
    type_code="380",
    currency="EUR",
    specification=GUIDELINE,
    notes=(Note(subject="AAI", text="Merci"),),
    seller=Party(name="Vendeur", contact=Contact(name="Ada", telephone="1")),
    buyer=Party(name="Acheteur", identifiers=(Identifier(value="1", scheme="0009"),)),
    lines=(Line(identifier="1", quantity=Decimal(2), price=Price(net=Decimal("3.50"))),),
)
BOTH = [
    (FormatId.UBL_INVOICE, FormatId.CII_INVOICE),
    (FormatId.CII_INVOICE, FormatId.UBL_INVOICE),
]


@pytest.mark.parametrize(("start", "end"), BOTH)
def test_a_core_invoice_crosses_whole_and_the_conversion_says_so(start, end) -> None:
    made = convert(write(INVOICE, start), end)
    assert (made.is_lossless, made.losses, made.format) == (True, (), end)
    assert made.profile is Profile.EN16931
    assert read(made.content) == INVOICE
    assert convert(made.content, start).content == write(INVOICE, start)


def test_a_source_may_be_a_path_bytes_or_a_stream(tmp_path) -> None:
    data = write(INVOICE, FormatId.UBL_INVOICE)
    (tmp_path / "invoice.xml").write_bytes(data)
    sources = (data, io.BytesIO(data), tmp_path / "invoice.xml")
    assert len({convert(source, FormatId.CII_INVOICE).content for source in sources}) == 1


def test_what_the_model_does_not_hold_is_a_loss_at_its_place_in_the_source() -> None:
    data = write(INVOICE, FormatId.UBL_INVOICE).replace(
        b"<cac:AccountingSupplierParty>",
        b"<cac:Signature><cbc:ID>S</cbc:ID></cac:Signature><cac:AccountingSupplierParty>",
    )
    (loss,) = convert(data, FormatId.CII_INVOICE).losses
    assert (loss.path, loss.text, loss.term) == ("/Invoice/cac:Signature/cbc:ID", "S", None)
    assert convert(data, FormatId.UBL_INVOICE).losses == (loss,)


def test_what_the_target_has_no_place_for_is_a_loss_at_its_place_in_the_model() -> None:
    invoice = INVOICE.model_copy(update={"name": "Facture"})
    made = convert(write(invoice, FormatId.CII_INVOICE), FormatId.UBL_INVOICE)
    assert [(loss.path, loss.text, loss.term) for loss in made.losses] == [
        ("name", "Facture", "BT-X-2")
    ]
    assert read(made.content) == INVOICE


def test_each_lesser_profile_drops_more_and_names_it() -> None:
    line = INVOICE.lines[0].model_copy(update={"item": Item(name="Thé", description="vert")})
    data = write(INVOICE.model_copy(update={"lines": (line,)}), FormatId.CII_INVOICE)
    dropped = {
        profile: {loss.term for loss in convert(data, FormatId.CII_INVOICE, profile=profile).losses}
        for profile in ("en16931", "basic", "basic-wl", "minimum")
    }
    assert dropped["en16931"] == set()
    assert dropped["basic"] == {"BT-154", "BT-41, BT-56", "BT-42, BT-57"}
    assert {"BT-126", "BT-129", "BT-146", "BT-153"} == dropped["basic-wl"] - dropped["basic"]
    assert {"BT-21", "BT-22", "BT-29, 46, 60"} == dropped["minimum"] - dropped["basic-wl"]


def test_a_profile_is_stated_and_reported() -> None:
    made = convert(write(INVOICE, FormatId.CII_INVOICE), FormatId.CII_INVOICE, profile="extended")
    assert made.profile is Profile.EXTENDED
    assert made.is_lossless
    assert read(made.content).specification.endswith(":extended")


def test_lines_that_only_group_are_left_out_below_extended() -> None:
    """Their amounts are those of the lines below them: EN 16931 would add them twice."""
    lines = (
        Line(identifier="1", kind="GROUP", net_amount=Decimal(7)),
        Line(identifier="2", kind="DETAIL", parent="1", net_amount=Decimal(7)),
        Line(identifier="3", kind="INFORMATION"),
    )
    data = write(INVOICE.model_copy(update={"lines": lines}), FormatId.CII_INVOICE)
    made = convert(data, FormatId.CII_INVOICE, profile="en16931")
    assert [line.identifier for line in read(made.content).lines] == ["2"]
    assert {loss.path for loss in made.losses} == {
        "lines[0].identifier",
        "lines[0].kind",
        "lines[0].net_amount",
        "lines[1].kind",
        "lines[1].parent",
        "lines[2].identifier",
        "lines[2].kind",
    }


def test_no_other_target_is_known() -> None:
    with pytest.raises(UnknownFormatError):
        convert(write(INVOICE, FormatId.CII_INVOICE), FormatId.PIVOT)


def test_xml_needs_a_pdf_to_become_a_facturx() -> None:
    with pytest.raises(ValueError):
        convert(write(INVOICE, FormatId.CII_INVOICE), FormatId.FACTURX)


@pytest.fixture(scope="module")
def facturx() -> bytes:
    pytest.importorskip("reportlab")
    from chorus_sdk.rendering.pdf import render_pdf

    annex = Attachment(content=b"x,y", mime_code="text/csv", file_name="lines.csv")
    pages = render_pdf(INVOICE)
    return write(INVOICE, FormatId.FACTURX, pdf=pages, attachments=(annex,))


def test_a_facturx_becomes_xml_and_its_other_files_are_named(facturx: bytes) -> None:
    made = convert(facturx, FormatId.UBL_INVOICE)
    assert read(made.content) == INVOICE
    assert made.losses == (
        Loss(
            path="/EmbeddedFiles/lines.csv",
            text="3 bytes",
            reason=made.losses[0].reason,
        ),
    )


def test_a_facturx_gets_another_profile_in_its_own_pages(facturx: bytes) -> None:
    made = convert(facturx, FormatId.FACTURX, profile="basic-wl")
    assert made.format is FormatId.FACTURX
    assert read(made.content).lines == ()
    assert all(loss.path.startswith(("lines", "seller.contact")) for loss in made.losses)


def test_ubl_becomes_a_facturx_in_the_pages_that_are_given(facturx: bytes) -> None:
    made = convert(write(INVOICE, FormatId.UBL_INVOICE), FormatId.FACTURX, pdf=facturx)
    assert made.is_lossless
    assert read(made.content) == INVOICE
