"""A report as a PDF of plain text (*compte rendu PDF*), the same bytes for the same lines."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Final

_LINES_A_PAGE: Final = 60
_COLUMNS: Final = 95


def report_pdf(lines: Sequence[str]) -> bytes:
    """Lay lines of text out on A4 pages, in Helvetica; a sign outside Latin-1 shows as `?`.

    Example:
        >>> report_pdf(["Compte rendu"])[:8]
        b'%PDF-1.4'
    """
    wrapped = [part for line in lines for part in textwrap.wrap(line, _COLUMNS) or [""]]
    pages = [wrapped[i : i + _LINES_A_PAGE] for i in range(0, len(wrapped) or 1, _LINES_A_PAGE)]
    kids = " ".join(f"{4 + 2 * place} 0 R" for place in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for place, page in enumerate(pages):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842]"
            b" /Resources << /Font << /F1 3 0 R >> >>"
            b" /Contents %d 0 R >>" % (5 + 2 * place)
        )
        content = b"BT /F1 10 Tf 12 TL 50 790 Td\n" + b"".join(map(_shown, page)) + b"ET"
        objects.append(b"<< /Length %d >>\nstream\n%b\nendstream" % (len(content), content))
    return _file(objects)


def _shown(line: str) -> bytes:
    text = line.encode("latin-1", "replace")
    for special in (b"\\", b"(", b")"):
        text = text.replace(special, b"\\" + special)
    return b"(" + text + b") Tj T*\n"


def _file(objects: Sequence[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    offsets: list[int] = []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        start,
    )
    return bytes(out)
