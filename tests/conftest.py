"""Fixtures that every test may use."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# A busy machine is no failure: examples are bounded in number, never in time.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")


def _corpus_folder() -> Path | None:
    named = os.environ.get("CHORUS_CORPUS")
    places = [Path(named)] if named else []
    places.append(Path(__file__).resolve().parents[2] / "shared" / "corpus")
    return next((p for p in places if (p / "index.json").is_file()), None)


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real documents; tests that need it skip where it is missing."""
    folder = _corpus_folder()
    if folder is None:
        pytest.skip("the corpus is neither beside the checkout nor at CHORUS_CORPUS")
    return folder


@pytest.fixture(scope="session")
def corpus_index(corpus: Path) -> list[dict]:
    """What each document of the corpus is: rows of index.json."""
    return json.loads((corpus / "index.json").read_text(encoding="utf-8"))
