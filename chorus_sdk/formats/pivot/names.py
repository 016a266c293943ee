"""File names that a stranger chose, made safe (*noms de fichiers*)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import PurePath, PurePosixPath

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\u2044\u2215\u29f5\ufe68\uff0f\uff3c]')
_USUAL = re.compile(r"[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*+")
_DEVICE = re.compile(
    r"(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|CLOCK\$|(?:COM|LPT)[0-9\u00b9\u00b2\u00b3])",
    re.IGNORECASE,
)
_FALLBACK = "attachment"
_NAME_BYTES = 255
_SUFFIX_BYTES = 32


def safe_name(name: str, *, maximum: int = _NAME_BYTES) -> str:
    """Return a name that is one component of a path on every system (*nom sûr*).

    Without separators, `..`, control or direction characters, names of devices, a leading dot,
    a trailing dot or space; at most `maximum` characters and 255 bytes of UTF-8, its extension
    kept.

    Example:
        >>> safe_name("../../etc/passwd"), safe_name("nul.pdf"), safe_name(" ")
        ('_._etc_passwd', '_nul.pdf', 'attachment')
    """
    is_usual = len(name) <= min(maximum, _NAME_BYTES) and _USUAL.fullmatch(name)
    if is_usual and not _DEVICE.fullmatch(name.partition(".")[0]):
        return name
    text = unicodedata.normalize("NFC", name)
    text = "".join("_" if _is_invisible(letter) else letter for letter in text)
    text = _FORBIDDEN.sub("_", text)
    text = re.sub(r"\.{2,}", ".", text).lstrip(". ").rstrip(". ")
    if _DEVICE.fullmatch(text.split(".", 1)[0].rstrip()):
        text = f"_{text}"
    return _shorten(text, maximum) or _FALLBACK


def spelled(path: PurePath) -> str:
    r"""Return a path as text that can be written (*chemin lisible*), with slashes.

    Bytes of a name that are no UTF-8, which an old server may have written, are spelled out.

    Example:
        >>> print(spelled(PurePath("flux", "caf\udce9.xml")))
        flux/caf\udce9.xml
    """
    return path.as_posix().encode("utf-8", "backslashreplace").decode()


def with_suffixes(name: str) -> Iterator[str]:
    """Yield the name, then the name with -2, -3 and so on before its extension.

    Example:
        >>> names = with_suffixes("a.pdf")
        >>> next(names), next(names), next(names)
        ('a.pdf', 'a-2.pdf', 'a-3.pdf')
    """
    yield name
    path = PurePosixPath(name)
    number = 2
    while True:
        tail = f"-{number}{path.suffix}"
        yield _cut(path.stem, _NAME_BYTES - len(tail.encode())) + tail
        number += 1


def _is_invisible(letter: str) -> bool:
    return unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Zl", "Zp"}


def _shorten(text: str, maximum: int) -> str:
    if len(text) <= maximum and len(text.encode()) <= _NAME_BYTES:
        return text
    path = PurePosixPath(text)
    suffix = path.suffix if len(path.suffix.encode()) <= min(_SUFFIX_BYTES, maximum // 2) else ""
    stem = text.removesuffix(suffix)[: max(1, maximum - len(suffix))]
    return _cut(stem, _NAME_BYTES - len(suffix.encode())).rstrip(". ") + suffix


def _cut(text: str, size: int) -> str:
    return text.encode()[:size].decode("utf-8", errors="ignore")
