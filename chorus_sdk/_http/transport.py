"""The seam between what the library means and how it travels."""

from __future__ import annotations

from typing import Protocol

from chorus_sdk._http.exchange import HttpRequest, HttpResponse


class Transport(Protocol):
    """Carries one request and brings back one answer (*transport*).

    It follows no redirect, keeps no cookie and tries nothing twice: those are decisions, and
    decisions are made elsewhere. Any HTTP status is an answer, not an error.
    """

    def send(self, request: HttpRequest) -> HttpResponse:
        """Send and return the answer.

        Raises:
            ConnectionFailedError: surely not sent.
            ResponseTimeoutError: sent, perhaps seen, no answer in time.
            TransportError: sent, perhaps seen, the answer was lost or cut.
        """
        ...

    def close(self) -> None:
        """Let go of connections."""
        ...
