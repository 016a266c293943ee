"""What PDF/A forbids and no rewriting can mend without a change of the page (*obstacles*)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import pikepdf

from chorus_sdk._pdf.objects import dictionary, items, pages
from chorus_sdk._pdf.resources import Canvas, all_canvases

_FORBIDDEN_ACTIONS: Final = frozenset(
    {
        "/JavaScript",
        "/Launch",
        "/Sound",
        "/Movie",
        "/ResetForm",
        "/ImportData",
        "/Hide",
        "/SetOCGState",
        "/Rendition",
        "/Trans",
        "/GoTo3DView",
    }
)
"""Actions that ISO 19005-2, 6.5.1 does not permit."""
_CMYK_OPERATOR = re.compile(rb"[\d.]\s+[kK](?![^\s\[(</%])")
_ACTIONS_FOLLOWED = 64


def scripts(root: pikepdf.Object) -> bool:
    """Tell whether the document runs JavaScript by itself or when it is used."""
    if "/JavaScript" in dictionary(root.get("/Names")):
        return True
    return "/JavaScript" in forbidden_actions(root)


def forbidden_actions(root: pikepdf.Object) -> set[str]:
    """Return the kinds of action that PDF/A forbids and the document has."""
    return {
        kind for start in _triggers(root) for kind in _kinds(start) if kind in _FORBIDDEN_ACTIONS
    }


def drop_triggers(root: pikepdf.Object) -> None:
    """Take out the additional actions (/AA), which PDF/A forbids whatever they do."""
    for owner in _owners(root):
        if "/AA" in owner:
            del owner["/AA"]


def uses_cmyk(root: pikepdf.Object) -> bool:
    """Tell whether something is drawn in device CMYK, which an RGB output intent does not cover."""
    return any(_draws_cmyk(canvas) for canvas in all_canvases(root))


def _draws_cmyk(canvas: Canvas) -> bool:
    spaces = dictionary(canvas.resources.get("/ColorSpace"))
    if "/DefaultCMYK" in spaces:
        return False
    images = dictionary(canvas.resources.get("/XObject"))
    named: list[object] = list(spaces.values())
    named += [dictionary(image).get("/ColorSpace") for image in images.values()]
    named.append(dictionary(dictionary(canvas.content).get("/Group")).get("/CS"))
    if any(_is_cmyk(space, 0) for space in named):
        return True
    return _paints_cmyk(canvas.content)


def _is_cmyk(space: object, depth: int) -> bool:
    if space == "/DeviceCMYK":
        return True
    if not isinstance(space, pikepdf.Array) or not len(space) or depth > 2:
        return False
    base = {"/Indexed": 1, "/Pattern": 1, "/Separation": 2, "/DeviceN": 2}.get(str(space[0]))
    return base is not None and len(space) > base and _is_cmyk(space[base], depth + 1)


def _paints_cmyk(content: pikepdf.Object) -> bool:
    """Look for the operators; the quick search decides nothing, it only spares the parsing."""
    if not any(
        _CMYK_OPERATOR.search(piece) or b"DeviceCMYK" in piece for piece in _pieces(content)
    ):
        return False
    for instruction in pikepdf.parse_content_stream(content):
        operator = str(instruction.operator)
        if operator in ("k", "K"):
            return True
        if operator in ("cs", "CS") and list(instruction.operands) == ["/DeviceCMYK"]:
            return True
    return False


def _pieces(content: pikepdf.Object) -> Iterator[bytes]:
    streams = [content] if isinstance(content, pikepdf.Stream) else items(content.get("/Contents"))
    for stream in streams:
        if isinstance(stream, pikepdf.Stream):
            yield bytes(stream.read_bytes())


def _owners(root: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Yield what may have actions: the document, its pages, annotations and form fields."""
    yield root
    for page in pages(root.get("/Pages")):
        yield page
        yield from (
            one for one in items(page.get("/Annots")) if isinstance(one, pikepdf.Dictionary)
        )
    waiting = list(items(dictionary(root.get("/AcroForm")).get("/Fields")))
    for _ in range(10_000):
        if not waiting:
            return
        field = waiting.pop()
        if isinstance(field, pikepdf.Dictionary):
            yield field
            waiting.extend(items(field.get("/Kids")))


def _triggers(root: pikepdf.Object) -> Iterator[pikepdf.Object]:
    for owner in _owners(root):
        for key in ("/OpenAction", "/A"):
            yield dictionary(owner.get(key))
        for action in dictionary(owner.get("/AA")).values():
            yield dictionary(action)


def _kinds(action: pikepdf.Object) -> Iterator[str]:
    waiting = [action]
    for _ in range(_ACTIONS_FOLLOWED):
        if not waiting:
            return
        one = dictionary(waiting.pop())
        yield str(one.get("/S", ""))
        waiting.extend(items(one.get("/Next")))
