"""A readable PDF of an invoice (*facture lisible*)."""

from __future__ import annotations

import warnings
from dataclasses import dataclass

from chorus_sdk.errors import MissingExtraError
from chorus_sdk.findings import Finding, Severity
from chorus_sdk.invoice.model import Invoice
from chorus_sdk.rendering.telling import tell
from chorus_sdk.rendering.words import Words


class MissingCharacterWarning(UserWarning):
    """A character could not be drawn (*caractère absent de la police*): U+FFFD stands for it."""


@dataclass(frozen=True, kw_only=True)
class Rendering:
    """A readable document, and what it could not show (*restitution*)."""

    content: bytes
    findings: tuple[Finding, ...] = ()


def render_pdf(invoice: Invoice, *, language: str = "fr") -> bytes:
    """Return an A4 document that a person can read (*restitution PDF*).

    It shows everything that the invoice states, and computes nothing. Codes are told by what they
    mean; payment cards, the bytes of attachments and a base quantity of 1 are left out. Its fonts
    are embedded, so it can become a Factur-X. The same invoice gives the same bytes.

    Args:
        invoice: what to show.
        language: `fr` or `en`.

    Raises:
        MissingExtraError: the extra [render] is not installed.
        ValueError: another language.

    Warns:
        MissingCharacterWarning: a character is in no font; `compose_pdf` says which.
    """
    made = compose_pdf(invoice, language=language)
    if made.findings:
        said = "; ".join(finding.message for finding in made.findings)
        warnings.warn(said, MissingCharacterWarning, stacklevel=2)
    return made.content


def compose_pdf(invoice: Invoice, *, language: str = "fr") -> Rendering:
    """Return the document with a finding for each character that no font has.

    The fonts have the Latin, Greek, Cyrillic and Georgian alphabets and common symbols; Arabic,
    Hebrew, Chinese and other scripts are not drawn.

    Raises:
        MissingExtraError: the extra [render] is not installed.
        ValueError: another language than `fr` and `en`.
    """
    words = Words(language)
    try:
        from chorus_sdk.rendering import _layout
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "reportlab":
            raise
        raise MissingExtraError("render", purpose="A readable PDF") from error
    content, missing = _layout.lay_out(tell(invoice, words), words)
    return Rendering(content=content, findings=tuple(_finding(one) for one in missing))


def _finding(character: str) -> Finding:
    point = f"U+{ord(character):04X}"
    return Finding(
        code="RENDER-CHARACTER",
        severity=Severity.WARNING,
        message=f"No font has the character {point}.",
        message_fr=f"Aucune police ne contient le caractère {point}.",
        found=character,
    )
