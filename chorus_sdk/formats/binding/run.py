"""One reading of a document: what was found so far, and what no row claims."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from chorus_sdk._xml import Element
from chorus_sdk.formats.binding.instances import Part, build_unmapped
from chorus_sdk.formats.binding.places import Places
from chorus_sdk.formats.binding.table import Syntax
from chorus_sdk.invoice.provenance import ABSENT, EMPTY, STATED, Unmapped

SECOND = "the model holds one value here, and it is another"
_XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
_IGNORED = frozenset({f"{_XSI}schemaLocation", f"{_XSI}noNamespaceSchemaLocation"})


class Run:
    """One reading (*lecture en cours*)."""

    def __init__(self, syntax: Syntax, root: Element) -> None:
        first, second = (root.findtext(syntax.names(path)) for path in syntax.currency_paths)
        self.currencies = (_stripped(first), _stripped(second))
        self.currency_items = [[("currencyID", code)] for code in self.currencies]
        """The attributes of an amount that says its currency and nothing else."""
        self.invoice: Part = {}
        self.unmapped: list[Unmapped] = []
        self.remarks: list[Unmapped] = []
        self._stated: set[object] = set()
        self.later: list[Callable[[], None]] = []
        """What is decided when the rest is read: values that are written twice."""
        self._places = Places(syntax.prefixes, syntax.default_prefix)
        self._technical = syntax.technical | _IGNORED

    def keep(self, element: Element, text: str, reason: str | None = None) -> None:
        """Keep the text of an element as unmapped."""
        path = self._places.path(element)
        self.unmapped.append(build_unmapped({"path": path, "text": text, "reason": reason}))

    def keep_attributes(self, element: Element, items: Iterable[tuple[object, object]]) -> None:
        """Keep the attributes of an element that no row gives a meaning."""
        for name, text in items:
            self.keep_attribute(element, str(name), str(text))

    def keep_attribute(self, element: Element, name: str, text: str) -> None:
        """Keep an attribute as unmapped, unless it is technical."""
        if name not in self._technical:
            path = f"{self._places.path(element)}/@{self._places.name(name)}"
            self.unmapped.append(build_unmapped({"path": path, "text": text}))

    def keep_all(self, element: Element, reason: str | None = None) -> None:
        """Keep an element with everything below it as unmapped; an empty one says nothing."""
        if not isinstance(element.tag, str):
            return
        for name, text in element.items():
            self.keep_attribute(element, str(name), str(text))
        if text := own_text(element).strip():
            self.keep(element, text, reason)
        elif element.find("*") is None:
            self.remark(element, EMPTY)
        for child in element:
            self.keep_all(child, reason)

    def remark(self, element: Element, reason: str, below: str = "") -> None:
        """Remark how something was written, which is no content: see `Origin.remarks`."""
        path = self._places.path(element) + below
        text = own_text(element).strip()
        self.remarks.append(build_unmapped({"path": path, "text": text, "reason": reason}))

    def remark_part(self, element: Element, part: str, reason: str) -> None:
        """Remark of an element which repeated part of the model it is an item of, or would be."""
        path, name = self._places.path(element), part.lstrip("/")
        self.remarks.append(build_unmapped({"path": path, "text": name, "reason": reason}))

    @property
    def kept(self) -> int:
        """How many things were kept or remarked so far."""
        return len(self.unmapped) + len(self.remarks)

    def remark_absent(self, element: Element, name: str, *, attribute: bool = False) -> None:
        """Remark that a child or an attribute, whose text is fixed, was left out."""
        mark = "@" if attribute else ""
        self.remark(element, ABSENT, f"/{mark}{self._places.name(name)}")

    def remark_stated(self, element: Element, name: str) -> None:
        """Remark that an attribute says what is known without it, once for each kind of element."""
        if element.tag not in self._stated:
            self._stated.add(element.tag)
            self.remark(element, STATED, f"/@{name}")

    def remark_form(self, element: Element, last: object, fixed: tuple[str, ...]) -> None:
        """Remark that an element has none below it, or lacks one that always says the same.

        `last` is the tag of the last thing in it, which spares looking for it again.
        """
        if not isinstance(last, str) and element.find("*") is None:
            self.remark(element, EMPTY)
        for name in fixed:
            if name != last and element.find(name) is None:
                self.remark_absent(element, name)

    def put_late(self, element: Element, part: Part, keys: tuple[str, ...], value: object) -> None:
        """Give a value that was written twice to its one place, or keep it."""
        if not put(part, keys, value):
            self.keep(element, own_text(element).strip(), SECOND)

    def settle(self) -> None:
        """Decide what had to wait."""
        for decide in self.later:
            decide()


def put(part: Part, keys: tuple[str, ...], value: object) -> bool:
    """Set a value, and tell whether the place has it now; another value there stays."""
    for key in keys[:-1]:
        part = part.setdefault(key, {})
    return bool(part.setdefault(keys[-1], value) == value)


def at(part: Part, keys: tuple[str, ...]) -> object:
    """Return what stands at a place, or None."""
    for key in keys[:-1]:
        part = part.get(key, {})
    return part.get(keys[-1])


def own_text(element: Element) -> str:
    """Return the text that stands directly in an element, comments left out."""
    return (element.text or "") + "".join(child.tail or "" for child in element)


def split_path(path: str) -> tuple[bool, tuple[str, ...]]:
    """Return whether a path begins at the invoice, and its names."""
    return path.startswith("/"), tuple(path.lstrip("/").split("."))


def _stripped(text: str | None) -> str | None:
    return (text or "").strip() or None
