"""Parts of French invoices that several tests put together."""

from __future__ import annotations

from chorus_sdk.invoice.identifiers import Identifier
from chorus_sdk.invoice.notes import Note
from chorus_sdk.invoice.parties import Party
from chorus_sdk.sandbox.samples import sample_invoice

NOTES = sample_invoice().notes
SIREN = "999000003"
SIRET = f"{SIREN}00015"
OTHER = "12345678200051"
BAR = Note(subject="BAR", text="B2B")
B2B = {"notes": (*NOTES, BAR)}


def words(text: str) -> list[str]:
    """Return the words of a text."""
    return text.split()


def ids(*pairs: tuple[str | None, str]) -> tuple[Identifier, ...]:
    """Return identifiers of pairs of scheme and value."""
    return tuple(Identifier(scheme=scheme, value=value) for scheme, value in pairs)


def party(
    *pairs: tuple[str | None, str], siren: str | None = None, address: str | None = None
) -> Party:
    """Return a party with identifiers, a SIREN, an electronic address."""
    return Party(
        identifiers=ids(*pairs),
        legal_registration=Identifier(scheme="0002", value=siren) if siren else None,
        electronic_address=Identifier(scheme="0225", value=address) if address else None,
    )
