"""Historic Chorus Pro: number, date, type, frame, payment (*règles de gestion*, G1.02, G1.05)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from chorus_sdk.findings import Severity
from chorus_sdk.invoice.frameworks import InvoicingFramework
from chorus_sdk.invoice.model import Invoice
from chorus_sdk.validation.rules.base import Breach, Subject, rule

MOST_NUMBER_CHARACTERS: Final = 20
MOST_REFERENCE_CHARACTERS: Final = 50
MOST_DIGITS: Final = 19
MOST_DECIMALS: Final = 6
TYPES: Final = ("380", "381")
OFF_FLOW_FRAMES: Final = ("A3", "A21")
"""Court fees and fuel-tax refunds: entered in the portal, never deposited as an invoice."""
_NUMBER = re.compile(r"[A-Za-z0-9\-_/+]+")
_ZERO = Decimal(0)


@rule(
    "CPRO-NUMBER",
    "BT-1",
    en="An invoice has a number.",
    fr="Une facture a un numéro.",
)
def number(subject: Subject) -> Iterator[Breach]:
    """BT-1 is there (§5.2)."""
    if not subject.invoice.number:
        yield Breach("number")


@rule(
    "CPRO-NUMBER-LENGTH",
    "BT-1",
    en="An invoice number has at most 20 characters (G1.05).",
    fr="Un numéro de facture compte au plus 20 caractères (G1.05).",
    hint="The AFNOR formats take 20 as well for public buyers, 35 for others.",
    hint_fr="Les formats AFNOR en admettent 20 aussi pour un acheteur public, 35 pour les autres.",
)
def number_length(subject: Subject) -> Iterator[Breach]:
    """Seen to reject real deposits (chorus-pro-api §5.2, §6.1)."""
    length = len(subject.invoice.number or "")
    if length > MOST_NUMBER_CHARACTERS:
        yield Breach("number", f"{length} characters", f"at most {MOST_NUMBER_CHARACTERS}")


@rule(
    "CPRO-NUMBER-CHARACTERS",
    "BT-1",
    en="An invoice number has only letters, digits and - _ / + in it (G1.05).",
    fr="Un numéro de facture ne contient que lettres, chiffres et - _ / + (G1.05).",
)
def number_characters(subject: Subject) -> Iterator[Breach]:
    """Seen to reject real deposits (chorus-pro-api §5.2)."""
    said = subject.invoice.number
    if said and not _NUMBER.fullmatch(said):
        yield Breach("number", said, "letters, digits, - _ / +")


@rule(
    "CPRO-DATE",
    "BT-2",
    en="An invoice has a date of issue.",
    fr="Une facture a une date d'émission.",
)
def issue_date(subject: Subject) -> Iterator[Breach]:
    """BT-2 is part of what makes an invoice unique (einvoice-formats §8.2)."""
    if subject.invoice.issue_date is None:
        yield Breach("issue_date")


@rule(
    "CPRO-TYPE",
    "BT-3",
    en="On the historic road an invoice is of type 380, a credit note of type 381.",
    fr="Sur le canal historique, une facture est de type 380, un avoir de type 381.",
    severity=Severity.WARNING,
    hint="The AFNOR formats, through an approved platform, take sixteen types.",
    hint_fr="Les formats AFNOR, par une plateforme agréée, admettent seize types.",
)
def type_code(subject: Subject) -> Iterator[Breach]:
    """From the EDI annex (einvoice-formats §8.2); not seen live."""
    if subject.invoice.type_code not in TYPES:
        yield Breach("type_code", subject.invoice.type_code, " or ".join(TYPES))


@rule(
    "CPRO-FRAME",
    "BT-23",
    en="The frame is one of A1 to A25 (G1.02); without one Chorus Pro takes A1.",
    fr="Le cadre de facturation est l'un de A1 à A25 (G1.02) ; à défaut, A1.",
    hint="A1 a supplier, A2 already paid, A9 a subcontractor, A12 a co-contractor.",
    hint_fr="A1 fournisseur, A2 déjà payée, A9 sous-traitant, A12 cotraitant.",
)
def frame(subject: Subject) -> Iterator[Breach]:
    """Seen to reject real deposits (chorus-pro-api §5.2)."""
    said = framework(subject.invoice)
    if not InvoicingFramework(said).is_known:
        yield Breach("business_process", said, "A1 to A25")


@rule(
    "CPRO-FRAME-ROAD",
    "BT-23",
    en="Court fees (A3) and fuel-tax refunds (A21) are no invoices that a flow may carry.",
    fr="Les mémoires de frais de justice (A3) et remboursements (A21) ont un autre dépôt.",
    severity=Severity.WARNING,
)
def frame_road(subject: Subject) -> Iterator[Breach]:
    """From the domains' own descriptions (chorus-pro-business §4.1); not seen live."""
    said = framework(subject.invoice)
    if said in OFF_FLOW_FRAMES:
        yield Breach("business_process", said, "a frame of an invoice")


