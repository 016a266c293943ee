"""How a Cross Industry Invoice is paid, its VAT and its totals (*règlement*)."""

from __future__ import annotations

from chorus_sdk._xml import Element
from chorus_sdk.formats.binding.table import (
    Attribute,
    Context,
    constant,
    group,
    leaf,
)
from chorus_sdk.formats.binding.values import NUMBER, mapped
from chorus_sdk.formats.cii.parties import party
from chorus_sdk.formats.cii.rows import allowance, amount, day, number, period
from chorus_sdk.invoice.identifiers import Iban
from chorus_sdk.invoice.model import Invoice
from chorus_sdk.invoice.payments import CreditTransfer

_POINT_CODES = mapped(
    {"5": "3", "29": "35", "72": "432"}, "a code of UNTDID 2005, where CII has 2475"
)


def _is_iban(owner: object) -> bool:
    return isinstance(owner, CreditTransfer) and Iban(owner.account or "").looks_like_one


def _is_no_iban(owner: object) -> bool:
    return not _is_iban(owner)


def _is_first_breakdown(invoice: Invoice, part: object) -> bool:
    return bool(invoice.vat_breakdown) and part is invoice.vat_breakdown[0]


def _orders_debit(invoice: Invoice, part: object) -> bool:
    return invoice.payment is not None and part is invoice.payment.debit_means


def _has_accounting_currency(invoice: Invoice, _: object) -> bool:
    return invoice.vat_currency not in (None, invoice.currency)


def _is_accounting_total(element: Element, context: Context) -> bool:
    invoice_currency, vat_currency = context.currencies
    currency = element.get("currencyID")
    return currency is not None and currency == vat_currency != invoice_currency


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
    ),
    group(
        "ram:PayeePartyCreditorFinancialAccount",
        leaf("ram:IBANID", "transfer.account", holds=_is_iban),
        leaf("ram:AccountName", "transfer.name"),
        leaf("ram:ProprietaryID", "transfer.account", holds=_is_no_iban),
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
    leaf("ram:CategoryCode", "category"),
    leaf("ram:ExemptionReasonCode", "exemption_reason_code"),
    day("ram:TaxPointDate", "/vat_point_date", "udt:DateString", only=_is_first_breakdown),
    leaf("ram:DueDateTypeCode", "/vat_point_code", value=_POINT_CODES, only=_is_first_breakdown),
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
    leaf(
        "ram:TaxTotalAmount",
        "totals.vat",
        Attribute(name="currencyID", currency=0, binding=True),
        value=NUMBER,
        when=lambda element, context: not _is_accounting_total(element, context),
    ),
    leaf(
        "ram:TaxTotalAmount",
        "totals.vat_in_accounting_currency",
        Attribute(name="currencyID", currency=1, binding=True),
        value=NUMBER,
        when=_is_accounting_total,
        only=_has_accounting_currency,
    ),
    amount("ram:RoundingAmount", "totals.rounding"),
    amount("ram:GrandTotalAmount", "totals.with_vat"),
    amount("ram:TotalPrepaidAmount", "totals.paid"),
    amount("ram:DuePayableAmount", "totals.due"),
)

SETTLEMENT = group(
    "ram:ApplicableHeaderTradeSettlement",
    leaf("ram:CreditorReferenceID", "payment.direct_debit.creditor"),
    leaf("ram:PaymentReference", "payment.remittance"),
    leaf("ram:TaxCurrencyCode", "vat_currency"),
    leaf("ram:InvoiceCurrencyCode", "currency"),
    party("ram:PayeeTradeParty", "payee"),
    _MEANS,
    _BREAKDOWN,
    period("ram:BillingSpecifiedPeriod", "invoicing_period"),
    allowance(charge=False, into="allowances", header=True),
    allowance(charge=True, into="charges", header=True),
    group(
        "ram:SpecifiedTradePaymentTerms",
        leaf("ram:Description", "payment_terms"),
        day("ram:DueDateDateTime", "due_date"),
        leaf("ram:DirectDebitMandateID", "payment.direct_debit.mandate"),
    ),
    _SUMMATION,
    group(
        "ram:InvoiceReferencedDocument",
        leaf("ram:IssuerAssignedID", "number"),
        day("ram:FormattedIssueDateTime", "issue_date", "qdt:DateTimeString"),
        into="references.preceding_invoices",
        many=True,
    ),
    group(
        "ram:ReceivableSpecifiedTradeAccountingAccount",
        leaf("ram:ID", "references.buyer_accounting"),
    ),
    keep=True,
)
