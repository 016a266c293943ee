"""A web page as values (*page*): title, marks, forms; nothing of it shows when printed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final, cast

from chorus_sdk._secrets import Secret
from chorus_sdk._xml import parse_html
from chorus_sdk.auth.forms import Form, read_forms
from chorus_sdk.limits import DEFAULT_LIMITS, Limits

if TYPE_CHECKING:
    from chorus_sdk._xml import Element

_TITLE_LENGTH: Final = 80
_TOKENS: Final = re.compile(r"\d{6,}|[\w+/=-]{24,}")
_VISIBLE: Final = (
    "//text()[not(ancestor::script or ancestor::style or ancestor::template or ancestor::head)]"
)


@dataclass(frozen=True, kw_only=True)
class WebPage:
    """One page that came (*page reçue*).

    `method` is that of the last request, `requested_at` our clock when the first request of the
    chain that led here left. `clock_offset` is the portal's time less ours, None where it does
    not tell the time.
    """

    url: Secret[str]
    base: Secret[str]
    method: str
    status: int
    requested_at: datetime
    clock_offset: timedelta | None
    title: str
    marks: frozenset[tuple[str, str]] = field(repr=False)
    text: Secret[str]
    forms: tuple[Form, ...] = field(repr=False)

    def attribute(self, name: str) -> Secret[str] | None:
        """Return the value of the one `data-…` attribute of that name, None without it.

        Where several elements have it, the first in alphabetical order counts.
        """
        found = sorted(value for key, value in self.marks if key == name)
        return Secret(found[0]) if found else None

    def find_uri(self, scheme: str) -> Secret[str] | None:
        """Return the first address of that scheme in a link or in the text."""
        in_links = (v for n, v in self.marks if n == "href" and v.startswith(f"{scheme}:"))
        if found := Secret(next(in_links, "")):
            return found
        match = re.search(rf"{scheme}:[^\s\"'<>]+", self.text.reveal())
        return Secret(match.group()) if match else None


def read_page(
    body: bytes,
    *,
    url: Secret[str],
    method: str,
    status: int,
    charset: str,
    requested_at: datetime,
    clock_offset: timedelta | None,
    limits: Limits = DEFAULT_LIMITS,
) -> WebPage:
    """Read a page.

    Raises:
        DocumentError: there is no page, or it is too large.
    """
    root = parse_html(body, limits, charset=charset)
    base = next((e.get("href") for e in root.iter("base") if e.get("href")), None)
    return WebPage(
        url=url,
        base=Secret(base or ""),
        method=method,
        status=status,
        requested_at=requested_at,
        clock_offset=clock_offset,
        title=_title(root),
        marks=frozenset(_marks(root)),
        text=_visible(root),
        forms=read_forms(root),
    )


def visible_text(html: bytes) -> Secret[str]:
    """Return the text that a reader of this HTML sees."""
    return _visible(parse_html(html))


def _title(root: Element) -> str:
    found = next(root.iter("title"), None)
    words = "".join(str(t) for t in found.itertext()).split() if found is not None else []
    return _TOKENS.sub("•••", " ".join(words))[:_TITLE_LENGTH]


def _marks(root: Element) -> set[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    for element in root.iter():
        for name, value in element.attrib.items():
            if name == "class":
                found.update(("class", token) for token in str(value).split())
            elif name in {"id", "href", "role"} or str(name).startswith("data-"):
                found.add((str(name), str(value)))
    return found


def _visible(root: Element) -> Secret[str]:
    pieces = cast("list[str]", root.xpath(_VISIBLE))
    return Secret(" ".join(str(piece) for piece in pieces))
