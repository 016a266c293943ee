"""A sandbox that listens, a Chromium, and somebody who uses the one with the other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from chromium import start_chromium
from portal_person import EMAIL, PASSWORD, Camille

from chorus_sdk._clock import ManualClock
from chorus_sdk.sandbox import Sandbox, serve
from chorus_sdk.sandbox.portal_rules import PortalRules


@pytest.fixture(scope="session")
def chromium_folder(tmp_path_factory):
    """Where the browser keeps what it keeps."""
    return tmp_path_factory.mktemp("chromium")


@pytest.fixture(scope="session")
def chromium(chromium_folder):
    """One browser for all tests; each finds it without cookies."""
    chrome = start_chromium(chromium_folder)
    yield chrome
    chrome.quit()


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    clock = ManualClock(datetime(2026, 11, 23, 9, 0, 5, tzinfo=UTC))
    with Sandbox(clock=clock, rules=PortalRules(digest_cost=2), show_mailbox=True) as made:
        made.add_user(EMAIL, PASSWORD, name="Camille Martin")
        yield made


@pytest.fixture
def camille(chromium, sandbox, tmp_path) -> Iterator[Camille]:
    with serve(sandbox) as server:
        chromium.delete_all_cookies()
        chromium.execute_cdp_cmd("Network.clearBrowserCookies", {})
        yield Camille(chromium, server, sandbox, tmp_path)
        chromium.get("about:blank")
