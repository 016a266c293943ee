"""`telecharger/groupe`: a PDF, a ZIP, a pivot, and the readable copy since December 2023."""

from __future__ import annotations

import base64
import io
import zipfile

import pikepdf
import pytest

from chorus_sdk.formats.documents import read
from chorus_sdk.formats.pivot.stream import open_pivot
from chorus_sdk.invoice.attachments import Attachment, SupportingDocument
from chorus_sdk.sandbox.data import OTHER_SUPPLIER_SIRET, RECIPIENT_SIRET, SUPPLIER_SIRET
from chorus_sdk.sandbox.engine import Sandbox
from chorus_sdk.sandbox.operations import download
from chorus_sdk.sandbox.platform import Habits
from chorus_sdk.sandbox.samples import sample_cii, sample_facturx, sample_invoice, sample_ubl

ZIP = b"PK\x03\x04"


@pytest.fixture
def kept(caller):
    """Deposit documents and return the numbers that Chorus Pro gives their invoices."""

    def run(*contents: bytes) -> list[int]:
        for content in contents:
            syntax = {b"%PDF": "IN_DP_E2_CII_FACTURX"}.get(content[:4], "IN_DP_E1_CII_16B")
            if b"urn:oasis" in content[:500]:
                syntax = "IN_DP_E1_UBL_INVOICE"
            flow = caller.deposit(content, "facture.x", syntax)
            assert caller.settled(flow)["etatCourantDepotFlux"] == "IN_INTEGRE"
        lines = caller.call("search")["listeFactures"]
        return sorted(line["identifiantFactureCPP"] for line in lines)

    return run


def fetch(caller, invoices: list[int], kind: str, **fields) -> bytes:
    said = caller.call(
        "download",
        format=kind,
        listeFacture=[{"idFacture": number} for number in invoices],
        idEspace=8,
        **fields,
    )
    assert said["codeRetour"] == 0, said
    return base64.b64decode(said["fichierResultat"])


def with_attachment(number: str = "F-1") -> bytes:
    document = SupportingDocument(
        reference="BL-1",
        attachment=Attachment(content=b"a;b", mime_code="text/csv", file_name="livraison.csv"),
    )
    invoice = sample_invoice(number=number).model_copy(update={"supporting_documents": (document,)})
    return sample_cii(invoice)


@pytest.mark.parametrize("make", [sample_cii, sample_ubl])
def test_an_xml_invoice_comes_as_a_readable_pdf_with_its_data_inside(caller, kept, make):
    content = fetch(caller, kept(make()), "PDF")
    assert read(content).totals == sample_invoice().totals
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert list(pdf.attachments) == ["factur-x.xml"]
        assert len(pdf.pages) >= 1


def test_a_facturx_comes_back_as_it_was(caller, kept):
    original = sample_facturx()
    assert fetch(caller, kept(original), "PDF") == original


def test_complementary_documents_make_it_a_zip_when_asked_for(caller, kept):
    invoices = kept(with_attachment())
    plain = fetch(caller, invoices, "PDF", avecPiecesJointesComplementaires="NON")
    assert plain.startswith(b"%PDF")
    packed = fetch(caller, invoices, "PDF", avecPiecesJointesComplementaires="Oui")
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        names = archive.namelist()
        assert len(names) == 2
        assert archive.read(next(name for name in names if name.endswith(".csv"))) == b"a;b"


def test_several_invoices_have_a_folder_each(caller, kept):
    invoices = kept(sample_cii(), sample_cii(sample_invoice(number="F-2")))
    with zipfile.ZipFile(io.BytesIO(fetch(caller, invoices, "PDF"))) as archive:
        folders = sorted(name.partition("/")[0] for name in archive.namelist())
    assert folders == sorted(str(number) for number in invoices)


def test_pivots_come_bare_and_in_a_zip_by_turns(caller, kept):
    invoices = kept(sample_cii())
    first, second = (fetch(caller, invoices, "PIVOT") for _ in range(2))
    assert first.startswith(b"<?xml")
    assert second.startswith(ZIP)


@pytest.mark.parametrize(("in_zip", "start"), [(True, ZIP), (False, b"<?xml")])
def test_or_always_alike(clock, make_caller, in_zip, start):
    with Sandbox(clock=clock, habits=Habits(pivot_in_zip=in_zip)) as sandbox:
        caller = make_caller(sandbox)
        caller.settled(caller.deposit_xml(sample_cii()))
        for _ in range(2):
            assert fetch(caller, [1], "PIVOT").startswith(start)


