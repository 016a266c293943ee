"""No usable answer came."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from chorus_sdk.errors.base import ChorusError, Exchange


@dataclass(frozen=True, kw_only=True)
class Fingerprint:
    """What to look for when the answer to a deposit was lost (*empreinte*).

    Shape: file name, SHA-256 in hexadecimal, invoice numbers (BT-1) that the file holds,
    instant of sending.
    """

    operation: str
    file_name: str | None = None
    sha256: str | None = None
    invoice_numbers: tuple[str, ...] = ()
    sent_at: datetime | None = None


class TransportError(ChorusError):
    """No usable answer came (*transport*); the request may have been seen."""

    code = "transport"


class ConnectionFailedError(TransportError):
    """No connection could be opened: the request was surely not sent (*connexion impossible*)."""

    code = "transport.connection"


class ResponseTimeoutError(TransportError, TimeoutError):
    """No answer within the time limit (*délai dépassé*); the request may have been seen."""

    code = "transport.timeout"


class OutcomeUnknownError(TransportError):
    """The answer to a deposit or an act was lost (*issue inconnue*): it may have happened.

    Look for `fingerprint` on the platform before sending again: Chorus Pro has no idempotency key.
    """

    code = "transport.outcome_unknown"

    def __init__(
        self,
        message: str,
        *,
        fingerprint: Fingerprint,
        hint: str | None = None,
        exchange: Exchange | None = None,
    ) -> None:
        super().__init__(message, hint=hint, exchange=exchange)
        self.fingerprint = fingerprint
