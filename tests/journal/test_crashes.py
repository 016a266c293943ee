"""A process that dies, or whose disk fails, at any step: the invoice arrives exactly once."""

from __future__ import annotations

from contextlib import suppress

import pytest

from chorus_sdk import ChorusClient
from chorus_sdk._clock import ManualClock
from chorus_sdk.errors import JournalError
from chorus_sdk.journal.journal import Journal
from chorus_sdk.journal.sql_store import SqlStore
from chorus_sdk.journal.states import JournalState
from chorus_sdk.sandbox import Sandbox
from chorus_sdk.sandbox.faults import Lost
from chorus_sdk.sandbox.samples import sample_ubl

CALLS = (1, 2, 3)
RESTARTS = 12


class Killed(BaseException):
    """The process ends here."""


class Saboteur:
    """Lets the so-manyth call of a step of the tables fail, before or after its work is done."""

    def __init__(self, step: str, call: int, *, is_done: bool, failure: BaseException) -> None:
        self._work = getattr(SqlStore, step)
        self._left = call
        self._is_done = is_done
        self._failure = failure

    @property
    def has_struck(self) -> bool:
        return self._left <= 0

    def __get__(self, store, owner=None):
        return lambda *args, **named: self._play(store, *args, **named)

    def _play(self, store, *args, **named):
        self._left -= 1
        if self._left == 0:
            if self._is_done:
                self._work(store, *args, **named)
            raise self._failure
        return self._work(store, *args, **named)


def lose_nothing(sandbox: Sandbox) -> None:
    del sandbox


def lose(when: Lost):
    return lambda sandbox: sandbox.faults.lose_next_answer(when, path="deposer/flux")


def fail_after_effect(sandbox: Sandbox) -> None:
    sandbox.faults.fail_next(500, path="deposer/flux", after_effect=True)


def live_on(chorus: ChorusClient, path: str, clock: ManualClock) -> None:
    """Deposit and follow to the end, starting anew whenever that is cut off."""
    for _ in range(RESTARTS):
        with suppress(JournalError, Killed), Journal.open(path, clock=clock) as journal:
            if not list(journal.entries()):
                journal.deposit(chorus, sample_ubl())
            journal.run(chorus)
            return


@pytest.mark.parametrize("is_done", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("step", ["begin", "content", "move", "take", "next_time"])
@pytest.mark.parametrize(
    "trouble",
    [lose_nothing, lose(Lost.AFTER_EFFECT), lose(Lost.BEFORE_EFFECT), fail_after_effect],
    ids=["no trouble", "answer lost", "request lost", "500 after all"],
)
def test_wherever_it_dies_the_invoice_arrives_once(tmp_path, monkeypatch, trouble, step, is_done):
    struck = []
    for call in CALLS:
        for failure in (Killed(), JournalError("The disk is full.")):
            clock, path = ManualClock(), str(tmp_path / f"{call}-{type(failure).__name__}")
            with Sandbox(clock=clock) as sandbox, monkeypatch.context() as patched:
                saboteur = Saboteur(step, call, is_done=is_done, failure=failure)
                patched.setattr(SqlStore, step, saboteur)
                options = {"environment": sandbox.environment, "transport": sandbox.transport()}
                trouble(sandbox)
                with ChorusClient(sandbox.credentials(), clock=clock, **options) as chorus:
                    live_on(chorus, path, clock)
                    arrived = [invoice.number for invoice in chorus.invoices.search()]
                struck.append(saboteur.has_struck)
            with Journal.open(path, clock=clock) as journal:
                states = [entry.state for entry in journal.entries()]
            assert (arrived, states) == (["F2026-0001"], [JournalState.DELIVERED])
    assert any(struck), "no step was cut off"
