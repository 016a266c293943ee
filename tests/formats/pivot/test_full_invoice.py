"""The whole invoice comes from the best source inside, and says where the pivot differs."""

from __future__ import annotations

import base64
import io
import zipfile
from datetime import date
from decimal import Decimal

import pytest

from chorus_sdk.findings import Severity
from chorus_sdk.formats.base import FormatId
from chorus_sdk.formats.documents import read, write
from chorus_sdk.formats.pivot.attachments import PivotAttachment
from chorus_sdk.formats.pivot.codes import (
    AttachmentType,
    BankReferenceKind,
    IdentifierKind,
    Resend,
)
from chorus_sdk.formats.pivot.disagreements import disagreements
from chorus_sdk.formats.pivot.full_invoice import InvoiceSource
from chorus_sdk.formats.pivot.lines import PivotLine
from chorus_sdk.formats.pivot.model import (
    PivotBankAccount,
    PivotRecipient,
    PivotSupplier,
    PivotVat,
)
from chorus_sdk.formats.pivot.stream import open_pivot
from chorus_sdk.invoice.amounts import Totals, VatBreakdown
from chorus_sdk.invoice.lines import Line
from chorus_sdk.invoice.model import Invoice
from chorus_sdk.limits import Limits

PLAIN_PDF = b"%PDF-1.7\n%%EOF"


def attachment(content: bytes, name: str, type_code: str = "01") -> PivotAttachment:
    return PivotAttachment.of(
        content, name=name, type_code=AttachmentType(type_code), media_type="application/x"
    )


def xml(**changes: object) -> bytes:
    """A UBL invoice that says what `make_invoice` says."""
    fields: dict[str, object] = {
        "number": "F1",
        "issue_date": date(2026, 1, 4),
        "type_code": "380",
        "currency": "EUR",
        "due_date": date(2026, 2, 4),
        "totals": Totals(
            without_vat=Decimal("100.0"), with_vat=Decimal("120.00"), due=Decimal("120.00")
        ),
    }
    return write(Invoice(**{**fields, **changes}), FormatId.UBL_INVOICE)


@pytest.fixture(scope="module")
def factur_x(corpus) -> bytes:
    return min((corpus / "facturx").glob("*EN16931.pdf")).read_bytes()


def test_the_suppliers_xml_is_the_best_source(make_invoice):
    content = xml()
    item = make_invoice(
        attachments=(
            attachment(PLAIN_PDF, "PJ00XFAC1.pdf", "02"),
            attachment(content, "FAC1.xml"),
        )
    )
    full = item.to_invoice()
    assert full.source is InvoiceSource.ORIGINAL_XML
    assert full.attachment is item.attachments[1]
    assert full.invoice == read(content)
    assert full.invoice.due_date == date(2026, 2, 4)
    assert (full.agrees, full.disagreements, full.unread) == (True, (), ())
    assert full.report.is_valid


def test_a_factur_x_original_is_the_next_best(make_invoice, factur_x):
    full = make_invoice(attachments=(attachment(factur_x, "FAC1.pdf"),)).to_invoice()
    assert full.source is InvoiceSource.ORIGINAL_PDF
    assert full.invoice == read(factur_x)


@pytest.mark.parametrize("name", ["PJ00XFAC99986401570264F1.pdf", "PJP00XFAC99986401570264F1.pdf"])
def test_a_factur_x_copy_serves_where_the_original_says_nothing(make_invoice, factur_x, name):
    item = make_invoice(
        attachments=(attachment(PLAIN_PDF, "FAC1.pdf"), attachment(factur_x, name, "02"))
    )
    full = item.to_invoice()
    assert full.source is InvoiceSource.READABLE_COPY
    assert full.invoice == read(factur_x)
    (unread,) = full.unread
    assert unread.attachment is item.attachments[0]
    codes = [finding.code for finding in full.findings]
    assert codes[-1] == "PIVOT-UNREAD-SOURCE"
    assert full.findings[-1].severity is Severity.INFORMATION
    assert full.findings[-1].location.file == "FAC1.pdf"


