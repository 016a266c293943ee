"""How a UBL document is paid, and its totals (*règlement*)."""

from __future__ import annotations

from decimal import Decimal

from chorus_sdk._xml import Element
from chorus_sdk.formats.binding.table import (
    Attribute,
    Context,
    Row,
    group,
    is_first,
    leaf,
)
from chorus_sdk.formats.binding.values import NUMBER
from chorus_sdk.formats.ubl.parties import party
from chorus_sdk.formats.ubl.rows import CODE, FILLER, VAT_SCHEME, amount, clark, day, measured
from chorus_sdk.invoice.model import Invoice


def _orders_debit(invoice: Invoice, part: object) -> bool:
    return invoice.payment is not None and part is invoice.payment.debit_means


def _has_accounting_currency(invoice: Invoice, _: object) -> bool:
    return invoice.vat_currency not in (None, invoice.currency)


def _is_first_means(invoice: Invoice, part: object) -> bool:
    return invoice.payment is not None and part is invoice.payment.means[0]


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
        party("cac:PayerParty", "/payer")._replace(only=_is_first_means),
        group(
            "cac:PayerFinancialAccount",
            leaf("cbc:ID", "/payment.direct_debit.debited_account", only=_orders_debit),
            leaf("cbc:Name", "/payment.direct_debit.account_name", only=_orders_debit),
            group(
                "cac:FinancialInstitutionBranch",
                leaf("cbc:ID", "/payment.direct_debit.provider", only=_orders_debit),
            ),
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
            leaf("cbc:NetworkID", "card.network", fill=FILLER, void=FILLER),
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


def _vat_of_breakdown(part: object) -> str | None:
    """Work out the VAT total that the schema demands beside a breakdown."""
    if not isinstance(part, Invoice) or not part.vat_breakdown:
        return None
    amounts = (vat.tax_amount for vat in part.vat_breakdown)
    return NUMBER.encode(sum((a for a in amounts if a is not None), Decimal(0)))


def vat_totals(path: str, *breakdown: Row) -> tuple[Row, Row]:
    """The VAT in the invoice currency with its breakdown, and that in accounting currency."""
    return (
        group(
            "cac:TaxTotal",
            leaf(
                "cbc:TaxAmount",
                path,
                Attribute(name="currencyID", currency=0, binding=True),
                value=NUMBER,
                fill=_vat_of_breakdown,
            ),
            *breakdown,
            when=lambda element, context: not _is_accounting_total(element, context),
        ),
        group(
            "cac:TaxTotal",
            leaf(
                "cbc:TaxAmount",
                f"{path}_in_accounting_currency",
                Attribute(name="currencyID", currency=1, binding=True),
                value=NUMBER,
                only=_has_accounting_currency,
            ),
            when=_is_accounting_total,
        ),
    )


TAX_TOTALS = vat_totals(
    "totals.vat",
    group(
        "cac:TaxSubtotal",
        amount("cbc:TaxableAmount", "taxable_amount"),
        amount("cbc:TaxAmount", "tax_amount"),
        group(
            "cac:TaxCategory",
            leaf("cbc:ID", "category", CODE),
            leaf("cbc:Percent", "rate", value=NUMBER),
            leaf("cbc:TaxExemptionReasonCode", "exemption_reason_code"),
            leaf("cbc:TaxExemptionReason", "exemption_reason"),
            VAT_SCHEME,
        ),
        into="vat_breakdown",
        many=True,
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


def _adjusted(tag: str, path: str) -> Row:
    """The period in which a discount holds, or after which a penalty is due."""
    return group(
        tag,
        day("cbc:StartDate", f"{path}.basis_date"),
        measured("cbc:DurationMeasure", f"{path}.period", f"{path}.period_unit"),
    )


def _terms(text: str, conditions: str, *due: Row) -> tuple[Row, ...]:
    discount, penalty = f"{conditions}.discount", f"{conditions}.penalty"
    return (
        leaf("cbc:Note", text),
        leaf("cbc:SettlementDiscountPercent", f"{discount}.percentage", value=NUMBER),
        leaf("cbc:PenaltySurchargePercent", f"{penalty}.percentage", value=NUMBER),
        amount("cbc:Amount", f"{conditions}.partial_amount"),
        amount("cbc:SettlementDiscountAmount", f"{discount}.amount"),
        amount("cbc:PenaltyAmount", f"{penalty}.amount"),
        *due,
        _adjusted("cac:SettlementPeriod", discount),
        _adjusted("cac:PenaltyPeriod", penalty),
    )


TERMS = (
    group(
        "cac:PaymentTerms",
        *_terms("payment_terms", "payment_conditions"),
        when=is_first,
        keep_for="further_payment_terms",
    ),
    group(
        "cac:PaymentTerms",
        *_terms("text", "conditions", day("cbc:PaymentDueDate", "due_date")),
        into="further_payment_terms",
        many=True,
    ),
)

PREPAYMENTS = group(
    "cac:PrepaidPayment",
    leaf("cbc:ID", "identifier"),
    amount("cbc:PaidAmount", "amount"),
    day("cbc:ReceivedDate", "date"),
    leaf("cbc:InstructionID", "instruction"),
    into="prepayments",
    many=True,
)

EXCHANGE = group(
    "cac:TaxExchangeRate",
    leaf("cbc:SourceCurrencyCode", "source"),
    leaf("cbc:TargetCurrencyCode", "target"),
    leaf("cbc:CalculationRate", "rate", value=NUMBER),
    day("cbc:Date", "date"),
    into="vat_currency_exchange",
)
