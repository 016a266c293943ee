"""Allowances and charges, on a line or on the whole document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from chorus_sdk.invoice.amounts import AllowanceCharge
from chorus_sdk.invoice.building.problems import Amount, exact, positive, problem, refuse
from chorus_sdk.invoice.building.vat import Vat, vat_of
from chorus_sdk.invoice.codes import ALLOWANCE_REASON, CHARGE_REASON
from chorus_sdk.invoice.totals import percentage_of


@dataclass(frozen=True, kw_only=True)
class Adjustment:
    """An allowance or a charge to be worked out (*remise ou charge*): make it with the functions.

    Either `amount` is fixed, or it is `percentage` of `base`; without a base, of what it applies
    to: the line before allowances, or the lines of the document that bear the same VAT.
    """

    is_charge: bool
    amount: Decimal | None
    percentage: Decimal | None
    base: Decimal | None
    reason: str | None
    reason_code: str | None
    vat: Vat | None

    def worked_out(self, base: Decimal, vat: Vat | None = None) -> AllowanceCharge:
        """Return the model's value; `base` is used where the adjustment has no base of its own."""
        share = self.percentage
        chosen = self.base if self.base is not None else base if share is not None else None
        amount = self.amount
        if amount is None:
            amount = percentage_of(chosen or Decimal(0), share or Decimal(0))
        return AllowanceCharge(
            amount=amount,
            base_amount=chosen,
            percentage=share,
            vat_category=vat.category if vat else None,
            vat_rate=vat.rate if vat else None,
            reason=self.reason,
            reason_code=self.reason_code,
        )


def allowance(
    amount: Amount | None = None,
    *,
    percentage: Amount | None = None,
    base: Amount | None = None,
    reason: str | None = None,
    reason_code: str | None = None,
    vat: Vat | Amount | None = None,
) -> Adjustment:
    """Make an allowance (*remise*): BG-20 on a document, BG-27 on a line.

    Args:
        amount: what is taken off, without VAT, at most two decimals; or
        percentage: the share that is taken off, in percent, of
        base: an amount; by default of what the allowance applies to.
        reason: why (BT-97, BT-139); by default the French label of
        reason_code: a code of UNTDID 5189 (BT-98, BT-140).
        vat: on a document, the VAT that it lowers; may be left out when the lines have one only.

    Raises:
        InvalidInvoiceError: no reason, an unknown code, a negative amount, both or neither of
            amount and percentage.
        TypeError: a float.

    Example:
        >>> allowance(percentage=10, reason="Fidélité").worked_out(Decimal("99.99")).amount
        Decimal('10.00')
    """
    return _make(
        is_charge=False,
        amount=amount,
        percentage=percentage,
        base=base,
        reason=_reason(reason, reason_code, is_charge=False),
        reason_code=reason_code,
        vat=vat,
    )


def charge(
    amount: Amount | None = None,
    *,
    percentage: Amount | None = None,
    base: Amount | None = None,
    reason: str | None = None,
    reason_code: str | None = None,
    vat: Vat | Amount | None = None,
) -> Adjustment:
    """Make a charge (*charge ou frais*): BG-21 on a document, BG-28 on a line.

    The arguments and errors are those of `allowance`; codes are of UNTDID 7161.
    """
    return _make(
        is_charge=True,
        amount=amount,
        percentage=percentage,
        base=base,
        reason=_reason(reason, reason_code, is_charge=True),
        reason_code=reason_code,
        vat=vat,
    )


def split(
    adjustments: Sequence[Adjustment],
) -> tuple[tuple[Adjustment, ...], tuple[Adjustment, ...]]:
    """Return the allowances and the charges, each in the order given."""
    return (
        tuple(one for one in adjustments if not one.is_charge),
        tuple(one for one in adjustments if one.is_charge),
    )


def _make(
    *,
    is_charge: bool,
    amount: Amount | None,
    percentage: Amount | None,
    base: Amount | None,
    reason: str | None,
    reason_code: str | None,
    vat: Vat | Amount | None,
) -> Adjustment:
    rule = "BR-36" if is_charge else "BR-31"
    if (amount is None) == (percentage is None):
        refuse(problem(rule, "Either an amount or a percentage is needed.", term="BT-92"))
    return Adjustment(
        is_charge=is_charge,
        amount=None if amount is None else cents(amount, "BT-92", rule),
        percentage=None if percentage is None else positive(percentage, "BT-94", rule),
        base=None if base is None else cents(base, "BT-93", rule),
        reason=reason,
        reason_code=reason_code,
        vat=None if vat is None else vat_of(vat),
    )


def cents(value: Amount, term: str, rule: str) -> Decimal:
    """Return an amount that is not negative and has at most two decimals (BR-DEC)."""
    number = positive(value, term, rule)
    rounded = number.quantize(Decimal("0.01"))
    if rounded != exact(value, term):
        refuse(problem("BR-DEC", f"{term} has over two decimals.", term=term, found=str(value)))
    return rounded


def _reason(text: str | None, code: str | None, *, is_charge: bool) -> str:
    known, rule = (CHARGE_REASON, "BR-CL-20") if is_charge else (ALLOWANCE_REASON, "BR-CL-19")
    if code is not None and code not in known:
        refuse(problem(rule, "The reason code is unknown.", term="BT-98", found=code))
    chosen = (text or "").strip() or (known[code].label_fr if code is not None else "")
    if not chosen:
        missing = "BR-38" if is_charge else "BR-33"
        refuse(problem(missing, "An allowance or charge needs a reason.", term="BT-97"))
    return chosen
