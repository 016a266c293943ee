"""Embedded files as the engine has them: found, made, and taken out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from hashlib import md5
from itertools import islice
from typing import Final

import pikepdf

from chorus_sdk._pdf.embedded import ANNOTATION, ASSOCIATED, NAME_TREE, EmbeddedFile, FileToEmbed
from chorus_sdk._pdf.objects import dictionary, items, pages, text, tree_values, unpack
from chorus_sdk.errors import LimitExceededError

ANNOTATED_PAGES: Final = 200
"""Pages on which attachments are looked for."""


def embedded_files(root: pikepdf.Object, maximum: int) -> tuple[EmbeddedFile, ...]:
    """Return the files inside: those of the name tree in its order, then the others.

    Raises:
        LimitExceededError: more than `maximum`.
    """
    found: dict[object, tuple[pikepdf.Object, set[str]]] = {}
    for place, specification in _specifications(root):
        if not isinstance(specification, pikepdf.Dictionary):
            continue
        key = specification.objgen if specification.is_indirect else id(specification)
        found.setdefault(key, (specification, set()))[1].add(place)
        if len(found) > maximum:
            raise LimitExceededError("pdf_embedded_files", value=None, maximum=maximum)
    files = (_embedded(specification, places) for specification, places in found.values())
    return tuple(file for file in files if file is not None)


def embed(pdf: pikepdf.Pdf, files: tuple[FileToEmbed, ...]) -> None:
    """Embed files by name tree and /AF, as PDF/A-3 wants; replaces what was there."""
    pairs: list[pikepdf.Object] = []
    for file in sorted(files, key=lambda file: file.name.encode("utf-16-be")):
        pairs += [pikepdf.String(file.name), pdf.make_indirect(_specification(pdf, file))]
    root = pdf.Root
    if not isinstance(root.get("/Names"), pikepdf.Dictionary):
        root["/Names"] = pikepdf.Dictionary()
    root["/Names"]["/EmbeddedFiles"] = pikepdf.Dictionary(Names=pikepdf.Array(pairs))
    root["/AF"] = pikepdf.Array(pairs[1::2])


def strip(root: pikepdf.Object) -> None:
    """Take out the embedded files that `embedded_files` finds, and what points to them."""
    names = root.get("/Names")
    if isinstance(names, pikepdf.Dictionary) and "/EmbeddedFiles" in names:
        del names["/EmbeddedFiles"]
        if not list(names.keys()):
            del root["/Names"]
    for key in ("/AF", "/Collection"):
        if key in root:
            del root[key]
    for page in pages(root.get("/Pages")):
        _strip_page(page)


def strip_objects(pdf: pikepdf.Pdf) -> None:
    """Take out what any other object embeds or is associated with: an image, a page, a mark."""
    for item in pdf.objects:
        if isinstance(item, (pikepdf.Dictionary, pikepdf.Stream)):
            for key in ("/AF", "/EF", "/RF"):
                if key in item:
                    del item[key]


def _specifications(root: pikepdf.Object) -> Iterator[tuple[str, pikepdf.Object]]:
    names = root.get("/Names")
    if isinstance(names, pikepdf.Dictionary):
        for value in tree_values(names.get("/EmbeddedFiles")):
            yield NAME_TREE, value
    for value in items(root.get("/AF")):
        yield ASSOCIATED, value
    for page in islice(pages(root.get("/Pages")), ANNOTATED_PAGES):
        for annotation in items(page.get("/Annots")):
            about = dictionary(annotation)
            if about.get("/Subtype") == "/FileAttachment" and "/FS" in about:
                yield ANNOTATION, annotation["/FS"]


def _embedded(specification: pikepdf.Object, places: set[str]) -> EmbeddedFile | None:
    files = dictionary(specification.get("/EF"))
    stream = files.get("/F", files.get("/UF"))
    if not isinstance(stream, pikepdf.Stream):
        return None
    parameters = dictionary(stream.get("/Params"))
    checksum = parameters.get("/CheckSum")
    relationship = text(specification.get("/AFRelationship"))
    mime = text(stream.get("/Subtype"))
    return EmbeddedFile(
        name=text(specification.get("/UF")) or text(specification.get("/F")) or "",
        relationship=relationship.lstrip("/") if relationship else None,
        mime=mime.lstrip("/") if mime else None,
        description=text(specification.get("/Desc")),
        places=frozenset(places),
        checksum=bytes(checksum) if isinstance(checksum, pikepdf.String) else None,
        modified=text(parameters.get("/ModDate")),
        unpack=partial(unpack, stream),
    )


def _strip_page(page: pikepdf.Object) -> None:
    annotations = items(page.get("/Annots"))
    kept = [a for a in annotations if dictionary(a).get("/Subtype") != "/FileAttachment"]
    if len(kept) < len(annotations):
        page["/Annots"] = pikepdf.Array(kept)


def _specification(pdf: pikepdf.Pdf, file: FileToEmbed) -> pikepdf.Dictionary:
    stamp = file.modified.strftime("D:%Y%m%d%H%M%S") + _offset(file.modified)
    stream = pikepdf.Stream(pdf, file.content)
    stream["/Type"] = pikepdf.Name.EmbeddedFile
    stream["/Subtype"] = pikepdf.Name(f"/{file.mime}")
    stream["/Params"] = pikepdf.Dictionary(
        ModDate=pikepdf.String(stamp),
        Size=len(file.content),
        CheckSum=pikepdf.String(md5(file.content, usedforsecurity=False).digest()),
    )
    embedded = pdf.make_indirect(stream)
    return pikepdf.Dictionary(
        Type=pikepdf.Name.Filespec,
        F=pikepdf.String(file.name),
        UF=pikepdf.String(file.name),
        AFRelationship=pikepdf.Name(f"/{file.relationship}"),
        Desc=pikepdf.String(file.description),
        EF=pikepdf.Dictionary(F=embedded, UF=embedded),
    )


def _offset(moment: datetime) -> str:
    zone = moment.strftime("%z")
    if not zone:
        raise ValueError("the moment of writing needs a zone")
    return "Z" if zone == "+0000" else f"{zone[:3]}'{zone[3:5]}'"
