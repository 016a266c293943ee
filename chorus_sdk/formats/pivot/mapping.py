"""From the tree of a unit to a value of the model (*lecture d'une occurrence*), by a table."""

from __future__ import annotations

from typing import Final

from chorus_sdk._codes import OpenCode
from chorus_sdk.formats.pivot import lexical
from chorus_sdk.formats.pivot.binding import Group, Kind, Leaf
from chorus_sdk.formats.pivot.content import BrokenContent
from chorus_sdk.formats.pivot.leaf_values import LONGEST_CODE, READERS, known_code
from chorus_sdk.formats.pivot.lexical import WHITE
from chorus_sdk.formats.pivot.nodes import XSI, Folded, Node
from chorus_sdk.formats.pivot.notes import Note
from chorus_sdk.formats.pivot.unit_account import UnitAccount
from chorus_sdk.invoice.chorus import InvoicingFramework

_Values = dict[str, object]
_TEXT: Final = Kind.TEXT  # a member of an enumeration takes ten times as long to look up
_CONTENT: Final = Kind.CONTENT
_DECIMAL: Final = Kind.DECIMAL
_DAY: Final = Kind.DAY
_INSTANT: Final = Kind.INSTANT
_DAY_LENGTH: Final = len("2026-01-05")
_decimal = lexical.decimal


