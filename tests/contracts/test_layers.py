"""Imports run one way, and every engine has one door."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import chorus_sdk

ROOT = Path(chorus_sdk.__file__).parent
DOORS = {
    "lxml": {
        f"_xml/{name}.py"
        for name in (
            "elements",
            "head",
            "html",
            "pulling",
            "refusals",
            "schema",
            "streaming",
            "tree",
            "xpath",
        )
    },
    "pikepdf": {
        f"_pdf/{name}.py"
        for name in ("document", "files", "fonts", "hazards", "objects", "resources")
    },
    "requests": {"_http/requests_transport.py"},
    "urllib3": {"_http/requests_transport.py"},
    "pyotp": {"auth/totp.py"},
    "xmlschema": {"formats/schemas/causes.py"},
    "sqlalchemy": {"journal/sqlalchemy_database.py"},
    "matplotlib": {"export/plots.py"},
    "opentelemetry": {"services/telemetry.py"},
    "imapclient": {"auth/imap_mailbox.py"},
    "keyring": {"auth/keyring_store.py"},
    "fido2": {"auth/fido2_device.py", "sandbox/security_keys.py"},
}


def modules(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module)
    return names


def imported(path: Path) -> set[str]:
    return {name.partition(".")[0] for name in modules(path)}


@pytest.mark.parametrize(("engine", "doors"), DOORS.items())
def test_an_engine_is_imported_at_its_door_and_nowhere_else(engine, doors):
    users = {p.relative_to(ROOT).as_posix() for p in ROOT.rglob("*.py") if engine in imported(p)}
    assert users == doors


def test_the_layers_hold():
    run = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT.parent,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert run.returncode == 0, run.stdout


def test_the_client_never_leans_on_the_sandbox():
    for path in ROOT.rglob("*.py"):
        room = path.relative_to(ROOT).parts[0]
        if room not in ("sandbox", "cli"):
            leaning = {name for name in modules(path) if name.startswith("chorus_sdk.sandbox")}
            assert leaning == set(), path


def test_nothing_prints_but_the_command_line():
    for path in ROOT.rglob("*.py"):
        if path.relative_to(ROOT).parts[0] == "cli":
            continue
        calls = [
            node
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "print"
        ]
        assert calls == [], path
