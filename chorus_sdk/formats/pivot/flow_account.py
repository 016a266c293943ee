"""What reading a flow has to say (*compte rendu du flux*): findings, and text of no invoice."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from chorus_sdk.errors import InvalidInvoiceError
from chorus_sdk.findings import Finding, Location, Report
from chorus_sdk.formats.pivot.notes import Note, Notebook, make_finding
from chorus_sdk.formats.pivot.unit_account import UnitAccount
from chorus_sdk.invoice.provenance import Unmapped

MAXIMUM_UNMAPPED: Final = 50_000
"""Pieces of text kept of what stands in no invoice that is given; a finding says of more."""


class FlowAccount:
    """Findings and unmapped text of a flow (*constats du flux*), both bounded."""

    def __init__(self, *, strict: bool) -> None:
        self._strict = strict
        self._notebook = Notebook()
        self._unmapped: list[Unmapped] = []

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was found so far, in document order."""
        return self._notebook.findings

    @property
    def unmapped(self) -> tuple[Unmapped, ...]:
        """Text outside the invoices, and all of those that cannot be given."""
        return tuple(self._unmapped)

    def tell(self, finding: Finding) -> None:
        """Keep a finding, as long as there is room."""
        self._notebook.add(finding)

    def keep(self, pieces: Iterable[Unmapped]) -> None:
        """Keep text that no invoice holds, as long as there is room."""
        for piece in pieces:
            if len(self._unmapped) == MAXIMUM_UNMAPPED:
                self.tell(make_finding(Note.MORE, Location()))
                return
            self._unmapped.append(piece)

    def take(self, unit: UnitAccount, subject: str) -> None:
        """Keep what there is to say about a unit.

        Raises:
            InvalidInvoiceError: any of it is an error, and reading is strict.
        """
        for finding in unit.findings:
            self.tell(finding)
        if self._strict and unit.has_errors:
            raise InvalidInvoiceError(
                f"{subject} cannot be read as the schema has it.",
                report=Report(subject=subject, findings=tuple(unit.findings)),
            )