class UnitMapper(UnitAccount):
    """Reads one unit (*lecture*): its value, its findings, and the text that no field holds."""

    def values(self, node: Node, group: Group) -> _Values:
        """Return the fields of a group; look at `is_broken` before making a value of them."""
        values: _Values = {}
        self._take(node, group, values)
        for name in group.lists:
            items = values.get(name)
            if isinstance(items, _Items):
                values[name] = items.gather(items)
        return values

    def _take(self, node: Node, group: Group, values: _Values) -> None:
        seen: set[str] = set()
        if node.attributes or node.text:
            self._own(node, group, values, seen)
        find = group.by_tag.get
        for child in node.children:
            tag = child.tag
            member = find(tag)
            if member is None or (tag in seen and not _is_repeated(member)):
                self._unknown(child)
                continue
            seen.add(tag)
            if isinstance(member, Group):
                self._group(child, member, values)
            elif child.attributes or child.children or member.kind is _CONTENT:
                self._leaf(child, member, values)
            elif text := child.text.strip(WHITE):
                self._text(text, member, values)
        if not (group.needed_names <= values.keys() and group.needed_tags <= seen):
            self._missing(group, values, seen)

    def _own(self, node: Node, group: Group, values: _Values, seen: set[str]) -> None:
        """Read the attributes of an element, and text that stands beside its children."""
        for name, text in node.attributes.items():
            self._attribute(name, text, group, values, seen)
        if node.text.strip(WHITE):
            self._stray(node.text)

    def _missing(self, group: Group, values: _Values, seen: set[str]) -> None:
        for member in group.compulsory:
            if isinstance(member, Leaf):
                if member.name not in values:
                    self.note(Note.BROKEN_UNIT if member.vital else Note.MISSING, member.tag)
            elif member.tag not in seen:
                self.note(Note.BROKEN_UNIT if member.vital else Note.MISSING, member.tag)

    def _group(self, node: Node, group: Group, values: _Values) -> None:
        if node.folded is not None:
            self._folded(node.folded, group, values)
        elif group.name is None:
            self._path.append(group.tag)
            self._take(node, group, values)
            self._path.pop()
        elif group.repeated:
            self._repeated(node, group, values)
        else:
            self._path.append(group.tag)
            values[group.name] = self._built(node, group)
            self._path.pop()

    def _folded(self, folded: Folded, group: Group, values: _Values) -> None:
        """Take what the quick way read: there is nothing to say about it."""
        if group.repeated:
            items = values.setdefault(group.name or group.tag, _Items(group))
            assert isinstance(items, _Items)  # noqa: S101 (for the type checker)
            items.append(folded.value)
            items.met += 1
        elif group.name is not None:
            values[group.name] = folded.value
        else:
            assert isinstance(folded.value, dict)  # noqa: S101 (it has no value of its own)
            values.update(folded.value)

    def _repeated(self, node: Node, group: Group, values: _Values) -> None:
        items = values.setdefault(group.name or group.tag, _Items(group))
        assert isinstance(items, _Items)  # noqa: S101 (for the type checker)
        if node.rows:
            items.extend(node.rows)
            items.met += len(node.rows)
            return
        items.met += 1
        outside, self.is_broken = self.is_broken, False
        kept = len(self.unmapped)
        self._path.append(f"{group.tag}[{items.met}]")
        value = self._built(node, group)
        if self.is_broken:  # this one is left out, and all of it kept as text
            del self.unmapped[kept:]
            if text := node.text.strip(WHITE):
                self._keep_text("text()", text)
            self._keep_inside(node)
        else:
            items.append(value)
        self._path.pop()
        self.is_broken = outside

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
        if leaf.kind is _CONTENT:
            self._content(node, leaf, values)
        elif text := node.text.strip(WHITE):
            self._text(text, leaf, values)

    def _content(self, node: Node, leaf: Leaf, values: _Values) -> None:
        if node.content is None:
            return
        values[leaf.name] = node.content
        if isinstance(node.content, BrokenContent):
            self.note(Note.BROKEN_ATTACHMENT, leaf.tag, because=node.content.problem.message)

    def _text(self, text: str, leaf: Leaf, values: _Values) -> None:
        kind = leaf.kind
        if kind is _TEXT:
            values[leaf.name] = text if leaf.codes is None else self._code(text, leaf.codes, leaf)
            return
        text = text.strip() or text  # around a number even other spaces mean nothing
        try:
            values[leaf.name] = _decimal(text) if kind is _DECIMAL else READERS[kind](text)
        except ValueError:
            values[leaf.name] = None
            self.note(Note.BROKEN_VALUE, leaf.tag, found=text, expected=kind.name.lower())
            self._keep_text(leaf.tag, text, "the text is not what the element must hold")
            self.is_broken |= leaf.vital
            return
        if kind is _DAY and len(text) > _DAY_LENGTH:
            self._keep_text(leaf.tag, text, "a day has no time zone here")
        if kind is _INSTANT:
            self._instant(text, leaf)

    def _instant(self, text: str, leaf: Leaf) -> None:
        """Say what a value of the language does not hold of an instant."""
        if lexical.is_finer(text):
            self._keep_text(leaf.tag, text, "an instant has no more than microseconds here")
        if not text.endswith("Z") and text[-6] not in "+-":
            self.note(Note.LOCAL_TIME, leaf.tag, found=text)

    def _code(self, text: str, codes: type[OpenCode | InvoicingFramework], leaf: Leaf) -> object:
        text = text.strip() or text
        known = known_code(text, codes) if len(text) < LONGEST_CODE else None
        if known is None:
            self.note(Note.UNKNOWN_CODE, leaf.tag, found=text)
            return codes(text)
        return known

    def _attribute(
        self, name: str, text: str, group: Group, values: _Values, seen: set[str]
    ) -> None:
        tag = f"@{name}"
        member = group.by_tag.get(tag)
        if isinstance(member, Leaf):
            seen.add(tag)
            if text := text.strip(WHITE):
                self._text(text, member, values)
        elif not name.startswith(XSI):
            self._keep_text(tag, text)
            self.note(Note.UNKNOWN_ELEMENT, tag)


class _Items(list[object]):
    """The values of a repeated group, until the group around it closes, and how many it had."""

    def __init__(self, group: Group) -> None:
        super().__init__()
        self.gather = group.gather
        self.met = 0


def _is_repeated(member: Leaf | Group) -> bool:
    return isinstance(member, Group) and member.repeated
