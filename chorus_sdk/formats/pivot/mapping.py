"""From the tree of a unit to a value of the model (*lecture d'une occurrence*), by a table."""

from __future__ import annotations

from collections.abc import Callable

from chorus_sdk.findings import Finding, Location, Severity
from chorus_sdk.formats.pivot import lexical
from chorus_sdk.formats.pivot.binding import Group, Kind, Leaf
from chorus_sdk.formats.pivot.content import BrokenContent
from chorus_sdk.formats.pivot.nodes import XSI, Node
from chorus_sdk.formats.pivot.notes import Note, make_finding
from chorus_sdk.invoice.provenance import Unmapped

_Values = dict[str, object]


class UnitMapper:
    """Reads one unit (*lecture*): its value, its findings, and the text that no field holds."""

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

    def values(self, node: Node, group: Group) -> _Values:
        """Return the fields of a group; look at `is_broken` before making a value of them."""
        values: _Values = {}
        self._take(node, group, values)
        for name, value in values.items():
            if isinstance(value, _Items):
                values[name] = value.gather(value)
        return values

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

    def _take(self, node: Node, group: Group, values: _Values) -> None:
        seen: set[str] = set()
        for name, text in node.attributes.items():
            self._attribute(name, text, group, values, seen)
        if node.text and not node.text.isspace():
            self._stray(node.text)
        for child in node.children:
            member = group.by_tag.get(child.tag)
            if member is None or (child.tag in seen and not _is_repeated(member)):
                self._unknown(child)
            elif isinstance(member, Leaf):
                seen.add(child.tag)
                self._leaf(child, member, values)
            else:
                seen.add(child.tag)
                self._group(child, member, values)
        for member in group.compulsory:
            if isinstance(member, Leaf):
                if member.name not in values:
                    self.note(Note.BROKEN_UNIT if member.vital else Note.MISSING, member.tag)
            elif member.tag not in seen:
                self.note(Note.BROKEN_UNIT if member.vital else Note.MISSING, member.tag)

    def _group(self, node: Node, group: Group, values: _Values) -> None:
        if group.name is None:
            self._path.append(group.tag)
            self._take(node, group, values)
            self._path.pop()
        elif group.repeated:
            self._repeated(node, group, values)
        else:
            self._path.append(group.tag)
            values[group.name] = self._built(node, group)
            self._path.pop()

    def _repeated(self, node: Node, group: Group, values: _Values) -> None:
        items = values.setdefault(group.name or group.tag, _Items(group))
        assert isinstance(items, _Items)  # noqa: S101 (for the type checker)
        if node.short is not None:
            items.append(node.short)
            return
        self._path.append(f"{group.tag}[{len(items) + 1}]")
        items.append(self._built(node, group))
        self._path.pop()

    def _built(self, node: Node, group: Group) -> object:
        values = self.values(node, group)
        if self.is_broken:
            return None
        return group.make(**values)

    def _leaf(self, node: Node, leaf: Leaf, values: _Values) -> None:
        if node.attributes:
            self._foreign_attributes(node)
        if node.children:
            self._path.append(leaf.tag)
            for child in node.children:
                self._unknown(child)
            self._path.pop()
        if leaf.kind is Kind.CONTENT:
            self._content(node, leaf, values)
        elif text := node.text.strip():
            self._text(text, leaf, values)

    def _content(self, node: Node, leaf: Leaf, values: _Values) -> None:
        if node.content is None:
            return
        values[leaf.name] = node.content
        if isinstance(node.content, BrokenContent):
            self.note(Note.BROKEN_ATTACHMENT, leaf.tag, because=node.content.problem.message)

    def _text(self, text: str, leaf: Leaf, values: _Values) -> None:
        if leaf.kind is Kind.TEXT:
            values[leaf.name] = self._code(text, leaf) if leaf.codes else text
            return
        try:
            values[leaf.name] = _READERS[leaf.kind](text)
        except ValueError:
            values[leaf.name] = None
            self.note(Note.BROKEN_VALUE, leaf.tag, found=text, expected=leaf.kind.name.lower())
            self._keep_text(leaf.tag, text, "the text is not what the element must hold")
            self.is_broken |= leaf.vital
            return
        if leaf.kind is Kind.DAY and len(text) > len("2026-01-05"):
            self._keep_text(leaf.tag, text, "a day has no time zone here")
        if leaf.kind is Kind.INSTANT and not text.endswith("Z") and text[-6] not in "+-":
            self.note(Note.LOCAL_TIME, leaf.tag, found=text)

    def _code(self, text: str, leaf: Leaf) -> object:
        assert leaf.codes is not None  # noqa: S101 (for the type checker)
        for spelling in (text, text.lstrip("0"), text.zfill(2)):  # integers: 01 is 1
            code = leaf.codes(spelling)
            if code.is_known:
                return code
        self.note(Note.UNKNOWN_CODE, leaf.tag, found=text)
        return leaf.codes(text)

    def _attribute(
        self, name: str, text: str, group: Group, values: _Values, seen: set[str]
    ) -> None:
        tag = f"@{name}"
        member = group.by_tag.get(tag)
        if isinstance(member, Leaf):
            seen.add(tag)
            if text := text.strip():
                self._text(text, member, values)
        elif not name.startswith(XSI):
            self._keep_text(tag, text)
            self.note(Note.UNKNOWN_ELEMENT, tag)

    def _foreign_attributes(self, node: Node) -> None:
        for name, text in node.attributes.items():
            if not name.startswith(XSI):
                self._keep_text(f"{node.tag}/@{name}", text)
                self.note(Note.UNKNOWN_ELEMENT, f"{node.tag}/@{name}")

    def _unknown(self, node: Node) -> None:
        self.note(Note.UNKNOWN_ELEMENT, node.tag)
        self._keep(node)

    def _keep(self, node: Node) -> None:
        text = node.text.strip()
        if text or not (node.children or node.attributes):
            self._keep_text(node.tag, text)
        for name, value in node.attributes.items():
            if not name.startswith(XSI):
                self._keep_text(f"{node.tag}/@{name}", value)
        self._path.append(node.tag)
        for child in node.children:
            self._keep(child)
        self._path.pop()

    def _stray(self, text: str) -> None:
        self.note(Note.UNKNOWN_ELEMENT, "text()")
        self._keep_text("text()", text.strip())

    def _keep_text(self, tag: str, text: str, reason: str | None = None) -> None:
        path = "/".join([*self._path, tag])
        self.unmapped.append(Unmapped(path=path, text=text, reason=reason))


def _numeral(text: str) -> str:
    lexical.integer(text)
    return text


_READERS: dict[Kind, Callable[[str], object]] = {
    Kind.DECIMAL: lexical.decimal,
    Kind.INTEGER: lexical.integer,
    Kind.NUMERAL: _numeral,
    Kind.DAY: lexical.day,
    Kind.INSTANT: lexical.instant,
}


class _Items(list[object]):
    """The values of a repeated group, until the group around it closes."""

    def __init__(self, group: Group) -> None:
        super().__init__()
        self.gather = group.gather


def _is_repeated(member: Leaf | Group) -> bool:
    return isinstance(member, Group) and member.repeated
