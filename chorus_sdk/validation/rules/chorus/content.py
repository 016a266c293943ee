"""BR-FR-CPRO-01, 02, 14 to 16, 19 to 21, 24 to 28: what the invoice holds (*contenu*)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from chorus_sdk.findings import Severity
from chorus_sdk.invoice.identifiers import SCHEME_SIRET
from chorus_sdk.validation.rules.base import Breach, Rule, Subject
from chorus_sdk.validation.rules.chorus.public import cpro, frame, is_public, siren_of

CONTRACT_TYPES: Final = ("MARCHE", "CONTRAT")
MOST_NUMBER_CHARACTERS: Final = 20
MOST_REFERENCE_CHARACTERS: Final = 50
FIRST_REFUSED_LINE_COUNT: Final = 1_000_000
MAIN_CONTRACTOR_FRAMES: Final = ("S3", "S6")


@cpro(
    1,
    "EXT-FR-FE-01",
    en="The type of a contract is MARCHE or CONTRAT.",
    fr="Le type d'un contrat est MARCHE ou CONTRAT.",
)
def cpro_01(subject: Subject) -> Iterator[Breach]:
    """Where a type is said."""
    kind = subject.invoice.references.contract_type
    if kind is not None and kind not in CONTRACT_TYPES:
        yield Breach("references.contract_type", kind, " or ".join(CONTRACT_TYPES))


@cpro(
    2,
    "BT-1",
    "BT-25",
    "EXT-FR-FE-136",
    en="An invoice number has at most 20 characters.",
    fr="Un numéro de facture compte au plus 20 caractères.",
)
def cpro_02(subject: Subject) -> Iterator[Breach]:
    """The invoice's own, and those that it refers to."""
    for place, term, number in _numbers(subject):
        if number is not None and len(number) > MOST_NUMBER_CHARACTERS:
            most = f"at most {MOST_NUMBER_CHARACTERS}"
            yield Breach(place, f"{len(number)} characters", most, term)


@cpro(
    14,
    "BT-12",
    en="A contract number has at most 50 characters.",
    fr="Un numéro de contrat compte au plus 50 caractères.",
)
def cpro_14(subject: Subject) -> Iterator[Breach]:
    """BT-12."""
    yield from _too_long("references.contract", subject.invoice.references.contract)


@cpro(
    15,
    "BT-13",
    en="A commitment number has at most 50 characters.",
    fr="Un numéro d'engagement compte au plus 50 caractères.",
)
def cpro_15(subject: Subject) -> Iterator[Breach]:
    """BT-13."""
    yield from _too_long("references.purchase_order", subject.invoice.references.purchase_order)


def _ignored(subject: Subject) -> Iterator[Breach]:
    if not is_public(subject):
        return
    for place, term, party in (
        ("invoicee", "EXT-FR-FE-BG-04", subject.invoice.invoicee),
        ("buyer_agent", "EXT-FR-FE-BG-01", subject.invoice.buyer_agent),
    ):
        if party is not None:
            yield Breach(place, party.name, "nothing", term)


cpro_16 = Rule(
    id="BR-FR-CPRO-16",
    terms=("EXT-FR-FE-BG-04", "EXT-FR-FE-BG-01"),
    en="Chorus Pro does not look at the invoicee and at the buyer's agent.",
    fr="Chorus Pro ne tient compte ni du facturé ni de l'agent de l'acheteur.",
    check=_ignored,
    severity=Severity.INFORMATION,
)


@cpro(
    19,
    "BT-126",
    en="An invoice has fewer than a million lines.",
    fr="Une facture compte moins d'un million de lignes.",
)
def cpro_19(subject: Subject) -> Iterator[Breach]:
    """The identifiers of lines, numbers of six digits, are declared not to be checked."""
    count = len(subject.invoice.lines)
    if count >= FIRST_REFUSED_LINE_COUNT:
        yield Breach("lines", str(count), f"fewer than {FIRST_REFUSED_LINE_COUNT}")


@cpro(
    20,
    "BG-3",
    en="An invoice refers to one earlier invoice at most.",
    fr="Une facture renvoie à une seule facture antérieure au plus.",
)
def cpro_20(subject: Subject) -> Iterator[Breach]:
    """In the header."""
    count = len(subject.invoice.references.preceding_invoices)
    if count > 1:
        yield Breach("references.preceding_invoices", str(count), "at most 1")


