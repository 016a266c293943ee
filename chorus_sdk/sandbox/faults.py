"""Bad days on demand (*pannes*): what a client has to live through.

Nobody has published a 429 or a 5xx of the real platform: their bodies are free choice
(chorus-pro-api §8.2).
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from chorus_sdk._http.exchange import HttpResponse
from chorus_sdk.sandbox.web import answer


class AnswerLost(Exception):  # noqa: N818 (an event on the wire, not a failure of the sandbox)
    """The connection ends without an answer: each door shows it in its own way."""


class AnswerCut(AnswerLost):
    """The connection ends in the middle of the body of `response` (*réponse tronquée*)."""

    def __init__(self, response: HttpResponse) -> None:
        super().__init__()
        self.response = response


class Lost(StrEnum):
    """When an answer is lost (*réponse perdue*)."""

    BEFORE_EFFECT = "before-effect"
    """The request never reached the platform."""
    AFTER_EFFECT = "after-effect"
    """The platform did what was asked; only its answer is gone."""


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One thing that goes wrong once.

    `response` stands in the answer's place, before the platform does anything unless
    `after_effect`; `cut` ends the connection in the middle of the answer.
    """

    path: str | None = None
    response: HttpResponse | None = None
    after_effect: bool = False
    lost: Lost | None = None
    cut: bool = False
    delay: float = 0.0


NO_FAULT: Final = Fault()


@dataclass
class Faults:
    """The faults that wait for the next requests; each happens once, in the order asked for.

    `path` limits a fault to the requests whose path ends with it, such as `deposer/flux`.
    """

    _waiting: list[Fault] = field(default_factory=list, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)
    _maintenance: bool = False

    def lose_next_answer(self, when: Lost = Lost.AFTER_EFFECT, *, path: str | None = None) -> None:
        """Cut the connection instead of answering the next request."""
        self._add(Fault(path=path, lost=when))

    def cut_next_answer(self, *, path: str | None = None) -> None:
        """Do what the next request asks for, and end the connection in the middle of the answer."""
        self._add(Fault(path=path, cut=True))

    def fail_next(
        self,
        status: int = 502,
        *,
        times: int = 1,
        path: str | None = None,
        after_effect: bool = False,
    ) -> None:
        """Answer the next requests with a status of the 5xx family.

        Nothing is done of what they ask for, unless `after_effect`: then all is done, as behind a
        gateway that has lost patience.

        Raises:
            ValueError: the status is not a 5xx.
        """
        if not 500 <= status <= 599:
            raise ValueError("a failure of the platform has a 5xx status")
        for _ in range(times):
            self._add(Fault(path=path, response=answer(status), after_effect=after_effect))

    def limit_next(
        self, retry_after: str | float | None = 1, *, times: int = 1, path: str | None = None
    ) -> None:
        """Answer the next requests with 429; `retry_after` is in seconds, or an HTTP date."""
        headers = {} if retry_after is None else {"Retry-After": str(retry_after)}
        for _ in range(times):
            self._add(Fault(path=path, response=answer(429, headers=headers)))

    def slow_next(self, seconds: float, *, path: str | None = None) -> None:
        """Answer the next request late, in seconds on the sandbox's clock."""
        if not 0 <= seconds <= 3_600:
            raise ValueError("slow means an hour at most")
        self._add(Fault(path=path, delay=seconds))

    @property
    def waiting(self) -> int:
        """How many faults have not happened yet."""
        with self._lock:
            return len(self._waiting)

    @property
    def in_maintenance(self) -> bool:
        """True while everything answers 503."""
        return self._maintenance

    def maintenance(self, *, on: bool) -> None:
        """Open or close a maintenance window (*maintenance*): everything answers 503."""
        self._maintenance = on

    def take(self, path: str) -> Fault:
        """Return what befalls this request."""
        if self._maintenance:
            return Fault(response=answer(503))
        with self._lock:
            for place, fault in enumerate(self._waiting):
                if fault.path is None or path.endswith(fault.path):
                    return self._waiting.pop(place)
        return NO_FAULT

    def clear(self) -> None:
        """Forget what waits, and end maintenance."""
        with self._lock:
            self._waiting.clear()
        self._maintenance = False

    def _add(self, fault: Fault) -> None:
        with self._lock:
            self._waiting.append(fault)
