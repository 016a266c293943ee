"""Several processes and one portal account: one login, and a wrong password sent once."""

from __future__ import annotations

import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest

from chorus_sdk.sandbox import Sandbox, serve

EMAIL, PASSWORD = "compta@exemple.fr", "canary-shared-3f0a"
PROGRAM = Path(__file__).parents[1] / "support" / "one_login.py"


def run_at_once(count: int, base_url: str, folder: Path, password: str) -> list[str]:
    """Start processes, let all of them begin together, and return what each said."""
    words = [base_url, str(folder / "state.mails"), str(folder / "kept"), EMAIL, password]
    with ExitStack() as ending:
        processes = [
            ending.enter_context(
                subprocess.Popen(
                    [sys.executable, str(PROGRAM), *words],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    text=True,
                )
            )
            for _ in range(count)
        ]
        for process in processes:
            ending.callback(process.kill)
            assert process.stdout.readline() == "ready\n"
        for process in processes:
            process.stdin.write("\n")
            process.stdin.flush()
        return [process.communicate(timeout=60)[0].strip() for process in processes]


@pytest.fixture
def place(tmp_path):
    with Sandbox(tmp_path / "state") as sandbox, serve(sandbox) as server:
        sandbox.add_user(EMAIL, PASSWORD)
        yield sandbox, server.base_url, tmp_path


@pytest.mark.slow
def test_ten_processes_that_share_a_store_log_in_once(place):
    sandbox, base_url, folder = place
    said = run_at_once(10, base_url, folder, PASSWORD)
    assert said == ["in email-code"] * 10
    assert len(sandbox.mailbox.messages(EMAIL)) == 1


@pytest.mark.slow
def test_processes_that_share_a_wrong_password_send_it_once(place):
    sandbox, base_url, folder = place
    sandbox.faults.slow_next(3)  # the first is still at it when the last begins
    said = run_at_once(4, base_url, folder, "not it")
    assert said == ["auth.credentials.invalid"] * 4
    tries = sandbox.store.row("SELECT wrong_passwords FROM portal_account")
    assert tries["wrong_passwords"] == 1
