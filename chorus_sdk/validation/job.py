"""One validation on its way: the document, and what is known of it so far (*contrôle en cours*)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Final

from chorus_sdk._xml import Element
from chorus_sdk.findings import Finding, Location
from chorus_sdk.formats.base import FormatId, Profile
from chorus_sdk.invoice.model import Invoice
from chorus_sdk.limits import Limits
from chorus_sdk.validation.layers import Layer, Why
from chorus_sdk.validation.rules.base import Subject

if TYPE_CHECKING:
    from chorus_sdk.validation.directory import Directory
    from chorus_sdk.validation.places import SourcePlaces


WITH_PLACES: Final = frozenset(
    {FormatId.UBL_INVOICE, FormatId.UBL_CREDIT_NOTE, FormatId.CII_INVOICE}
)
"""The formats in which a place can be looked up."""


@dataclass(kw_only=True)
class Job:
    """What the layers share (*état du contrôle*).

    `data` is the document as it came, None for an invoice that never was one; `xml` the invoice
    data in it, `root` the same parsed, `xml_format` their format; `stopped` says why later layers
    cannot run.
    """

    limits: Limits
    day: date
    data: bytes | None = None
    directory: Directory | None = None
    buyer_is_public: bool = False
    explain: bool = True
    format: FormatId | None = None
    profile: Profile | None = None
    guideline: str | None = None
    is_pdf: bool = False
    xml: bytes | None = None
    root: Element | None = None
    xml_format: FormatId | None = None
    file_name: str | None = None
    invoice: Invoice | None = None
    container: tuple[Finding, ...] = ()
    stopped: Why | None = None
    asked: frozenset[Layer] = frozenset()
    _places: SourcePlaces | None = field(default=None, repr=False)
    _subject: Subject | None = field(default=None, repr=False)

    def subject(self, invoice: Invoice) -> Subject:
        """Return what rules look at: one for all layers, so that they share what they derive."""
        if self._subject is None:
            self._subject = Subject(
                invoice=invoice,
                format=self.xml_format or self.format,
                profile=self.profile,
                document=self.xml,
                directory=self.directory,
                buyer_is_public=self.buyer_is_public or Layer.CHORUS_PRO in self.asked,
                limits=self.limits,
            )
        return self._subject

    def located(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        """Say of each finding where in the source it stands."""
        for finding in findings:
            place = finding.location or Location()
            yield replace(finding, location=self._located(place))

    def places(self) -> SourcePlaces | None:
        """Return where things stand in the source, worked out at the first call; None without."""
        written = self.xml_format
        if written is None or written not in WITH_PLACES:
            return None
        if self._places is None and self.root is not None:
            from chorus_sdk.validation.places import SourcePlaces  # loads every table

            self._places = SourcePlaces(self.root, written, self.limits)
        return self._places

    def _located(self, place: Location) -> Location:
        field = place.path or ""
        places = self.places()
        if places is None:
            return replace(place, path=None, field=field or place.field)
        found = places.find(field)
        return replace(
            place,
            path=found.path,
            line=place.line or found.line,
            file=place.file or self.file_name,
            field=None if not field or field.startswith("/") else field,
        )
