"""What `soumettre` is known to need, found before anything is sent: pure (*contrôles*).

Source: chorus-pro-api §3.1 op. 3, §5.2, §6.1. One function a rule; codes are ours.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Final

from chorus_sdk.errors import InvalidInvoiceError
from chorus_sdk.findings import Finding, Location, Report, Severity
from chorus_sdk.invoice.frameworks import InvoicingFramework
from chorus_sdk.limits import (
    AMOUNT_DECIMALS,
    AMOUNT_DIGITS,
    COMMENT_CHARACTERS,
    SERVICE_CODE_CHARACTERS,
    SUBMITTED_NUMBER_CHARACTERS,
    SUBMITTED_REFERENCE_CHARACTERS,
)
from chorus_sdk.services.codes import DepositMode, InvoiceType, VatRegime
from chorus_sdk.services.submission_values import Submission

FRAMEWORKS: Final = (
    InvoicingFramework.A1,
    InvoicingFramework.A2,
    InvoicingFramework.A9,
    InvoicingFramework.A12,
)
"""The frameworks that `soumettre` takes."""
MODES: Final = (
    DepositMode.ENTERED_BY_API,
    DepositMode.PDF_BY_API,
    DepositMode.SIGNED_PDF_BY_API,
)
"""The modes that `soumettre` takes."""
_NUMBER: Final = re.compile(r"[A-Za-z0-9_/+\-]+")
_SIRET: Final = re.compile(r"[0-9]{14}")
Said = tuple[str, str, str]
"""A rule's code, its message, and the field."""


def refuse_what_cannot_be_submitted(submission: Submission) -> None:
    """Let a submission pass, unless it is known that Chorus Pro refuses it.

    Raises:
        InvalidInvoiceError: `report` lists every reason; nothing was sent.
    """
    findings = tuple(_finding(submission, said) for rule in RULES for said in rule(submission))
    if findings:
        raise InvalidInvoiceError(
            f"Chorus Pro takes no such submission: {findings[0].message}",
            report=Report(subject="submission", findings=findings),
            hint="Correct what the report names; another framework goes by flows.deposit.",
        )


def _finding(submission: Submission, said: Said) -> Finding:
    code, message, field = said
    return Finding(
        code=f"CPRO-SUBMIT-{code}",
        severity=Severity.ERROR,
        message=message,
        location=Location(invoice=submission.number, field=field),
    )


def _mode(one: Submission) -> Iterator[Said]:
    if one.mode not in MODES:
        yield "MODE", "The mode is none of the three that soumettre takes.", "mode"
    elif one.is_entered and (one.number is not None or one.issue_date is not None):
        yield "NUMBERED", "Chorus Pro numbers and dates an entered invoice itself.", "number"
    elif one.is_entered and one.pdf is not None:
        yield "PDF", "An entered invoice has no main PDF.", "pdf"
    elif not one.is_entered and one.pdf is None:
        yield "PDF", "This mode needs a main PDF.", "pdf"


def _number(one: Submission) -> Iterator[Said]:
    if one.is_entered:
        return
    number = one.number or ""
    if not _NUMBER.fullmatch(number) or len(number) > SUBMITTED_NUMBER_CHARACTERS:
        yield "NUMBER", "The number (BT-1) has 1 to 20 letters, digits or - _ / +.", "number"
    if one.issue_date is None:
        yield "DATE", "The date (BT-2) is missing.", "issue_date"


def _parties(one: Submission) -> Iterator[Said]:
    if not _SIRET.fullmatch(one.recipient or ""):
        yield "RECIPIENT", "The recipient has no SIRET of 14 digits.", "recipient"
    if one.supplier_id is None:
        yield "SUPPLIER", "The supplier's structure is not known.", "supplier_id"
    if one.approver is not None and not _SIRET.fullmatch(one.approver):
        yield "APPROVER", "The approver has no SIRET of 14 digits.", "approver"


