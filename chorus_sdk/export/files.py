"""Where the flows are (*fichiers*): one file, several, or folders of them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from chorus_sdk.formats.pivot.names import spelled

PivotSource: TypeAlias = "str | os.PathLike[str] | Iterable[str | os.PathLike[str]]"
"""A file or a folder, or several of them."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file to read (*fichier source*).

    `name` is what the tables call it; a file that was named by itself must be a pivot, one that
    was found in a folder need not.
    """

    path: Path
    name: str
    found: bool = False


def source_files(source: PivotSource) -> tuple[SourceFile, ...]:
    """Return the files of a source, sorted within each folder (*fichiers à lire*).

    A file is called by its own name, or by the path given where there are several; a file of a
    folder by its path below it. Folders below are searched; links are not followed, and what
    begins with a dot or an underscore, as Spark has it, is passed over.

    Raises:
        OSError: no such file, or a folder that cannot be read.
    """
    if isinstance(source, (str, os.PathLike)):
        return tuple(_files(Path(source), ""))
    paths = [Path(one) for one in source]
    several = len(paths) > 1
    return tuple(file for path in paths for file in _files(path, spelled(path) if several else ""))


def _files(path: Path, called: str) -> Iterator[SourceFile]:
    if not path.is_dir():
        path.stat()
        yield SourceFile(path, called or spelled(Path(path.name)))
        return
    for below in sorted(_walk(path)):
        name = spelled(below.relative_to(path))
        yield SourceFile(below, f"{called}/{name}" if called else name, found=True)


def _walk(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.name.startswith((".", "_")) or path.is_symlink():
            continue
        if path.is_dir():
            yield from _walk(path)
        elif path.is_file():
            yield path
