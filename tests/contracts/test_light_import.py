"""Importing the package loads nothing heavy."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = (
    "requests",
    "urllib3",
    "lxml",
    "pikepdf",
    "xmlschema",
    "pyotp",
    "pydantic",
    "facturx",
    "pybase64",
    "segno",
    "reportlab",
    "sqlite3",
    "email",
)


def loaded_after(statement: str) -> set[str]:
    code = f"{statement}\nimport sys\nprint(' '.join(sys.modules))"
    run = subprocess.run(
        [sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    return {name.partition(".")[0] for name in run.stdout.split()}


@pytest.mark.parametrize(
    "statement",
    [
        "import chorus_sdk",
        "from chorus_sdk import Environment, Limits, Report, ChorusError, Credentials, Settings",
        "import chorus_sdk; dir(chorus_sdk); chorus_sdk.Environment.PRODUCTION",
    ],
)
def test_nothing_heavy_is_loaded(statement):
    assert loaded_after(statement) & set(HEAVY) == set()


def test_detecting_needs_no_network_library_and_reading_no_second_factor():
    loaded = loaded_after("import chorus_sdk; chorus_sdk.detect; chorus_sdk.read")
    assert not loaded & {"requests", "pyotp", "xmlschema", "reportlab", "segno", "facturx"}


def test_the_client_needs_no_pdf_library_before_a_document_comes():
    loaded = loaded_after("import chorus_sdk; chorus_sdk.ChorusClient")
    assert not loaded & {"pikepdf", "lxml", "pyotp", "xmlschema"}
