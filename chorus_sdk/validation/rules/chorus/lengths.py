"""BR-FR-CPRO-29 to 44: how long a text may be (*longueurs*)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from chorus_sdk.invoice.model import Invoice
from chorus_sdk.validation.rules.base import Breach, Rule, Subject
from chorus_sdk.validation.rules.chorus.public import cpro

Texts = Callable[[Invoice], Iterable[tuple[str, str | None]]]


def _limit(number: int, term: str, most: int, what: tuple[str, str], texts: Texts) -> Rule:
    """Make a rule of a limit: its number, term, most characters, subject in both languages."""
    english, french = what

    def check(subject: Subject) -> Iterator[Breach]:
        for place, text in texts(subject.invoice):
            if text is not None and len(text) > most:
                yield Breach(place, f"{len(text)} characters", f"at most {most}")

    return cpro(
        number,
        term,
        en=f"{english} has at most {most:,} characters.",
        fr=f"{french} compte au plus {most} caractères.",
    )(check)


def _exemptions(invoice: Invoice) -> Iterator[tuple[str, str | None]]:
    for index, part in enumerate(invoice.vat_breakdown):
        yield f"vat_breakdown[{index}].exemption_reason", part.exemption_reason


def _documents(invoice: Invoice) -> Iterator[tuple[str, str | None]]:
    for index, document in enumerate(invoice.supporting_documents):
        yield f"supporting_documents[{index}].reference", document.reference


def _descriptions(invoice: Invoice) -> Iterator[tuple[str, str | None]]:
    for index, line in enumerate(invoice.lines):
        yield f"lines[{index}].item.description", line.item.description


def _streets(invoice: Invoice) -> Iterator[tuple[str, str | None]]:
    if invoice.seller.address is not None:
        yield "seller.address.line1", invoice.seller.address.line1


def _cities(invoice: Invoice) -> Iterator[tuple[str, str | None]]:
    if invoice.seller.address is not None:
        yield "seller.address.city", invoice.seller.address.city


def _terms(invoice: Invoice) -> Iterator[tuple[str, str | None]]:
    yield "payment_terms", invoice.payment_terms
    for index, terms in enumerate(invoice.further_payment_terms):
        yield f"further_payment_terms[{index}].text", terms.text


def _payee(invoice: Invoice) -> Iterator[tuple[str, str | None]]:
    if invoice.payee is not None:
        yield "payee.name", invoice.payee.name


def _location(invoice: Invoice) -> Iterator[tuple[str, str | None]]:
    if invoice.delivery is not None and invoice.delivery.location is not None:
        yield "delivery.location", invoice.delivery.location.value


def _line_locations(invoice: Invoice) -> Iterator[tuple[str, str | None]]:
    for index, line in enumerate(invoice.lines):
        if line.delivery is not None and line.delivery.location is not None:
            yield f"lines[{index}].delivery.location", line.delivery.location.value


def _accounts(invoice: Invoice) -> Iterator[tuple[str, str | None]]:
    for index, means in enumerate(invoice.payment.means if invoice.payment else ()):
        if means.transfer is not None:
            yield f"payment.means[{index}].transfer.account", means.transfer.account


def _file_names(invoice: Invoice) -> Iterator[tuple[str, str | None]]:
    for index, document in enumerate(invoice.supporting_documents):
        if document.attachment is not None:
            place = f"supporting_documents[{index}].attachment.file_name"
            yield place, document.attachment.file_name


def _notes(invoice: Invoice) -> Iterator[tuple[str, str | None]]:
    for index, note in enumerate(invoice.notes):
        yield f"notes[{index}].text", note.text


RULES: Final[tuple[Rule, ...]] = (
    _limit(29, "BT-120", 1024, ("A reason of exemption", "Un motif d'exonération"), _exemptions),
    _limit(30, "BT-122", 50, ("A document's reference", "La référence d'un document"), _documents),
    _limit(
        31, "BT-154", 1024, ("An item's description", "La description d'article"), _descriptions
    ),
    _limit(32, "BT-35", 400, ("The seller's street", "L'adresse du vendeur"), _streets),
    _limit(33, "BT-37", 400, ("The seller's city", "La localité du vendeur"), _cities),
    _limit(
        34,
        "BT-45",
        99,
        ("The buyer's trading name", "Le nom commercial de l'acheteur"),
        lambda invoice: [("buyer.trading_name", invoice.buyer.trading_name)],
    ),
    _limit(35, "BT-20", 1024, ("A text of terms", "Un texte de conditions de paiement"), _terms),
    _limit(
        36,
        "BT-28",
        99,
        ("The seller's trading name", "Le nom commercial du vendeur"),
        lambda invoice: [("seller.trading_name", invoice.seller.trading_name)],
    ),
    _limit(37, "BT-59", 99, ("The payee's name", "Le nom du bénéficiaire"), _payee),
    _limit(38, "BT-71", 20, ("A place of delivery", "Un lieu de livraison"), _location),
    _limit(39, "BT-84", 27, ("An account", "Un compte"), _accounts),
    _limit(
        40,
        "EXT-FR-FE-146",
        20,
        ("A line's place of delivery", "Le lieu de livraison d'une ligne"),
        _line_locations,
    ),
    _limit(41, "BT-125-2", 50, ("An attachment's name", "Le nom d'une pièce jointe"), _file_names),
    _limit(42, "BT-22", 1024, ("A note", "Une note"), _notes),
    _limit(
        43,
        "BT-27",
        99,
        ("The seller's name", "Le nom du vendeur"),
        lambda invoice: [("seller.name", invoice.seller.name)],
    ),
    _limit(
        44,
        "BT-44",
        99,
        ("The buyer's name", "Le nom de l'acheteur"),
        lambda invoice: [("buyer.name", invoice.buyer.name)],
    ),
)
