"""An sRGB colour profile, computed (*profil ICC*): what the device colours of a PDF/A mean.

A matrix profile of version 2.1 (ICC.1:2001-04) from the published sRGB figures (IEC 61966-2-1),
chromatically adapted to D50; its bytes never change.
"""

from __future__ import annotations

import struct
from functools import cache

CONDITION = "sRGB IEC61966-2.1"

_WHITE = (0.9642, 1.0, 0.8249)
_PRIMARIES = {
    b"rXYZ": (0.4360, 0.2225, 0.0139),
    b"gXYZ": (0.3851, 0.7169, 0.0971),
    b"bXYZ": (0.1431, 0.0606, 0.7139),
}
_CURVE_POINTS = 1_024
_HEADER_BYTES = 128
_TAG_ENTRY_BYTES = 12


@cache
def srgb_profile() -> bytes:
    """Return the profile (*profil sRGB*), about 3 KB."""
    tags = {
        b"desc": _description("sRGB"),
        b"cprt": b"text\0\0\0\0" + b"No copyright, use freely\0",
        b"wtpt": _xyz(_WHITE),
        **{name: _xyz(value) for name, value in _PRIMARIES.items()},
        b"rTRC": _curve(),
    }
    shared = {b"gTRC": b"rTRC", b"bTRC": b"rTRC"}
    start = _HEADER_BYTES + 4 + _TAG_ENTRY_BYTES * (len(tags) + len(shared))
    places: dict[bytes, tuple[int, int]] = {}
    body = b""
    for name, data in tags.items():
        places[name] = (start + len(body), len(data))
        body += data + b"\0" * (-len(data) % 4)
    places.update({name: places[same] for name, same in shared.items()})
    table = struct.pack(">I", len(places)) + b"".join(
        name + struct.pack(">II", *place) for name, place in places.items()
    )
    return _header(start + len(body)) + table + body


def _header(size: int) -> bytes:
    white = b"".join(_fixed(value) for value in _WHITE)
    created = struct.pack(">6H", 2026, 1, 1, 0, 0, 0)
    head = struct.pack(">I4xI", size, 0x02100000) + b"mntrRGB XYZ " + created + b"acsp"
    return (head + b"\0" * 28 + white).ljust(_HEADER_BYTES, b"\0")


def _fixed(value: float) -> bytes:
    return struct.pack(">i", round(value * 65_536))


def _xyz(values: tuple[float, float, float]) -> bytes:
    return b"XYZ \0\0\0\0" + b"".join(_fixed(value) for value in values)


def _curve() -> bytes:
    steps = (_linear(index / (_CURVE_POINTS - 1)) for index in range(_CURVE_POINTS))
    samples = [round(step * 65_535) for step in steps]
    return b"curv\0\0\0\0" + struct.pack(f">I{_CURVE_POINTS}H", _CURVE_POINTS, *samples)


def _linear(value: float) -> float:
    """Return the light that an sRGB value stands for, both from 0 to 1."""
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _description(text: str) -> bytes:
    ascii_text = text.encode("ascii") + b"\0"
    counted = struct.pack(">I", len(ascii_text)) + ascii_text
    return b"desc\0\0\0\0" + counted + b"\0" * (4 + 4 + 2 + 1 + 67)
