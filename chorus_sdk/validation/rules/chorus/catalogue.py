"""Where each rule of the historic road comes from, and what breaking it leads to (*sources*)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Confidence(StrEnum):
    """How well a rule is attested (*niveau de confiance*)."""

    LIVE = "LIVE"
    """It rejected real deposits."""
    OFFICIAL = "OFF"
    """AIFE states it."""
    SECOND_HAND = "C3+"
    """Three independent clients or more rely on it."""
    SINGLE = "C1"
    """One client relies on it."""
    INFERRED = "INF"
    """It follows from the rest; nobody is known to have tried."""


class Effect(StrEnum):
    """What Chorus Pro does with an invoice that breaks the rule (*effet*)."""

    REJECTED = "rejected"
    UNKNOWN = "unknown"
    """The rule is stated, and what breaking it leads to was not seen."""
    NONE = "none"
    """The invoice goes through; something of it is cut, or could not be checked."""


@dataclass(frozen=True, kw_only=True)
class Basis:
    """What a rule rests on (*fondement*)."""

    confidence: Confidence
    effect: Effect
    source: str


def _basis(confidence: Confidence, effect: Effect, source: str) -> Basis:
    return Basis(confidence=confidence, effect=effect, source=source)


_LIVE, _OFF, _MANY = Confidence.LIVE, Confidence.OFFICIAL, Confidence.SECOND_HAND
_INF = Confidence.INFERRED
_API = "Chorus Pro API, deposits in qualification, September 2026"
_EDI = "Chorus Pro EDI specifications"
_PORTAL = "Chorus Pro, articles for users"

CATALOGUE: Final = MappingProxyType(
    {
        "CPRO-NUMBER": _basis(_LIVE, Effect.REJECTED, _API),
        "CPRO-NUMBER-LENGTH": _basis(_LIVE, Effect.REJECTED, f"{_API}: G1.05"),
        "CPRO-NUMBER-CHARACTERS": _basis(_LIVE, Effect.REJECTED, f"{_API}: G1.05"),
        "CPRO-DATE": _basis(_INF, Effect.REJECTED, f"{_EDI}: year, SIREN and number are unique"),
        "CPRO-TYPE": _basis(_OFF, Effect.UNKNOWN, _EDI),
        "CPRO-FRAME": _basis(_LIVE, Effect.REJECTED, f"{_API}: G1.02"),
        "CPRO-FRAME-ROAD": _basis(_OFF, Effect.UNKNOWN, _EDI),
        "CPRO-PAYMENT-MEANS": _basis(_LIVE, Effect.REJECTED, _API),
        "CPRO-VAT-REASON": _basis(_OFF, Effect.UNKNOWN, _EDI),
        "CPRO-AMOUNT": _basis(_OFF, Effect.UNKNOWN, _EDI),
        "CPRO-COMMITMENT-LENGTH": _basis(_MANY, Effect.UNKNOWN, _EDI),
        "CPRO-DUPLICATE": _basis(_INF, Effect.NONE, _EDI),
        "CPRO-SUPPLIER-SIRET": _basis(_LIVE, Effect.REJECTED, _API),
        "CPRO-SUPPLIER-OTHER": _basis(_OFF, Effect.UNKNOWN, _EDI),
        "CPRO-RECIPIENT-SIRET": _basis(_LIVE, Effect.REJECTED, _API),
        "CPRO-SIRET-KEY": _basis(_INF, Effect.UNKNOWN, "INSEE: check digit of a SIRET"),
        "CPRO-SUPPLIER-KNOWN": _basis(_LIVE, Effect.REJECTED, _API),
        "CPRO-RECIPIENT-KNOWN": _basis(_OFF, Effect.REJECTED, _EDI),
        "CPRO-RECIPIENT-ACTIVE": _basis(_OFF, Effect.REJECTED, _EDI),
        "CPRO-RECIPIENT-PUBLIC": _basis(_OFF, Effect.REJECTED, _EDI),
        "CPRO-SERVICE-REQUIRED": _basis(_LIVE, Effect.REJECTED, _API),
        "CPRO-SERVICE-KNOWN": _basis(_INF, Effect.REJECTED, _API),
        "CPRO-SERVICE-PUBLIC": _basis(_INF, Effect.REJECTED, "Chorus Pro qualification data set"),
        "CPRO-COMMITMENT-REQUIRED": _basis(_LIVE, Effect.REJECTED, _API),
        "CPRO-SERVICE-OR-COMMITMENT": _basis(_OFF, Effect.REJECTED, _EDI),
        "CPRO-SERVICE-LENGTH": _basis(_OFF, Effect.UNKNOWN, _EDI),
        "CPRO-DIRECTORY": _basis(_OFF, Effect.NONE, _EDI),
        "CPRO-ATTACHMENT-NAME": _basis(_MANY, Effect.NONE, _EDI),
        "CPRO-ATTACHMENT-TYPE": _basis(_MANY, Effect.UNKNOWN, _EDI),
        "CPRO-ATTACHMENT-SIZE": _basis(_OFF, Effect.UNKNOWN, _EDI),
        "CPRO-PDF-FONTS": _basis(_INF, Effect.REJECTED, f"{_PORTAL}; PDF/A-3"),
        "CPRO-PDF-SCRIPT": _basis(_INF, Effect.REJECTED, f"{_PORTAL}; PDF/A-3"),
        "CPRO-FILE-SIZE": _basis(Confidence.SINGLE, Effect.REJECTED, "Chorus Pro API: 10 MB"),
        "CPRO-FILE-FORMAT": _basis(_OFF, Effect.REJECTED, "Chorus Pro API: syntaxes of a flow"),
        "CPRO-LOT-EMPTY": _basis(_INF, Effect.REJECTED, _EDI),
        "CPRO-LOT-SYNTAX": _basis(_OFF, Effect.REJECTED, "one syntax is declared for a flow"),
        "CPRO-LOT-SIZE": _basis(_OFF, Effect.REJECTED, f"{_EDI}: 500 invoices a flow"),
        "CPRO-LOT-DUPLICATE": _basis(_INF, Effect.REJECTED, f"{_EDI}: uniqueness"),
        "CPRO-OCR": _basis(_OFF, Effect.NONE, "Chorus Pro API: deposer/pdf"),
    }
)
"""Every id `CPRO-…` of this library, whether a rule or the preflight finds it."""