def _framework(one: Submission) -> Iterator[Said]:
    if one.framework is None:
        yield "FRAMEWORK", "The invoicing framework (BT-23) is missing.", "framework"
    elif one.framework not in FRAMEWORKS:
        yield "FRAMEWORK", "Only A1, A2, A9 and A12 are submitted as data.", "framework"


def _codes(one: Submission) -> Iterator[Said]:
    if one.type not in (InvoiceType.INVOICE, InvoiceType.CREDIT_NOTE):
        yield "TYPE", "Only invoices and credit notes are submitted.", "type"
    if not re.fullmatch(r"[A-Z]{3}", one.currency or ""):
        yield "CURRENCY", "The currency (BT-5) has three letters.", "currency"
    if one.payment_means is None:
        yield "PAYMENT", "The payment means (BT-81) are missing.", "payment_means"
    if one.vat_regime is None:
        yield "VAT-REGIME", "The VAT regime is missing.", "vat_regime"
    if one.vat_regime == VatRegime.EXEMPT and not one.exemption_reason:
        yield "EXEMPTION", "An exemption needs its reason's code.", "exemption_reason"


def _lengths(one: Submission) -> Iterator[Said]:
    limits = {
        "service_code": SERVICE_CODE_CHARACTERS,
        "approver_service": SERVICE_CODE_CHARACTERS,
        "contract_number": SUBMITTED_REFERENCE_CHARACTERS,
        "commitment_number": SUBMITTED_REFERENCE_CHARACTERS,
        "comment": COMMENT_CHARACTERS,
    }
    for field, longest in limits.items():
        if len(getattr(one, field) or "") > longest:
            yield "LENGTH", f"The {field} has more than {longest} characters.", field


def _totals(one: Submission) -> Iterator[Said]:
    for field in ("net_total", "vat_total", "gross_total", "payable"):
        if getattr(one, field) is None:
            yield "TOTAL", f"The {field} is missing.", field


def _vat(one: Submission) -> Iterator[Said]:
    if not one.vat:
        yield "VAT", "There is one VAT line for each rate.", "vat"
    for place, part in enumerate(one.vat):
        if part.base is None or part.amount is None:
            yield "VAT", "A VAT line needs its base and its amount.", f"vat[{place}]"
        if part.rate is not None and part.code is not None:
            yield "RATE", "A rate is a code or a number, never both.", f"vat[{place}]"


def _lines(one: Submission) -> Iterator[Said]:
    if one.is_entered and not one.lines:
        yield "LINE", "An entered invoice has at least one line.", "lines"
    for place, line in enumerate(one.lines):
        if not line.name or line.quantity is None or line.unit_price is None:
            yield "LINE", "A line needs its name, quantity and unit price.", f"lines[{place}]"
        if line.vat_rate is not None and line.vat_code is not None:
            yield "RATE", "A rate is a code or a number, never both.", f"lines[{place}]"


def _amounts(one: Submission) -> Iterator[Said]:
    totals = ("net_total", "vat_total", "gross_total", "discount", "payable")
    told: list[tuple[str, object]] = [(name, getattr(one, name)) for name in totals]
    for place, part in enumerate(one.vat):
        told += [(f"vat[{place}].{name}", getattr(part, name)) for name in ("base", "amount")]
    for place, line in enumerate(one.lines):
        names = ("quantity", "unit_price", "allowance")
        told += [(f"lines[{place}].{name}", getattr(line, name)) for name in names]
    for field, value in told:
        if isinstance(value, Decimal) and not _fits(value):
            yield "AMOUNT", "An amount has 13 digits before the point and 6 after it.", field


def _fits(value: Decimal) -> bool:
    if not value.is_finite():
        return False
    plain = value.normalize()
    exponent = plain.as_tuple().exponent
    if not isinstance(exponent, int) or -exponent > AMOUNT_DECIMALS:
        return False
    return plain.adjusted() < AMOUNT_DIGITS - AMOUNT_DECIMALS


RULES: Final[tuple[Callable[[Submission], Iterator[Said]], ...]] = (
    _mode,
    _number,
    _parties,
    _framework,
    _codes,
    _lengths,
    _totals,
    _vat,
    _lines,
    _amounts,
)
