"""Factur-X EXTENDED on lines and their parts (*lignes*): what sub-lines and groups change."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from chorus_sdk.findings import Severity
from chorus_sdk.invoice.lines import Line
from chorus_sdk.validation.rules.attributes import odd_attributes
from chorus_sdk.validation.rules.base import Breach, Subject, rule
from chorus_sdk.validation.rules.en16931.completed import invoice_of
from chorus_sdk.validation.rules.en16931.source import LINE
from chorus_sdk.validation.rules.en16931.traces import traces
from chorus_sdk.validation.rules.en16931.vat_uses import vat_uses
from chorus_sdk.validation.rules.facturx.sums import cents, is_plain

GROUP = "GROUP"


_DOCUMENT: Final = "ram:AssociatedDocumentLineDocument"


def _plain_lines(subject: Subject) -> Iterator[tuple[int, Line]]:
    """Yield the plain lines that say something of themselves: their number, if nothing else."""
    there = traces(subject).items(LINE, _DOCUMENT)
    for number, line in enumerate(invoice_of(subject).lines):
        said = line.identifier is not None or line.note is not None or number in there
        if is_plain(line) and said:
            yield number, line


@rule(
    "BR-FXEXT-BR-22",
    "BT-129",
    "BT-X-8",
    en="A line that is no group and no information states its quantity.",
    fr="Une ligne de détail indique sa quantité.",
)
def quantity(subject: Subject) -> Iterator[Breach]:
    """BT-129 on plain lines."""
    for number, line in _plain_lines(subject):
        if line.quantity is None:
            yield Breach(f"lines[{number}].quantity")


@rule(
    "BR-FXEXT-BR-23",
    "BT-130",
    "BT-X-8",
    en="A line that is no group and no information states its unit.",
    fr="Une ligne de détail indique son unité.",
)
def unit(subject: Subject) -> Iterator[Breach]:
    """BT-130 on plain lines."""
    for number, line in _plain_lines(subject):
        if not line.unit:
            yield Breach(f"lines[{number}].unit")


@rule(
    "BR-FXEXT-BR-24",
    "BT-131",
    "BT-X-8",
    en="A line that is no group and no information states its net amount.",
    fr="Une ligne de détail indique son montant net.",
)
def net_amount(subject: Subject) -> Iterator[Breach]:
    """BT-131 on plain lines."""
    for number, line in _plain_lines(subject):
        if line.net_amount is None:
            yield Breach(f"lines[{number}].net_amount")


@rule(
    "BR-FXEXT-BR-26",
    "BT-146",
    "BT-X-8",
    en="A line that is no group and no information states its net price.",
    fr="Une ligne de détail indique son prix net.",
)
def net_price(subject: Subject) -> Iterator[Breach]:
    """BT-146 on plain lines."""
    for number, line in _plain_lines(subject):
        if line.price.net is None:
            yield Breach(f"lines[{number}].price.net")


@rule(
    "BR-FXEXT-CO-04",
    "BT-151",
    "BT-X-8",
    en="A line that is no group and no information states its VAT category.",
    fr="Une ligne de détail indique son type de TVA.",
)
def vat_category(subject: Subject) -> Iterator[Breach]:
    """BT-151 on plain lines, of VAT and no other tax."""
    others = vat_uses(subject).foreign_lines
    for number, line in _plain_lines(subject):
        if line.vat.category is None or number in others:
            yield Breach(f"lines[{number}].vat.category", found=line.vat.category)


@rule(
    "BR-FXEXT-01",
    "BT-21",
    "BT-22",
    en="A note with a subject code has a text or a coded text.",
    fr="Une note avec un code de sujet a un texte ou un texte codé.",
)
def notes(subject: Subject) -> Iterator[Breach]:
    """BT-21 calls for BT-22 or BT-X-5."""
    for number, note in enumerate(invoice_of(subject).notes):
        if note.subject and note.text is None and not note.code:
            yield Breach(f"notes[{number}]", found=note.subject)


@rule(
    "BR-FXEXT-02",
    "BT-X-10",
    "BT-127",
    en="A line's note with a subject code has a text or a coded text.",
    fr="Une note de ligne avec un code de sujet a un texte ou un texte codé.",
)
def line_notes(subject: Subject) -> Iterator[Breach]:
    """BT-X-10 calls for BT-127 or BT-X-9."""
    for number, line in enumerate(subject.invoice.lines):
        if line.note_subject and not (line.note or line.note_code):
            yield Breach(f"lines[{number}].note_subject", found=line.note_subject)
        for other, note in enumerate(line.further_notes):
            if note.subject and not (note.text or note.code):
                yield Breach(f"lines[{number}].further_notes[{other}]", found=note.subject)


@rule(
    "BR-FXEXT-06",
    "BT-X-304",
    "BT-X-8",
    en="A line with a parent says whether it is a group, a detail or information.",
    fr="Une ligne qui a une ligne mère indique son sous-type.",
)
def kind_of_child(subject: Subject) -> Iterator[Breach]:
    """BT-X-304 calls for BT-X-8."""
    for number, line in enumerate(subject.invoice.lines):
        if line.parent and not line.kind:
            yield Breach(f"lines[{number}].kind", expected="GROUP, DETAIL or INFORMATION")


@rule(
    "BR-FXEXT-08",
    "BT-131",
    "BT-X-8",
    en="The net amount of a group is the sum of those right below it.",
    fr="Le montant net d'un regroupement est la somme de ceux du niveau inférieur.",
)
def group_amount(subject: Subject) -> Iterator[Breach]:
    """BT-131 of a group, exactly; a child without an amount breaks it as well."""
    below: dict[str, list[Decimal | None]] = {}
    for line in subject.invoice.lines:
        if line.kind in {GROUP, "DETAIL"}:
            below.setdefault((line.parent or "").strip(), []).append(line.net_amount)
    for number, line in enumerate(subject.invoice.lines):
        if line.kind != GROUP or line.net_amount is None:
            continue
        amounts = below.get((line.identifier or "").strip(), [])
        known = [amount for amount in amounts if amount is not None]
        total = cents(sum(known, Decimal(0)))
        if len(known) < len(amounts) or total != line.net_amount:
            place = f"lines[{number}].net_amount"
            yield Breach(place, found=str(line.net_amount), expected=str(total))


@rule(
    "BR-FXEXT-11",
    "BT-X-304",
    "BT-126",
    en="The parent of a line is a line of this invoice.",
    fr="La ligne mère d'une ligne est une ligne de la facture.",
)
def parent_exists(subject: Subject) -> Iterator[Breach]:
    """BT-X-304 is some BT-126."""
    known = {(line.identifier or "").strip() for line in subject.invoice.lines}
    for number, line in enumerate(subject.invoice.lines):
        if line.parent and line.parent.strip() not in known:
            yield Breach(f"lines[{number}].parent", found=line.parent)


@rule(
    "BR-FXEXT-12",
    "BT-131",
    "BT-X-8",
    en="Where a group states a net amount, so do the groups right below it.",
    fr="Si un regroupement indique un montant net, ceux du niveau inférieur aussi.",
)
def amounts_of_groups(subject: Subject) -> Iterator[Breach]:
    """BT-131 of a group calls for that of the groups below, and for its own number."""
    stated = {
        line.identifier
        for line in subject.invoice.lines
        if line.kind == GROUP and line.net_amount is not None
    }
    for number, line in enumerate(subject.invoice.lines):
        if line.kind == GROUP and line.parent in stated and line.net_amount is None:
            yield Breach(f"lines[{number}].net_amount")
        elif line.kind == GROUP and line.net_amount is not None and line.identifier is None:
            yield Breach(f"lines[{number}].identifier")


@rule(
    "BR-FXEXT-BR-38",
    "BT-104",
    "BT-105",
    en="A charge on the invoice says why: a reason or its code.",
    fr="Des frais au niveau du document ont un motif ou un code de motif.",
)
def charge_reason(subject: Subject) -> Iterator[Breach]:
    """BT-104 or BT-105."""
    for number, charge in enumerate(subject.invoice.charges):
        if not (charge.reason or charge.reason_code):
            yield Breach(f"charges[{number}].reason")


@rule(
    "BR-FXEXT-BR-44",
    "BT-144",
    "BT-145",
    en="A charge on a line says why: a reason or its code.",
    fr="Des frais de ligne ont un motif ou un code de motif.",
)
def line_charge_reason(subject: Subject) -> Iterator[Breach]:
    """BT-144 or BT-145."""
    for number, line in enumerate(subject.invoice.lines):
        for other, charge in enumerate(line.charges):
            if not (charge.reason or charge.reason_code):
                yield Breach(f"lines[{number}].charges[{other}].reason")


@rule(
    "BR-FXEXT-BR-54-1",
    "BT-160",
    "BT-X-11",
    en="An attribute of an item has a name or a code.",
    fr="Un attribut d'article a un nom ou un code.",
)
def attribute_name(subject: Subject) -> Iterator[Breach]:
    """BT-160 or BT-X-11."""
    for number, line in enumerate(invoice_of(subject).lines):
        for other, attribute in enumerate(line.item.attributes):
            if not (attribute.name or attribute.code):
                yield Breach(f"lines[{number}].item.attributes[{other}].name")


@rule(
    "BR-FXEXT-BR-54-2",
    "BT-161",
    "BT-X-12",
    en="An attribute of an item has a value, or a measure with its unit, not both.",
    fr="Un attribut d'article a une valeur ou une mesure avec son unité, pas les deux.",
)
def attribute_value(subject: Subject) -> Iterator[Breach]:
    """BT-161, or BT-X-12 with its unit."""
    for number, line in enumerate(invoice_of(subject).lines):
        for other, attribute in enumerate(line.item.attributes):
            has_measure = attribute.measure is not None
            lacks_unit = has_measure and not attribute.measure_unit
            if bool(attribute.value) == has_measure or lacks_unit:
                yield Breach(f"lines[{number}].item.attributes[{other}].value")


@rule(
    "BR-FXEXT-04",
    "BT-X-11",
    en="The code of an item's attribute is of UNTDID 6313 or one that Factur-X adds.",
    fr="Le code d'un attribut d'article est de UNTDID 6313 ou ajouté par Factur-X.",
    severity=Severity.WARNING,
    hint="Take a code of the list, or give a name (BT-160) instead.",
    hint_fr="Choisir un code de la liste, ou donner un nom (BT-160).",
)
def attribute_code(subject: Subject) -> Iterator[Breach]:
    """BT-X-11 of every attribute."""
    yield from odd_attributes(subject)
