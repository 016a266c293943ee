"""The invoice with what is there and empty (*éléments vides*).

For some official rules a line without content is a line, and an empty name a name; the model
holds neither. Where a document has such things, the rules look at a copy of the invoice that has
them too: an item without values in its place, a text without characters. Every other invoice is
looked at as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple, TypeVar

from chorus_sdk.invoice._base import Value
from chorus_sdk.invoice.amounts import AllowanceCharge, VatBreakdown
from chorus_sdk.invoice.attachments import SupportingDocument
from chorus_sdk.invoice.items import Classification, ItemAttribute
from chorus_sdk.invoice.lines import Line
from chorus_sdk.invoice.model import Invoice
from chorus_sdk.invoice.payments import Payment, PaymentMeans
from chorus_sdk.invoice.references import PrecedingInvoice
from chorus_sdk.validation.rules.base import Subject
from chorus_sdk.validation.rules.en16931.reach import Reach, Steps, reached
from chorus_sdk.validation.rules.en16931.source import line_path
from chorus_sdk.validation.rules.en16931.traces import Trace, Traces, number_of, traces

V = TypeVar("V", bound=Value)

_PARTS: Final[dict[str, Callable[[], Value]]] = {
    "lines": Line,
    "allowances": AllowanceCharge,
    "charges": AllowanceCharge,
    "vat_breakdown": VatBreakdown,
    "payment.means": PaymentMeans,
    "references.preceding_invoices": PrecedingInvoice,
    "supporting_documents": SupportingDocument,
}
_LINE_PARTS: Final[dict[str, Callable[[], Value]]] = {
    "allowances": AllowanceCharge,
    "charges": AllowanceCharge,
    "item.attributes": ItemAttribute,
    "item.classifications": Classification,
}


class _Gap(NamedTuple):
    """A part that is missing in the model: its name, and which of its kind it is."""

    part: str
    number: int
    line: int | None


def invoice_of(subject: Subject) -> Invoice:
    """Return what the rules look at."""
    return subject.derive(_completed)


def _completed(subject: Subject) -> Invoice:
    invoice, known = subject.invoice, traces(subject)
    if not known.empty:
        return invoice
    for gap in sorted(_gaps(subject), key=lambda gap: (gap.line is not None, gap.number)):
        invoice = _filled(invoice, gap)
    table = reached(subject.format)
    for trace in known.empty:
        if not trace.kept.text:
            invoice = _with_empty_text(invoice, trace, table.get(trace.path, ()), known)
    return invoice


def _gaps(subject: Subject) -> Iterator[_Gap]:
    line = line_path(subject)
    for path, kept in traces(subject).empty:
        if not kept.text:
            continue
        number = number_of(kept.path, path)
        if path.startswith(f"{line}/"):
            if kept.text in _LINE_PARTS:
                yield _Gap(kept.text, number, number_of(kept.path, line))
        elif kept.text in _PARTS:
            yield _Gap(kept.text, number, None)


def _filled(invoice: Invoice, gap: _Gap) -> Invoice:
    if gap.line is None:
        return _with(invoice, gap.part, gap.number, _PARTS[gap.part]())
    if gap.line >= len(invoice.lines):
        return invoice
    lines = list(invoice.lines)
    lines[gap.line] = _with(lines[gap.line], gap.part, gap.number, _LINE_PARTS[gap.part]())
    return invoice.model_copy(update={"lines": tuple(lines)})


def _with(owner: V, path: str, number: int, part: Value) -> V:
    """Return a copy that has one item more, at a place in a tuple."""
    name, _, rest = path.partition(".")
    held = getattr(owner, name)
    if rest:
        inner = Payment() if held is None else held
        return owner.model_copy(update={name: _with(inner, rest, number, part)})
    items = (*held[:number], part, *held[number:])
    return owner.model_copy(update={name: items})


def _with_empty_text(
    invoice: Invoice, trace: Trace, places: tuple[Reach, ...], known: Traces
) -> Invoice:
    """Return a copy that has an empty text where the document has one."""
    part = known.part(trace.kept.path)
    for reach in places:
        if not reach.is_text or (part is not None and part not in reach.model):
            continue
        copy = _set(invoice, reach.steps, trace.kept.path, anywhere=part is not None)
        if copy is not None:
            return copy
    return invoice


def _set(owner: V, steps: Steps, path: str, *, anywhere: bool) -> V | None:
    """Return a copy with an empty text at a place that has none, or None when it has one.

    With `anywhere` the numbers of the document are not those of the model: the first item that
    has no text will do.
    """
    (name, depth), *rest = steps
    held = getattr(owner, name)
    if not rest:
        return owner.model_copy(update={name: ""}) if held is None else None
    if depth is None:
        inner = None if held is None else _set(held, tuple(rest), path, anywhere=anywhere)
        return None if inner is None else owner.model_copy(update={name: inner})
    number = _numbers(path)[depth]
    for each in range(len(held)) if anywhere else (number,) if number < len(held) else ():
        item = _set(held[each], tuple(rest), path, anywhere=anywhere)
        if item is not None:
            items = (*held[:each], item, *held[each + 1 :])
            return owner.model_copy(update={name: items})
    return None


def _numbers(path: str) -> list[int]:
    """Return the numbers of all steps below the root, counted from 0."""
    steps = path[1:].split("/")[1:]
    return [int(step.partition("[")[2].rstrip("]") or 1) - 1 for step in steps]
