"""Where an invoice stands in what was read (*position*)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PivotPosition:
    """The place of an invoice in its flow (*position dans le flux*).

    `number` counts from 1 through all files of the flow, invoices that cannot be given included.
    `offset` is the byte at which the invoice's opening tag begins, in the XML as it was written:
    behind a byte-order mark, inside a container. `file` is the name of that XML inside a container
    or folder.

    Example:
        >>> PivotPosition(number=2, offset=1_048_576)
        PivotPosition(number=2, offset=1048576, file=None)
    """

    number: int
    offset: int
    file: str | None = None
