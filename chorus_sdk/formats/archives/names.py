"""Names inside archives: proven harmless, or refused (*noms des fichiers*)."""

from __future__ import annotations

import re
from typing import Final

from chorus_sdk.errors import LimitExceededError, UnsafeDocumentError
from chorus_sdk.limits import Limits

_DEVICE: Final = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)
_HOSTILE: Final = re.compile(r"[\x00-\x1f\x7f]|^[A-Za-z]:|^/")
_UNPRINTABLE: Final = re.compile(r"[^\w .,()\[\]+@#%=&~!'-]|\.\.+")
_SHOWN: Final = 80


def harmless(name: str, limits: Limits) -> str:
    """Return the name with `/`.

    Raises:
        UnsafeDocumentError: an absolute path, a drive, `..`, a control character, a device.
        LimitExceededError: `file_name_characters`, counted for each part.
    """
    path = name.replace("\\", "/")
    parts = path.split("/")
    if _HOSTILE.search(path) or ".." in parts or any(_DEVICE.fullmatch(p.strip()) for p in parts):
        raise UnsafeDocumentError("A file of the archive has a name that leads out of it.")
    longest = max(len(part) for part in parts)
    if longest > limits.file_name_characters:
        raise LimitExceededError(
            "file_name_characters", value=longest, maximum=limits.file_name_characters
        )
    return path.removeprefix("./")


def shown(name: str) -> str:
    """Return what a refused name may be called: its last part, without what made it dangerous.

    Example:
        >>> shown("../../etc/passwd"), shown("nul")
        ('passwd', '_nul')
    """
    last = name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    text = _UNPRINTABLE.sub("_", last).strip(" .")[:_SHOWN]
    return f"_{text}" if not text or _DEVICE.fullmatch(text) else text
