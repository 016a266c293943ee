"""How a Cross Industry Invoice is paid, its VAT and its totals (*règlement*)."""

from __future__ import annotations

from chorus_sdk._xml import Element
from chorus_sdk.formats.binding.table import (
    Context,
    Row,
    constant,
    group,
    is_first,
    leaf,
)
from chorus_sdk.formats.cii.parties import party
from chorus_sdk.formats.cii.references import preceding_invoice
from chorus_sdk.formats.cii.rows import (
    POINT_CODES,
    RAM,
    allowance,
    amount,
    day,
    measured,
    number,
    period,
    vat,
    vat_totals,
)
from chorus_sdk.invoice.identifiers import Iban
from chorus_sdk.invoice.model import Invoice
from chorus_sdk.invoice.payments import CreditTransfer


def _is_iban(owner: object) -> bool:
    return isinstance(owner, CreditTransfer) and Iban(owner.account or "").looks_like_one


def _is_no_iban(owner: object) -> bool:
    return not _is_iban(owner)


def _is_first_breakdown(invoice: Invoice, part: object) -> bool:
    return bool(invoice.vat_breakdown) and part is invoice.vat_breakdown[0]


def _orders_debit(invoice: Invoice, part: object) -> bool:
    return invoice.payment is not None and part is invoice.payment.debit_means


def _has_iban(element: Element, _: Context) -> bool:
    parent = element.getparent()
    return parent is not None and bool((parent.findtext(f"{{{RAM}}}IBANID") or "").strip())


_MEANS = group(
    "ram:SpecifiedTradeSettlementPaymentMeans",
    leaf("ram:TypeCode", "code"),
    leaf("ram:Information", "text"),
    group(
        "ram:ApplicableTradeSettlementFinancialCard",
        leaf("ram:ID", "card.number"),
        leaf("ram:CardholderName", "card.holder"),
    ),
    group(
        "ram:PayerPartyDebtorFinancialAccount",
        leaf("ram:IBANID", "/payment.direct_debit.debited_account", only=_orders_debit),
        leaf("ram:AccountName", "/payment.direct_debit.account_name", only=_orders_debit),
    ),
    group(
        "ram:PayeePartyCreditorFinancialAccount",
        leaf("ram:IBANID", "transfer.account", holds=_is_iban),
        leaf("ram:AccountName", "transfer.name"),
        leaf("ram:ProprietaryID", "transfer.second_account", holds=_is_iban, when=_has_iban),
        leaf("ram:ProprietaryID", "transfer.account", holds=_is_no_iban),
    ),
    group(
        "ram:PayerSpecifiedDebtorFinancialInstitution",
        leaf("ram:BICID", "/payment.direct_debit.provider", only=_orders_debit),
    ),
    group("ram:PayeeSpecifiedCreditorFinancialInstitution", leaf("ram:BICID", "transfer.provider")),
    into="/payment.means",
    many=True,
)

_BREAKDOWN = group(
    "ram:ApplicableTradeTax",
    amount("ram:CalculatedAmount", "tax_amount"),
    constant("ram:TypeCode", "VAT"),
    leaf("ram:ExemptionReason", "exemption_reason"),
    amount("ram:BasisAmount", "taxable_amount"),
    amount("ram:LineTotalBasisAmount", "lines_base"),
    amount("ram:AllowanceChargeBasisAmount", "adjustments_base"),
    leaf("ram:CategoryCode", "category"),
    leaf("ram:ExemptionReasonCode", "exemption_reason_code"),
    day("ram:TaxPointDate", "/vat_point_date", "udt:DateString", only=_is_first_breakdown),
    leaf("ram:DueDateTypeCode", "/vat_point_code", value=POINT_CODES, only=_is_first_breakdown),
    number("ram:RateApplicablePercent", "rate"),
    into="vat_breakdown",
    many=True,
)

_SUMMATION = group(
    "ram:SpecifiedTradeSettlementHeaderMonetarySummation",
    amount("ram:LineTotalAmount", "totals.lines"),
    amount("ram:ChargeTotalAmount", "totals.charges"),
    amount("ram:AllowanceTotalAmount", "totals.allowances"),
    amount("ram:TaxBasisTotalAmount", "totals.without_vat"),
    *vat_totals("totals.vat"),
    amount("ram:RoundingAmount", "totals.rounding"),
    amount("ram:GrandTotalAmount", "totals.with_vat"),
    amount("ram:TotalPrepaidAmount", "totals.paid"),
    amount("ram:DuePayableAmount", "totals.due"),
)


