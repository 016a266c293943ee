"""Terms that have no place of their own on the page are listed by name: none is dropped."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from chorus_sdk.invoice._base import Value
from chorus_sdk.rendering.words import Words


def remainder(value: Value, shown: frozenset[str], words: Words) -> Iterator[tuple[str, str]]:
    """Yield label and text of every stated term of a value whose field is not in `shown`.

    The French label is that of the model; the English one is the field's name. Binary content
    and what the model keeps out of its repr, such as card numbers, stay unsaid.
    """
    for name, field in type(value).model_fields.items():
        if name in shown or not field.repr:
            continue
        yield from _told(_label(name, field.description, words), getattr(value, name), words)


def _told(label: str, value: object, words: Words) -> Iterator[tuple[str, str]]:
    if isinstance(value, Value):
        for inner, text in remainder(value, frozenset(), words):
            yield f"{label} · {inner}", text
    elif isinstance(value, tuple):
        for one in value:
            yield from _told(label, one, words)
    elif text := _text(value, words):
        yield label, text


def _text(value: object, words: Words) -> str:
    if isinstance(value, bool):
        return words["yes" if value else "no"]
    if isinstance(value, Decimal):
        return words.number(value)
    if isinstance(value, date):
        return words.day(value)
    return value if isinstance(value, str) else ""


def _label(name: str, description: str | None, words: Words) -> str:
    if words.language == "fr" and description and " · " in description:
        return description.partition(" · ")[2]
    return name.replace("_", " ")
