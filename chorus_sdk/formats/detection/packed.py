"""Archives: named without being unpacked; of a tar.gz the head alone is looked at (*archives*)."""

from __future__ import annotations

import zlib
from dataclasses import replace

from chorus_sdk._deflate import GZIP_WINDOW, inflate_head
from chorus_sdk.formats.base import DepositRoute, Detection, FormatId
from chorus_sdk.formats.detection import deposit
from chorus_sdk.formats.detection.sample import of_bytes
from chorus_sdk.formats.detection.text import is_tar
from chorus_sdk.formats.detection.xml import detect_xml
from chorus_sdk.limits import Limits

_BLOCK = 512


def detect_zip() -> Detection:
    """Name a zip; `deposer/flux` takes tar.gz alone as an archive, so it has no road."""
    return Detection(format=FormatId.ZIP, evidence=("zip archive",))


def detect_gzip(head: bytes, limits: Limits) -> Detection:
    """Tell a tar.gz from a single compressed file.

    A tar.gz holds files of one syntax when it is deposited, so its first file tells the syntax.
    """
    try:
        unpacked = inflate_head(head, limits.head_bytes, GZIP_WINDOW)
    except zlib.error:
        return Detection(format=FormatId.UNKNOWN, evidence=("gzip that is damaged",))
    if not is_tar(unpacked):
        return Detection(format=FormatId.UNKNOWN, evidence=("gzip of a single file",))
    first = detect_xml(of_bytes(unpacked[_BLOCK : _BLOCK + _size(unpacked)], limits), limits)
    if first.deposit.route is not DepositRoute.FLOW:
        return Detection(
            format=FormatId.TAR_GZ, deposit=deposit.ARCHIVE_ROAD, evidence=("tar.gz archive",)
        )
    return Detection(
        format=FormatId.TAR_GZ,
        deposit=replace(first.deposit, label_fr=f"Archive tar.gz : {first.deposit.label_fr}"),
        evidence=("tar.gz archive", f"its first file is {first.format}"),
    )


def _size(header: bytes) -> int:
    """Return the size of a tar's first member when that is a plain file, else 0."""
    digits = header[124:136].strip(b" \0")
    is_file = header[156:157] in (b"0", b"\0")
    return int(digits, 8) if is_file and digits.isdigit() and not set(digits) & set(b"89") else 0
