"""What every kind of archive is made of: files that are read, or refused (*fichiers*)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from chorus_sdk.errors import DocumentError


@dataclass(frozen=True)
class RawFile:
    """One file as its archive names it, before anything of it is believed (*fichier brut*).

    `read` gives its content, or raises what is wrong with this one file; it is called at most
    once, before the next file is asked for.
    """

    name: str
    read: Callable[[], bytes]


@dataclass(frozen=True)
class Entry:
    """One file of an archive, read or refused (*entrée*).

    Exactly one of `content` and `error` is there. `archives` names the archives around it.
    """

    name: str
    archives: tuple[str, ...]
    content: bytes | None = None
    error: DocumentError | None = None
