"""What befalls a request before anybody answers it (*accueil*): orders, faults, size, the door."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from chorus_sdk._http.exchange import HttpResponse
from chorus_sdk.sandbox.chorus_api import too_large
from chorus_sdk.sandbox.faults import AnswerCut, AnswerLost, Faults, Lost
from chorus_sdk.sandbox.web import WebRequest, answer


@dataclass(frozen=True)
class Served:
    """An answer, and how late it is to come, in seconds."""

    response: HttpResponse
    delay: float = 0.0


class Door(Protocol):
    """What answers some of the addresses (*porte*)."""

    def answers(self, path: str) -> bool:
        """Tell whether an address is this door's."""
        ...

    def handle(self, request: WebRequest) -> HttpResponse:
        """Answer a request."""
        ...


@dataclass(frozen=True, kw_only=True)
class Reception:
    """Receives every request (*accueil*).

    `orders` answers the sandbox's own addresses, which no fault befalls; `settle` lets happen what
    is due before a door answers; `longest` is how many bytes a request may have.
    """

    faults: Faults
    longest: int
    settle: Callable[[], None]
    orders: Callable[[WebRequest], HttpResponse]
    doors: Sequence[Door]

    def receive(self, request: WebRequest) -> Served:
        """Answer one request, and say how late.

        Raises:
            AnswerLost: a fault takes the answer away.
        """
        if request.path.startswith("/sandbox/"):
            self.settle()
            return Served(self.orders(request))
        fault = self.faults.take(request.path)
        if fault.response is not None and not fault.after_effect:
            return Served(fault.response)
        if fault.lost is Lost.BEFORE_EFFECT:
            raise AnswerLost
        response = self._answer(request)
        if fault.lost is Lost.AFTER_EFFECT:
            raise AnswerLost
        if fault.cut:
            raise AnswerCut(response)
        return Served(fault.response or response, fault.delay)

    def _answer(self, request: WebRequest) -> HttpResponse:
        if len(request.body) > self.longest:
            return too_large()
        for door in self.doors:
            if door.answers(request.path):
                self.settle()
                return door.handle(request)
        return answer(404)
