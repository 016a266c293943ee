"""The lines of a UBL document (*lignes*)."""

from __future__ import annotations

from chorus_sdk._xml import Element
from chorus_sdk.formats.binding.table import Context, Row, group, leaf
from chorus_sdk.formats.ubl.items import ITEM, PRICE
from chorus_sdk.formats.ubl.notes import LINE_NOTES
from chorus_sdk.formats.ubl.parties import LINE_DELIVERY
from chorus_sdk.formats.ubl.rows import (
    DELIVERY_TERMS,
    allowance,
    amount,
    clark,
    day,
    documents,
    filled,
    measured,
    objects,
)
from chorus_sdk.formats.ubl.settlement import vat_totals
from chorus_sdk.invoice.lines import Line
from chorus_sdk.invoice.model import Invoice
from chorus_sdk.invoice.references import PrecedingInvoice

_OWN_STATUS = clark("cac:InvoiceDocumentReference") + "/" + clark("cbc:DocumentStatusCode")
_OWN_NUMBER = clark("cac:InvoiceDocumentReference") + "/" + clark("cbc:ID")


def _refers_to_this_invoice(element: Element, _: Context) -> bool:
    """Claim the place of a line in the tree of lines, which looks like a preceding invoice."""
    if element.find(_OWN_STATUS) is not None:
        return True
    number = (element.findtext(_OWN_NUMBER) or "").strip()
    own = element.getroottree().getroot().findtext(clark("cbc:ID"))
    return bool(number) and number == (own or "").strip()


def _can_be_told_apart(invoice: Invoice, line: object) -> bool:
    return bool(invoice.number or (isinstance(line, Line) and line.kind))


def _is_another_invoice(invoice: Invoice, reference: object) -> bool:
    return isinstance(reference, PrecedingInvoice) and reference.number != invoice.number


_PERIOD = group(
    "cac:InvoicePeriod",
    day("cbc:StartDate", "period.start"),
    day("cbc:EndDate", "period.end"),
    leaf("cbc:DescriptionCode", "vat.point_code"),
    leaf("cbc:Description", "period.description"),
)

_ORDER = group(
    "cac:OrderLineReference",
    *filled("cbc:LineID", "order_line"),
    leaf("cbc:SalesOrderLineID", "references.sales_order.line"),
    group(
        "cac:OrderReference",
        *filled("cbc:ID", "references.purchase_order"),
        leaf("cbc:SalesOrderID", "references.sales_order.number"),
        day("cbc:IssueDate", "references.purchase_order_date"),
    ),
)


def _line_reference(tag: str, into: str) -> Row:
    return group(
        tag,
        *filled("cbc:LineID", "line"),
        group(
            "cac:DocumentReference",
            *filled("cbc:ID", "number"),
            day("cbc:IssueDate", "issue_date"),
        ),
        into=into,
    )


_TREE = group(
    "cac:BillingReference",
    group(
        "cac:InvoiceDocumentReference",
        leaf("cbc:ID", "/number", beside=True),
        leaf("cbc:DocumentStatusCode", "kind"),
        keep_for="parent",
    ),
    group("cac:BillingReferenceLine", leaf("cbc:ID", "parent", only=_can_be_told_apart)),
    when=_refers_to_this_invoice,
)

_PRECEDING = group(
    "cac:BillingReference",
    group(
        "cac:InvoiceDocumentReference",
        leaf("cbc:ID", "number", only=_is_another_invoice),
        day("cbc:IssueDate", "issue_date"),
        leaf("cbc:DocumentTypeCode", "type_code"),
    ),
    group("cac:BillingReferenceLine", leaf("cbc:ID", "line")),
    into="references.preceding_invoice",
)


def line(*, credit_note: bool) -> Row:
    """A line: Invoice and CreditNote differ in three names and in an order."""
    totals = vat_totals("totals.vat")
    allowances = (allowance("allowances", charge=False), allowance("charges", charge=True))
    rows = (
        leaf("cbc:ID", "identifier"),
        *LINE_NOTES,
        measured(
            "cbc:CreditedQuantity" if credit_note else "cbc:InvoicedQuantity", "quantity", "unit"
        ),
        amount("cbc:LineExtensionAmount", "net_amount"),
        leaf("cbc:AccountingCost", "accounting_reference"),
        _PERIOD,
        _ORDER,
        _line_reference("cac:DespatchLineReference", "references.despatch_advice"),
        _line_reference("cac:ReceiptLineReference", "references.receiving_advice"),
        _TREE,
        _PRECEDING,
        *objects("cac:DocumentReference", "object_identifier", "further_objects"),
        documents("cac:DocumentReference", "130"),
        LINE_DELIVERY,
        *((*totals, *allowances) if credit_note else (*allowances, *totals)),
        ITEM,
        PRICE,
        DELIVERY_TERMS,
        Row(
            tag="cac:SubCreditNoteLine" if credit_note else "cac:SubInvoiceLine",
            into="sub_lines",
            many=True,
            again=True,
        ),
    )
    tag = "cac:CreditNoteLine" if credit_note else "cac:InvoiceLine"
    return group(tag, *rows, into="lines", many=True)
