"""What VAT applies to a line, an allowance or a charge."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from chorus_sdk.invoice.building.problems import Amount, exact, problem, refuse
from chorus_sdk.invoice.codes import VATEX

_ZERO = Decimal(0)


@dataclass(frozen=True, kw_only=True)
class Vat:
    """A VAT category with its rate in percent and, where none is due, the reason (*TVA*).

    Use the constructors: each gives a combination that EN 16931 §7 allows. Two rates that are
    the same number are the same rate, however they are written.

    Example:
        >>> Vat.at("20.00") == Vat.at(20), Vat.franchise().reason
        (True, 'TVA non applicable, article 293 B du CGI')
    """

    category: str
    rate: Decimal | None
    reason: str | None = None
    reason_code: str | None = None

    @classmethod
    def at(cls, rate: Amount) -> Self:
        """Return the standard category at a rate (*taux normal ou réduit*), `S`.

        Raises:
            InvalidInvoiceError: not above 0 and up to 100; a rate of 0 needs to say why, so use
                `zero`, `exempt`, `franchise` and the others.
        """
        number = exact(rate, "BT-152")
        if not _ZERO < number <= 100:
            hint = "0 needs a category of its own" if number == 0 else "between 0 and 100"
            refuse(problem("BR-S-05", f"No VAT rate: {hint}.", term="BT-152", found=str(rate)))
        return cls(category="S", rate=_plain(number))

    @classmethod
    def zero(cls) -> Self:
        """Return the zero rate (*taux zéro*), `Z`."""
        return cls(category="Z", rate=_ZERO)

    @classmethod
    def exempt(cls, code: str | None = None, reason: str | None = None) -> Self:
        """Return an exemption (*exonération*), `E`, with its VATEX code and its text.

        The text is by default the French label of the code.

        Raises:
            InvalidInvoiceError: neither code nor text (BR-E-10), or a code that VATEX has not.
        """
        return cls._free("E", "BR-E-10", code, reason)

    @classmethod
    def franchise(cls) -> Self:
        """Return the French small-business franchise (*franchise en base*), `E`."""
        return cls.exempt("VATEX-FR-FRANCHISE")

    @classmethod
    def reverse_charge(cls, code: str = "VATEX-EU-AE", reason: str | None = None) -> Self:
        """Return VAT that the buyer accounts for (*autoliquidation*), `AE`."""
        return cls._free("AE", "BR-AE-10", code, reason)

    @classmethod
    def intra_community(cls, code: str = "VATEX-EU-IC", reason: str | None = None) -> Self:
        """Return a supply to another member state (*livraison intracommunautaire*), `K`."""
        return cls._free("K", "BR-IC-10", code, reason)

    @classmethod
    def export(cls, code: str = "VATEX-EU-G", reason: str | None = None) -> Self:
        """Return an export out of the Union (*exportation*), `G`."""
        return cls._free("G", "BR-G-10", code, reason)

    @classmethod
    def out_of_scope(cls, code: str = "VATEX-EU-O", reason: str | None = None) -> Self:
        """Return what VAT does not concern (*hors champ*), `O`: without any rate."""
        return cls._free("O", "BR-O-10", code, reason, rate=None)

    @classmethod
    def _free(
        cls,
        category: str,
        rule: str,
        code: str | None,
        reason: str | None,
        *,
        rate: Decimal | None = _ZERO,
    ) -> Self:
        text = (reason or "").strip() or None
        if code is None and text is None:
            refuse(problem(rule, "No VAT is due, and no reason is given.", term="BT-120"))
        if code is not None and code not in VATEX:
            refuse(problem("BR-CL-22", "The code is not in VATEX.", term="BT-121", found=code))
        if text is None and code is not None:
            text = VATEX[code].label_fr
        return cls(category=category, rate=rate, reason=text, reason_code=code)


def vat_of(value: Vat | Amount) -> Vat:
    """Return the VAT that a caller means: a `Vat`, or a rate of the standard category."""
    return value if isinstance(value, Vat) else Vat.at(value)


def _plain(number: Decimal) -> Decimal:
    """Return the number without trailing zeros or exponent: one rate is written in one way."""
    return Decimal(f"{number.normalize():f}")
