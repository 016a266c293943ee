"""What every line says: BR-21 to BR-28, BR-54, BR-64, BR-65, BR-CO-04."""

from __future__ import annotations

from collections.abc import Iterator

from chorus_sdk.validation.rules.base import Breach, Subject, rule
from chorus_sdk.validation.rules.en16931.completed import invoice_of
from chorus_sdk.validation.rules.en16931.source import is_ubl, is_written, lacks, line_path
from chorus_sdk.validation.rules.en16931.texts import is_blank
from chorus_sdk.validation.rules.en16931.traces import traces
from chorus_sdk.validation.rules.en16931.vat_uses import vat_uses


@rule("BR-21", "BT-126", en="A line has an identifier.", fr="Une ligne a un identifiant.")
def br_21(subject: Subject) -> Iterator[Breach]:
    """BT-126 is there."""
    for number, line in enumerate(invoice_of(subject).lines):
        if is_blank(line.identifier):
            yield Breach(f"lines[{number}].identifier")


@rule("BR-22", "BT-129", en="A line has a quantity.", fr="Une ligne a une quantité.")
def br_22(subject: Subject) -> Iterator[Breach]:
    """BT-129 is there."""
    for number, line in enumerate(invoice_of(subject).lines):
        if line.quantity is None:
            yield Breach(f"lines[{number}].quantity")


@rule(
    "BR-23",
    "BT-130",
    en="The quantity of a line has a unit.",
    fr="La quantité d'une ligne a une unité.",
)
def br_23(subject: Subject) -> Iterator[Breach]:
    """BT-130 is there."""
    for number, line in enumerate(invoice_of(subject).lines):
        if is_blank(line.unit) and not _has_unit(subject, number):
            yield Breach(f"lines[{number}].unit")


@rule("BR-24", "BT-131", en="A line has a net amount.", fr="Une ligne a un montant net.")
def br_24(subject: Subject) -> Iterator[Breach]:
    """BT-131 is there."""
    for number, line in enumerate(invoice_of(subject).lines):
        if line.net_amount is None:
            yield Breach(f"lines[{number}].net_amount")


@rule("BR-25", "BT-153", en="The item of a line has a name.", fr="L'article d'une ligne a un nom.")
def br_25(subject: Subject) -> Iterator[Breach]:
    """BT-153 is there."""
    for number, line in enumerate(invoice_of(subject).lines):
        if is_blank(line.item.name):
            yield Breach(f"lines[{number}].item.name")


@rule("BR-26", "BT-146", en="The item of a line has a net price.", fr="L'article a un prix net.")
def br_26(subject: Subject) -> Iterator[Breach]:
    """BT-146 is there."""
    for number, line in enumerate(invoice_of(subject).lines):
        if line.price.net is None:
            yield Breach(f"lines[{number}].price.net")


@rule(
    "BR-27",
    "BT-146",
    en="The net price of an item is not negative.",
    fr="Le prix net d'un article n'est pas négatif.",
    hint="Let the quantity be negative instead.",
    hint_fr="Rendre négative la quantité, non le prix.",
)
def br_27(subject: Subject) -> Iterator[Breach]:
    """BT-146 ≥ 0; in a document a price that is missing breaks this as well."""
    written = is_written(subject)
    for number, line in enumerate(invoice_of(subject).lines):
        net = line.price.net
        if written if net is None else net < 0:
            yield Breach(f"lines[{number}].price.net", None if net is None else str(net), "≥ 0")


@rule(
    "BR-28",
    "BT-148",
    en="The gross price of an item is not negative.",
    fr="Le prix brut d'un article n'est pas négatif.",
)
def br_28(subject: Subject) -> Iterator[Breach]:
    """BT-148 ≥ 0."""
    for number, line in enumerate(invoice_of(subject).lines):
        gross = line.price.gross
        if gross is not None and gross < 0:
            yield Breach(f"lines[{number}].price.gross", str(gross), "≥ 0")
    path = f"{line_path(subject)}/cac:Price/cac:AllowanceCharge/cbc:BaseAmount"
    for text in traces(subject).texts(path):
        if text.startswith("-"):
            yield Breach("lines", text, "≥ 0")


@rule(
    "BR-54",
    "BG-32",
    en="An attribute of an item has a name and a value.",
    fr="Un attribut d'article a un nom et une valeur.",
)
def br_54(subject: Subject) -> Iterator[Breach]:
    """BT-160 and BT-161 are there."""
    for number, line in enumerate(invoice_of(subject).lines):
        for index, attribute in enumerate(line.item.attributes):
            if attribute.name is None or attribute.value is None:
                yield Breach(f"lines[{number}].item.attributes[{index}]")


@rule(
    "BR-64",
    "BT-157",
    en="A standard identifier of an item names its scheme.",
    fr="Un identifiant standard d'article a un identifiant de schéma.",
)
def br_64(subject: Subject) -> Iterator[Breach]:
    """BT-157-1 is there where BT-157 is."""
    for number, line in enumerate(invoice_of(subject).lines):
        standard = line.item.standard_identifier
        if standard is not None and lacks(subject, standard.scheme):
            yield Breach(f"lines[{number}].item.standard_identifier.scheme")


@rule(
    "BR-65",
    "BT-158",
    en="A classification of an item names its list of codes.",
    fr="Une classification d'article nomme sa liste de codes.",
)
def br_65(subject: Subject) -> Iterator[Breach]:
    """BT-158-1 is there where BT-158 is."""
    for number, line in enumerate(invoice_of(subject).lines):
        for index, classification in enumerate(line.item.classifications):
            if classification.code is not None and lacks(subject, classification.list_id):
                yield Breach(f"lines[{number}].item.classifications[{index}].list_id")


@rule("BR-CO-04", "BT-151", en="A line has a VAT category.", fr="Une ligne a un code de TVA.")
def br_co_04(subject: Subject) -> Iterator[Breach]:
    """BT-151 is there, and it is of VAT and no other tax."""
    foreign = vat_uses(subject).foreign_lines
    for number, line in enumerate(invoice_of(subject).lines):
        if line.vat.category is None or number in foreign:
            yield Breach(f"lines[{number}].vat.category", line.vat.category)


def _has_unit(subject: Subject, number: int) -> bool:
    """Tell whether a line has the attribute, be it without a text."""
    known, path = traces(subject), line_path(subject)
    if not is_ubl(subject):
        quantity = "ram:SpecifiedLineTradeDelivery/ram:BilledQuantity"
        return number in known.items(path, f"{quantity}/@unitCode")
    names = ("cbc:InvoicedQuantity", "cbc:CreditedQuantity")
    return any(number in known.items(path, f"{name}/@unitCode") for name in names)
