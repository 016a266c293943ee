"""The page on the sandbox: its code runs, and it names what there is."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from chorus_sdk._clock import ManualClock
from chorus_sdk.cli.local import write_settings
from chorus_sdk.sandbox import Sandbox, serve
from chorus_sdk.sandbox.control import control
from chorus_sdk.sandbox.data import DATA_SET
from chorus_sdk.sandbox.orders import FAULTS, ORDERS
from chorus_sdk.sandbox.qualification import ACTORS

PAGE = (Path(__file__).parents[2] / "docs" / "sandbox.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
SCRIPTS = re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)


@pytest.mark.parametrize("block", BLOCKS)
def test_the_code_on_the_page_runs(block):
    exec(compile(block, "sandbox.md", "exec"), {})


def test_there_is_code_on_the_page():
    assert len(BLOCKS) == 4


def test_every_structure_has_its_row():
    rows = re.findall(r"^\| `(\d{14})` \|", PAGE, re.MULTILINE)
    assert sorted(rows) == sorted(one.siret for one in DATA_SET)


def test_every_fault_has_its_row_with_its_members():
    rows = dict(re.findall(r"^\| `([a-z-]+)` \| (.*?) \|", PAGE, re.MULTILINE))
    assert set(rows) == set(FAULTS)
    for kind, (members, _) in FAULTS.items():
        for member in set(members) - {"path", "times"}:
            assert f"`{member}`" in rows[kind]


def test_every_order_is_on_the_page_and_in_the_modules_own_list():
    for place in ORDERS:
        assert f"POST {place}" in PAGE
        assert place in control.__globals__["__doc__"]


@pytest.mark.skipif(not (shutil.which("curl") and shutil.which("bash")), reason="needs curl")
def test_a_first_deposit_with_curl_alone_goes_as_the_page_says(tmp_path):
    (script,) = (block for block in SCRIPTS if "curl" in block)
    with Sandbox(clock=ManualClock()) as sandbox, serve(sandbox) as server:
        write_settings(tmp_path / "supplier.toml", sandbox, server.base_url)
        script = script.replace("http://127.0.0.1:8420", server.base_url)
        script = script.replace("python -c", f"{sys.executable} -c")
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", script],
            cwd=tmp_path, capture_output=True, check=True, text=True, timeout=60,
        )  # fmt: skip
    first, moved, report, found = done.stdout.replace("}{", "}\n{").splitlines()
    assert json.loads(first) == {"codeRetour": 20001, "libelle": "POQ_MSG_01.003"}
    assert "now" in json.loads(moved)
    assert json.loads(report)["etatCourantDepotFlux"] == "IN_INTEGRE"
    (line,) = json.loads(found)["listeFactures"]
    assert (line["numeroFacture"], line["statut"]) == ("F2026-0001", "MISE_A_DISPOSITION")


def test_the_actors_of_the_data_set_are_named():
    assert all(f"`{actor.siret}`" in PAGE for actor in ACTORS)
