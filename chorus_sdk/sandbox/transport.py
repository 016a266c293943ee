"""The door without a network: a `Transport` that ends in the sandbox itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chorus_sdk._http.exchange import HttpRequest, HttpResponse
from chorus_sdk.errors import ConnectionFailedError, ResponseTimeoutError, TransportError
from chorus_sdk.sandbox.faults import AnswerLost
from chorus_sdk.sandbox.web import WebRequest

if TYPE_CHECKING:
    from chorus_sdk.sandbox.engine import Sandbox
    from chorus_sdk.sandbox.reception import Served


class SandboxTransport:
    """Carries requests to a sandbox in the same process (*transport en mémoire*)."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._open = True

    def send(self, request: HttpRequest) -> HttpResponse:
        """Send and return the answer.

        Raises:
            ConnectionFailedError: the address is not the sandbox's, or this was closed.
            ResponseTimeoutError: the sandbox was told to be slower than `request.timeout`.
            TransportError: the sandbox was told to lose its answer.
        """
        base = self._sandbox.environment.api_url
        if not self._open or not f"{request.url}/".startswith(f"{base}/"):
            raise ConnectionFailedError(
                "The sandbox does not answer at this address.",
                hint="Use the environment of the sandbox.",
            )
        served = self._served(request)
        if served is None:
            raise TransportError("The answer was lost on its way.")
        if served.delay > request.timeout:
            self._sandbox.clock.sleep(request.timeout)
            raise ResponseTimeoutError("No answer came in time.")
        self._sandbox.clock.sleep(served.delay)
        return served.response

    def _served(self, request: HttpRequest) -> Served | None:
        try:
            return self._sandbox.serve(WebRequest.of(request))
        except AnswerLost:
            return None

    def close(self) -> None:
        """Carry nothing any more."""
        self._open = False
