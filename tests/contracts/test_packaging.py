"""What a user installs."""

from __future__ import annotations

import re
import tomllib
from importlib import metadata
from pathlib import Path

import chorus_sdk

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_the_installed_version_is_the_written_one():
    assert metadata.version("chorus_sdk") == PROJECT["version"]


def test_no_dependency_is_under_a_licence_that_would_bind_our_users():
    names = {re.split(r"[<>=\[; ]", line)[0] for line in PROJECT["dependencies"]}
    assert {"requests", "pyotp", "pydantic", "pikepdf", "lxml", "xmlschema", "factur-x"} <= names
    for name in names:
        told = metadata.metadata(name)
        words = " ".join(
            [told.get("License-Expression") or told.get("License") or ""]
            + [c for c in told.get_all("Classifier") or [] if c.startswith("License")]
        )
        assert not re.search(r"\bA?GPL", words), (name, words)


def test_type_information_is_shipped():
    assert Path(chorus_sdk.__file__).with_name("py.typed").is_file()


def test_every_extra_that_an_error_names_exists():
    extras = set(PROJECT["optional-dependencies"])
    source = Path(chorus_sdk.__file__).parent
    named = set()
    for path in source.rglob("*.py"):
        named |= set(re.findall(r'MissingExtraError\(\s*"(\w+)"', path.read_text(encoding="utf-8")))
    assert named
    assert named <= extras


def test_no_address_of_a_machine_or_registry_is_in_the_project():
    for path in (ROOT / "pyproject.toml", ROOT / "Makefile", ROOT / "README.md"):
        assert not re.search(r"/(?:root|work|home)/|index-url", path.read_text(encoding="utf-8"))
