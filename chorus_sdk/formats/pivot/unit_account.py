"""What reading one unit has to say (*compte rendu*): findings, and text without a field."""

from __future__ import annotations

from chorus_sdk.findings import Finding, Location, Severity
from chorus_sdk.formats.pivot.lexical import WHITE
from chorus_sdk.formats.pivot.nodes import XSI, Node
from chorus_sdk.formats.pivot.notes import Note, make_finding
from chorus_sdk.formats.pivot.plain_line import row_texts
from chorus_sdk.formats.pivot.unfolding import unfolded
from chorus_sdk.invoice.provenance import Unmapped


class UnitAccount:
    """Findings about a unit, and what of it no field holds (*constats*); `_path` is the place."""

    def __init__(self, place: str, *, file: str | None = None, invoice: str | None = None) -> None:
        self.findings: list[Finding] = []
        self.unmapped: list[Unmapped] = []
        self._place = place
        self._file = file
        self._invoice = invoice
        self._path: list[str] = []
        self.is_broken = False

    @property
    def has_errors(self) -> bool:
        """True when anything at all is an error."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)

    def keep_whole(self, node: Node) -> None:
        """Keep all text of a unit that cannot be given as a value."""
        self.unmapped.clear()
        self._keep(node)

    def note(self, note: Note, tag: str | None = None, **words: str | None) -> None:
        """Add a finding about the place where reading is, or an element in it."""
        path = "/".join([self._place, *self._path, *([tag] if tag else [])])
        where = Location(path=path, file=self._file, invoice=self._invoice)
        self.findings.append(make_finding(note, where, **words))
        self.is_broken |= note is Note.BROKEN_UNIT

    def _foreign_attributes(self, node: Node) -> None:
        for name, text in node.attributes.items():
            if not name.startswith(XSI):
                self._keep_text(f"{node.tag}/@{name}", text)
                self.note(Note.UNKNOWN_ELEMENT, f"{node.tag}/@{name}")

    def _unknown(self, node: Node) -> None:
        self.note(Note.UNKNOWN_ELEMENT, node.tag)
        self._keep(node)

    def _keep(self, node: Node) -> None:
        text = node.text.strip(WHITE)
        if text or not (node.children or node.attributes or node.rows or node.folded):
            self._keep_text(node.tag, text)
        self._path.append(node.tag)
        self._keep_inside(node)
        self._path.pop()

    def _keep_inside(self, node: Node) -> None:
        """Keep what stands in an element, without its own text."""
        for name, value in node.attributes.items():
            if not name.startswith(XSI):
                self._keep_text(f"@{name}", value)
        for row in node.rows:
            for tag, text in row_texts(row):
                self._keep_text(tag, text)
        for child in unfolded(node):
            self._keep(child)

    def _stray(self, text: str) -> None:
        self.note(Note.UNKNOWN_ELEMENT, "text()")
        self._keep_text("text()", text.strip(WHITE))

    def _keep_text(self, tag: str, text: str, reason: str | None = None) -> None:
        path = "/".join([*self._path, tag])
        self.unmapped.append(Unmapped(path=path, text=text, reason=reason))
