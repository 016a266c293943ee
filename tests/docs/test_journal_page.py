"""The page on the journal: its code runs, and it names every state and act."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from chorus_sdk.cli.main import main
from chorus_sdk.journal.pace import Pace
from chorus_sdk.journal.states import JournalState

PAGE = (Path(__file__).parents[2] / "docs" / "journal.md").read_text(encoding="utf-8")


def test_the_code_on_the_page_runs():
    (block,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    exec(compile(block, "journal.md", "exec"), {})


def test_every_state_has_its_row():
    section = PAGE.split("## The states")[1].split("## ")[0]
    rows = set(re.findall(r"^\| `([a-z-]+)` \|", section, re.MULTILINE))
    assert rows == {state.value for state in JournalState}


def test_every_act_is_named(capsys):
    with pytest.raises(SystemExit):
        main(["journal", "--help"])
    acts = re.findall(r"^    (\w+)(?: |$)", capsys.readouterr().out, re.MULTILINE)
    assert len(acts) == 6
    assert all(f"`{act}" in PAGE for act in acts)


def test_the_times_are_those_of_the_journal():
    pace = Pace()
    assert [pace.lease.seconds, pace.settle.seconds, pace.look.seconds, pace.longest.seconds] == [
        *(10 * 60, 60 * 60, 30, 15 * 60)
    ]
