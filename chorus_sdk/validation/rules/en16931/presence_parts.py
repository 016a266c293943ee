"""What totals, VAT breakdown and references say: BR-12 to BR-15, BR-45 to 48, BR-52, 53, 55."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from chorus_sdk.invoice.amounts import Totals
from chorus_sdk.validation.rules.base import Breach, Subject, rule
from chorus_sdk.validation.rules.en16931.completed import invoice_of
from chorus_sdk.validation.rules.en16931.source import (
    AGREEMENT,
    SETTLEMENT,
    SUMMATION,
    is_cii,
    is_ubl,
    is_written,
    line_path,
    path_of,
)
from chorus_sdk.validation.rules.en16931.texts import is_blank
from chorus_sdk.validation.rules.en16931.traces import traces
from chorus_sdk.validation.rules.en16931.vat_uses import plain_breakdown, vat_uses


def has_totals(subject: Subject) -> bool:
    """Tell whether the totals are there, so that something can be asked of them."""
    return subject.derive(_has_totals)


def _has_totals(subject: Subject) -> bool:
    stated = invoice_of(subject).totals.__dict__.values()
    if not is_written(subject) or any(amount is not None for amount in stated):
        return True
    return traces(subject).has(path_of(subject, "cac:LegalMonetaryTotal", SUMMATION))


def _total(subject: Subject, get: Callable[[Totals], object], place: str) -> Iterator[Breach]:
    if get(invoice_of(subject).totals) is None and has_totals(subject):
        yield Breach(f"totals.{place}")


@rule(
    "BR-12",
    "BT-106",
    en="An invoice states the sum of its lines' net amounts.",
    fr="Une facture indique la somme des montants nets de ses lignes.",
)
def br_12(subject: Subject) -> Iterator[Breach]:
    """BT-106 is there."""
    yield from _total(subject, lambda totals: totals.lines, "lines")


@rule(
    "BR-13",
    "BT-109",
    en="An invoice states its total without VAT.",
    fr="Une facture indique son montant total hors TVA.",
)
def br_13(subject: Subject) -> Iterator[Breach]:
    """BT-109 is there."""
    yield from _total(subject, lambda totals: totals.without_vat, "without_vat")


@rule(
    "BR-14",
    "BT-112",
    en="An invoice states its total with VAT.",
    fr="Une facture indique son montant total avec TVA.",
)
def br_14(subject: Subject) -> Iterator[Breach]:
    """BT-112 is there."""
    yield from _total(subject, lambda totals: totals.with_vat, "with_vat")


@rule(
    "BR-15",
    "BT-115",
    en="An invoice states the amount that is due.",
    fr="Une facture indique le montant à payer.",
)
def br_15(subject: Subject) -> Iterator[Breach]:
    """BT-115 is there."""
    yield from _total(subject, lambda totals: totals.due, "due")


@rule(
    "BR-45",
    "BT-116",
    en="Each entry of the VAT breakdown has a taxable amount.",
    fr="Chaque ventilation de TVA a une base d'imposition.",
)
def br_45(subject: Subject) -> Iterator[Breach]:
    """BT-116 is there."""
    for number, part in plain_breakdown(subject):
        if part.taxable_amount is None:
            yield Breach(f"vat_breakdown[{number}].taxable_amount")


@rule(
    "BR-46",
    "BT-117",
    en="Each entry of the VAT breakdown has a tax amount.",
    fr="Chaque ventilation de TVA a un montant de TVA.",
)
def br_46(subject: Subject) -> Iterator[Breach]:
    """BT-117 is there."""
    for number, part in plain_breakdown(subject):
        if part.tax_amount is None:
            yield Breach(f"vat_breakdown[{number}].tax_amount")


@rule(
    "BR-47",
    "BT-118",
    en="Each entry of the VAT breakdown has a VAT category.",
    fr="Chaque ventilation de TVA a un code de type de TVA.",
)
def br_47(subject: Subject) -> Iterator[Breach]:
    """BT-118 is there, and it is of VAT and no other tax."""
    foreign = vat_uses(subject).foreign
    for number, part in plain_breakdown(subject):
        if part.category is None or number in foreign:
            yield Breach(f"vat_breakdown[{number}].category", part.category)


@rule(
    "BR-48",
    "BT-119",
    en="Each entry of the VAT breakdown has a rate, unless it is outside the scope of VAT.",
    fr="Chaque ventilation de TVA a un taux, sauf hors champ de la TVA.",
)
def br_48(subject: Subject) -> Iterator[Breach]:
    """BT-119 is there, or BT-118 is O."""
    foreign = vat_uses(subject).foreign
    for number, part in plain_breakdown(subject):
        if (part.rate is None and part.category != "O") or number in foreign:
            yield Breach(f"vat_breakdown[{number}].rate")


@rule(
    "BR-52",
    "BT-122",
    en="A supporting document has a reference.",
    fr="Un document justificatif a une référence.",
)
def br_52(subject: Subject) -> Iterator[Breach]:
    """BT-122 is there; both syntaxes ask the same of BT-17, BT-18 and BT-128."""
    invoice = invoice_of(subject)
    for number, document in enumerate(invoice.supporting_documents):
        if is_blank(document.reference):
            yield Breach(f"supporting_documents[{number}].reference")
    invoiced = invoice.references.invoiced_object
    if invoiced is not None and is_blank(invoiced.value):
        yield Breach("references.invoiced_object.value")
    if is_cii(subject):
        for number, line in enumerate(invoice.lines):
            if line.object_identifier is not None and is_blank(line.object_identifier.value):
                yield Breach(f"lines[{number}].object_identifier.value")
    yield from _document_without_number(subject)


def _document_without_number(subject: Subject) -> Iterator[Breach]:
    known = traces(subject)
    if not known:
        return
    if is_ubl(subject) and "" in known.texts("cac:AdditionalDocumentReference/cbc:ID"):
        yield Breach("supporting_documents")
    below = "ram:SpecifiedLineTradeSettlement/ram:AdditionalReferencedDocument"
    document = f"{AGREEMENT}/ram:AdditionalReferencedDocument"
    for path in (document, f"{line_path(subject)}/{below}"):
        if "" in known.texts(path) or "" in known.texts(f"{path}/ram:IssuerAssignedID"):
            yield Breach("supporting_documents")


@rule(
    "BR-53",
    "BT-111",
    en="With a VAT accounting currency, the total VAT in that currency is stated.",
    fr="Avec une devise de comptabilisation, la TVA totale dans cette devise est indiquée.",
)
def br_53(subject: Subject) -> Iterator[Breach]:
    """BT-6 ⇒ BT-111; in CII the two currencies have to differ."""
    invoice = invoice_of(subject)
    if invoice.vat_currency is None:
        return
    same = invoice.vat_currency == invoice.currency
    stated = invoice.totals.vat if same else invoice.totals.vat_in_accounting_currency
    if is_cii(subject) and not has_totals(subject):
        return
    if stated is None or (same and is_cii(subject)):
        yield Breach("totals.vat_in_accounting_currency")


@rule(
    "BR-55",
    "BT-25",
    en="A reference to an earlier invoice has its number.",
    fr="Une référence à une facture antérieure a son numéro.",
)
def br_55(subject: Subject) -> Iterator[Breach]:
    """BT-25 is there where BG-3 is."""
    preceding = invoice_of(subject).references.preceding_invoices
    for number, earlier in enumerate(preceding):
        if is_blank(earlier.number) if is_cii(subject) else earlier.number is None:
            yield Breach(f"references.preceding_invoices[{number}].number")
    path = path_of(subject, "cac:BillingReference", f"{SETTLEMENT}/ram:InvoiceReferencedDocument")
    number_path = "cac:InvoiceDocumentReference/cbc:ID" if is_ubl(subject) else "…"
    known = traces(subject)
    if not preceding and known.has(path) and not known.has(f"{path}/{number_path}"):
        yield Breach("references.preceding_invoices")
