"""The invoices of an archive, each of them or why it is none (*factures d'une archive*)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from chorus_sdk.errors import DocumentError
from chorus_sdk.formats.archives.budget import Budget
from chorus_sdk.formats.archives.entries import Entry
from chorus_sdk.formats.archives.walk import Walk
from chorus_sdk.formats.base import Detection, Source, source_name
from chorus_sdk.formats.detect import detect
from chorus_sdk.formats.documents import read
from chorus_sdk.invoice.model import Invoice
from chorus_sdk.limits import DEFAULT_LIMITS, Limits


@dataclass(frozen=True, kw_only=True)
class ArchivedInvoice:
    """One file among many: its invoice, or why there is none (*facture archivée*).

    `name` is its path with `/`, proven harmless; a name that had to be refused is shortened to
    what cannot hurt. `archives` names the archives around it, outermost first. `detection` is
    what the file is, None where its content could not be had. Exactly one of `invoice` and
    `error` is there.
    """

    name: str
    archives: tuple[str, ...] = ()
    detection: Detection | None = None
    invoice: Invoice | None = None
    error: DocumentError | None = None


def read_archive(source: Source, *, limits: Limits = DEFAULT_LIMITS) -> Iterator[ArchivedInvoice]:
    """Yield the invoices of an archive in their order (*lire une archive*).

    A zip, a tar.gz, a tar, or a gzip of a single invoice. Every file gives one item, whatever it
    is: one that cannot be read, is no invoice, has a password or a hostile name carries its error
    and stops nothing. An archive inside is opened once (`limits.archive_nesting`). The archive is
    never in memory whole, unless it is given as bytes: one file is, at a time.

    Raises:
        UnknownFormatError: no archive.
        MalformedDocumentError: the archive itself is damaged or cut. What a tar.gz holds before
            that place has been given; a zip has its directory at its end, so a cut one gives
            nothing.
        LimitExceededError: too many files, too much in all, or a gzip too dense; what came before
            has been given.
        OSError: the path cannot be read.
        TypeError: not a path, bytes or a binary stream.

    Example:
        >>> import io, zipfile
        >>> out = io.BytesIO()
        >>> with zipfile.ZipFile(out, "w") as archive:
        ...     archive.writestr("lisez-moi.txt", b"Bonjour")
        >>> for item in read_archive(out.getvalue()):
        ...     print(item.name, item.error.code)
        lisez-moi.txt document.unknown_format
    """
    walk = Walk(Budget(limits), wide=True)
    for entry in walk.entries(source, name=source_name(source) or ""):
        yield _read(entry, limits)


def _read(entry: Entry, limits: Limits) -> ArchivedInvoice:
    name, archives = entry.name, entry.archives
    if entry.content is None:
        return ArchivedInvoice(name=name, archives=archives, error=entry.error)
    return read_item(entry.content, name=name, archives=archives, limits=limits)


def read_item(
    source: Source, *, name: str, archives: tuple[str, ...] = (), limits: Limits
) -> ArchivedInvoice:
    """Read one file among many; what is wrong with it is in the item.

    Raises:
        OSError: the path cannot be read.
    """
    detection = None
    try:
        detection = detect(source, limits=limits)
        invoice = read(source, limits=limits)
    except DocumentError as error:
        return ArchivedInvoice(name=name, archives=archives, detection=detection, error=error)
    return ArchivedInvoice(name=name, archives=archives, detection=detection, invoice=invoice)
