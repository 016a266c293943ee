"""Fonts that a PDF shows text in and does not contain (*polices non incorporées*).

Only fonts that show text count: one that is merely named, or shows text in the invisible
rendering mode alone (ISO 19005-2, 6.2.11.4.1), harms no PDF/A. Contents are read only when some
font without a file is named at all.
"""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf

from chorus_sdk._pdf.objects import dictionary, items, text
from chorus_sdk._pdf.resources import (
    Canvas,
    all_canvases,
    fonts,
    glyph_canvases,
    page_canvases,
    state_font,
)

_SHOW_TEXT = frozenset({"Tj", "TJ", "'", '"'})
_INVISIBLE = 3
_FILES = ("/FontFile", "/FontFile2", "/FontFile3")


def fonts_not_embedded(root: pikepdf.Object) -> set[str]:
    """Return the names of the fonts that a reader would have to find elsewhere."""
    named = (font for canvas in all_canvases(root) for font in fonts(canvas.resources))
    if all(font_without_file(font) is None for font in named):
        return set()
    walk = _Walk()
    for canvas in page_canvases(root):
        walk.visit(canvas)
    return walk.missing


def font_without_file(font: pikepdf.Object) -> str | None:
    """Return the name of a font that has no file, or None when it has all it needs."""
    kind = font.get("/Subtype")
    if kind == "/Type3":
        return None  # drawn by content streams, whose own fonts are looked at
    if kind == "/Type0":
        missing = (font_without_file(one) for one in items(font.get("/DescendantFonts")))
        return next((name for name in missing if name is not None), None)
    descriptor = dictionary(font.get("/FontDescriptor"))
    if any(key in descriptor for key in _FILES):
        return None
    return (text(font.get("/BaseFont")) or "a font without a name").lstrip("/")


class _Walk:
    """Follows what is drawn from a page down, and notes the fonts that show text."""

    def __init__(self) -> None:
        self.missing: set[str] = set()
        self._seen: set[object] = set()

    def visit(self, canvas: Canvas) -> None:
        waiting = [canvas]
        while waiting:
            one = waiting.pop()
            if one.content.is_indirect:
                if one.content.objgen in self._seen:
                    continue
                self._seen.add(one.content.objgen)
            waiting.extend(self._drawn(one))

    def _drawn(self, canvas: Canvas) -> Iterator[Canvas]:
        """Note the fonts shown in one content; yield the contents that it draws in turn."""
        resources = canvas.resources
        state: tuple[object, int] = (None, 0)
        saved: list[tuple[object, int]] = []
        for instruction in pikepdf.parse_content_stream(canvas.content):
            operator, operands = str(instruction.operator), instruction.operands
            if operator == "q":
                saved.append(state)
            elif operator == "Q" and saved:
                state = saved.pop()
            elif operator == "Tf":
                state = (_named(resources, "/Font", operands), state[1])
            elif operator == "Tr":
                state = (state[0], int(operands[0]))
            elif operator in _SHOW_TEXT:
                yield from self._shown(state, resources)
            elif operator == "gs":
                chosen = _named(resources, "/ExtGState", operands)
                state = (next(state_font(chosen), state[0]), state[1])
                yield from _mask(chosen, resources)
            elif operator in ("Do", "scn", "SCN"):
                yield from _painted(operator, operands, resources)

    def _shown(self, state: tuple[object, int], resources: pikepdf.Object) -> Iterator[Canvas]:
        font, mode = state
        if isinstance(font, pikepdf.Dictionary) and mode != _INVISIBLE:
            name = font_without_file(font)
            if name is not None:
                self.missing.add(name)
            yield from glyph_canvases(font, resources)


def _named(resources: pikepdf.Object, kind: str, operands: object) -> object:
    name = items(operands)[-1:] if isinstance(operands, pikepdf.Array) else list(operands)[:1]  # type: ignore[call-overload]
    if not name or not isinstance(name[0], pikepdf.Name):
        return None
    return dictionary(resources.get(kind)).get(str(name[0]))


def _mask(state: object, resources: pikepdf.Object) -> Iterator[Canvas]:
    group = dictionary(dictionary(state).get("/SMask")).get("/G")
    if isinstance(group, pikepdf.Stream):
        yield Canvas(group, dictionary(group.get("/Resources", resources)))


def _painted(operator: str, operands: object, resources: pikepdf.Object) -> Iterator[Canvas]:
    """Yield the form that is drawn, or the tiling pattern that is painted with."""
    last = list(operands)[-1:]  # type: ignore[call-overload]
    if not last or not isinstance(last[0], pikepdf.Name):
        return
    kind = "/XObject" if operator == "Do" else "/Pattern"
    drawn = dictionary(resources.get(kind)).get(str(last[0]))
    if isinstance(drawn, pikepdf.Stream) and (
        kind == "/Pattern" or drawn.get("/Subtype") == "/Form"
    ):
        yield Canvas(drawn, dictionary(drawn.get("/Resources", resources)))
