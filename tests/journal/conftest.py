"""A journal beside a sandbox, both on one clock that moves when told."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from chorus_sdk import ChorusClient
from chorus_sdk._clock import ManualClock
from chorus_sdk.journal.journal import Journal
from chorus_sdk.sandbox import Sandbox


@dataclass
class World:
    """A platform, its client, and where a journal is kept."""

    sandbox: Sandbox
    chorus: ChorusClient
    clock: ManualClock
    path: str

    def journal(self, **options) -> Journal:
        return Journal.open(self.path, clock=self.clock, **options)

    def numbers(self) -> list[str]:
        return sorted(invoice.number for invoice in self.chorus.invoices.search())


@pytest.fixture
def world(tmp_path):
    clock = ManualClock()
    with Sandbox(clock=clock) as sandbox:
        options = {"environment": sandbox.environment, "transport": sandbox.transport()}
        with ChorusClient(sandbox.credentials(), clock=clock, **options) as chorus:
            yield World(sandbox, chorus, clock, str(tmp_path / "journal.sqlite"))


@pytest.fixture
def journal(world):
    with world.journal() as journal:
        yield journal
