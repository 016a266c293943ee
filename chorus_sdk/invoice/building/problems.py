"""How nonsense is refused: one kind of error, with findings in it."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import NoReturn

from chorus_sdk.errors import InvalidInvoiceError
from chorus_sdk.findings import Finding, Location, Report, Severity

Amount = Decimal | int | str
"""An exact number as a caller may write it: `Decimal("9.90")`, `12`, `"9.90"`; never a float."""


def problem(
    code: str,
    message: str,
    *,
    term: str | None = None,
    found: str | None = None,
    hint: str | None = None,
) -> Finding:
    """Make a finding that forbids to build, with the rule's official id where there is one.

    `hint` names the argument or function that sets it right, where there is one.
    """
    return Finding(
        code=code,
        severity=Severity.ERROR,
        message=message,
        location=Location(term=term) if term else None,
        found=found,
        hint=hint,
    )


def refuse(*findings: Finding) -> NoReturn:
    """Raise the error that carries these findings, with the way out of the first."""
    first = findings[0]
    more = f" (and {len(findings) - 1} more)" if len(findings) > 1 else ""
    report = Report(subject="invoice to build", findings=findings)
    raise InvalidInvoiceError(
        f"{first.code}: {first.message}{more}", report=report, hint=first.hint
    )


def exact(value: Amount, term: str) -> Decimal:
    """Return a number as a finite Decimal.

    Raises:
        TypeError: a float, or another type that is not exact.
        InvalidInvoiceError: a text that is no number, or no finite one.
    """
    if isinstance(value, bool) or not isinstance(value, Decimal | int | str):
        raise TypeError(f"{term} is a Decimal, an int or a text, not {type(value).__name__}")
    try:
        number = Decimal(value)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        refuse(problem("BUILD-NUMBER", f"{term} is no number.", term=term, found=str(value)))
    return number


def positive(value: Amount, term: str, code: str) -> Decimal:
    """Return a number that is not negative.

    Raises:
        TypeError: a float.
        InvalidInvoiceError: negative, or no number.
    """
    number = exact(value, term)
    if number < 0:
        refuse(problem(code, f"{term} is negative.", term=term, found=str(number)))
    return number
