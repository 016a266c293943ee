"""The invoice with what is there and empty (*éléments vides*).

For some official rules a line without content is a line, and an empty name a name; the model
holds neither. Where a document has such things, the rules look at a copy of the invoice that has
them too: an item without values in its place, a text without characters. Every other invoice is
looked at as it is.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from chorus_sdk.invoice._base import Value
from chorus_sdk.invoice.amounts import AllowanceCharge, VatBreakdown
from chorus_sdk.invoice.attachments import SupportingDocument
from chorus_sdk.invoice.items import Classification, ItemAttribute
from chorus_sdk.invoice.lines import Line
from chorus_sdk.invoice.model import Invoice
from chorus_sdk.invoice.payments import Payment, PaymentMeans
from chorus_sdk.invoice.references import PrecedingInvoice
from chorus_sdk.validation.rules.base import Subject
from chorus_sdk.validation.rules.en16931.drafts import Draft
from chorus_sdk.validation.rules.en16931.reach import Reach, Steps, reached
from chorus_sdk.validation.rules.en16931.source import line_path
from chorus_sdk.validation.rules.en16931.traces import Traces, number_of, traces

_PARTS: Final[dict[str, Callable[[], Value]]] = {
    "lines": Line.model_construct,
    "allowances": AllowanceCharge.model_construct,
    "charges": AllowanceCharge.model_construct,
    "vat_breakdown": VatBreakdown.model_construct,
    "payment.means": PaymentMeans.model_construct,
    "references.preceding_invoices": PrecedingInvoice.model_construct,
    "supporting_documents": SupportingDocument.model_construct,
}
_LINE_PARTS: Final[dict[str, Callable[[], Value]]] = {
    "allowances": AllowanceCharge.model_construct,
    "charges": AllowanceCharge.model_construct,
    "item.attributes": ItemAttribute.model_construct,
    "item.classifications": Classification.model_construct,
}
_OF_ITEM: Final = {name.removeprefix("item."): name for name in _LINE_PARTS if "." in name}
"""Parts of an item as CII names them, whose reader is within the item already."""


def invoice_of(subject: Subject) -> Invoice:
    """Return what the rules look at."""
    made = subject.derived.get(_completed)  # asked for most often: one call less
    return made if isinstance(made, Invoice) else subject.derive(_completed)


def _completed(subject: Subject) -> Invoice:
    known = traces(subject)
    if not known.empty:
        return subject.invoice
    draft = Draft(subject.invoice)
    _fill_gaps(draft, known, line_path(subject))
    table = reached(subject.format)
    for trace in known.empty:
        if not trace.kept.text:
            _write(draft, trace.kept.path, table.get(trace.path, ()), known)
    done = draft.done()
    return done if isinstance(done, Invoice) else subject.invoice


def _fill_gaps(draft: Draft, known: Traces, line: str) -> None:
    """Put the items that say nothing where the document has them, those of lines last."""
    gaps: dict[tuple[int | None, str], set[int]] = {}
    for path, kept in known.empty:
        if not kept.text:
            continue
        within = path.startswith(f"{line}/")
        part = _OF_ITEM.get(kept.text, kept.text) if within else kept.text
        if part in (_LINE_PARTS if within else _PARTS):
            owner = number_of(kept.path, line) if within else None
            gaps.setdefault((owner, part), set()).add(number_of(kept.path, path))
    for (owner, part), numbers in sorted(gaps.items(), key=lambda gap: gap[0][0] is not None):
        holder = draft if owner is None else draft.item("lines", owner)
        makers = _PARTS if owner is None else _LINE_PARTS
        above, _, name = part.rpartition(".")
        if holder is not None and above:
            holder = holder.opened(above, Payment.model_construct)
        if holder is not None:
            holder.fill(name, numbers, makers[part])


def _write(draft: Draft, path: str, places: tuple[Reach, ...], known: Traces) -> None:
    """Write an empty text where the document has one."""
    part = known.part(path)
    for reach in places:
        if not reach.is_text or (part is not None and part not in reach.model):
            continue
        if _set(draft, reach.steps, path, anywhere=part is not None):
            return


def _set(draft: Draft, steps: Steps, path: str, *, anywhere: bool) -> bool:
    """Write an empty text at a place, and tell whether it had none.

    With `anywhere` the numbers of the document are not those of the model: the first item that
    has no text will do.
    """
    (name, depth), rest = steps[0], steps[1:]
    if not rest:
        return draft.write(name)
    if depth is None:
        inner = draft.part(name)
    elif anywhere:
        purpose = ".".join(step for step, _ in rest)
        return draft.next_item(name, purpose, lambda item: _set(item, rest, path, anywhere=True))
    else:
        inner = draft.item(name, _number(path, depth))
    return inner is not None and _set(inner, rest, path, anywhere=anywhere)


def _number(path: str, depth: int) -> int:
    """Return the number of a step below the root, counted from 0."""
    step = path[1:].split("/")[depth + 1]
    return int(step.partition("[")[2].rstrip("]") or 1) - 1
