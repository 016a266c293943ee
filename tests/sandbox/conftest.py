"""A sandbox with somebody who works at its portal."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from portal_visitor import PASSWORD, Worker

from chorus_sdk._clock import ManualClock
from chorus_sdk.sandbox import Sandbox
from chorus_sdk.sandbox.portal_rules import PortalRules


@pytest.fixture
def sandbox():
    clock = ManualClock(datetime(2026, 11, 23, 9, 0, 5, tzinfo=UTC))
    with Sandbox(clock=clock, rules=PortalRules(digest_cost=2)) as made:
        made.add_user("camille@example.test", PASSWORD, name="Camille")
        yield made


@pytest.fixture
def worker(sandbox):
    return Worker(sandbox, "camille@example.test")
