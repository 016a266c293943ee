"""One test session, collected once, in whose copies the mutants of a room are tried."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FunctionType

import pytest

from _mutation import memory
from _mutation.children import ELSEWHERE, SURVIVED, Outcome, tried
from _mutation.mutant import Mutant
from _mutation.patching import Place, exchange, functions, ran
from _mutation.rooms import is_late

Told = Callable[[Mutant, Outcome], None]
FEWEST_SECONDS = 20


class Session:
    """A pytest plugin: in place of running the tests it tries mutants on them."""

    def __init__(self, mutants: list[Mutant], called: set[Place], told: Told) -> None:
        self._mutants, self._called, self._told = mutants, called, told
        self._kills: dict[str, dict[str, int]] = {}
        self._functions: dict[str, list[FunctionType]] = {}
        self.trouble = ""

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Try all mutants; the tests have to pass without any of them."""
        sys.setprofile(None)
        items = sorted(session.items, key=lambda item: is_late(item.nodeid))
        try:
            memory.learn(lambda tell: _passes(session, items, tell))
        except memory.NotReadyError as error:
            self.trouble = str(error)
            return True
        self._functions = functions()
        for mutant in self._mutants:
            self._told(mutant, self._outcome(session, items, mutant))
        return True

    def _outcome(
        self, session: pytest.Session, items: list[pytest.Item], mutant: Mutant
    ) -> Outcome:
        if ran(mutant, self._called):
            return Outcome(ELSEWHERE)
        kills = self._kills.setdefault(mutant.path, {})
        ordered = sorted(items, key=lambda item: _priority(item.nodeid, mutant, kills))

        def action(tell: Callable[[str], None]) -> bool:
            if not exchange(mutant, self._functions):
                tell(ELSEWHERE)
                return True
            return _passes(session, ordered, tell)

        outcome = tried(action, max(FEWEST_SECONDS, 2 * memory.seconds()))
        if outcome.status == SURVIVED and outcome.test == ELSEWHERE:
            return Outcome(ELSEWHERE)
        if outcome.test:
            kills[outcome.test] = kills.get(outcome.test, 0) + 1
        return outcome


def _priority(nodeid: str, mutant: Mutant, kills: dict[str, int]) -> tuple[bool, bool, int]:
    """Put tests first that name the rule, then those that noticed mutants of the module before."""
    is_named = any(f"[{rule}" in nodeid for rule in mutant.rules)
    return not is_named and is_late(nodeid), not is_named, -kills.get(nodeid, 0)


class Ordered:
    """A pytest plugin for a session of its own: quick tests first, and which one failed."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        self._tell = tell

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Put what takes long at the end."""
        items.sort(key=lambda item: is_late(item.nodeid))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Tell the first failure."""
        if report.failed:
            self._tell(report.nodeid)


def _passes(session: pytest.Session, items: list[pytest.Item], tell: Callable[[str], None]) -> bool:
    """Run tests up to the first that fails."""
    for item, following in zip(items, [*items[1:], None], strict=True):
        session.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        if session.testsfailed:
            tell(item.nodeid)
            return False
    return True