def test_a_label_marks_the_copy_too(make_invoice, factur_x):
    copy = PivotAttachment.of(
        factur_x,
        name="copie.pdf",
        type_code=AttachmentType.COMPLEMENT,
        media_type="application/pdf",
        category="DUPLICATA_FACTUR-X",
    )
    full = make_invoice(attachments=(attachment(PLAIN_PDF, "FAC1.pdf"), copy)).to_invoice()
    assert full.source is InvoiceSource.READABLE_COPY


def test_a_complement_is_never_taken_for_the_invoice(make_invoice, factur_x):
    item = make_invoice(
        attachments=(attachment(PLAIN_PDF, "a.pdf"), attachment(factur_x, "bon.pdf", "02"))
    )
    assert item.to_invoice().source is InvoiceSource.PIVOT


def test_the_pivot_itself_is_the_last_source(make_invoice):
    item = make_invoice(
        supplier=PivotSupplier(
            identifier_kind=IdentifierKind.SIRET,
            identifier="99986401570264",
            name="VENDEUR",
            country="FR",
            bank_account=PivotBankAccount(
                kind=BankReferenceKind.IBAN,
                account="FR7600000000000000702143973",
                institution="BANQUE",
                payee="AFFACTUREUR",
            ),
        ),
        recipient=PivotRecipient(
            siret="99944232322181",
            identifier_kind=IdentifierKind.SIRET,
            name="COMMUNE",
            service_code="SERV",
            service_name="Voirie",
        ),
        contract_number="M1",
        commitment_number="E1",
        original_invoice_number="F0",
        delivery_date=date(2026, 1, 3),
        resend=Resend.NO,
        chorus_id=12,
        vat=(PivotVat(rate=Decimal(20), base=Decimal(100), amount=Decimal(20)),),
        lines=(
            PivotLine(
                rank=3,
                product_reference="PEN",
                unit_price=Decimal("0.5"),
                quantity=Decimal(2),
                net_amount=Decimal("1.00"),
                vat_rate=Decimal(20),
            ),
        ),
    )
    full = item.to_invoice()
    invoice = full.invoice
    assert (full.source, full.attachment, full.disagreements) == (InvoiceSource.PIVOT, None, ())
    assert (invoice.number, invoice.type_code, invoice.currency) == ("F1", "380", "EUR")
    assert invoice.chorus.framework == "A1"
    assert invoice.chorus.service_code == "SERV"
    assert (invoice.chorus.commitment_number, invoice.chorus.contract_number) == ("E1", "M1")
    assert invoice.references.preceding_invoices[0].number == "F0"
    assert invoice.seller.identifier("0009") == "99986401570264"
    assert (invoice.seller.name, invoice.seller.address.country) == ("VENDEUR", "FR")
    assert (invoice.buyer.identifier("0009"), invoice.buyer.name) == ("99944232322181", "COMMUNE")
    assert invoice.buyer.contact.department == "Voirie"
    assert invoice.payee.name == "AFFACTUREUR"
    assert invoice.delivery.date == date(2026, 1, 3)
    (means,) = invoice.payment.means
    assert (means.code, means.transfer.account) == ("30", "FR7600000000000000702143973")
    assert invoice.totals == Totals(
        without_vat=Decimal(100), with_vat=Decimal(120), due=Decimal(120)
    )
    assert invoice.vat_breakdown == (
        VatBreakdown(taxable_amount=Decimal(100), tax_amount=Decimal(20), rate=Decimal(20)),
    )
    (line,) = invoice.lines
    assert (line.identifier, line.item.seller_identifier) == ("3", "PEN")
    assert (line.quantity, line.price.net, line.net_amount) == (2, Decimal("0.5"), 1)
    assert {(item.path, item.text) for item in invoice.unmapped} == {
        ("DonneesFacture/IdCPRO", "12"),
        ("DonneesFacture/Renvoi", "Non"),
        ("DonneesFacture/DateReception", "2026-01-05"),
        ("Fournisseur/ReferenceBancaire/Etablissement", "BANQUE"),
    }


