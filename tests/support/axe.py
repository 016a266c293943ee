"""axe-core, an independent judge of accessibility, run inside the browser's page."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path

import pytest
from selenium.webdriver import Chrome

_RUN = """
const done = arguments[arguments.length - 1];
axe.run(document, {resultTypes: ['violations']}).then(r => done(r), e => done({error: String(e)}));
"""


def axe_source() -> str:
    """Return axe-core's code; without its package the test is skipped, and under CI it fails."""
    spec = importlib.util.find_spec("axe_playwright_python")
    files = [] if spec is None else list(Path(spec.origin).parent.rglob("axe.min.js"))
    if files:
        return files[0].read_text(encoding="utf-8")
    message = "axe-core is missing: install the extra [dev]"
    if os.environ.get("CI"):
        pytest.fail(message)
    pytest.skip(message)


def violations(chrome: Chrome, source: str) -> list[str]:
    """Return what axe-core finds wrong with the page: the rule and the place."""
    chrome.execute_script(source)
    result = chrome.execute_async_script(_RUN)
    assert len(result["passes"]) > 10, result.get("error")
    return [
        f"{rule['id']}: {node['html']}" for rule in result["violations"] for node in rule["nodes"]
    ]
