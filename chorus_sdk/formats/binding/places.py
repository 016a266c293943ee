"""Where something stands in a document: a path of prefixed names."""

from __future__ import annotations

from chorus_sdk._xml import Element


class Places:
    """Names places in one document (*emplacements*).

    A step has a number when its parent holds several elements of that name. Numbers are counted
    once a parent, so that naming every element of a long document stays linear.
    """

    def __init__(self, prefixes: dict[str, str], default_prefix: str | None) -> None:
        self._prefixes = {
            uri: "" if prefix == default_prefix else f"{prefix}:"
            for prefix, uri in prefixes.items()
        }
        self._steps: dict[Element, dict[Element, str]] = {}

    def path(self, element: Element) -> str:
        """Return the path of an element from the root."""
        steps: list[str] = []
        parent = element.getparent()
        while parent is not None:
            steps.append(self._step(parent, element))
            element, parent = parent, parent.getparent()
        steps.append(self.name(str(element.tag)))
        return "/" + "/".join(reversed(steps))

    def name(self, tag: str) -> str:
        """Return the prefixed name of a tag or attribute."""
        uri, _, local = tag.rpartition("}")
        if not uri:
            return tag
        return self._prefixes.get(uri[1:], f"{uri}}}") + local

    def _step(self, parent: Element, child: Element) -> str:
        steps = self._steps.get(parent)
        if steps is None:
            steps = self._steps[parent] = self._count(parent)
        return steps[child]

    def _count(self, parent: Element) -> dict[Element, str]:
        children = [child for child in parent if isinstance(child.tag, str)]
        totals: dict[str, int] = {}
        for child in children:
            totals[str(child.tag)] = totals.get(str(child.tag), 0) + 1
        seen: dict[str, int] = {}
        steps: dict[Element, str] = {}
        for child in children:
            tag = str(child.tag)
            seen[tag] = seen.get(tag, 0) + 1
            steps[child] = self.name(tag) + (f"[{seen[tag]}]" if totals[tag] > 1 else "")
        return steps