@pytest.mark.parametrize(
    ("kind", "scheme", "scheme_name"),
    [
        ("2", "0223", None),
        ("3", "0227", None),
        ("4", "0228", None),
        ("5", "0229", None),
        ("6", None, "6"),
        ("7", "0226", None),
    ],
)
def test_the_kind_of_an_identifier_gives_its_scheme(make_invoice, kind, scheme, scheme_name):
    supplier = PivotSupplier(identifier_kind=IdentifierKind(kind), identifier="X1")
    (identifier,) = make_invoice(supplier=supplier).to_invoice().invoice.seller.identifiers
    assert (identifier.value, identifier.scheme, identifier.scheme_name) == (
        "X1",
        scheme,
        scheme_name,
    )


def differences(make_invoice, source: dict[str, object], **pivot: object):
    item = make_invoice(attachments=(attachment(xml(**source), "FAC1.xml"),), **pivot)
    return {d.field: (d.term, d.pivot, d.source) for d in item.to_invoice().disagreements}


def test_what_differs_is_listed_with_both_values(make_invoice):
    found = differences(
        make_invoice,
        {
            "number": "F-1",
            "issue_date": date(2026, 1, 5),
            "currency": "XPF",
            "totals": Totals(
                without_vat=Decimal("100.01"), with_vat=Decimal(120), due=Decimal(-120)
            ),
        },
    )
    assert found == {
        "number": ("BT-1", "F1", "F-1"),
        "issue_date": ("BT-2", date(2026, 1, 4), date(2026, 1, 5)),
        "currency": ("BT-5", "EUR", "XPF"),
        "totals.without_vat": ("BT-109", Decimal(100), Decimal("100.01")),
        "totals.due": ("BT-115", Decimal(120), Decimal(-120)),
    }


def test_a_type_differs_only_when_one_side_gives_money_back(make_invoice):
    assert differences(make_invoice, {"type_code": "389"}) == {}
    credit_note = {"type_code": "396", "due_date": None}
    assert differences(make_invoice, credit_note) == {"type_code": ("BT-3", "380", "381")}


def test_taxes_are_compared_by_rate_and_summed(make_invoice):
    def tax(rate: str, base: str, amount: str, category: str) -> VatBreakdown:
        return VatBreakdown(
            rate=Decimal(rate),
            taxable_amount=Decimal(base),
            tax_amount=Decimal(amount),
            category=category,
        )

    pivot = tuple(
        PivotVat(rate=Decimal(rate), base=Decimal(base), amount=Decimal(amount))
        for rate, base, amount in (("20.0", "70", "14"), ("5.5", "10", "0.55"), ("0", "20", "0"))
    )
    source = (
        tax("20", "30", "6", "S"),
        tax("20.00", "40", "8", "S"),
        tax("0", "5", "0", "Z"),
        tax("0", "14", "0", "E"),
        tax("10", "10", "1", "S"),
    )
    found = differences(make_invoice, {"vat_breakdown": source}, vat=pivot)
    assert found == {
        "vat_breakdown[0].taxable_amount": ("BT-116", Decimal(20), Decimal(19)),
        "vat_breakdown[5.5].taxable_amount": ("BT-116", Decimal(10), None),
        "vat_breakdown[5.5].tax_amount": ("BT-117", Decimal("0.55"), None),
        "vat_breakdown[10].taxable_amount": ("BT-116", None, Decimal(10)),
        "vat_breakdown[10].tax_amount": ("BT-117", None, Decimal(1)),
    }
    assert differences(make_invoice, {}, vat=pivot) == {}


