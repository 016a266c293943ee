"""The invoices of a folder, each of them or why it is none (*factures d'un dossier*)."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from chorus_sdk.errors import DocumentError, LimitExceededError, UnsafeDocumentError
from chorus_sdk.formats.archives.invoices import ArchivedInvoice, read_archive, read_item
from chorus_sdk.formats.base import FormatId
from chorus_sdk.limits import DEFAULT_LIMITS, Limits

_ARCHIVES: Final = (FormatId.ZIP, FormatId.TAR_GZ)
_PACKED: Final = (".zip", ".tar.gz", ".tgz", ".tar", ".gz")


def read_folder(
    path: str | os.PathLike[str], *, limits: Limits = DEFAULT_LIMITS
) -> Iterator[ArchivedInvoice]:
    """Yield the invoices of a folder and the folders below it, sorted by path (*lire un dossier*).

    Every file gives one item, whatever it is, named by its path below `path` with `/`; archives
    are read as `read_archive` does, their files carrying the archive's name. A link is never
    followed, a pipe or device never opened. Hidden files count: nothing is passed over in silence.

    Raises:
        OSError: the folder itself cannot be read.
        LimitExceededError: more files than `limits.archive_entries`; those before were given.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     _ = Path(folder, "notes.txt").write_text("Bonjour")
        ...     [(item.name, item.error.code) for item in read_folder(folder)]
        [('notes.txt', 'document.unknown_format')]
    """
    root = Path(path)
    for count, file in enumerate(_files(root), start=1):
        if count > limits.archive_entries:
            raise LimitExceededError("archive_entries", value=None, maximum=limits.archive_entries)
        yield from _read(file, file.relative_to(root).as_posix(), limits)


def _files(folder: Path) -> Iterator[Path]:
    """Yield what is no folder, deepest folders in their place; links are not followed."""
    waiting = sorted(folder.iterdir(), reverse=True)
    while waiting:
        path = waiting.pop()
        if not path.is_symlink() and path.is_dir():
            try:
                waiting.extend(sorted(path.iterdir(), reverse=True))
            except OSError:
                yield path  # reading it again gives its item the reason
        else:
            yield path


def _read(file: Path, name: str, limits: Limits) -> Iterator[ArchivedInvoice]:
    try:
        if not stat.S_ISREG(file.lstat().st_mode):
            refusal = UnsafeDocumentError("A link, a pipe or a device, which is never opened.")
            yield ArchivedInvoice(name=name, error=refusal)
            return
        item = read_item(file, name=name, limits=limits)
        if not _is_archive(file, item):
            yield item
            return
    except OSError as error:
        yield _unreadable(name, error)
        return
    yield from _unpacked(file, name, limits)


def _is_archive(file: Path, item: ArchivedInvoice) -> bool:
    found = item.detection.format if item.detection else None
    return found in _ARCHIVES or (found is FormatId.UNKNOWN and file.name.lower().endswith(_PACKED))


def _unpacked(file: Path, name: str, limits: Limits) -> Iterator[ArchivedInvoice]:
    try:
        for item in read_archive(file, limits=limits):
            yield replace(item, archives=(name, *item.archives))
    except DocumentError as error:
        yield ArchivedInvoice(name=name, error=error)
    except OSError as error:
        yield _unreadable(name, error)


def _unreadable(name: str, error: OSError) -> ArchivedInvoice:
    reason = error.strerror or type(error).__name__
    refusal = DocumentError(f"The file cannot be opened: {reason}.")
    refusal.__cause__ = error
    return ArchivedInvoice(name=name, error=refusal)
