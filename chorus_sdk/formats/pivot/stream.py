"""Read a pivot invoice by invoice, in constant memory (*lire un flux pivot*)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from types import TracebackType
from typing import Final, Self, cast

from chorus_sdk.errors import DocumentError
from chorus_sdk.findings import Finding, Location, Report
from chorus_sdk.formats.base import FormatId, Source
from chorus_sdk.formats.pivot.checking import FlowCheck
from chorus_sdk.formats.pivot.codes import PivotVersion
from chorus_sdk.formats.pivot.containers import Document, Opener
from chorus_sdk.formats.pivot.content import SpoolRoom
from chorus_sdk.formats.pivot.document import DocumentReader
from chorus_sdk.formats.pivot.envelope import PivotEnvelope
from chorus_sdk.formats.pivot.envelope_schema import ENVELOPE
from chorus_sdk.formats.pivot.flow_account import FlowAccount
from chorus_sdk.formats.pivot.lexical import WHITE
from chorus_sdk.formats.pivot.mapping import UnitMapper
from chorus_sdk.formats.pivot.model import PivotInvoice
from chorus_sdk.formats.pivot.nodes import Node, TreeBuilder
from chorus_sdk.formats.pivot.notes import Note, make_finding
from chorus_sdk.formats.pivot.plan_rows import Values
from chorus_sdk.formats.pivot.position import PivotPosition
from chorus_sdk.formats.pivot.schema import DOCUMENT, INVOICE, SHORTCUTS
from chorus_sdk.formats.pivot.spool import Spool
from chorus_sdk.invoice.provenance import Unmapped
from chorus_sdk.limits import DEFAULT_LIMITS, Limits

ROOT: Final = DOCUMENT.tag
_UNITS: Final = frozenset({("Enveloppe", ENVELOPE.tag), ("CPPFactures", INVOICE.tag)})


def open_pivot(
    source: Source,
    *,
    limits: Limits = DEFAULT_LIMITS,
    strict: bool = False,
    validate: bool | PivotVersion = False,
) -> PivotFlow:
    """Open a pivot (*flux pivot*, FEN0036A): XML, portal zip, tar.gz, base64 or JSON of the API.

    The path may be that of a folder: its files follow each other, sorted by name; what is no pivot
    is passed over, and one that is broken is a finding `PIVOT-BROKEN-FILE` behind the invoices that
    were read of it.

    An invoice without a number, type, day, currency, amount, supplier or recipient that can be read
    is a finding, its text is in the flow's `unmapped`, and the next one is read. A line, tax or
    validation step without its numbers is a finding and left out of its invoice, and any other
    broken value is one and left empty: the text of both is in the invoice's `unmapped`. With
    `strict` all three are errors, as is a damaged attachment. Unknown elements and codes are kept
    and reported, and never fatal.

    With `validate` the file is also held against its schema while it is read: that of the version
    its root states, of any if it states none, or of the version given. What breaks it is a finding
    `XSD`, there when the invoice that it is in is given; `iter_schema_findings` explains more.

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
        return PivotFlow(source, stack=stack, limits=limits, strict=strict, validate=validate)
    except BaseException:
        stack.close()
        raise