def test_a_pivot_says_what_the_invoice_says(caller, kept):
    with open_pivot(fetch(caller, kept(with_attachment()), "PIVOT"), strict=True) as flow:
        (invoice,) = tuple(flow)
    expected = sample_invoice(number="F-1")
    assert invoice.invoice_number == "F-1"
    assert (invoice.net_total, invoice.gross_total) == (
        expected.totals.without_vat,
        expected.totals.with_vat,
    )
    assert (invoice.supplier.identifier, invoice.recipient.siret) == (
        SUPPLIER_SIRET,
        RECIPIENT_SIRET,
    )
    assert invoice.issue_date == expected.issue_date
    assert len(invoice.lines) == 2
    assert (invoice.framework, invoice.payment_means) == ("A1", "30")
    assert [(item.type_code, item.role.value) for item in invoice.attachments] == [
        ("01", "original"),
        ("02", "readable-copy"),
        ("02", "complement"),
    ]


def test_the_original_and_the_readable_copy_of_a_pivot(caller, kept):
    original = sample_cii()
    with open_pivot(fetch(caller, kept(original), "PIVOT"), strict=True) as flow:
        (invoice,) = tuple(flow)
        copy = invoice.readable_copy
        assert invoice.original.read() == original
        assert copy.name.startswith("PJP00XFAC")
        assert copy.category == "DUPLICATA FACTUR-X"
        assert read(copy.read()).number == "F2026-0001"


def test_the_readable_copy_of_a_facturx_is_that_pdf(caller, kept):
    original = sample_facturx()
    with open_pivot(fetch(caller, kept(original), "PIVOT"), strict=True) as flow:
        (invoice,) = tuple(flow)
        assert invoice.readable_copy.read() == invoice.original.read() == original


def test_a_pivot_holds_several_invoices(caller, kept):
    invoices = kept(sample_cii(), sample_cii(sample_invoice(number="F-2")))
    with open_pivot(fetch(caller, invoices, "PIVOT"), strict=True) as flow:
        assert sorted(one.invoice_number for one in flow) == ["F-2", "F2026-0001"]


def test_a_means_of_payment_that_the_pivot_lacks_becomes_the_nearest(caller, kept):
    invoices = kept(sample_cii(sample_invoice(payment_means="58")))
    with open_pivot(fetch(caller, invoices, "PIVOT"), strict=True) as flow:
        (invoice,) = tuple(flow)
    assert (invoice.payment_means, invoice.payment_means_label) == ("30", "58")


def test_the_same_download_gives_the_same_bytes(caller, kept):
    invoices = kept(with_attachment())
    once, again = (fetch(caller, invoices, "PDF") for _ in range(2))
    assert once == again


def test_a_download_by_the_recipient_stands_in_the_history(caller, caller_of, kept):
    (invoice,) = kept(sample_cii())
    fetch(caller, [invoice], "PDF")
    assert caller.call("history", idFacture=invoice)["derniereAction"]["derniereActionCode"] is None
    recipient = caller_of(RECIPIENT_SIRET)
    fetch(recipient, [invoice], "PIVOT")
    said = recipient.call("history", idFacture=invoice)
    assert said["derniereAction"]["derniereActionCode"] == "TELECHARGEMENT_FACTURE"
    assert said["historiquesDesActionsUtilisateurs"]["totalHistoAction"] == 1


def test_what_cannot_be_downloaded_is_refused(caller, caller_of, kept):
    (invoice,) = kept(sample_cii())
    wanted = {"listeFacture": [{"idFacture": invoice}]}
    assert caller.call("download", format="XML", **wanted)["codeRetour"] != 0
    assert caller.call("download", format="PDF")["codeRetour"] != 0
    unknown = caller.call("download", format="PDF", listeFacture=[{"idFacture": 99}])
    assert unknown["libelle"] == "GDP_MSG_11.008"
    foreign = caller_of(OTHER_SUPPLIER_SIRET).call("download", format="PDF", **wanted)
    assert foreign["libelle"] == "GDP_MSG_11.005"


def test_what_the_pivot_cannot_hold_is_refused_and_no_5xx(caller, kept):
    invoices = kept(sample_cii(sample_invoice(commitment_number="E" * 51)))
    said = caller.call("download", format="PIVOT", listeFacture=[{"idFacture": invoices[0]}])
    assert said["codeRetour"] != 0
    assert fetch(caller, invoices, "PDF").startswith(b"%PDF")


def test_a_download_that_is_too_big_is_413(caller, kept, monkeypatch):
    invoices = kept(sample_cii())
    monkeypatch.setattr(download, "DOWNLOAD_BYTES", 100)
    body = {"format": "PDF", "listeFacture": [{"idFacture": invoices[0]}]}
    assert caller.post("download", body).status == 413
