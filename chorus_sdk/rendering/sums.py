"""VAT, totals and payment, as labels and values."""

from __future__ import annotations

from collections.abc import Iterator

from chorus_sdk.invoice.codes import PAYMENT_MEANS, VAT_CATEGORY, VATEX
from chorus_sdk.invoice.model import Invoice
from chorus_sdk.invoice.payments import Payment, PaymentMeans
from chorus_sdk.rendering.remainder import remainder
from chorus_sdk.rendering.sheet import Pairs, Tax
from chorus_sdk.rendering.words import Words

_TAX = frozenset(
    {
        "category",
        "rate",
        "taxable_amount",
        "tax_amount",
        "exemption_reason",
        "exemption_reason_code",
    }
)


def taxes(invoice: Invoice, words: Words) -> Iterator[Tax]:
    """Yield the VAT breakdown (BG-23) with the reasons of exemption, in words."""
    for part in invoice.vat_breakdown:
        code = part.exemption_reason_code
        why = part.exemption_reason or words.meaning(VATEX, code)
        told = " ".join(text for text in (f"[{code}]" if code else "", why) if text)
        more = [words.pair(label, text) for label, text in remainder(part, _TAX, words)]
        reason = told or words.meaning(VAT_CATEGORY, part.category)
        yield Tax(
            rate=words.percent(part.category, part.rate),
            base=words.money(part.taxable_amount, invoice.currency),
            tax=words.money(part.tax_amount, invoice.currency),
            reason="\n".join((reason, *more)),
        )


def totals(invoice: Invoice, words: Words) -> Pairs:
    """Return the totals (BG-22) that are stated; the amount due comes last."""
    sums, currency = invoice.totals, invoice.currency
    return known(
        (words["sum_lines"], words.money(sums.lines, currency)),
        (words["sum_reductions"], words.money(sums.allowances, currency)),
        (words["sum_charges"], words.money(sums.charges, currency)),
        (words["without_vat"], words.money(sums.without_vat, currency)),
        (words["vat_total"], words.money(sums.vat, currency)),
        (
            words["vat_accounting"],
            words.money(sums.vat_in_accounting_currency, invoice.vat_currency),
        ),
        (words["with_vat"], words.money(sums.with_vat, currency)),
        (words["paid"], words.money(sums.paid, currency)),
        (words["rounding"], words.money(sums.rounding, currency)),
        (words["to_pay"], words.money(sums.due, currency)),
    )


def payment(invoice: Invoice, words: Words) -> Pairs:
    """Return how to pay (BG-16): terms, accounts, references. Card numbers are left out."""
    found: list[tuple[str, str | None]] = [(words["terms"], invoice.payment_terms)]
    paid = invoice.payment
    if paid is not None:
        for means in paid.means:
            found.extend(_means(means, words))
        found.append((words["remittance"], paid.remittance))
        found.extend(_debit(paid, words))
    return known(*found)


def known(*pairs: tuple[str, str | None]) -> Pairs:
    """Return the pairs that have a value."""
    return tuple((label, value) for label, value in pairs if value)


def _means(means: PaymentMeans, words: Words) -> Iterator[tuple[str, str | None]]:
    code, meaning = words.code(PAYMENT_MEANS, means.code), words.meaning(PAYMENT_MEANS, means.code)
    text = means.text if (means.text or "").casefold() != meaning.casefold() else None
    yield words["means"], " - ".join(part for part in (code, text) if part)
    transfer = means.transfer
    if transfer is not None:
        parts = (transfer.account, transfer.second_account, transfer.provider, transfer.name)
        yield words["account"], " - ".join(part for part in parts if part)


def _debit(paid: Payment, words: Words) -> Iterator[tuple[str, str | None]]:
    debit = paid.direct_debit
    if debit is not None:
        yield words["mandate"], debit.mandate
        yield words["creditor"], debit.creditor
        parts = (debit.debited_account, debit.provider, debit.account_name)
        yield words["debited"], " - ".join(part for part in parts if part)
