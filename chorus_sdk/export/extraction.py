"""The files of all invoices onto disk (*extraction*), by one or more processes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing
from dataclasses import KW_ONLY, dataclass
from itertools import zip_longest
from pathlib import Path

from chorus_sdk.errors import DocumentError, UnknownFormatError
from chorus_sdk.export.files import PivotSource, SourceFile, source_files
from chorus_sdk.export.parallel import map_parts
from chorus_sdk.export.part_stream import OnBytes, open_part
from chorus_sdk.export.progress import ByteCount, OnProgress
from chorus_sdk.export.remarks import placed
from chorus_sdk.export.splitting import Part, parts_of
from chorus_sdk.formats.pivot.attachments import AttachmentRole, PivotAttachment
from chorus_sdk.formats.pivot.invoice_files import InvoiceFiles, iter_files
from chorus_sdk.formats.pivot.saving import save_digested
from chorus_sdk.limits import DEFAULT_LIMITS, Limits


@dataclass(frozen=True, kw_only=True)
class Extracted:
    """What came of one attachment (*pièce extraite*): where it is, or why it is not.

    Without an invoice, `error` tells why the flow could not be read to its end. `size` is in bytes,
    of what was saved; `sha256` is its digest in hexadecimal (*empreinte*), where it was asked for.
    """

    source_file: str
    invoice_index: int | None = None
    invoice_number: str | None = None
    name: str | None = None
    role: AttachmentRole | None = None
    path: Path | None = None
    size: int | None = None
    sha256: str | None = None
    error: DocumentError | None = None


def extract_attachments(
    source: PivotSource,
    folder: str | os.PathLike[str],
    *,
    workers: int = 1,
    digests: bool = False,
    on_progress: OnProgress | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Iterator[Extracted]:
    """Save the attachments of pivot flows into one folder, and yield what came of each, in order.

    Nothing is written outside the folder and no file that is there is touched: a number is put
    behind a name that is taken (*extraire les pièces jointes*). An attachment or a flow that
    cannot be read stops nothing else. Memory does not grow with the attachments.

    Args:
        source: a file, a folder, or several; what is no pivot in a folder is passed over.
        folder: where to; it is made if need be.
        workers: how many processes; 1 works in this one. Several share the parts of large files.
        digests: take the SHA-256 of each file while it is written; two fifths more work.
        on_progress: told as bytes are read.
        limits: safety limits.

    Raises:
        ValueError: fewer than one worker.
        OSError: a source cannot be read, or the folder cannot be written to.
    """
    if workers < 1:
        raise ValueError(f"workers is 1 or more, not {workers}")
    files = source_files(source)
    count = ByteCount(files, on_progress)
    work = _Extraction(Path(folder), limits, digests=digests)
    if workers == 1:
        return (told for file in files for told in work.file(file, count.read))
    parts = (part for file in files for part in parts_of(file))
    return _apart(parts, work, workers, count)


def _apart(
    parts: Iterator[Part], work: _Extraction, workers: int, count: ByteCount
) -> Iterator[Extracted]:
    for part, told in map_parts(parts, work, workers):
        count.read(part.size)
        yield from told


@dataclass(frozen=True, slots=True)
class _Extraction:
    """Saves the attachments of files, or of parts of them (*extraction*)."""

    folder: Path
    limits: Limits
    _: KW_ONLY
    digests: bool = False

    def __call__(self, number: int, part: Part) -> tuple[Extracted, ...]:
        """Save those of a part, away from whoever wants to know."""
        del number
        return tuple(self.part(part))

    def file(self, file: SourceFile, on_bytes: OnBytes) -> Iterator[Extracted]:
        """Save those of a file, read in one go; where that fails, the rest of it part by part.

        So it gives what its parts give, and is looked through for them only if need be.
        """
        last = 0
        try:
            for index, invoice in self._invoices(Part(file), on_bytes):
                yield from self._saved(file.name, index, invoice)
                last = index
        except DocumentError as error:
            parts = tuple(parts_of(file))
            if len(parts) == 1:
                yield from _failed(parts[0], error)
                return
            for part, following in zip_longest(parts, parts[1:]):
                if following is None or following.first_index > last + 1:
                    yield from self.part(part, on_bytes, after=last)

    def part(
        self, part: Part, on_bytes: OnBytes | None = None, *, after: int = 0
    ) -> Iterator[Extracted]:
        """Save those of the invoices of a part that stand `after` an invoice."""
        try:
            for index, invoice in self._invoices(part, on_bytes):
                if index > after:
                    yield from self._saved(part.file.name, index, invoice)
        except DocumentError as error:
            yield from _failed(part, error)

    def _invoices(self, part: Part, on_bytes: OnBytes | None) -> Iterator[tuple[int, InvoiceFiles]]:
        with (
            open_part(part, on_bytes) as stream,
            closing(iter_files(stream, limits=self.limits)) as found,
        ):
            for files in found:
                yield part.first_index + files.position - 1, files

    def _saved(self, name: str, index: int, invoice: InvoiceFiles) -> Iterator[Extracted]:
        for attachment in invoice.attachments:
            path = sha256 = error = None
            try:
                path, sha256 = self._save(attachment)
            except DocumentError as problem:
                error = problem
            yield Extracted(
                source_file=name,
                invoice_index=index,
                invoice_number=invoice.invoice_number,
                name=attachment.name,
                role=attachment.role,
                path=path,
                size=attachment.size if path else None,
                sha256=sha256,
                error=error,
            )

    def _save(self, attachment: PivotAttachment) -> tuple[Path | None, str | None]:
        if not self.digests:
            return attachment.save(self.folder, limits=self.limits), None
        saved = save_digested(attachment, self.folder, self.limits)
        if saved.problem is not None:
            raise saved.problem
        return saved.path, saved.sha256


def _failed(part: Part, error: DocumentError) -> Iterator[Extracted]:
    """Tell what a part could not be read to its end for, unless it need not be a pivot."""
    if not (part.file.found and isinstance(error, UnknownFormatError)):
        yield Extracted(source_file=part.file.name, error=placed(error, part))