@rule(
    "CPRO-PAYMENT-MEANS",
    "BT-81",
    en="An invoice says how it is to be paid: the code of the payment means.",
    fr="Une facture dit son moyen de paiement, en code.",
    hint="Code 30 is a credit transfer; EN 16931 leaves it out, Chorus Pro does not.",
    hint_fr="Le code 30 est un virement ; Chorus Pro l'exige, l'EN 16931 non.",
)
def payment_means(subject: Subject) -> Iterator[Breach]:
    """Seen to reject real deposits, Factur-X among them without a word (§5.2, §7.3)."""
    payment = subject.invoice.payment
    if payment is None or not payment.code:
        yield Breach("payment.means", None, "a code such as 30")


@rule(
    "CPRO-VAT-REASON",
    "BT-120",
    en="Where no VAT is charged, the reason is given as a text.",
    fr="Sans TVA facturée, le motif est donné en texte.",
    severity=Severity.WARNING,
)
def vat_reason(subject: Subject) -> Iterator[Breach]:
    """From the EDI annex (einvoice-formats §8.2); not seen live."""
    for index, part in enumerate(subject.invoice.vat_breakdown):
        is_free = part.rate is None or part.rate == _ZERO
        if is_free and part.category not in (None, "Z") and not part.exemption_reason:
            yield Breach(f"vat_breakdown[{index}].exemption_reason", None, "a text")


@rule(
    "CPRO-AMOUNT",
    "BT-106…117",
    "BT-131",
    "BT-146",
    en="A number has at most nineteen digits, six of them decimals.",
    fr="Un nombre compte au plus dix-neuf chiffres, dont six décimales.",
    severity=Severity.WARNING,
)
def amount(subject: Subject) -> Iterator[Breach]:
    """From the specifications (chorus-pro-api §6.1); not seen live."""
    for place, value in _numbers(subject.invoice):
        if value is not None and not _fits(value):
            yield Breach(place, f"{value:f}", f"{MOST_DIGITS} digits, {MOST_DECIMALS} decimals")


@rule(
    "CPRO-COMMITMENT-LENGTH",
    "BT-13",
    en="A commitment number has at most 50 characters.",
    fr="Un numéro d'engagement compte au plus 50 caractères.",
    severity=Severity.WARNING,
)
def commitment_length(subject: Subject) -> Iterator[Breach]:
    """From the specifications (chorus-pro-api §6.1); not seen live."""
    length = len(subject.invoice.chorus.commitment_number or "")
    if length > MOST_REFERENCE_CHARACTERS:
        most = f"at most {MOST_REFERENCE_CHARACTERS}"
        yield Breach("references.purchase_order", f"{length} characters", most)


@rule(
    "CPRO-DUPLICATE",
    "BT-1",
    "BT-2",
    "BT-29",
    en="Not checked: whether this supplier used the number before in that year.",
    fr="Non contrôlé : l'emploi antérieur de ce numéro par ce fournisseur dans l'année.",
    severity=Severity.INFORMATION,
    hint="Search the supplier's invoices for the number before sending.",
    hint_fr="Chercher ce numéro parmi les factures du fournisseur avant l'envoi.",
)
def duplicate(subject: Subject) -> Iterator[Breach]:
    """Year, SIREN and number are unique (einvoice-formats §8.2); only the platform knows."""
    yield Breach("number", subject.invoice.number)


def framework(invoice: Invoice) -> str:
    """Return the frame (BT-23) as it is written; A1 where there is none."""
    return (invoice.business_process or "").strip() or "A1"


def _numbers(invoice: Invoice) -> Iterator[tuple[str, Decimal | None]]:
    totals = invoice.totals
    for name in type(totals).model_fields:
        yield f"totals.{name}", getattr(totals, name)
    for index, part in enumerate(invoice.vat_breakdown):
        yield f"vat_breakdown[{index}].taxable_amount", part.taxable_amount
        yield f"vat_breakdown[{index}].tax_amount", part.tax_amount
    for index, line in enumerate(invoice.lines):
        yield f"lines[{index}].net_amount", line.net_amount
        yield f"lines[{index}].quantity", line.quantity
        yield f"lines[{index}].price.net", line.price.net


def _fits(value: Decimal) -> bool:
    whole, _, decimals = f"{abs(value):f}".partition(".")
    return len(decimals) <= MOST_DECIMALS and len(whole) + len(decimals) <= MOST_DIGITS
