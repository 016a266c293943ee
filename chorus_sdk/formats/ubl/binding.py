"""UBL 2.1 as a table: Invoice and CreditNote, the binding of EN 16931 (CEN/TS 16931-3-2).

Rows stand in the order of the UBL schema. What is special to UBL: subject codes inside notes
(`#AAI#text`), two TaxTotals, the SEPA creditor identifier among the seller's identifiers, VAT and
other tax registrations told apart by their scheme, document references told apart by type code.
"""

from __future__ import annotations

from typing import Final

from chorus_sdk.formats.binding.table import Row, Syntax, constant, group, leaf, technical
from chorus_sdk.formats.binding.values import FLAG
from chorus_sdk.formats.ubl.lines import line
from chorus_sdk.formats.ubl.notes import NOTES
from chorus_sdk.formats.ubl.parties import (
    DELIVERIES,
    PAYEE,
    TAX_REPRESENTATIVE,
    accounting_party,
    creditor,
)
from chorus_sdk.formats.ubl.rows import (
    CAC,
    CBC,
    DELIVERY_TERMS,
    allowance,
    child,
    day,
    documents,
    filled,
    objects,
    reference,
)
from chorus_sdk.formats.ubl.settlement import (
    EXCHANGE,
    PREPAYMENTS,
    TAX_TOTALS,
    TERMS,
    TOTALS,
    means,
)

INVOICE: Final = "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"

CREDIT_NOTE: Final = "urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2"


_PERIOD = group(
    "cac:InvoicePeriod",
    day("cbc:StartDate", "start"),
    day("cbc:EndDate", "end"),
    leaf("cbc:DescriptionCode", "/vat_point_code"),
    leaf("cbc:Description", "description"),
    into="invoicing_period",
)

_ORDER = group(
    "cac:OrderReference",
    *filled("cbc:ID", "references.purchase_order"),
    leaf("cbc:SalesOrderID", "references.sales_order"),
    day("cbc:IssueDate", "references.purchase_order_date"),
)

_PRECEDING = group(
    "cac:BillingReference",
    group(
        "cac:InvoiceDocumentReference",
        leaf("cbc:ID", "number"),
        day("cbc:IssueDate", "issue_date"),
        leaf("cbc:DocumentTypeCode", "type_code"),
    ),
    into="references.preceding_invoices",
    many=True,
)

_CONTRACT = reference(
    "cac:ContractDocumentReference",
    "references.contract",
    leaf("cbc:DocumentType", "references.contract_type"),
)

_TENDER = reference("cac:OriginatorDocumentReference", "references.tender")

_OBJECTS = objects(
    "cac:AdditionalDocumentReference", "references.invoiced_object", "references.further_objects"
)

_PROJECT_OF_CREDIT_NOTE = group(
    "cac:AdditionalDocumentReference",
    leaf("cbc:ID", "references.project"),
    constant("cbc:DocumentTypeCode", "50"),
    when=child("cbc:DocumentTypeCode", "50"),
)


def _papers(*, credit_note: bool) -> tuple[Row, ...]:
    """Contract, tender, objects and documents, which the two schemas order differently."""
    if credit_note:
        own = documents("cac:AdditionalDocumentReference", "130", "50")
        return (_CONTRACT, *_OBJECTS, _PROJECT_OF_CREDIT_NOTE, own, _TENDER)
    project = group("cac:ProjectReference", leaf("cbc:ID", "references.project"))
    own = documents("cac:AdditionalDocumentReference", "130")
    return (_TENDER, _CONTRACT, *_OBJECTS, own, project)


def _head(*, credit_note: bool) -> tuple[Row, ...]:
    """What a document says of itself and what it refers to."""
    point_date = day("cbc:TaxPointDate", "vat_point_date")
    return (
        technical("cbc:UBLVersionID"),
        leaf("cbc:CustomizationID", "specification"),
        leaf("cbc:ProfileID", "business_process"),
        technical("cbc:ProfileExecutionID"),
        leaf("cbc:ID", "number"),
        leaf("cbc:CopyIndicator", "is_copy", value=FLAG),
        technical("cbc:UUID"),
        day("cbc:IssueDate", "issue_date"),
        point_date if credit_note else day("cbc:DueDate", "due_date"),
        leaf("cbc:CreditNoteTypeCode" if credit_note else "cbc:InvoiceTypeCode", "type_code"),
        NOTES,
        *(() if credit_note else (point_date,)),
        leaf("cbc:DocumentCurrencyCode", "currency"),
        leaf("cbc:TaxCurrencyCode", "vat_currency"),
        leaf("cbc:AccountingCost", "references.buyer_accounting"),
        technical("cbc:LineCountNumeric"),
        leaf("cbc:BuyerReference", "references.buyer"),
        _PERIOD,
        _ORDER,
        _PRECEDING,
        reference("cac:DespatchDocumentReference", "references.despatch_advice"),
        reference("cac:ReceiptDocumentReference", "references.receiving_advice"),
        *_papers(credit_note=credit_note),
    )


_PARTIES = (
    accounting_party(
        "cac:AccountingSupplierParty",
        "seller",
        creditor(payee=False),
        agent="/sales_agent",
        provider="/invoicer",
    ),
    accounting_party(
        "cac:AccountingCustomerParty", "buyer", agent="/buyer_agent", provider="/invoicee"
    ),
    PAYEE,
    TAX_REPRESENTATIVE,
)


def _rows(*, credit_note: bool) -> tuple[Row, ...]:
    allowances = (allowance("allowances", charge=False), allowance("charges", charge=True))
    return (
        *_head(credit_note=credit_note),
        *_PARTIES,
        *DELIVERIES,
        DELIVERY_TERMS,
        means(credit_note=credit_note),
        *TERMS,
        *((EXCHANGE, *allowances) if credit_note else (PREPAYMENTS, *allowances, EXCHANGE)),
        *TAX_TOTALS,
        TOTALS,
        line(credit_note=credit_note),
    )


_TECHNICAL = frozenset(
    {
        "listAgencyID",
        "listAgencyName",
        "listID",
        "listName",
        "listSchemeURI",
        "listURI",
        "listVersionID",
        "schemeAgencyID",
        "schemeAgencyName",
        "schemeDataURI",
        "schemeURI",
        "schemeVersionID",
        "unitCodeListID",
        "unitCodeListAgencyID",
    }
)
"""They name the list or the keeper of a code that EN 16931 has fixed."""


def _syntax(name: str, namespace: str, *, credit_note: bool) -> Syntax:
    return Syntax(
        prefixes={"ubl": namespace, "cac": CAC, "cbc": CBC},
        default_prefix="ubl",
        root=group(f"ubl:{name}", *_rows(credit_note=credit_note)),
        currency_paths=("cbc:DocumentCurrencyCode", "cbc:TaxCurrencyCode"),
        technical=_TECHNICAL,
    )


INVOICE_SYNTAX: Final = _syntax("Invoice", INVOICE, credit_note=False)

CREDIT_NOTE_SYNTAX: Final = _syntax("CreditNote", CREDIT_NOTE, credit_note=True)