@cpro(
    21,
    "BT-23",
    "EXT-FR-FE-BG-03",
    en="In frames S3 and S6 the seller's agent is the main contractor, with SIREN and SIRET.",
    fr="En S3 et S6, l'agent du vendeur est le titulaire du marché, avec SIREN et SIRET.",
)
def cpro_21(subject: Subject) -> Iterator[Breach]:
    """Frames S3 and S6."""
    if frame(subject.invoice) not in MAIN_CONTRACTOR_FRAMES:
        return
    agent = subject.invoice.sales_agent
    if agent is None:
        yield Breach("sales_agent", None, "the main contractor")
        return
    if not siren_of(agent):
        yield Breach("sales_agent.legal_registration", None, "its SIREN")
    if not agent.identifier(SCHEME_SIRET):
        yield Breach("sales_agent.identifiers", None, "its SIRET")


@cpro(
    24,
    "BT-23",
    en="Frame S5 is not for public buyers.",
    fr="Le cadre S5 n'est pas admis envers une entité publique.",
    hint="A subcontractor who is paid directly uses S3.",
    hint_fr="Un sous-traitant payé directement emploie S3.",
)
def cpro_24(subject: Subject) -> Iterator[Breach]:
    """Frame S5."""
    if frame(subject.invoice) == "S5":
        yield Breach("business_process", "S5", "another frame")


@cpro(
    25,
    "BT-20",
    en="An invoice says one text of payment terms at most.",
    fr="Une facture ne dit qu'un texte de conditions de paiement.",
)
def cpro_25(subject: Subject) -> Iterator[Breach]:
    """BT-20 and what EXTENDED puts after it."""
    invoice = subject.invoice
    further = [terms.text for terms in invoice.further_payment_terms if terms.text]
    count = len(further) + bool(invoice.payment_terms)
    if count > 1:
        yield Breach("further_payment_terms", str(count), "at most 1")


@cpro(
    26,
    "BG-6",
    en="The seller has one contact at most.",
    fr="Le vendeur a un seul contact au plus.",
)
def cpro_26(subject: Subject) -> Iterator[Breach]:
    """BG-6."""
    if subject.invoice.seller.further_contacts:
        yield _contacts("seller", len(subject.invoice.seller.further_contacts))


@cpro(
    27,
    "BG-9",
    en="The buyer has one contact at most.",
    fr="L'acheteur a un seul contact au plus.",
)
def cpro_27(subject: Subject) -> Iterator[Breach]:
    """BG-9."""
    if subject.invoice.buyer.further_contacts:
        yield _contacts("buyer", len(subject.invoice.buyer.further_contacts))


@cpro(
    28,
    "EXT-FR-FE-BG-03",
    en="The seller's agent has one contact at most.",
    fr="L'agent du vendeur a un seul contact au plus.",
)
def cpro_28(subject: Subject) -> Iterator[Breach]:
    """The agent, where it is there."""
    agent = subject.invoice.sales_agent
    if agent is not None and agent.further_contacts:
        yield _contacts("sales_agent", len(agent.further_contacts))


def _numbers(subject: Subject) -> Iterator[tuple[str, str, str | None]]:
    invoice = subject.invoice
    yield "number", "BT-1", invoice.number
    for index, before in enumerate(invoice.references.preceding_invoices):
        yield f"references.preceding_invoices[{index}].number", "BT-25", before.number
    for index, line in enumerate(invoice.lines):
        if line.references is not None and line.references.preceding_invoice is not None:
            place = f"lines[{index}].references.preceding_invoice.number"
            yield place, "EXT-FR-FE-136", line.references.preceding_invoice.number


def _too_long(place: str, number: str | None) -> Iterator[Breach]:
    if number is not None and len(number) > MOST_REFERENCE_CHARACTERS:
        yield Breach(place, f"{len(number)} characters", f"at most {MOST_REFERENCE_CHARACTERS}")


def _contacts(place: str, further: int) -> Breach:
    return Breach(f"{place}.further_contacts", str(1 + further), "at most 1")