def _adjustment(tag: str, into: str, total: str) -> Row:
    """A penalty or a discount, by the day of payment."""
    return group(
        tag,
        day("ram:BasisDateTime", "basis_date"),
        measured("ram:BasisPeriodMeasure", "period", "period_unit"),
        amount("ram:BasisAmount", "base_amount"),
        number("ram:CalculationPercent", "percentage"),
        amount(total, "amount"),
        into=into,
    )


def _conditions(part: str) -> tuple[Row, ...]:
    return (
        amount("ram:PartialPaymentAmount", f"{part}.partial_amount"),
        _adjustment(
            "ram:ApplicableTradePaymentPenaltyTerms", f"{part}.penalty", "ram:ActualPenaltyAmount"
        ),
        _adjustment(
            "ram:ApplicableTradePaymentDiscountTerms",
            f"{part}.discount",
            "ram:ActualDiscountAmount",
        ),
        party("ram:PayeeTradeParty", f"{part}.payee"),
    )


_TERMS = "ram:SpecifiedTradePaymentTerms"

_FIRST_TERMS = group(
    _TERMS,
    leaf("ram:Description", "payment_terms"),
    day("ram:DueDateDateTime", "due_date"),
    leaf("ram:DirectDebitMandateID", "payment.direct_debit.mandate"),
    *_conditions("payment_conditions"),
    when=is_first,
    keep_for="further_payment_terms",
)

_FURTHER_TERMS = group(
    _TERMS,
    leaf("ram:Description", "text"),
    day("ram:DueDateDateTime", "due_date"),
    leaf("ram:DirectDebitMandateID", "mandate"),
    *_conditions("conditions"),
    into="further_payment_terms",
    many=True,
)

_EXCHANGE = group(
    "ram:TaxApplicableTradeCurrencyExchange",
    leaf("ram:SourceCurrencyCode", "source"),
    leaf("ram:TargetCurrencyCode", "target"),
    number("ram:ConversionRate", "rate"),
    day("ram:ConversionRateDateTime", "date"),
    into="vat_currency_exchange",
)

_SERVICE_CHARGE = group(
    "ram:SpecifiedLogisticsServiceCharge",
    leaf("ram:Description", "description"),
    amount("ram:AppliedAmount", "amount"),
    vat("ram:AppliedTradeTax", "vat"),
    into="service_charges",
    many=True,
)

_ADVANCE = group(
    "ram:SpecifiedAdvancePayment",
    amount("ram:PaidAmount", "amount"),
    day("ram:FormattedReceivedDateTime", "date", "qdt:DateTimeString"),
    vat("ram:IncludedTradeTax", "vat"),
    preceding_invoice("ram:InvoiceSpecifiedReferencedDocument", "invoice"),
    into="prepayments",
    many=True,
)

_ACCOUNT = "ram:ReceivableSpecifiedTradeAccountingAccount"

SETTLEMENT = group(
    "ram:ApplicableHeaderTradeSettlement",
    leaf("ram:CreditorReferenceID", "payment.direct_debit.creditor"),
    leaf("ram:PaymentReference", "payment.remittance"),
    leaf("ram:TaxCurrencyCode", "vat_currency"),
    leaf("ram:InvoiceCurrencyCode", "currency"),
    leaf("ram:InvoiceIssuerReference", "references.issuer"),
    party("ram:InvoicerTradeParty", "invoicer"),
    party("ram:InvoiceeTradeParty", "invoicee"),
    party("ram:PayeeTradeParty", "payee"),
    party("ram:PayerTradeParty", "payer"),
    _EXCHANGE,
    _MEANS,
    _BREAKDOWN,
    period("ram:BillingSpecifiedPeriod", "invoicing_period"),
    allowance("allowances", charge=False),
    allowance("charges", charge=True),
    _SERVICE_CHARGE,
    _FIRST_TERMS,
    _FURTHER_TERMS,
    _SUMMATION,
    group(
        "ram:SpecifiedFinancialAdjustment",
        leaf("ram:Reason", "reason"),
        amount("ram:ActualAmount", "amount"),
        into="adjustments",
        many=True,
    ),
    preceding_invoice("ram:InvoiceReferencedDocument", "references.preceding_invoices", many=True),
    group(
        _ACCOUNT,
        leaf("ram:ID", "references.buyer_accounting"),
        leaf("ram:TypeCode", "references.buyer_accounting_type"),
        when=is_first,
        keep_for="accounts",
    ),
    group(
        _ACCOUNT,
        leaf("ram:ID", "identifier"),
        leaf("ram:TypeCode", "type_code"),
        into="accounts",
        many=True,
    ),
    _ADVANCE,
    keep=True,
)