class PivotFlow:
    """A pivot that is being read (*flux pivot*): an iterator of invoices, to be used once.

    Attachments can be read as long as the flow is open; use it in a `with` block. Where a
    container holds several pivots their invoices follow each other, and `envelope` is that of the
    one being read.
    """

    _is_for_files = False

    def __init__(
        self,
        source: Source,
        *,
        stack: ExitStack,
        limits: Limits,
        strict: bool,
        validate: bool | PivotVersion = False,
    ) -> None:
        self._stack = stack
        self._limits = limits
        self._strict = strict
        self._closed = False
        self._account = FlowAccount(strict=strict)
        self._spool = Spool()
        stack.callback(self._spool.close)
        self._schema = FlowCheck(FormatId.PIVOT, limits, validate)
        self._opener = Opener(ROOT, stack, limits)
        self._documents = self._opener.open(source)
        self._envelopes: list[PivotEnvelope] = []
        self._failures: list[DocumentError] = []
        self._met = 0
        first = self._next_reader()
        if first is None:
            raise self._failures[0]
        self._reader = first
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
        return self._account.findings

    @property
    def report(self) -> Report:
        """The findings as a report (*compte rendu*); its subject is the flow's identifier."""
        return Report(subject=self.envelope.flow_id or ROOT, findings=self.findings)

    @property
    def unmapped(self) -> tuple[Unmapped, ...]:
        """Text outside the invoices, and all of those that cannot be given; at most 50,000 pieces.

        Complete once the flow has been read.
        """
        return self._account.unmapped

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
        document = self._schema.watch(document)
        tree = TreeBuilder(ROOT, _UNITS, room, SHORTCUTS, self._limits)
        tree.is_for_files = self._is_for_files
        reader = DocumentReader(document, tree, self._limits)
        while "CPPFactures" not in reader.tree.opened and reader.advance():
            pass
        reader.raise_failure()
        ready = reader.tree.ready
        while ready and ready[0].tag == ENVELOPE.tag:
            self._take_envelope(ready.popleft(), reader.file)
        return reader

    def _next_reader(self) -> DocumentReader | None:
        """Begin the next document that can be begun."""
        for document in self._documents:
            try:
                return self._begin(document)
            except DocumentError as error:
                self._give_up(document.file, error)
        return None

    def _give_up(self, file: str | None, error: DocumentError) -> None:
        """Raise what is wrong with a document; in a folder, tell it and go on."""
        if self._strict or not self._opener.is_folder:
            raise error
        self._failures = self._failures or [error]
        where = Location(
            file=file, line=getattr(error, "line", None), column=getattr(error, "column", None)
        )
        self._account.tell(make_finding(Note.BROKEN_FILE, where, because=error.message))

    def _read(self) -> Iterator[PivotInvoice]:
        reader: DocumentReader | None = self._reader
        while reader is not None:
            self._reader = reader
            try:
                for node in reader.units():
                    if node.tag == ENVELOPE.tag:
                        self._take_envelope(node, reader.file)
                    elif invoice := self._invoice(node, reader.file):
                        yield invoice
                self._finish(reader)
            except DocumentError as error:
                self._give_up(reader.file, error)
            reader = self._next_reader()
        for file, problem in self._opener.skipped:
            where = Location(file=file)
            self._account.tell(make_finding(Note.SKIPPED_FILE, where, because=problem.message))

    def _invoice(self, node: Node, file: str | None) -> PivotInvoice | None:
        self._met += 1
        number = _number(node)
        place = f"/{ROOT}/CPPFactures/{node.tag}[{node.index}]"
        mapper = UnitMapper(place, file=file, invoice=number)
        values = mapper.values(node, INVOICE)
        mapper.findings.extend(self._schema.about(node.tag, node.index, file, number))
        self._account.take(mapper, number or place)
        if mapper.is_broken:
            mapper.keep_whole(node)
            where = f"CPPFactures/{node.tag}[{node.index}]"
            self._account.keep(
                item.model_copy(update={"path": where + item.path.removeprefix(node.tag)})
                for item in mapper.unmapped
            )
            return None
        position = PivotPosition(number=self._met, offset=node.offset, file=file)
        return self._made(values, tuple(mapper.unmapped), position)

    def _made(
        self, values: Values, unmapped: tuple[Unmapped, ...], position: PivotPosition
    ) -> PivotInvoice:
        made = INVOICE.make(**values, unmapped=unmapped, position=position)
        return cast("PivotInvoice", made)

    def _take_envelope(self, node: Node, file: str | None) -> None:
        place = f"/{ROOT}/Enveloppe/{node.tag}[{node.index}]"
        mapper = UnitMapper(place, file=file)
        values = mapper.values(node, ENVELOPE)
        mapper.findings.extend(self._schema.about(node.tag, node.index, file))
        self._account.take(mapper, place)
        self._envelopes.append(cast("PivotEnvelope", ENVELOPE.make(**values)))
        self._account.keep(mapper.unmapped)

    def _finish(self, reader: DocumentReader) -> None:
        """Look at what stands around the invoices, once it has all been seen."""
        assert reader.tree.root is not None  # noqa: S101 (a document without one was refused)
        mapper = UnitMapper(f"/{ROOT}", file=reader.file)
        stated = mapper.values(reader.tree.root, DOCUMENT).get("count")
        held = reader.tree.count(INVOICE.tag)
        if stated is not None and stated != held:
            mapper.note(Note.COUNT, "CPPFactures/@Compteur", found=str(stated), expected=str(held))
        mapper.findings.extend(self._schema.rest(reader.file))
        self._account.take(mapper, ROOT)
        self._account.keep(mapper.unmapped)


def _number(node: Node) -> str | None:
    for child in node.children:
        if child.tag == "DonneesFacture":
            if child.folded is not None:
                return cast("str", cast("Values", child.folded.value)["invoice_number"])
            return next(
                (leaf.text.strip(WHITE) for leaf in child.children if leaf.tag == "Id"), None
            )
    return None
