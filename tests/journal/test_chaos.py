"""Four processes, a network that fails, and kills at random: every invoice arrives exactly once."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from postgres_server import binaries, postgres

from chorus_sdk import ChorusClient, Settings
from chorus_sdk.cli import local
from chorus_sdk.journal.journal import Journal
from chorus_sdk.journal.states import JournalState
from chorus_sdk.sandbox import Sandbox, serve

WORKERS = 4
KILLS = 12
DEPOSITS = int(os.environ.get("CHORUS_CHAOS", "200"))
WORKER = Path(__file__).parents[1] / "support" / "chaos_worker.py"
SEED = 20_261_123


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request, tmp_path):
    if request.param == "sqlite":
        yield str(tmp_path / "journal.sqlite")
        return
    if binaries() is None:
        assert "CI" not in os.environ, "CI brings a PostgreSQL"
        pytest.skip("PostgreSQL is not installed on this machine")
    with postgres() as url:
        yield url


def opened(place: str) -> Journal:
    return Journal.connect(place) if "://" in place else Journal.open(place)


@pytest.mark.timeout(1_200)
def test_every_invoice_arrives_exactly_once_and_the_journal_knows(place, tmp_path):
    chance = random.Random(SEED)
    with Sandbox(speed=10_000) as sandbox, serve(sandbox) as server:
        settings = tmp_path / "chorus.toml"
        local.write_settings(settings, sandbox, server.base_url)
        opened(place).close()
        share = DEPOSITS // WORKERS
        asked = [
            [str(settings), place, str(chance.random())[2:8], str(n * share), str((n + 1) * share)]
            for n in range(WORKERS)
        ]
        _play(asked, chance)
        with (
            ChorusClient.from_settings(Settings.load({}, path=settings)) as chorus,
            opened(place) as journal,
        ):
            held = Counter(invoice.number for invoice in chorus.invoices.search())
            entries = list(journal.entries())
    expected = {f"C-{number:05}" for number in range(share * WORKERS)}
    assert set(held) == expected
    assert set(held.values()) == {1}
    assert Counter(e.state for e in entries) == {JournalState.DELIVERED: len(expected)}
    assert {e.numbers[0] for e in entries} == expected
    assert {e.delivered for e in entries} == {(number,) for number in expected}


def _play(asked: list[list[str]], chance: random.Random) -> None:
    """Run the workers, kill one now and then and start it anew, and wait for all to end."""
    workers = [_start(arguments) for arguments in asked]
    try:
        for _ in range(KILLS):
            time.sleep(chance.uniform(0.2, 0.02 * DEPOSITS / WORKERS + 0.5))
            number = chance.randrange(len(workers))
            if workers[number].poll() is None:
                workers[number].kill()
                workers[number].wait(timeout=30)
                workers[number] = _start(asked[number])
        assert [worker.wait(timeout=900) for worker in workers] == [0] * len(workers)
    finally:
        for worker in workers:
            worker.kill()
            worker.wait(timeout=30)


def _start(arguments: list[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, str(WORKER), *arguments])