def test_taxes_are_summed_to_the_last_digit(make_invoice):
    large, rate = Decimal("1" * 30), Decimal("1." + "2" * 30)
    vat = tuple(
        PivotVat(rate=rate, base=base, amount=Decimal(1)) for base in (large, Decimal("0.01"))
    )
    source = VatBreakdown(taxable_amount=large, tax_amount=Decimal(2), rate=rate)
    (only,) = disagreements(make_invoice(vat=vat), Invoice(vat_breakdown=(source,)))
    assert only.field == f"vat_breakdown[{rate}].taxable_amount"
    assert (only.pivot, only.source) == (Decimal("1" * 30 + ".01"), large)


def test_lines_are_compared_where_both_have_them(make_invoice):
    def lines(*amounts: str) -> tuple[PivotLine, ...]:
        return tuple(
            PivotLine(
                rank=rank,
                unit_price=Decimal(1),
                quantity=Decimal(1),
                net_amount=Decimal(amount),
            )
            for rank, amount in enumerate(amounts, 1)
        )

    source = {"lines": tuple(Line(identifier=i, net_amount=Decimal(i)) for i in ("1", "2"))}
    assert differences(make_invoice, source) == {}
    assert differences(make_invoice, source, lines=lines("1.0", "2")) == {}
    assert differences(make_invoice, source, lines=lines("1", "3")) == {
        "lines[1].net_amount": ("BT-131", Decimal(3), Decimal(2))
    }
    assert differences(make_invoice, source, lines=lines("1")) == {
        "lines": ("BG-25", Decimal(1), Decimal(2))
    }


def test_differences_are_findings_too(make_invoice):
    item = make_invoice(attachments=(attachment(xml(currency="USD"), "FAC1.xml"),))
    (finding,) = item.to_invoice().report
    assert (finding.code, finding.severity) == ("PIVOT-DISAGREES", Severity.WARNING)
    assert (finding.found, finding.expected) == ("USD", "EUR")
    where = finding.location
    assert (where.term, where.field, where.file) == ("BT-5", "currency", "FAC1.xml")


@pytest.mark.parametrize(
    "content",
    [b"", b"<html/>", b"<Invoice xmlns='urn:x'/>", b"<!DOCTYPE a><a/>", b"%PDF-1.4 cut"],
    ids=["empty", "html", "unknown", "doctype", "damaged"],
)
def test_an_attachment_that_gives_nothing_is_told_and_no_error(make_invoice, content):
    full = make_invoice(attachments=(attachment(content, "FAC1"),)).to_invoice()
    assert full.source is InvoiceSource.PIVOT
    assert [item.attachment.name for item in full.unread] == ["FAC1"]


def test_an_attachment_that_is_too_large_to_be_read_whole_is_not_read(make_invoice):
    item = make_invoice(attachments=(attachment(xml(), "FAC1.xml"),))
    full = item.to_invoice(limits=Limits(document_bytes=100))
    assert full.source is InvoiceSource.PIVOT
    assert full.unread[0].problem.limit == "document_bytes"


def test_an_invoice_read_from_a_file_gives_its_original(make_pivot):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("FAC1.xml", xml())
    text = base64.b64encode(packed.getvalue()).decode()
    flow = open_pivot(make_pivot(content=text, name="FAC1.xml"))
    with flow:
        (item,) = flow
        assert item.to_invoice().invoice.due_date == date(2026, 2, 4)
    with pytest.raises(ValueError) as caught:
        item.to_invoice()
    assert type(caught.value) is ValueError


def test_the_ubl_that_a_real_pivot_carries_is_found(corpus):
    with open_pivot(corpus / "pivot" / "facture_1223.xml") as flow:
        (item,) = flow
        full = item.to_invoice()
        assert full.invoice == read(item.original.read())
    assert full.source is InvoiceSource.ORIGINAL_XML


def test_every_invoice_of_the_corpus_has_a_whole_invoice(corpus):
    for path in sorted((corpus / "pivot" / "synthetic").glob("*.xml")):
        with open_pivot(path) as flow:
            for item in flow:
                assert item.to_invoice().invoice.number == item.invoice_number
