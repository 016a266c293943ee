"""What the pages of a PDF draw with: every place that has resources of its own (*ressources*).

Pages, annotations' appearances, form XObjects, tiling patterns, Type 3 glyphs and soft masks. A
`Canvas` is one such content stream with the resources that hold for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import pikepdf

from chorus_sdk._pdf.objects import TREE_DEPTH, dictionary, items, pages


class Canvas(NamedTuple):
    """A content stream and the resources that hold in it (*contenu*)."""

    content: pikepdf.Object
    resources: pikepdf.Object


def page_canvases(root: pikepdf.Object) -> Iterator[Canvas]:
    """Yield every page and every appearance of its annotations."""
    for page in pages(root.get("/Pages")):
        yield Canvas(page, _page_resources(page))
        for annotation in items(page.get("/Annots")):
            yield from _appearances(dictionary(annotation))


def all_canvases(root: pikepdf.Object) -> Iterator[Canvas]:
    """Yield every content stream that a page may reach, each once."""
    seen: set[object] = set()
    waiting = list(page_canvases(root))
    while waiting:
        canvas = waiting.pop()
        # objgen is (0, 0) for what stands directly in its parent
        key = canvas.content.objgen if canvas.content.is_indirect else id(canvas.content)
        if key in seen:
            continue
        seen.add(key)
        yield canvas
        waiting.extend(inner_canvases(canvas))


def inner_canvases(canvas: Canvas) -> Iterator[Canvas]:
    """Yield the content streams that the resources of one name."""
    resources = canvas.resources
    for form in _values(resources.get("/XObject")):
        if dictionary(form).get("/Subtype") == "/Form":
            yield Canvas(form, dictionary(form.get("/Resources", resources)))
    for pattern in _values(resources.get("/Pattern")):
        if isinstance(pattern, pikepdf.Stream):
            yield Canvas(pattern, dictionary(pattern.get("/Resources", resources)))
    for state in _values(resources.get("/ExtGState")):
        group = dictionary(dictionary(state).get("/SMask")).get("/G")
        if isinstance(group, pikepdf.Stream):
            yield Canvas(group, dictionary(group.get("/Resources", resources)))
    for font in fonts(resources):
        yield from glyph_canvases(font, resources)


def glyph_canvases(font: pikepdf.Object, resources: pikepdf.Object) -> Iterator[Canvas]:
    """Yield the glyphs of a Type 3 font, which are content streams themselves."""
    if font.get("/Subtype") == "/Type3":
        own = dictionary(font.get("/Resources", resources))
        for glyph in _values(font.get("/CharProcs")):
            if isinstance(glyph, pikepdf.Stream):
                yield Canvas(glyph, own)


def fonts(resources: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Yield the fonts that resources name, in their graphics states too."""
    for font in _values(resources.get("/Font")):
        if isinstance(font, pikepdf.Dictionary):
            yield font
    for state in _values(resources.get("/ExtGState")):
        yield from state_font(state)


def state_font(state: object) -> Iterator[pikepdf.Object]:
    """Yield the font that a graphics state sets, if it sets one."""
    for font in items(dictionary(state).get("/Font"))[:1]:
        if isinstance(font, pikepdf.Dictionary):
            yield font


def _values(value: object) -> list[pikepdf.Object]:
    return list(dictionary(value).values())


def _page_resources(page: pikepdf.Object) -> pikepdf.Object:
    node = page
    for _ in range(TREE_DEPTH):
        if "/Resources" in node or "/Parent" not in node:
            return dictionary(node.get("/Resources"))
        node = node["/Parent"]
    return pikepdf.Dictionary()


def _appearances(annotation: pikepdf.Object) -> Iterator[Canvas]:
    for look in _values(annotation.get("/AP")):
        for one in [look] if isinstance(look, pikepdf.Stream) else _values(look):
            if isinstance(one, pikepdf.Stream):
                yield Canvas(one, dictionary(one.get("/Resources")))
