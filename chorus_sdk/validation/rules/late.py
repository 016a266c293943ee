"""Rules that are loaded when a document comes that they speak of (*règles différées*).

Half of the rules of EN 16931 are about one syntax. A process that reads the other never needs
them, and its first verdict would wait for them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import TypeAlias

from chorus_sdk.validation.rules.base import Breach, Rule, RuleFamily, Subject

Found: TypeAlias = Iterable[tuple[Rule, Breach]]


class LateFamily(RuleFamily):
    """A family whose rules are made when they are asked for (*famille différée*)."""

    _make: Callable[[], Iterable[Rule]]

    def __init__(
        self, rules: Callable[[], Iterable[Rule]], check: Callable[[Subject], Found]
    ) -> None:
        """Make a family of what returns its rules, and of the pass that checks them."""
        object.__setattr__(self, "_make", rules)
        object.__setattr__(self, "check", check)

    def __getattr__(self, name: str) -> tuple[Rule, ...]:
        """Make the rules when they are first asked for."""
        if name != "rules":
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
        made = tuple(self._make())
        object.__setattr__(self, "rules", made)
        return made


class LateFamilies(LateFamily):
    """Several families as one, which are loaded for the first subject that they are about."""

    def __init__(
        self, load: Callable[[], Iterable[RuleFamily]], applies: Callable[[Subject], bool]
    ) -> None:
        """Make a family of those that a function loads, for some subjects only."""
        loaded = cache(lambda: tuple(load()))

        def check(subject: Subject) -> Iterator[tuple[Rule, Breach]]:
            if applies(subject):
                for family in loaded():
                    yield from family.check(subject)

        super().__init__(lambda: (rule for each in loaded() for rule in each.rules), check)
        object.__setattr__(self, "_loaded", loaded)
        object.__setattr__(self, "_applies", applies)

    _loaded: Callable[[], tuple[RuleFamily, ...]]
    _applies: Callable[[Subject], bool]

    def changed(self, change: Callable[[RuleFamily], RuleFamily]) -> LateFamilies:
        """Return the same with each family changed, once it is loaded."""
        return LateFamilies(lambda: map(change, self._loaded()), self._applies)
