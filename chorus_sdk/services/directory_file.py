"""Reads the directory's file row by row (*lire l'annuaire*): CSV or XML, alone or in an archive."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from typing import Final, TypeAlias

from chorus_sdk._http.exchange import JsonObject
from chorus_sdk.errors import (
    MalformedDocumentError,
    UnexpectedResponseError,
    UnknownFormatError,
)
from chorus_sdk.formats.archives import members
from chorus_sdk.formats.base import Source, load
from chorus_sdk.limits import DEFAULT_LIMITS, Limits
from chorus_sdk.services.directory_values import ListedService, ListedStructure
from chorus_sdk.services.directory_xml import rows_of_xml
from chorus_sdk.services.wire import directory as wire
from chorus_sdk.services.wire.codec import decode

DirectoryRow: TypeAlias = ListedStructure | ListedService
_ARCHIVES: Final = (b"PK\x03\x04", b"\x1f\x8b")
_SEPARATORS: Final = ";\t,|"


def read_directory(source: Source, *, limits: Limits = DEFAULT_LIMITS) -> Iterator[DirectoryRow]:
    r"""Yield the structures and services of a directory (*annuaire*), one at a time.

    The file's layout is not part of the API's description: what is read are the columns of the
    directory that AIFE publishes, in CSV, or in XML by the same names. A row without an identifier
    or a code is an error, not silence.

    Raises:
        UnknownFormatError: another layout; the bytes of `Directory.download` still hold it all.
        MalformedDocumentError: a broken row, XML or archive.
        UnsafeDocumentError, LimitExceededError: what passes a limit.

    Example:
        >>> rows = read_directory(b"Identifiant;StructureActive\n11000201100044;true\n")
        >>> [(row.identifier, row.is_active) for row in rows]
        [('11000201100044', True)]
    """
    content = load(source, limits)
    if not content.startswith(_ARCHIVES):
        yield from _rows(content, limits)
        return
    for member in members(content, limits=limits):
        yield from _rows(member.content, limits)


def _rows(content: bytes, limits: Limits) -> Iterator[DirectoryRow]:
    is_xml = content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
    found = False
    for row in rows_of_xml(content, limits) if is_xml else _rows_of_csv(content):
        found = True
        yield _listed(row)
    if is_xml and not found:
        raise _unknown("no element of its XML is a structure or a service")


def _listed(row: Mapping[str, str]) -> DirectoryRow:
    plain: JsonObject = {name: text for name, text in row.items() if text.strip()}
    try:
        if row.keys() >= wire.OF_A_SERVICE:
            return decode(ListedService, plain, wire.LISTED_SERVICE)
        return decode(ListedStructure, plain, wire.LISTED_STRUCTURE)
    except UnexpectedResponseError as error:
        field = error.field
    raise MalformedDocumentError(f"A row of the directory has no {field}.")


def _rows_of_csv(content: bytes) -> Iterator[dict[str, str]]:
    text = io.StringIO(_decoded(content), newline="")
    head = text.readline()
    separator = max(_SEPARATORS, key=head.count)
    columns = [name.strip().strip('"') for name in head.rstrip("\r\n").split(separator)]
    known = set(columns)
    if not (known >= wire.OF_A_SERVICE or known >= wire.OF_A_STRUCTURE):
        raise _unknown(f"its columns are {', '.join(columns)[:200]}")
    try:
        for cells in csv.reader(text, delimiter=separator):
            if cells:
                yield dict(zip(columns, cells, strict=False))
    except csv.Error as error:
        reason = str(error)
    else:
        return
    raise MalformedDocumentError(f"The directory's CSV is broken: {reason}.")


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _unknown(found: str) -> UnknownFormatError:
    return UnknownFormatError(
        f"The directory has a layout that is not known: {found}.",
        hint="Keep the bytes of directory.download() and read them yourself.",
    )
