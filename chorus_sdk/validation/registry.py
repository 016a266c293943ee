"""Rule sets by name and day (*jeux de règles*): ours, and those of other packages.

Another package adds its own with an entry point of the group `chorus_sdk.rules`, whose name is the
rule set's and whose value is a `RuleSet` or a tuple of them, one a version. A rule set is loaded
when it is first asked for; what cannot be loaded is told by `explain()` and never raises elsewhere
than where it is asked for by name.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

from chorus_sdk.errors import ConfigurationError
from chorus_sdk.validation.rules.base import RuleSet

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUP: Final = "chorus_sdk.rules"
_OURS: Final = "chorus_sdk.validation.rules"

EN16931: Final = "en16931"
EXTENDED_CTC_FR: Final = "extended-ctc-fr"
FRANCE: Final = "france"
CHORUS_PRO: Final = "chorus-pro"
CHORUS_PRO_HISTORIC: Final = "chorus-pro-historic"
PLAUSIBILITY: Final = "plausibility"

PLACES: Final = MappingProxyType(
    {
        EN16931: f"{_OURS}.en16931:EN16931",
        EXTENDED_CTC_FR: f"{_OURS}.france:EXTENDED_CTC_FR",
        FRANCE: f"{_OURS}.france:FRANCE",
        CHORUS_PRO: f"{_OURS}.chorus:CHORUS_PRO",
        CHORUS_PRO_HISTORIC: f"{_OURS}.chorus:CHORUS_PRO_HISTORIC",
        PLAUSIBILITY: f"{_OURS}.plausibility:PLAUSIBILITY",
    }
)
"""Where each of our rule sets stands: module and name."""


class Registered(NamedTuple):
    """Where a rule set comes from (*origine*), and why it could not be loaded, or None."""

    name: str
    origin: str
    versions: tuple[str, ...] = ()
    problem: str | None = None


def names() -> tuple[str, ...]:
    """Return the names that `validate(rules=…)` takes.

    Example:
        >>> {"en16931", "france", "chorus-pro"} <= set(names())
        True
    """
    return tuple(dict.fromkeys((*PLACES, *(point.name for point in _points()))))


def rule_sets(name: str) -> tuple[RuleSet, ...]:
    """Return every version of a rule set, the latest last.

    Raises:
        ValueError: there is no rule set of this name.
        ConfigurationError: it cannot be loaded.
    """
    if name not in PLACES and name not in names():  # looking for packages takes a while
        raise ValueError(f"there is no rule set {name!r}; there are {', '.join(names())}")
    return _load(name)


def in_force(name: str, day: date) -> RuleSet | None:
    """Return the version of a rule set that holds on a day, or None when none does.

    Where several hold, it is the one that came into force last.

    Raises:
        ValueError: there is no rule set of this name.
        ConfigurationError: it cannot be loaded.
    """
    return latest(rule_sets(name), day)


def latest(versions: Iterable[RuleSet], day: date) -> RuleSet | None:
    """Return the latest of these versions that is in force on a day, or None.

    Example:
        >>> old = RuleSet(name="r", version="1", rules=(), in_force_to=date(2026, 8, 31))
        >>> new = RuleSet(name="r", version="2", rules=(), in_force_from=date(2026, 9, 1))
        >>> latest((old, new), date(2026, 8, 31)).version, latest((new,), date(2026, 8, 31))
        ('1', None)
    """
    holding = [one for one in versions if one.is_in_force(day)]
    return max(holding, key=lambda one: one.in_force_from or date.min, default=None)


def explain() -> tuple[Registered, ...]:
    """Tell what rule sets there are, where they come from, and which cannot be loaded."""
    return tuple(_explained(name) for name in names())


def _explained(name: str) -> Registered:
    origin = _origin(name)
    try:
        versions = tuple(one.version for one in _load(name))
    except ConfigurationError as error:
        return Registered(name=name, origin=origin, problem=error.message)
    return Registered(name=name, origin=origin, versions=versions)


@cache
def _points() -> tuple[EntryPoint, ...]:
    """The entry points of other packages; ours cannot be taken over."""
    from importlib.metadata import entry_points

    return tuple(point for point in entry_points(group=GROUP) if point.name not in PLACES)


def _origin(name: str) -> str:
    if name in PLACES:
        return PLACES[name]
    return next(point.value for point in _points() if point.name == name)


@cache
def _load(name: str) -> tuple[RuleSet, ...]:
    module, _, attribute = _origin(name).partition(":")
    try:
        found: object = getattr(import_module(module), attribute)
    except Exception as error:
        raise ConfigurationError(
            f"The rule set {name} cannot be loaded from {module}.", setting=GROUP
        ) from error
    versions = found if isinstance(found, tuple) else (found,)
    kept = tuple(one for one in versions if isinstance(one, RuleSet))
    if not kept or len(kept) < len(versions):
        raise ConfigurationError(f"{module}:{attribute} is no rule set.", setting=GROUP)
    return kept
