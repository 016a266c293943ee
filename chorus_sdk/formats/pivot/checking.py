"""A flow held against its schema while it is read (*contrôle de schéma au fil de l'eau*).

Unit after unit, in constant memory: each invoice is a document of its own to the schema, and what
stands around them is looked at last. The verdict is that of the whole document.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from chorus_sdk._xml import Element, UnitPuller, path_of
from chorus_sdk.findings import Finding, Location
from chorus_sdk.formats.base import FormatId
from chorus_sdk.formats.pivot.codes import PivotVersion
from chorus_sdk.formats.pivot.containers import Document
from chorus_sdk.formats.pivot.envelope_schema import ENVELOPE
from chorus_sdk.formats.pivot.schema import INVOICE
from chorus_sdk.formats.pivot.status_schema import FLOW_STATUS, INVOICE_STATUS
from chorus_sdk.formats.pivot.streams import Readable
from chorus_sdk.formats.pivot.thinning import Thinner
from chorus_sdk.formats.pivot.xsd import pivot_xsd, status_xsd, versions_for
from chorus_sdk.formats.schemas.explanation import explained
from chorus_sdk.formats.schemas.gate import Verdict, judge
from chorus_sdk.limits import Limits

UNITS: Final[Mapping[FormatId, frozenset[tuple[str, str]]]] = MappingProxyType(
    {
        FormatId.PIVOT: frozenset({("Enveloppe", ENVELOPE.tag), ("CPPFactures", INVOICE.tag)}),
        FormatId.PIVOT_STATUS: frozenset(
            {
                ("Enveloppe", ENVELOPE.tag),
                ("CPPFactureStatuts", INVOICE_STATUS.tag),
                ("CPPFluxStatuts", FLOW_STATUS.tag),
            }
        ),
    }
)
"""What is read one at a time: tags of the parent and of the unit."""

_MOST_EXPLAINED: Final = 20


@dataclass(frozen=True, slots=True)
class Checked:
    """What a unit breaks (*constats d'une occurrence*); its index counts from 1 for each tag."""

    tag: str
    index: int
    findings: tuple[Finding, ...]


class SchemaCheck:
    """Holds one document against its schema (*contrôle*), in the pieces in which it arrives.

    Where neither the caller nor the root names a version, a document is right when all of it fits
    one and the same version.
    """

    def __init__(
        self,
        format_id: FormatId,
        limits: Limits,
        *,
        version: PivotVersion | None = None,
        explain: bool = False,
    ) -> None:
        self.done: deque[Checked] = deque()
        self._format = format_id
        self._version = version
        self._explain = explain
        self._units = UNITS[format_id]
        self._puller = UnitPuller(self._units, limits)
        self._thinner = Thinner()
        self._sources: tuple[bytes, ...] | None = None
        self._counts: dict[str, int] = {}

    def feed(self, piece: bytes) -> None:
        """Take the next bytes; what closes in them is judged, and stands in `done`.

        Raises:
            MalformedDocumentError: not well-formed.
        """
        for unit in self._puller.feed(self._thinner.thin(piece)):
            tag = str(unit.tag)
            index = self._counts[tag] = self._counts.get(tag, 0) + 1
            self.done.append(Checked(tag, index, self._about_unit(unit, index)))

    def close(self) -> tuple[Finding, ...]:
        """Return what stands wrong around the units.

        Raises:
            MalformedDocumentError: the document is cut.
        """
        root = self._puller.close()
        emptied = frozenset(path_of(unit) for unit in self._emptied(root))
        findings = self._findings(root, aside=emptied)
        return tuple(
            finding for finding in findings if (finding.location or Location()).path not in emptied
        )

    def _about_unit(self, unit: Element, index: int) -> tuple[Finding, ...]:
        findings = self._findings(unit)
        if not findings:
            return ()
        parent = unit.getparent()
        above = "" if parent is None else path_of(parent)
        tag, here = str(unit.tag), path_of(unit)
        return tuple(
            _moved(finding, (here, f"/{tag}"), f"{above}/{tag}[{index}]") for finding in findings
        )

    def _findings(
        self, root: Element, *, aside: frozenset[str] = frozenset()
    ) -> tuple[Finding, ...]:
        """Hold a tree against what is left of the schemas; the first one speaks if none fits."""
        sources = self._sources or self._first_sources(root)
        verdicts = [Verdict(judge(root, source), source) for source in sources]
        fitting = tuple(
            source
            for verdict, source in zip(verdicts, sources, strict=True)
            if all((said.location or Location()).path in aside for said in verdict.findings)
        )
        self._sources = fitting or sources
        if fitting:
            return ()
        if self._explain:
            return explained(root, verdicts[0], _MOST_EXPLAINED)
        return verdicts[0].findings

    def _first_sources(self, element: Element) -> tuple[bytes, ...]:
        if self._format is FormatId.PIVOT_STATUS:
            return (status_xsd(),)
        if self._version is not None:
            return (pivot_xsd(self._version),)
        root = element.getroottree().getroot()
        return tuple(pivot_xsd(version) for version in versions_for(root.get("Version")))

    def _emptied(self, root: Element) -> Iterator[Element]:
        for parent in root:
            for unit in parent:
                if (str(parent.tag), str(unit.tag)) in self._units:
                    yield unit


def _moved(finding: Finding, heads: tuple[str, str], place: str) -> Finding:
    """Say where in the document a finding stands that was made in a unit alone."""
    location = finding.location or Location()
    path = location.path or ""
    for head in heads:
        if path == head or path.startswith(f"{head}/"):
            return replace(finding, location=replace(location, path=place + path[len(head) :]))
    return finding


class Watched:
    """A stream whose bytes are also held against the schema (*lecture contrôlée*).

    They are judged once whoever reads has come back for more, and so has found nothing hostile in
    them; `catch_up` judges what was read last.
    """

    def __init__(self, source: Readable, check: SchemaCheck) -> None:
        self.check = check
        self._source = source
        self._held = b""

    def read(self, size: int = -1, /) -> bytes:
        """Return at most `size` bytes; none at the end."""
        self.catch_up()
        self._held = self._source.read(size)
        return self._held

    def catch_up(self) -> None:
        """Judge what was read."""
        held, self._held = self._held, b""
        if held:
            self.check.feed(held)


class FlowCheck:
    """The check of all documents of a flow (*contrôle du flux*); silent where nobody wants it."""

    def __init__(
        self,
        format_id: FormatId,
        limits: Limits,
        wanted: bool | PivotVersion,  # noqa: FBT001 (a private word)
    ) -> None:
        self._format = format_id
        self._limits = limits
        self._wanted = wanted
        self._watched: Watched | None = None

    def watch(self, document: Document) -> Document:
        """Return the document with a watch over its bytes."""
        if self._wanted is False:
            return document
        version = self._wanted if isinstance(self._wanted, PivotVersion) else None
        check = SchemaCheck(self._format, self._limits, version=version)
        self._watched = Watched(document.stream, check)
        return replace(document, stream=self._watched)

    def about(
        self, tag: str, index: int, file: str | None, invoice: str | None = None
    ) -> Iterator[Finding]:
        """Yield what a unit breaks, and what those before it broke that nobody asked about."""
        if self._watched is None:
            return
        self._watched.catch_up()
        done = self._watched.check.done
        is_there = False
        while done and not is_there:
            unit = done.popleft()
            is_there = (unit.tag, unit.index) == (tag, index)
            yield from placed(unit.findings, file, invoice if is_there else None)

    def rest(self, file: str | None) -> Iterator[Finding]:
        """Yield what stands wrong around the units, once the document has been read."""
        if self._watched is None:
            return
        self._watched.catch_up()
        while self._watched.check.done:
            yield from placed(self._watched.check.done.popleft().findings, file)
        yield from placed(self._watched.check.close(), file)


def placed(
    findings: Iterable[Finding], file: str | None, invoice: str | None = None
) -> Iterator[Finding]:
    """Say of each finding which file of a container, and which invoice, it is about."""
    for finding in findings:
        place = finding.location or Location()
        yield replace(finding, location=replace(place, file=file, invoice=invoice))
