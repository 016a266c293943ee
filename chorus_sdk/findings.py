"""Findings are data (*constats*): what is wrong, where, how badly, and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding weighs (*gravité*)."""

    ERROR = "error"
    WARNING = "warning"
    INFORMATION = "information"


@dataclass(frozen=True, kw_only=True)
class Location:
    """Where in a document (*emplacement*).

    `path` is the element path, `line` and `column` count from 1, `term` is the business term
    such as `BT-1`, `file` the name inside a container, `invoice` the invoice's number (BT-1),
    `field` the place in the model such as `lines[2].net_amount`.
    """

    path: str | None = None
    line: int | None = None
    column: int | None = None
    term: str | None = None
    file: str | None = None
    invoice: str | None = None
    field: str | None = None

    def __str__(self) -> str:
        place = f"line {self.line}" if self.line is not None else None
        known = (self.file, self.invoice, self.term, self.path or self.field, place)
        return ", ".join(part for part in known if part)


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing worth saying about a document (*constat*).

    `code` is the rule's official id (`BR-CO-15`, `BR-FR-05`) or a stable name of ours;
    `message` is English, `message_fr` French: the platform's own words where it spoke. `found` and
    `expected` are values; `hint` says what to do, `hint_fr` the same in French.

    Example:
        >>> finding = Finding(code="BR-02", severity=Severity.ERROR, message="No number.")
        >>> str(finding)
        'error BR-02: No number.'
    """

    code: str
    severity: Severity
    message: str
    message_fr: str | None = None
    location: Location | None = None
    found: str | None = None
    expected: str | None = None
    hint: str | None = None
    hint_fr: str | None = None

    def __str__(self) -> str:
        where = f" ({self.location})" if self.location and str(self.location) else ""
        return f"{self.severity} {self.code}: {self.message}{where}"


@dataclass(frozen=True, kw_only=True)
class Report:
    """All findings about one subject (*compte rendu*), in document order.

    Example:
        >>> Report(subject="invoice.xml").is_valid
        True
    """

    subject: str
    findings: tuple[Finding, ...] = ()

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that make the subject invalid."""
        return tuple(f for f in self.findings if f.severity is Severity.ERROR)

    @property
    def is_valid(self) -> bool:
        """True when no finding is an error."""
        return not self.errors

    def raise_if_invalid(self) -> None:
        """Raise `InvalidInvoiceError` with this report when there is an error."""
        from chorus_sdk.errors import InvalidInvoiceError

        if self.errors:
            raise InvalidInvoiceError(
                f"{self.subject} breaks {len(self.errors)} rule(s).", report=self
            )

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.findings)

    def __len__(self) -> int:
        return len(self.findings)
