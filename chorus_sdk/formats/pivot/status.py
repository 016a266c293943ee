"""Read a status flow (*lire un flux de statuts*, schema CPPStatut V1_19)."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Final, cast

from chorus_sdk.errors import InvalidInvoiceError
from chorus_sdk.findings import Report
from chorus_sdk.formats.base import FormatId, Source
from chorus_sdk.formats.pivot.checking import FlowCheck
from chorus_sdk.formats.pivot.containers import Opener
from chorus_sdk.formats.pivot.document import DocumentReader
from chorus_sdk.formats.pivot.envelope import PivotEnvelope
from chorus_sdk.formats.pivot.envelope_schema import ENVELOPE
from chorus_sdk.formats.pivot.mapping import UnitMapper
from chorus_sdk.formats.pivot.nodes import Node, TreeBuilder
from chorus_sdk.formats.pivot.notes import Note, Notebook
from chorus_sdk.formats.pivot.status_codes import FLOW_STATUS_NUMBERS, INVOICE_STATUS_NUMBERS
from chorus_sdk.formats.pivot.status_model import FlowAcknowledgement, InvoiceStatus, PivotStatus
from chorus_sdk.formats.pivot.status_schema import DOCUMENT, FLOW_STATUS, INVOICE_STATUS
from chorus_sdk.invoice.provenance import Unmapped
from chorus_sdk.limits import DEFAULT_LIMITS, Limits

_UNITS: Final = {
    ("Enveloppe", ENVELOPE.tag): ENVELOPE,
    ("CPPFactureStatuts", INVOICE_STATUS.tag): INVOICE_STATUS,
    ("CPPFluxStatuts", FLOW_STATUS.tag): FLOW_STATUS,
}
_GROUPS: Final = {tag: (parent, group) for (parent, tag), group in _UNITS.items()}
_BRANCHES: Final = frozenset({"CPPFluxStatuts", "CPPFactureStatuts"})
_NUMBERS: Final = {INVOICE_STATUS.tag: INVOICE_STATUS_NUMBERS, FLOW_STATUS.tag: FLOW_STATUS_NUMBERS}


def read_status(
    source: Source,
    *,
    limits: Limits = DEFAULT_LIMITS,
    strict: bool = False,
    validate: bool = False,
) -> PivotStatus:
    """Read a status flow (*CPPStatut*), in any of the containers of `open_pivot`.

    Numbers, elements and codes that are not known are kept and reported. A unit that cannot be
    read, such as one whose day does not exist, is a finding and left out. With `validate` the file
    is also held against its schema, and what breaks it is a finding `XSD`.

    Raises:
        UnknownFormatError: not a status flow.
        MalformedDocumentError: broken XML.
        UnsafeDocumentError, LimitExceededError: a DOCTYPE, or what passes a limit.
        InvalidInvoiceError: with `strict`, a unit that cannot be read.
        OSError: the path cannot be read.
    """
    reading = _Reading(FlowCheck(FormatId.PIVOT_STATUS, limits, validate), strict=strict)
    with ExitStack() as stack:
        for document in map(reading.watch, Opener(DOCUMENT.tag, stack, limits).open(source)):
            tree = TreeBuilder(DOCUMENT.tag, frozenset(_UNITS), limits=limits)
            reader = DocumentReader(document, tree, limits)
            for node in reader.units():
                reading.take(node, reader.file)
            reading.finish(reader)
    return reading.result()


class _Reading:
    """Gathers what a status flow says."""

    def __init__(self, schema: FlowCheck, *, strict: bool) -> None:
        self.watch = schema.watch
        self._schema = schema
        self._strict = strict
        self._notebook = Notebook()
        self._envelopes: list[PivotEnvelope] = []
        self._invoices: list[InvoiceStatus] = []
        self._flows: list[FlowAcknowledgement] = []
        self._unmapped: list[Unmapped] = []
        self._version: str | None = None

    def take(self, node: Node, file: str | None) -> None:
        parent, group = _GROUPS[node.tag]
        place = f"/{DOCUMENT.tag}/{parent}/{node.tag}[{node.index}]"
        mapper = UnitMapper(place, file=file)
        values = mapper.values(node, group)
        self._check_number(values, node.tag, mapper)
        if mapper.is_broken:
            mapper.keep_whole(node)
        mapper.findings.extend(self._schema.about(node.tag, node.index, file))
        self._note(mapper, place)
        if mapper.is_broken or group is ENVELOPE:
            self._unmapped.extend(mapper.unmapped)
            if group is ENVELOPE:
                self._add(ENVELOPE.make(**values))
            return
        self._add(group.make(**values, unmapped=tuple(mapper.unmapped)))

    def finish(self, reader: DocumentReader) -> None:
        root = reader.tree.root
        if root is None:
            return
        mapper = UnitMapper(f"/{DOCUMENT.tag}", file=reader.file)
        values = mapper.values(root, DOCUMENT)
        held = reader.tree.count(INVOICE_STATUS.tag) + reader.tree.count(FLOW_STATUS.tag)
        stated = values.get("count")
        if stated is not None and stated != held:
            mapper.note(Note.COUNT, "@compteur", found=str(stated), expected=str(held))
        if not _BRANCHES.intersection(reader.tree.opened):
            mapper.note(Note.MISSING, "CPPFactureStatuts")
        self._version = cast("str | None", values.get("version"))
        mapper.findings.extend(self._schema.rest(reader.file))
        self._note(mapper, DOCUMENT.tag)
        self._unmapped.extend(mapper.unmapped)

    def result(self) -> PivotStatus:
        return PivotStatus(
            envelopes=tuple(self._envelopes),
            version=self._version,
            invoices=tuple(self._invoices),
            flows=tuple(self._flows),
            findings=self._notebook.findings,
            unmapped=tuple(self._unmapped),
        )

    def _add(self, value: object) -> None:
        if isinstance(value, InvoiceStatus):
            self._invoices.append(value)
        elif isinstance(value, FlowAcknowledgement):
            self._flows.append(value)
        elif isinstance(value, PivotEnvelope):
            self._envelopes.append(value)

    def _check_number(self, values: dict[str, object], tag: str, mapper: UnitMapper) -> None:
        code = values.get("status_code")
        if isinstance(code, str) and int(code) not in _NUMBERS[tag]:
            mapper.note(Note.UNKNOWN_CODE, "DonneesStatut/IdStatut", found=code)

    def _note(self, mapper: UnitMapper, subject: str) -> None:
        for finding in mapper.findings:
            self._notebook.add(finding)
        if self._strict and mapper.has_errors:
            raise InvalidInvoiceError(
                f"{subject} cannot be read as the schema has it.",
                report=Report(subject=subject, findings=tuple(mapper.findings)),
            )
