"""Forms with files, as a browser sends them (*multipart/form-data*, RFC 7578), within bounds."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from email.message import Message
from typing import Final

from chorus_sdk.limits import DEPOSIT_NAME_CHARACTERS

PARTS: Final = 20
"""No form of the portal has more fields."""
PART_HEADER_BYTES: Final = 4 * 1024
FIELD_BYTES: Final = 16 * 1024
"""A field that is no file."""
_BOUNDARY: Final = re.compile(r"[0-9A-Za-z'()+_,./:=? -]{1,70}")
_ESCAPES: Final = (("%22", '"'), ("%0D", ""), ("%0A", ""))


class MalformedFormError(ValueError):
    """What came is no form with files, or passes a bound (*formulaire illisible*)."""


@dataclass(frozen=True, kw_only=True)
class Upload:
    """A file that came with a form (*fichier envoyé*); `name` is without folders, and may be empty.

    An empty name with empty content means that nobody chose a file.
    """

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class MultipartForm:
    """The fields and files of a form (*formulaire*), the first of each name."""

    fields: Mapping[str, str] = field(repr=False)
    files: Mapping[str, Upload]


def read_multipart(content_type: str, body: bytes) -> MultipartForm:
    r"""Take a form apart; the content of a file is what was sent, byte by byte.

    Raises:
        MalformedFormError: no boundary, a part without an end, more than `PARTS` parts, a header
            or field that is too long.

    Example:
        >>> body = b'--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--b--\r\n'
        >>> read_multipart("multipart/form-data; boundary=b", body).fields
        {'a': '1'}
    """
    fields: dict[str, str] = {}
    files: dict[str, Upload] = {}
    for head, content in _parts(body, _boundary(content_type)):
        name, file_name = _names(head)
        if file_name is not None:
            files.setdefault(name, Upload(name=safe_name(file_name), content=content))
        elif len(content) > FIELD_BYTES:
            raise MalformedFormError("a field is too long")
        else:
            fields.setdefault(name, content.decode("utf-8", "replace"))
    return MultipartForm(fields=fields, files=files)


def safe_name(sent: str) -> str:
    r"""Return a file's own name: no folder, no control sign, nothing that is not printable.

    Example:
        >>> safe_name("C:\\fakepath\\..\\facture é.pdf"), safe_name("../../etc/passwd")
        ('facture é.pdf', 'passwd')
    """
    last = re.split(r"[/\\\\]", sent)[-1]
    shown = "".join(sign for sign in unicodedata.normalize("NFC", last) if sign.isprintable())
    name = shown.strip()
    # One sign more than a deposit may have stays, so that a name that is too long is told as such.
    return "" if not name.strip(".") else name[: DEPOSIT_NAME_CHARACTERS + 1]


def _boundary(content_type: str) -> bytes:
    header = Message()
    header["content-type"] = content_type
    boundary = header.get_boundary()
    if header.get_content_type() != "multipart/form-data" or boundary is None:
        raise MalformedFormError("no form with files")
    if not _BOUNDARY.fullmatch(boundary):
        raise MalformedFormError("the boundary is not one")
    return b"--" + boundary.encode("ascii")


def _parts(body: bytes, mark: bytes) -> Iterator[tuple[bytes, bytes]]:
    if not body.startswith(mark):
        raise MalformedFormError("the form does not begin with its boundary")
    place = len(mark)
    for _ in range(PARTS + 1):
        if body[place : place + 2] == b"--":
            return
        if body[place : place + 2] != b"\r\n":
            break
        gap = body.find(b"\r\n\r\n", place, place + PART_HEADER_BYTES)
        end = body.find(b"\r\n" + mark, gap + 2) if gap >= 0 else -1
        if end < 0:
            break
        yield body[place + 2 : gap], body[gap + 4 : end]
        place = end + 2 + len(mark)
    raise MalformedFormError("a part has no end, or there are too many")


def _names(head: bytes) -> tuple[str, str | None]:
    try:
        text = head.decode("utf-8")
    except UnicodeDecodeError:
        raise MalformedFormError("a header is not text") from None
    line = next(
        (one for one in text.split("\r\n") if one.lower().startswith("content-disposition:")), ""
    )
    name = _parameter(line, "name")
    if name is None:
        raise MalformedFormError("a part has no name")
    return name, _parameter(line, "filename")


def _parameter(line: str, wanted: str) -> str | None:
    found = re.search(rf';\s*{wanted}="([^"]*)"', line, re.IGNORECASE)
    if found is None:
        return None
    value = found.group(1)
    for escape, meant in _ESCAPES:
        value = value.replace(escape, meant)
    return value
