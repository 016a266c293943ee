"""XML written from the tables that reading uses (*écriture*), group by group, in schema order."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import BinaryIO, Final
from xml.sax.saxutils import escape, quoteattr

from chorus_sdk.errors import InvalidInvoiceError
from chorus_sdk.findings import Finding, Report
from chorus_sdk.formats.pivot.attachments import PivotAttachment
from chorus_sdk.formats.pivot.binding import Group, Kind, Leaf
from chorus_sdk.formats.pivot.codes import PivotVersion
from chorus_sdk.formats.pivot.conformity import (
    is_absent,
    is_empty,
    is_written_empty,
    violations,
)
from chorus_sdk.formats.pivot.envelope import PivotEnvelope
from chorus_sdk.formats.pivot.envelope_schema import ENVELOPE
from chorus_sdk.formats.pivot.packing import write_content
from chorus_sdk.limits import Limits

_MINIMUM_PARAMETERS: Final = 2
_BREAKS: Final = {"\r": "&#13;", "\n": "&#10;", "\t": "&#9;"}


class Output:
    """Writes groups and leaves of one version to a binary stream (*écriture*)."""

    def __init__(
        self, target: BinaryIO, version: PivotVersion, limits: Limits, *, compress: bool = True
    ) -> None:
        self._target = target
        self._version = version
        self._limits = limits
        self._compress = compress

    def text(self, text: str) -> None:
        """Write markup as it is."""
        self._target.write(text.encode())

    def envelopes(self, envelopes: Iterable[PivotEnvelope]) -> None:
        """Write the technical data that stands before the units."""
        self.text("<Enveloppe>\n")
        for envelope in envelopes:
            self.group(ENVELOPE, envelope)
        self.text("</Enveloppe>\n")

    def group(self, group: Group, value: object) -> None:
        """Write an element with what it holds."""
        attributes = "".join(
            f" {member.tag[1:]}={quoteattr(_text(getattr(value, member.name)), _BREAKS)}"
            for member in group.members
            if isinstance(member, Leaf)
            and member.tag.startswith("@")
            and not is_empty(getattr(value, member.name))
        )
        if all(member.tag.startswith("@") for member in group.members):
            self.text(f"<{group.tag}{attributes}/>\n")
            return
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
            if is_written_empty(leaf):
                self.text(f"<{leaf.tag}/>\n")
            return
        self.text(f"<{leaf.tag}>")
        if leaf.kind is Kind.CONTENT and isinstance(value, PivotAttachment):
            write_content(self._target, value, self._limits, compress=self._compress)
        else:
            self.text(escape(_text(item), _BREAKS))
        self.text(f"</{leaf.tag}>\n")


def as_envelopes(envelope: PivotEnvelope | Iterable[PivotEnvelope]) -> tuple[PivotEnvelope, ...]:
    """Return the envelopes of a flow, once they are what the schema allows.

    Raises:
        InvalidInvoiceError: a value that the schema does not allow.
        ValueError: none at all, or one without its two compulsory parameters.
    """
    envelopes = (envelope,) if isinstance(envelope, PivotEnvelope) else tuple(envelope)
    if not envelopes:
        raise ValueError("a flow has an envelope")
    for one in envelopes:
        if len(one.parameters) < _MINIMUM_PARAMETERS:
            raise ValueError("an envelope has at least two parameters: DtPrd and IdFlx")
        refuse("envelope", list(violations(one, ENVELOPE, PivotVersion.V2_02)))
    return envelopes


def refuse(subject: str, findings: list[Finding]) -> None:
    """Raise `InvalidInvoiceError` where there are findings."""
    if findings:
        raise InvalidInvoiceError(
            f"{subject} is not what the pivot's schema allows.",
            report=Report(subject=subject, findings=tuple(findings)),
        )


def _text(value: object) -> str:
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime):
        return _instant_text(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def _instant_text(value: datetime) -> str:
    """Return an instant as XML Schema has it, whose offsets are of whole minutes."""
    offset = value.utcoffset() or timedelta()
    return (value.astimezone(UTC) if offset % timedelta(minutes=1) else value).isoformat()
