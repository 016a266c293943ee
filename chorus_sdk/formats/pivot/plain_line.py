"""The quick way for invoice lines (*lignes*), which come by the thousand and look alike.

What it does not take goes through the table of `schema`, with the same result and with findings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from chorus_sdk.formats.pivot.lexical import DECIMAL, WHITE
from chorus_sdk.formats.pivot.lines import LineRow
from chorus_sdk.formats.pivot.nodes import XSI, Node

_NUMBERS: Final = re.compile(f"(?:{DECIMAL} ){{3,4}}")
_TAGS: Final = (
    "@NumOrdre",
    "ReferenceProduit",
    "PrixUnitaire",
    "Quantite",
    "MontantHT",
    "TauxTVA",
)
_RANK: Final = re.compile("[0-9]{1,18}")


def plain_line(node: Node) -> LineRow | None:
    """Return the texts of a line that holds what a line holds, once each and well; else None."""
    texts: dict[str, str] = {}
    for child in node.children:
        if child.children or (child.attributes and not _is_typed_only(child)):
            return None
        texts[child.tag] = child.text
    attributes = node.attributes
    if node.text or len(attributes) != 1 or len(texts) != len(node.children):
        return None
    rank = attributes.get("NumOrdre", "")
    reference = texts.pop("ReferenceProduit", "").strip(WHITE) or None
    rate = texts.pop("TauxTVA", "") or None
    price = texts.pop("PrixUnitaire", "")
    quantity = texts.pop("Quantite", "")
    net = texts.pop("MontantHT", "")
    numbers = f"{price} {quantity} {net} {rate} " if rate else f"{price} {quantity} {net} "
    if texts or not _NUMBERS.fullmatch(numbers) or not _RANK.fullmatch(rank):
        return None
    return rank, reference, price, quantity, net, rate


def row_texts(row: object) -> Iterator[tuple[str, str]]:
    """Yield the tags and texts of a row that no line will be made of."""
    assert isinstance(row, tuple)  # noqa: S101 (what `plain_line` made)
    for tag, text in zip(_TAGS, row, strict=True):
        if text := (text or "").strip(WHITE):
            yield tag, text


def _is_typed_only(node: Node) -> bool:
    return all(name.startswith(XSI) for name in node.attributes)
