"""What several French rules ask of an invoice (*faits*): its frame, its notes, its parties."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from chorus_sdk.formats.base import FormatId
from chorus_sdk.invoice.identifiers import SCHEME_SIREN, SCHEME_SIRET, Identifier
from chorus_sdk.invoice.lines import Line
from chorus_sdk.invoice.model import Invoice
from chorus_sdk.invoice.notes import Note
from chorus_sdk.invoice.parties import Party
from chorus_sdk.validation.rules.base import Subject

UBL: Final = frozenset({FormatId.UBL_INVOICE, FormatId.UBL_CREDIT_NOTE})
CII: Final = frozenset({FormatId.CII_INVOICE, FormatId.FACTURX})

SELF_BILLED: Final = frozenset({"389", "501", "500", "471", "473", "261", "502"})
"""Type codes of invoices that the buyer makes (*autofacturation*)."""
CORRECTIVE: Final = frozenset({"384", "471", "472", "473"})
"""Type codes of corrective invoices (*factures rectificatives*)."""
CREDIT_NOTES: Final = frozenset({"261", "381", "396", "502", "503"})
"""Type codes of credit notes that must name an invoice (*avoirs*); 262 need not."""
PREPAYMENTS: Final = frozenset({"386", "500", "503"})
"""Type codes of down-payment invoices (*factures d'acompte*)."""
PAID_FRAMES: Final = frozenset({"B2", "S2", "M2"})
FINAL_FRAMES: Final = frozenset({"B4", "S4", "M4"})
MULTI_VENDOR_FRAMES: Final = frozenset({"B8", "S8", "M8"})
BIDIRECTIONAL_FRAMES: Final = frozenset({"B9", "S9", "M9"})
TREATMENTS: Final = ("B2B", "B2BINT", "B2C", "B2CINT", "OUTOFSCOPE", "ARCHIVEONLY")
"""What a BAR note may say (*traitement*)."""

_NINE_DIGITS = re.compile(r"[0-9]{9}")
_FOURTEEN_DIGITS = re.compile(r"[0-9]{14}")


class Addressed(NamedTuple):
    """A party that has an electronic address (*adresse électronique*), and that address' term."""

    place: str
    term: str
    party: Party


class Identified(NamedTuple):
    """A party or place with private identifiers (*identifiants privés*), and their term."""

    place: str
    term: str
    identifiers: tuple[Identifier, ...]
    legal: Identifier | None


@dataclass(frozen=True)
class GroupLine:
    """A line of kind GROUP without a parent (*ligne de regroupement*), and its index."""

    index: int
    line: Line

    @property
    def place(self) -> str:
        """Where it stands in the model."""
        return f"lines[{self.index}]"


def is_ubl(subject: Subject) -> bool:
    """Tell whether the invoice was written in UBL."""
    return subject.format in UBL


def is_cii(subject: Subject) -> bool:
    """Tell whether the invoice was written in CII, in a PDF or not."""
    return subject.format in CII


def frame(invoice: Invoice) -> str:
    """Return the frame (*cadre*), BT-23, or nothing."""
    return invoice.business_process or ""


def is_multi_vendor(invoice: Invoice) -> bool:
    """Tell whether the invoice is one of several sellers (*multi-vendeurs*)."""
    return frame(invoice).strip() in MULTI_VENDOR_FRAMES


def is_bidirectional(invoice: Invoice) -> bool:
    """Tell whether both sides sell to each other in it (*bidirectionnelle*)."""
    return frame(invoice).strip() in BIDIRECTIONAL_FRAMES


def is_grouped(invoice: Invoice) -> bool:
    """Tell whether the invoice holds several in groups of lines."""
    return is_multi_vendor(invoice) or is_bidirectional(invoice)


def joined_notes(invoice: Invoice) -> str:
    """Return all notes as UBL writes them, with `#` between them.

    The official UBL rules look for subject codes in this text, so that one note may say several.
    """
    return "#".join(map(_as_ubl_note, invoice.notes))


def _joined_notes(subject: Subject) -> str:
    return joined_notes(subject.invoice)


def _as_ubl_note(note: Note) -> str:
    return f"#{note.subject}#{note.text or ''}" if note.subject else note.text or ""


def note_count(subject: Subject, code: str) -> int:
    """Count the notes of a subject code (BT-21)."""
    if is_ubl(subject):
        return subject.derive(_joined_notes).count(f"#{code}#")
    return sum(note.subject == code for note in subject.invoice.notes)


def note_values(subject: Subject, code: str) -> tuple[str, ...]:
    """Return what the notes of a subject code say; in UBL the first alone counts."""
    if not is_ubl(subject):
        return tuple(n.text or "" for n in subject.invoice.notes if n.subject == code)
    _, mark, after = subject.derive(_joined_notes).partition(f"#{code}#")
    return (after.partition("#")[0],) if mark else ()


def treatments(subject: Subject) -> list[str]:
    """Return every treatment that a BAR note says; in UBL one note may say several."""
    if not is_ubl(subject):
        texts = ((n.text or "").strip() for n in subject.invoice.notes if n.subject == "BAR")
        return [text for text in texts if text in TREATMENTS]
    written = map(_as_ubl_note, subject.invoice.notes)
    together = "".join(text for text in written if "#BAR#" in text) + "#"
    return [said for said in TREATMENTS for _ in range(together.count(f"BAR#{said}#"))]


def is_between_firms(subject: Subject) -> bool:
    """Tell whether a BAR note says B2B."""
    return "B2B" in note_values(subject, "BAR")


def is_siren(text: str | None) -> bool:
    """Tell nine digits, blanks around them put aside."""
    return text is not None and _NINE_DIGITS.fullmatch(text.strip()) is not None


def is_siret(text: str | None) -> bool:
    """Tell fourteen digits."""
    return text is not None and _FOURTEEN_DIGITS.fullmatch(text) is not None


def siren_of(legal: Identifier | None) -> str | None:
    """Return a legal registration of scheme 0002, as it is written."""
    return legal.value if legal is not None and legal.scheme == SCHEME_SIREN else None


def siret_of(identifiers: tuple[Identifier, ...]) -> str | None:
    """Return the first identifier of scheme 0009, as it is written."""
    return next((i.value for i in identifiers if i.scheme == SCHEME_SIRET), None)


def addressed(invoice: Invoice) -> Iterator[Addressed]:
    """Yield the parties whose electronic address has a term of its own."""
    for place, term, party in (
        ("seller", "BT-34", invoice.seller),
        ("buyer", "BT-49", invoice.buyer),
        ("buyer_agent", "EXT-FR-FE-12", invoice.buyer_agent),
        ("payee", "EXT-FR-FE-29", invoice.payee),
        ("payer", "EXT-FR-FE-52", invoice.payer),
        ("sales_agent", "EXT-FR-FE-75", invoice.sales_agent),
        ("invoicee", "EXT-FR-FE-98", invoice.invoicee),
        ("invoicer", "EXT-FR-FE-121", invoice.invoicer),
    ):
        if party is not None:
            yield Addressed(place, term, party)


def identified(invoice: Invoice) -> Iterator[Identified]:
    """Yield who and what has private identifiers, seller first, delivery places last."""
    for place, term, party in (
        ("seller", "BT-29", invoice.seller),
        ("buyer", "BT-46", invoice.buyer),
        ("payee", "BT-60", invoice.payee),
        ("buyer_agent", "EXT-FR-FE-06", invoice.buyer_agent),
        ("payer", "EXT-FR-FE-46", invoice.payer),
        ("sales_agent", "EXT-FR-FE-69", invoice.sales_agent),
        ("invoicee", "EXT-FR-FE-92", invoice.invoicee),
        ("invoicer", "EXT-FR-FE-115", invoice.invoicer),
    ):
        if party is not None:
            yield Identified(place, term, party.identifiers, party.legal_registration)
    yield from _delivered(invoice)


def _delivered(invoice: Invoice) -> Iterator[Identified]:
    at_lines = ((f"lines[{i}].", line.delivery) for i, line in enumerate(invoice.lines))
    for before, delivery in (("", invoice.delivery), *at_lines):
        if delivery is None:
            continue
        recipient = delivery.recipient
        location = (delivery.location,) if delivery.location else ()
        yield Identified(
            f"{before}delivery",
            "EXT-FR-FE-146" if before else "BT-71",
            (*location, *(recipient.identifiers if recipient else ())),
            recipient.legal_registration if recipient else None,
        )


def group_lines(invoice: Invoice) -> tuple[GroupLine, ...]:
    """Return the lines of kind GROUP that have no parent."""
    return tuple(
        GroupLine(index, line)
        for index, line in enumerate(invoice.lines)
        if line.kind == "GROUP" and line.parent is None
    )


def object_numbers(line: Line, scheme: str) -> tuple[str, ...]:
    """Return the object identifiers (BT-128) of a scheme at a line, empty ones as nothing."""
    known = (line.object_identifier, *line.further_objects)
    return tuple(i.value or "" for i in known if i is not None and i.scheme == scheme)
