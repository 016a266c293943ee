"""Write a valid pivot (*écrire un flux pivot*): from the table that reading uses."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence, Sized
from itertools import chain
from typing import BinaryIO

from chorus_sdk.errors import UnsupportedProfileError
from chorus_sdk.formats.pivot.codes import PivotVersion
from chorus_sdk.formats.pivot.conformity import losses, violations
from chorus_sdk.formats.pivot.envelope import PivotEnvelope
from chorus_sdk.formats.pivot.model import PivotInvoice
from chorus_sdk.formats.pivot.output import Output, as_envelopes, refuse
from chorus_sdk.formats.pivot.schema import INVOICE
from chorus_sdk.limits import DEFAULT_LIMITS, Limits


def write_pivot(
    invoices: Iterable[PivotInvoice],
    *,
    envelope: PivotEnvelope | Sequence[PivotEnvelope],
    version: PivotVersion = PivotVersion.V2_02,
    compress: bool = True,
    allow_loss: bool = False,
    limits: Limits = DEFAULT_LIMITS,
) -> bytes:
    """Write invoices as one pivot (*FEN0036A*) and return its bytes; see `write_pivot_to`."""
    target = io.BytesIO()
    write_pivot_to(
        target,
        invoices,
        envelope=envelope,
        version=version,
        compress=compress,
        allow_loss=allow_loss,
        limits=limits,
    )
    return target.getvalue()


def write_pivot_to(
    target: BinaryIO,
    invoices: Iterable[PivotInvoice],
    *,
    envelope: PivotEnvelope | Sequence[PivotEnvelope],
    version: PivotVersion = PivotVersion.V2_02,
    compress: bool = True,
    allow_loss: bool = False,
    limits: Limits = DEFAULT_LIMITS,
) -> None:
    """Write invoices as one pivot (*FEN0036A*) to a binary stream, one at a time.

    The same values give the same bytes. Each attachment becomes a zip with one entry, in base64;
    `compress=False` stores it as it is. `Compteur` is written when the number of invoices is known
    beforehand (a list, not a generator). A flow may have several envelopes (`flow.envelopes`). What
    the schema wants and puts up with empty, such as a name, is written empty. After an error the
    target holds a part of the file.

    Raises:
        InvalidInvoiceError: a value that the version's schema does not allow; all are listed.
        UnsupportedProfileError: the version has no place for a field, or the invoice has
            unmapped text; not raised with `allow_loss=True`.
        ValueError: no invoice or no envelope at all, or one without its two parameters.
        DocumentError: an attachment's content cannot be read.
    """
    envelopes = as_envelopes(envelope)
    stream = iter(invoices)
    first = next(stream, None)
    if first is None:
        raise ValueError("a pivot holds at least one invoice")
    count = len(invoices) if isinstance(invoices, Sized) else None
    out = Output(target, version, limits, compress=compress)
    out.text('<?xml version="1.0" encoding="UTF-8"?>\n')
    out.text(
        '<CPPFacturePivot xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
        f' xsi:noNamespaceSchemaLocation="FEN0036A" Version="{version.value}">\n'
    )
    out.envelopes(envelopes)
    out.text(f'<CPPFactures Compteur="{count}">\n' if count is not None else "<CPPFactures>\n")
    for invoice in chain((first,), stream):
        _check(invoice, version, allow_loss=allow_loss)
        out.group(INVOICE, invoice)
    out.text("</CPPFactures>\n</CPPFacturePivot>\n")


def _check(invoice: PivotInvoice, version: PivotVersion, *, allow_loss: bool) -> None:
    number = invoice.invoice_number
    refuse(number, list(violations(invoice, INVOICE, version, invoice=number)))
    if allow_loss:
        return
    lost = [*losses(invoice, INVOICE, version), *(item.path for item in invoice.unmapped)]
    if lost:
        raise UnsupportedProfileError(
            f"{version.value} has no place for {len(lost)} value(s) of {number}: {lost[0]}.",
            profile=version.value,
            hint="Write a newer version, or pass allow_loss=True.",
        )
