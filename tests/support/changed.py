"""Invoices that differ in one place from one that is right."""

from __future__ import annotations

import re

from chorus_sdk.invoice.model import Invoice

_STEP = re.compile(r"(\w+)|\[(\d+)\]")


def changed(value: object, path: str, new: object) -> object:
    """Return a copy of a model in which the value at a path such as `lines[0].price` is another."""
    return _changed(value, [a or int(b) for a, b in _STEP.findall(path)], new)


def _changed(value: object, steps: list, new: object) -> object:
    if not steps:
        return new
    step, *rest = steps
    if isinstance(step, int):
        items = list(value)
        items[step] = _changed(items[step], rest, new)
        return tuple(items)
    inner = getattr(value, step)
    if rest and inner is None:
        inner = type(value).model_fields[step].annotation.__args__[0]()
    return value.model_copy(update={step: _changed(inner, rest, new)})


def invoice_with(invoice: Invoice, changes: dict[str, object]) -> Invoice:
    """Return a copy of an invoice with several values changed."""
    for path, new in changes.items():
        invoice = changed(invoice, path, new)
    return invoice
