"""BR-FREXT-05, 06, 08, 11, 12, 54: lines in groups (*sous-lignes*), attributes of items."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from chorus_sdk.invoice.lines import Line
from chorus_sdk.invoice.model import Invoice
from chorus_sdk.validation.rules.base import Breach, Rule, Subject, rule
from chorus_sdk.validation.rules.france.extended.kinds import ZERO, cents
from chorus_sdk.validation.rules.france.items import faulty_values, nameless

KINDS: Final = ("DETAIL", "GROUP", "INFORMATION")
_SUMMED: Final = ("DETAIL", "GROUP")


@rule(
    "BR-FREXT-05",
    "EXT-FR-FE-163",
    en="The kind of a line is DETAIL, GROUP or INFORMATION.",
    fr="Le type d'une ligne est DETAIL, GROUP ou INFORMATION.",
)
def br_frext_05(subject: Subject) -> Iterator[Breach]:
    """Where a kind is said."""
    for index, line in enumerate(subject.invoice.lines):
        if line.kind is not None and line.kind not in KINDS:
            yield Breach(f"lines[{index}].kind", line.kind, " ".join(KINDS))


@rule(
    "BR-FREXT-06",
    "EXT-FR-FE-162",
    "EXT-FR-FE-163",
    en="A line below another says its kind.",
    fr="Une ligne rattachée à une autre dit son type.",
)
def br_frext_06(subject: Subject) -> Iterator[Breach]:
    """Lines with a parent."""
    for index, line in enumerate(subject.invoice.lines):
        if line.parent is not None and not line.kind:
            yield Breach(f"lines[{index}].kind", None, " ".join(KINDS))


@rule(
    "BR-FREXT-08",
    "BT-131",
    "EXT-FR-FE-163",
    en="The net amount of a group, where it says one, is the sum of the lines below it.",
    fr="Le montant net d'un regroupement, s'il est dit, est la somme de ses lignes.",
)
def br_frext_08(subject: Subject) -> Iterator[Breach]:
    """Details and groups directly below, to the cent."""
    for index, line, below in _groups(subject.invoice):
        amounts = [one.net_amount for one in below if one.net_amount is not None]
        expected = cents(sum(amounts, ZERO))
        if line.net_amount != expected:
            yield Breach(f"lines[{index}].net_amount", f"{line.net_amount:f}", f"{expected:f}")


@rule(
    "BR-FREXT-11",
    "EXT-FR-FE-162",
    en="The line above a line is another line of the invoice.",
    fr="La ligne mère d'une ligne est une autre ligne de la facture.",
)
def br_frext_11(subject: Subject) -> Iterator[Breach]:
    """Lines with a parent."""
    known = {line.identifier for line in subject.invoice.lines}
    for index, line in enumerate(subject.invoice.lines):
        if line.parent is not None and (line.parent not in known or line.parent == line.identifier):
            yield Breach(f"lines[{index}].parent", line.parent, "the identifier of another line")


@rule(
    "BR-FREXT-12",
    "BT-131",
    "EXT-FR-FE-163",
    en="Where a group says a net amount, so do the groups below it.",
    fr="Si un regroupement dit un montant net, ses sous-regroupements aussi.",
)
def br_frext_12(subject: Subject) -> Iterator[Breach]:
    """Groups directly below."""
    for index, _, below in _groups(subject.invoice):
        if any(one.kind == "GROUP" and one.net_amount is None for one in below):
            yield Breach(f"lines[{index}]", None, "a net amount in every group below")


RULES: Final[tuple[Rule, ...]] = (
    Rule(
        id="BR-FREXT-54-1",
        terms=("BT-160", "EXT-FR-FE-159"),
        en="An attribute of an item has a name or a code.",
        fr="Un attribut d'article a un nom ou un code.",
        check=nameless,
    ),
    Rule(
        id="BR-FREXT-54-2",
        terms=("BT-161", "EXT-FR-FE-160", "EXT-FR-FE-161"),
        en="An attribute of an item has a value, or a quantity with its unit, and not both.",
        fr="Un attribut d'article a une valeur, ou une quantité avec son unité, et pas les deux.",
        check=faulty_values,
    ),
)


def _groups(invoice: Invoice) -> Iterator[tuple[int, Line, list[Line]]]:
    """Yield the groups that say a net amount, with the lines directly below them."""
    below: defaultdict[str | None, list[Line]] = defaultdict(list)
    for line in invoice.lines:
        if line.parent is not None and line.kind in _SUMMED:
            below[line.parent].append(line)
    for index, line in enumerate(invoice.lines):
        if line.kind == "GROUP" and line.net_amount is not None:
            yield index, line, below[line.identifier]
