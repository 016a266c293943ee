"""The attachments of a pivot's invoices, and no more of them (*pièces jointes seules*)."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import ExitStack
from typing import NamedTuple, cast

from chorus_sdk.formats.base import Source
from chorus_sdk.formats.pivot.attachments import PivotAttachment
from chorus_sdk.formats.pivot.model import PivotInvoice
from chorus_sdk.formats.pivot.plan_rows import Values
from chorus_sdk.formats.pivot.position import PivotPosition
from chorus_sdk.formats.pivot.stream import PivotFlow
from chorus_sdk.invoice.provenance import Unmapped
from chorus_sdk.limits import DEFAULT_LIMITS, Limits


class InvoiceFiles(NamedTuple):
    """What a pivot's invoice has attached (*pièces jointes d'une facture*).

    `position` counts from 1 through the flow, those invoices included that cannot be given.
    """

    position: int
    invoice_number: str
    attachments: tuple[PivotAttachment, ...]


def iter_files(
    source: Source, *, limits: Limits = DEFAULT_LIMITS
) -> Generator[InvoiceFiles, None, None]:
    """Yield what each invoice has attached (*pièces jointes*): of those that `open_pivot` gives.

    The rest of an invoice is looked at as closely, but no value is made of it, so that this is
    quicker. The attachments can be read until the next invoice is asked for, and later while the
    iterator is not closed.

    Raises:
        UnknownFormatError: not a pivot.
        MalformedDocumentError: broken XML or container.
        UnsafeDocumentError, LimitExceededError: a DOCTYPE, or what passes a limit.
        OSError: the path cannot be read.

    Example:
        ```python
        for number, invoice, attachments in iter_files("pivot.xml"):
            print(number, invoice, [attachment.name for attachment in attachments])
        ```
    """
    with ExitStack() as stack:
        for made in _FilesFlow(source, stack=stack, limits=limits, strict=False):
            yield cast("InvoiceFiles", made)


class _FilesFlow(PivotFlow):
    """A flow that gives `InvoiceFiles` in the place of invoices."""

    _is_for_files = True

    def _made(
        self, values: Values, unmapped: tuple[Unmapped, ...], position: PivotPosition
    ) -> PivotInvoice:
        del unmapped
        number, attachments = values["invoice_number"], values.get("attachments", ())
        files = InvoiceFiles(
            position.number,
            cast("str", number),
            cast("tuple[PivotAttachment, ...]", attachments),
        )
        return cast("PivotInvoice", files)
