"""Write a valid pivot (*écrire un flux pivot*): from the table that reading uses."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sized
from datetime import date, datetime
from decimal import Decimal
from itertools import chain
from typing import BinaryIO
from xml.sax.saxutils import escape, quoteattr

from chorus_sdk.errors import InvalidInvoiceError, UnsupportedProfileError
from chorus_sdk.findings import Finding, Report
from chorus_sdk.formats.pivot.attachments import PivotAttachment
from chorus_sdk.formats.pivot.binding import Group, Kind, Leaf
from chorus_sdk.formats.pivot.codes import PivotVersion
from chorus_sdk.formats.pivot.conformity import is_absent, is_empty, losses, violations
from chorus_sdk.formats.pivot.envelope import PivotEnvelope
from chorus_sdk.formats.pivot.model import PivotInvoice
from chorus_sdk.formats.pivot.packing import write_content
from chorus_sdk.formats.pivot.schema import ENVELOPE, INVOICE
from chorus_sdk.limits import DEFAULT_LIMITS, Limits

_MINIMUM_PARAMETERS = 2


def write_pivot(
    invoices: Iterable[PivotInvoice],
    *,
    envelope: PivotEnvelope,
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
    envelope: PivotEnvelope,
    version: PivotVersion = PivotVersion.V2_02,
    compress: bool = True,
    allow_loss: bool = False,
    limits: Limits = DEFAULT_LIMITS,
) -> None:
    """Write invoices as one pivot (*FEN0036A*) to a binary stream, one at a time.

    The same values give the same bytes. Each attachment becomes a zip with one entry, in base64;
    `compress=False` stores it as it is. `Compteur` is written when the number of invoices is known
    beforehand (a list, not a generator). After an error the target holds a part of the file.

    Raises:
        InvalidInvoiceError: a value that the version's schema does not allow; all are listed.
        UnsupportedProfileError: the version has no place for a field, or the invoice has
            unmapped text; not raised with `allow_loss=True`.
        ValueError: no invoice at all.
        DocumentError: an attachment's content cannot be read.
    """
    _refuse("envelope", [*_envelope_problems(envelope, version)])
    stream = iter(invoices)
    first = next(stream, None)
    if first is None:
        raise ValueError("a pivot holds at least one invoice")
    count = len(invoices) if isinstance(invoices, Sized) else None
    out = _Output(target, version, limits, compress=compress)
    out.text('<?xml version="1.0" encoding="UTF-8"?>\n')
    out.text(
        '<CPPFacturePivot xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
        f' xsi:noNamespaceSchemaLocation="FEN0036A" Version="{version.value}">\n'
    )
    out.text("<Enveloppe>\n")
    out.group(ENVELOPE, envelope)
    out.text("</Enveloppe>\n")
    out.text(f'<CPPFactures Compteur="{count}">\n' if count is not None else "<CPPFactures>\n")
    for invoice in chain((first,), stream):
        _check(invoice, version, allow_loss=allow_loss)
        out.group(INVOICE, invoice)
    out.text("</CPPFactures>\n</CPPFacturePivot>\n")


class _Output:
    """Writes groups and leaves in the schema's order."""

    def __init__(
        self, target: BinaryIO, version: PivotVersion, limits: Limits, *, compress: bool
    ) -> None:
        self._target = target
        self._version = version
        self._limits = limits
        self._compress = compress

    def text(self, text: str) -> None:
        self._target.write(text.encode())

    def group(self, group: Group, value: object) -> None:
        attributes = "".join(
            f" {member.tag[1:]}={quoteattr(_text(getattr(value, member.name)), _BREAKS)}"
            for member in group.members
            if isinstance(member, Leaf)
            and member.tag.startswith("@")
            and not is_empty(getattr(value, member.name))
        )
        self.text(f"<{group.tag}{attributes}>\n")
        for member in group.members:
            if isinstance(member, Group):
                self._inner(member, value)
            elif not member.tag.startswith("@") and self._version.holds(member.since):
                self._leaf(member, value)
        self.text(f"</{group.tag}>\n")

    def _inner(self, group: Group, value: object) -> None:
        if group.name is None:
            if group.required or not is_absent(value, group):
                self.group(group, value)
            return
        item = getattr(value, group.name)
        for one in item if group.repeated else () if item is None else (item,):
            self.group(group, one)

    def _leaf(self, leaf: Leaf, value: object) -> None:
        item = getattr(value, leaf.name)
        if is_empty(item):
            return
        self.text(f"<{leaf.tag}>")
        if leaf.kind is Kind.CONTENT and isinstance(value, PivotAttachment):
            write_content(self._target, value, self._limits, compress=self._compress)
        else:
            self.text(escape(_text(item), _BREAKS))
        self.text(f"</{leaf.tag}>\n")


_BREAKS = {"\r": "&#13;", "\n": "&#10;", "\t": "&#9;"}


def _text(value: object) -> str:
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return str(value)


def _envelope_problems(envelope: PivotEnvelope, version: PivotVersion) -> list[Finding]:
    if len(envelope.parameters) < _MINIMUM_PARAMETERS:
        raise ValueError("an envelope has at least two parameters: DtPrd and IdFlx")
    return list(violations(envelope, ENVELOPE, version))


def _check(invoice: PivotInvoice, version: PivotVersion, *, allow_loss: bool) -> None:
    number = invoice.invoice_number
    _refuse(number, list(violations(invoice, INVOICE, version, invoice=number)))
    if allow_loss:
        return
    lost = [*losses(invoice, INVOICE, version), *(item.path for item in invoice.unmapped)]
    if lost:
        raise UnsupportedProfileError(
            f"{version.value} has no place for {len(lost)} value(s) of {number}: {lost[0]}.",
            profile=version.value,
            hint="Write a newer version, or pass allow_loss=True.",
        )


def _refuse(subject: str, findings: list[Finding]) -> None:
    if findings:
        raise InvalidInvoiceError(
            f"{subject} is not what the pivot's schema allows.",
            report=Report(subject=subject, findings=tuple(findings)),
        )
