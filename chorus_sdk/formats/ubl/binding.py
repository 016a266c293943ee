"""UBL 2.1 as a table: Invoice and CreditNote, the binding of EN 16931 (CEN/TS 16931-3-2).

Rows stand in the order of the UBL schema. What is special to UBL: subject codes inside notes
(`#AAI#text`), two TaxTotals, the SEPA creditor identifier among the seller's identifiers, VAT and
other tax registrations told apart by their scheme, document references told apart by type code.
"""

from __future__ import annotations

from typing import Final

from chorus_sdk._xml import Element
from chorus_sdk.formats.binding.table import (
    Attribute,
    Context,
    Row,
    Syntax,
    constant,
    group,
    leaf,
)
from chorus_sdk.formats.binding.values import BASE64
from chorus_sdk.formats.ubl.lines import line
from chorus_sdk.formats.ubl.notes import NOTES
from chorus_sdk.formats.ubl.parties import DELIVERY, PAYEE, TAX_REPRESENTATIVE, creditor, party
from chorus_sdk.formats.ubl.rows import (
    CAC,
    CBC,
    allowance,
    child,
    clark,
    day,
    identifier,
    reference,
)
from chorus_sdk.formats.ubl.settlement import TAX_TOTALS, TOTALS, means

INVOICE: Final = "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"

CREDIT_NOTE: Final = "urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2"


def _is_placeholder(element: Element, _: Context) -> bool:
    """Recognise Peppol's NA: UBL demands an order number beside a sales order's."""
    parent = element.getparent()
    sales_order = None if parent is None else parent.find(clark("cbc:SalesOrderID"))
    return sales_order is not None and (element.text or "").strip() == "NA"


_PERIOD = group(
    "cac:InvoicePeriod",
    day("cbc:StartDate", "start"),
    day("cbc:EndDate", "end"),
    leaf("cbc:DescriptionCode", "/vat_point_code"),
    into="invoicing_period",
)

_ORDER = group(
    "cac:OrderReference",
    constant("cbc:ID", "NA", when=_is_placeholder, echo=True),
    leaf("cbc:ID", "references.purchase_order", fill="NA"),
    leaf("cbc:SalesOrderID", "references.sales_order"),
)

_PRECEDING = group(
    "cac:BillingReference",
    group(
        "cac:InvoiceDocumentReference",
        leaf("cbc:ID", "number"),
        day("cbc:IssueDate", "issue_date"),
    ),
    into="references.preceding_invoices",
    many=True,
)

_CONTRACT = reference("cac:ContractDocumentReference", "references.contract")

_TENDER = reference("cac:OriginatorDocumentReference", "references.tender")

_OBJECT = group(
    "cac:AdditionalDocumentReference",
    identifier("cbc:ID", "references.invoiced_object"),
    constant("cbc:DocumentTypeCode", "130"),
    when=child("cbc:DocumentTypeCode", "130"),
)

_PROJECT_OF_CREDIT_NOTE = group(
    "cac:AdditionalDocumentReference",
    leaf("cbc:ID", "references.project"),
    constant("cbc:DocumentTypeCode", "50"),
    when=child("cbc:DocumentTypeCode", "50"),
)

_DOCUMENTS = group(
    "cac:AdditionalDocumentReference",
    leaf("cbc:ID", "reference"),
    leaf("cbc:DocumentDescription", "description"),
    group(
        "cac:Attachment",
        leaf(
            "cbc:EmbeddedDocumentBinaryObject",
            "attachment.content",
            Attribute(name="mimeCode", path="attachment.mime_code"),
            Attribute(name="filename", path="attachment.file_name"),
            value=BASE64,
        ),
        group("cac:ExternalReference", leaf("cbc:URI", "location")),
    ),
    into="supporting_documents",
    many=True,
)


def _rows(*, credit_note: bool) -> tuple[Row, ...]:
    point_date = day("cbc:TaxPointDate", "vat_point_date")
    documents = (
        (_CONTRACT, _OBJECT, _PROJECT_OF_CREDIT_NOTE, _DOCUMENTS, _TENDER)
        if credit_note
        else (
            _TENDER,
            _CONTRACT,
            _OBJECT,
            _DOCUMENTS,
            reference("cac:ProjectReference", "references.project"),
        )
    )
    return (
        leaf("cbc:CustomizationID", "specification"),
        leaf("cbc:ProfileID", "business_process"),
        leaf("cbc:ID", "number"),
        day("cbc:IssueDate", "issue_date"),
        point_date if credit_note else day("cbc:DueDate", "due_date"),
        leaf("cbc:CreditNoteTypeCode" if credit_note else "cbc:InvoiceTypeCode", "type_code"),
        leaf("cbc:Note", "", value=NOTES, into="notes", many=True),
        *(() if credit_note else (point_date,)),
        leaf("cbc:DocumentCurrencyCode", "currency"),
        leaf("cbc:TaxCurrencyCode", "vat_currency"),
        leaf("cbc:AccountingCost", "references.buyer_accounting"),
        leaf("cbc:BuyerReference", "references.buyer"),
        _PERIOD,
        _ORDER,
        _PRECEDING,
        reference("cac:DespatchDocumentReference", "references.despatch_advice"),
        reference("cac:ReceiptDocumentReference", "references.receiving_advice"),
        *documents,
        party("cac:AccountingSupplierParty", "seller", creditor(payee=False)),
        party("cac:AccountingCustomerParty", "buyer"),
        PAYEE,
        TAX_REPRESENTATIVE,
        DELIVERY,
        means(credit_note=credit_note),
        group("cac:PaymentTerms", leaf("cbc:Note", "payment_terms")),
        allowance(charge=False, into="allowances", header=True),
        allowance(charge=True, into="charges", header=True),
        *TAX_TOTALS,
        TOTALS,
        line(credit_note=credit_note),
    )


def _syntax(name: str, namespace: str, *, credit_note: bool) -> Syntax:
    return Syntax(
        prefixes={"ubl": namespace, "cac": CAC, "cbc": CBC},
        default_prefix="ubl",
        root=group(f"ubl:{name}", *_rows(credit_note=credit_note)),
        currency_paths=("cbc:DocumentCurrencyCode", "cbc:TaxCurrencyCode"),
    )


INVOICE_SYNTAX: Final = _syntax("Invoice", INVOICE, credit_note=False)

CREDIT_NOTE_SYNTAX: Final = _syntax("CreditNote", CREDIT_NOTE, credit_note=True)
