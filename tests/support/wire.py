"""A service on a scripted platform: what it sends, exactly, and what it makes of the answer."""

from __future__ import annotations

from dataclasses import dataclass

from scripted import Anyone, ScriptedTransport

from chorus_sdk._clock import ManualClock
from chorus_sdk._http.api import Api

BASE = "https://api.example"


@dataclass(frozen=True)
class Wire:
    """The API with its script, and what went over the wire."""

    api: Api
    transport: ScriptedTransport

    @classmethod
    def new(cls) -> Wire:
        transport = ScriptedTransport()
        return cls(
            Api(base_url=BASE, transport=transport, authorizer=Anyone(), clock=ManualClock()),
            transport,
        )

    def says(self, *answers) -> None:
        self.transport.script.extend(answers)

    @property
    def sent(self) -> list[tuple[str, str]]:
        """Method and address of each request."""
        return [(r.method, r.url.removeprefix(BASE)) for r in self.transport.requests]

    @property
    def body(self) -> dict:
        """The JSON body of the last request."""
        return self.transport.sent_json()


def paged(rows: str, *listed: object, **more: object) -> dict[str, object]:
    """Members of an answer with one page of rows."""
    count = len(listed)
    paging = {"pageCourante": 1, "pages": 1, "nbResultatsParPage": 100, "total": count}
    return {rows: list(listed), "parametresRetour": paging, **more}
