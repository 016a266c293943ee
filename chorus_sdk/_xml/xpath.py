"""Compiled XPath 1.0, for tables that come as XPath (*requêtes*)."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from chorus_sdk._xml.elements import Element


class Query:
    """One compiled XPath expression (*requête*); it may be shared by threads.

    Example:
        >>> from chorus_sdk._xml import parse
        >>> root = parse(b"<a><b/><b/></a>")
        >>> len(Query("/a/b", {}).elements(root)), Query("count(b)=2", {}).holds(root)
        (2, True)
    """

    def __init__(self, expression: str, namespaces: Mapping[str, str]) -> None:
        """Compile an expression; raises ValueError for one that is no XPath 1.0."""
        try:
            self._query = etree.XPath(expression, namespaces=dict(namespaces))
        except etree.XPathSyntaxError as error:
            raise ValueError(f"no XPath 1.0: {expression}") from error

    def elements(self, context: Element) -> tuple[Element, ...]:
        """Return the elements that the expression selects."""
        found: object = self._query(context)
        kept = found if isinstance(found, list) else ()
        return tuple(one for one in kept if isinstance(one, Element))

    def holds(self, context: Element) -> bool:
        """Tell whether the expression is true of an element, as XPath's boolean() has it."""
        return bool(self._query(context))
