"""Read a pivot invoice by invoice, in constant memory (*lire un flux pivot*)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from types import TracebackType
from typing import Final, Self, cast

from chorus_sdk.errors import InvalidInvoiceError
from chorus_sdk.findings import Finding, Location, Report
from chorus_sdk.formats.base import FormatId, Source
from chorus_sdk.formats.pivot.containers import Document, Opener
from chorus_sdk.formats.pivot.content import SpoolRoom
from chorus_sdk.formats.pivot.document import DocumentReader
from chorus_sdk.formats.pivot.envelope import PivotEnvelope
from chorus_sdk.formats.pivot.mapping import UnitMapper
from chorus_sdk.formats.pivot.model import PivotInvoice
from chorus_sdk.formats.pivot.nodes import Node, TreeBuilder
from chorus_sdk.formats.pivot.notes import Note, Notebook, make_finding
from chorus_sdk.formats.pivot.schema import DOCUMENT, ENVELOPE, INVOICE, SHORTCUTS
from chorus_sdk.formats.pivot.spool import Spool
from chorus_sdk.invoice.provenance import Unmapped
from chorus_sdk.limits import DEFAULT_LIMITS, Limits

ROOT: Final = DOCUMENT.tag
_UNITS: Final = frozenset({("Enveloppe", ENVELOPE.tag), ("CPPFactures", INVOICE.tag)})


def open_pivot(
    source: Source, *, limits: Limits = DEFAULT_LIMITS, strict: bool = False
) -> PivotFlow:
    """Open a pivot (*flux pivot*, FEN0036A): XML, portal zip, tar.gz, or base64 of an API answer.

    An invoice without a number, type, day, currency, amount, supplier or recipient that can be read
    is a finding, and the next one is read; any other broken value is a finding and stays in
    `unmapped`. With `strict` both are errors, as is a damaged attachment. Unknown elements and
    codes are kept and reported, and never fatal.

    Raises:
        UnknownFormatError: not a pivot.
        MalformedDocumentError: broken XML or container, as far as its head shows.
        UnsafeDocumentError, LimitExceededError: a DOCTYPE, or what passes a limit.
        OSError: the path cannot be read.

    Example:
        ```python
        with open_pivot("pivot.xml") as flow:
            for invoice in flow:
                for attachment in invoice.attachments:
                    attachment.save("invoices")
        ```
    """
    stack = ExitStack()
    try:
        return PivotFlow(source, stack=stack, limits=limits, strict=strict)
    except BaseException:
        stack.close()
        raise


class PivotFlow:
    """A pivot that is being read (*flux pivot*): an iterator of invoices, to be used once.

    Attachments can be read as long as the flow is open; use it in a `with` block. Where a
    container holds several pivots their invoices follow each other, and `envelope` is that of the
    one being read.
    """

    def __init__(self, source: Source, *, stack: ExitStack, limits: Limits, strict: bool) -> None:
        self._stack = stack
        self._limits = limits
        self._strict = strict
        self._closed = False
        self._notebook = Notebook()
        self._spool = Spool()
        stack.callback(self._spool.close)
        self._opener = Opener(ROOT, stack, limits)
        self._documents = self._opener.open(source)
        self._unmapped: list[Unmapped] = []
        self._envelopes: list[PivotEnvelope] = []
        self._reader = self._begin(next(self._documents))
        self._invoices = self._read()

    @property
    def envelope(self) -> PivotEnvelope:
        """Technical data of the flow (*enveloppe*); empty where the file has none."""
        return self._envelopes[-1] if self._envelopes else PivotEnvelope()

    @property
    def envelopes(self) -> tuple[PivotEnvelope, ...]:
        """All envelopes met so far; nearly always one."""
        return tuple(self._envelopes)

    @property
    def version(self) -> str | None:
        """The schema's version as the file states it (*Version*); most files do not."""
        root = self._reader.tree.root
        return (root.attributes.get("Version") or "").strip() or None if root else None

    @property
    def container(self) -> FormatId | None:
        """ZIP or TAR_GZ where the XML stood in one (*conteneur*), else None."""
        return self._opener.container

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What there is to say so far (*constats*), in document order; at most 10,001."""
        return self._notebook.findings

    @property
    def report(self) -> Report:
        """The findings as a report (*compte rendu*); its subject is the flow's identifier."""
        return Report(subject=self.envelope.flow_id or ROOT, findings=self.findings)

    @property
    def unmapped(self) -> tuple[Unmapped, ...]:
        """Text outside the invoices that no field holds; complete once the flow has been read."""
        return tuple(self._unmapped)

    def close(self) -> None:
        """Close the source and give up what attachments were kept."""
        self._closed = True
        self._stack.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __iter__(self) -> Iterator[PivotInvoice]:
        return self

    def __next__(self) -> PivotInvoice:
        if self._closed:
            raise ValueError("the flow is closed")
        return next(self._invoices)

    def __repr__(self) -> str:
        return f"<PivotFlow {self.envelope.flow_id or ''}>"

    def _begin(self, document: Document) -> DocumentReader:
        room = SpoolRoom(self._spool, self._limits)
        reader = DocumentReader(document, TreeBuilder(ROOT, _UNITS, room, SHORTCUTS), self._limits)
        while "CPPFactures" not in reader.tree.opened and reader.advance():
            pass
        reader.raise_failure()
        ready = reader.tree.ready
        while ready and ready[0].tag == ENVELOPE.tag:
            self._take_envelope(ready.popleft(), reader.file)
        return reader

    def _read(self) -> Iterator[PivotInvoice]:
        document: Document | None
        while True:
            for node in self._reader.units():
                if node.tag == ENVELOPE.tag:
                    self._take_envelope(node, self._reader.file)
                elif invoice := self._invoice(node, self._reader.file):
                    yield invoice
            self._finish(self._reader)
            document = next(self._documents, None)
            if document is None:
                break
            self._reader = self._begin(document)
        for file, problem in self._opener.skipped:
            where = Location(file=file)
            self._notebook.add(make_finding(Note.SKIPPED_FILE, where, because=problem.message))

    def _invoice(self, node: Node, file: str | None) -> PivotInvoice | None:
        number = _number(node)
        place = f"/{ROOT}/CPPFactures/{node.tag}[{node.index}]"
        mapper = UnitMapper(place, file=file, invoice=number)
        values = mapper.values(node, INVOICE)
        self._note(mapper, number or place)
        if mapper.is_broken:
            return None
        return cast("PivotInvoice", INVOICE.make(**values, unmapped=tuple(mapper.unmapped)))

    def _take_envelope(self, node: Node, file: str | None) -> None:
        place = f"/{ROOT}/Enveloppe/{node.tag}[{node.index}]"
        mapper = UnitMapper(place, file=file)
        values = mapper.values(node, ENVELOPE)
        self._note(mapper, place)
        self._envelopes.append(cast("PivotEnvelope", ENVELOPE.make(**values)))
        self._unmapped.extend(mapper.unmapped)

    def _finish(self, reader: DocumentReader) -> None:
        """Look at what stands around the invoices, once it has all been seen."""
        assert reader.tree.root is not None  # noqa: S101 (a document without one was refused)
        mapper = UnitMapper(f"/{ROOT}", file=reader.file)
        stated = mapper.values(reader.tree.root, DOCUMENT).get("count")
        held = reader.tree.count(INVOICE.tag)
        if stated is not None and stated != held:
            mapper.note(Note.COUNT, "CPPFactures/@Compteur", found=str(stated), expected=str(held))
        self._note(mapper, ROOT)
        self._unmapped.extend(mapper.unmapped)

    def _note(self, mapper: UnitMapper, subject: str) -> None:
        for finding in mapper.findings:
            self._notebook.add(finding)
        if self._strict and mapper.has_errors:
            raise InvalidInvoiceError(
                f"{subject} cannot be read as the schema has it.",
                report=Report(subject=subject, findings=tuple(mapper.findings)),
            )


def _number(node: Node) -> str | None:
    for child in node.children:
        if child.tag == "DonneesFacture":
            return next((leaf.text.strip() for leaf in child.children if leaf.tag == "Id"), None)
    return None
