"""Services on a scripted platform."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from scripted import Anyone, ScriptedTransport

from chorus_sdk._clock import ManualClock
from chorus_sdk._http.api import Api
from chorus_sdk.services.flows import Flows
from chorus_sdk.services.invoices import Invoices
from chorus_sdk.services.structures import Structures


@dataclass
class Desk:
    """The services, and the script that they run on."""

    api: Api
    flows: Flows
    invoices: Invoices
    structures: Structures
    transport: ScriptedTransport
    clock: ManualClock

    def says(self, *answers) -> None:
        self.transport.script.extend(answers)

    @property
    def paths(self) -> list[str]:
        return [r.url.removeprefix("https://api.example") for r in self.transport.requests]


@pytest.fixture
def desk() -> Desk:
    transport, clock = ScriptedTransport(), ManualClock()
    api = Api(base_url="https://api.example", transport=transport, authorizer=Anyone(), clock=clock)
    invoices = Invoices(api)
    return Desk(api, Flows(api, invoices, clock), invoices, Structures(api), transport, clock)
