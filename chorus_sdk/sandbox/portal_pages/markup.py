"""HTML that is safe by its making (*balisage*): text is escaped unless it is markup already."""

from __future__ import annotations

from html import escape
from typing import Final

_VOID: Final = frozenset({"br", "hr", "input"})


class Markup(str):
    """HTML that was made here, and may stand in a page as it is (*HTML sûr*).

    Text that is added to it is escaped.
    """

    __slots__ = ()

    def __add__(self, other: str) -> Markup:
        return Markup(str(self) + _shown(other))


NOTHING: Final = Markup()


def element(
    tag: str, *children: str | None, attributes: dict[str, str | None] | None = None
) -> Markup:
    """Return one element; children that are no `Markup` are escaped, None is left out.

    An attribute of None is left out, one that is empty stands without a value.

    Example:
        >>> element("td", "<script>", attributes={"class": "number", "hidden": None})
        '<td class="number">&lt;script&gt;</td>'
    """
    written = "".join(
        f' {name}="{escape(value)}"' if value else f" {name}"
        for name, value in (attributes or {}).items()
        if value is not None
    )
    if tag in _VOID:
        return Markup(f"<{tag}{written}>")
    return Markup(f"<{tag}{written}>{join(*children)}</{tag}>")


def join(*parts: str | None) -> Markup:
    """Put markup and text side by side.

    Example:
        >>> join("a < b ", element("br"))
        'a &lt; b <br>'
    """
    return Markup("".join(_shown(part) for part in parts if part is not None))


def _shown(part: str) -> str:
    return str(part) if isinstance(part, Markup) else escape(part)
