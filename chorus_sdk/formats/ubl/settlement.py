"""How a UBL document is paid, and its totals (*règlement*)."""

from __future__ import annotations

from chorus_sdk._xml import Element
from chorus_sdk.formats.binding.table import (
    Attribute,
    Context,
    Row,
    constant,
    group,
    leaf,
)
from chorus_sdk.formats.binding.values import NUMBER
from chorus_sdk.formats.ubl.rows import VAT_SCHEME, amount, clark, day
from chorus_sdk.invoice.model import Invoice


def _orders_debit(invoice: Invoice, part: object) -> bool:
    return invoice.payment is not None and part is invoice.payment.debit_means


def _has_accounting_currency(invoice: Invoice, _: object) -> bool:
    return invoice.vat_currency not in (None, invoice.currency)


def _is_accounting_total(element: Element, context: Context) -> bool:
    amount = element.find(clark("cbc:TaxAmount"))
    invoice_currency, vat_currency = context.currencies
    currency = None if amount is None else amount.get("currencyID")
    return currency is not None and currency == vat_currency != invoice_currency


def means(*, credit_note: bool) -> Row:
    """One payment means; in a credit note it also says the due date (BT-9)."""
    mandate = group(
        "cac:PaymentMandate",
        leaf("cbc:ID", "/payment.direct_debit.mandate", only=_orders_debit),
        group(
            "cac:PayerFinancialAccount",
            leaf("cbc:ID", "/payment.direct_debit.debited_account", only=_orders_debit),
        ),
    )
    return group(
        "cac:PaymentMeans",
        leaf("cbc:PaymentMeansCode", "code", Attribute(name="name", path="text")),
        *((day("cbc:PaymentDueDate", "/due_date"),) if credit_note else ()),
        leaf("cbc:PaymentID", "/payment.remittance"),
        group(
            "cac:CardAccount",
            leaf("cbc:PrimaryAccountNumberID", "card.number"),
            constant("cbc:NetworkID", "NA"),
            leaf("cbc:HolderName", "card.holder"),
        ),
        group(
            "cac:PayeeFinancialAccount",
            leaf("cbc:ID", "account"),
            leaf("cbc:Name", "name"),
            group("cac:FinancialInstitutionBranch", leaf("cbc:ID", "provider")),
            into="transfer",
        ),
        mandate,
        into="/payment.means",
        many=True,
    )


TAX_TOTALS = (
    group(
        "cac:TaxTotal",
        leaf(
            "cbc:TaxAmount",
            "/totals.vat",
            Attribute(name="currencyID", currency=0, binding=True),
            value=NUMBER,
        ),
        group(
            "cac:TaxSubtotal",
            amount("cbc:TaxableAmount", "taxable_amount"),
            amount("cbc:TaxAmount", "tax_amount"),
            group(
                "cac:TaxCategory",
                leaf("cbc:ID", "category"),
                leaf("cbc:Percent", "rate", value=NUMBER),
                leaf("cbc:TaxExemptionReasonCode", "exemption_reason_code"),
                leaf("cbc:TaxExemptionReason", "exemption_reason"),
                VAT_SCHEME,
            ),
            into="/vat_breakdown",
            many=True,
        ),
        when=lambda element, context: not _is_accounting_total(element, context),
    ),
    group(
        "cac:TaxTotal",
        leaf(
            "cbc:TaxAmount",
            "/totals.vat_in_accounting_currency",
            Attribute(name="currencyID", currency=1, binding=True),
            value=NUMBER,
            only=_has_accounting_currency,
        ),
        when=_is_accounting_total,
    ),
)
TOTALS = group(
    "cac:LegalMonetaryTotal",
    amount("cbc:LineExtensionAmount", "totals.lines"),
    amount("cbc:TaxExclusiveAmount", "totals.without_vat"),
    amount("cbc:TaxInclusiveAmount", "totals.with_vat"),
    amount("cbc:AllowanceTotalAmount", "totals.allowances"),
    amount("cbc:ChargeTotalAmount", "totals.charges"),
    amount("cbc:PrepaidAmount", "totals.paid"),
    amount("cbc:PayableRoundingAmount", "totals.rounding"),
    amount("cbc:PayableAmount", "totals.due"),
)
