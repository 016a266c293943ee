"""Which tests concern which rules (*tests par domaine*): quick ones first, the corpus last."""

from __future__ import annotations

from _mutation.mutant import PACKAGE, ROOT

_FURTHER = {
    "base": ("tests/validation/rules", "tests/validation/test_registry.py"),
    "chorus": ("tests/validation/test_preflight.py",),
    "en16931": ("tests/corpus/test_en16931.py",),
    "facturx": ("tests/corpus/test_verdicts.py",),
    "france": ("tests/corpus/test_france.py",),
}
"""Tests that stand elsewhere; "base" are the modules of the package itself."""
_LEFT_OUT = (
    "tests/corpus/test_france.py::test_every_document_of_any_country_fires_what_the_artefacts_fire",
)
"""It takes a quarter of a minute of Saxon; its neighbours judge by the recorded verdicts."""
LATE = (
    "tests/corpus/",
    "test_against_saxon",
    "as_saxon_does",
    "test_a_million_lines",
    "test_preflight",
)
"""What takes seconds, and runs where the rest has noticed nothing."""
OPTIONS = (
    "-q",
    "-x",
    "--tb=no",
    "-p",
    "no:cacheprovider",
    "-p",
    "no:randomly",
    "-p",
    "no:cov",
    "-p",
    "no:xdist",
    "--timeout=0",
    *(f"--deselect={name}" for name in _LEFT_OUT),
)


def rooms() -> list[str]:
    """Return the folders of the rules package, and "base" for its own modules."""
    found = [each.name for each in PACKAGE.iterdir() if (each / "__init__.py").exists()]
    return [*sorted(found), "base"]


def tests_of(room: str) -> list[str]:
    """Return the options and files of a room for pytest: its doctests and tests, and further.

    Folders, and no modules by their names: pytest rewrites the assertions of files that it is
    given, and would load those without the mutant.
    """
    code = PACKAGE if room == "base" else PACKAGE / room
    others = [PACKAGE / each for each in rooms()[:-1]] if room == "base" else []
    tests = ROOT / "tests" / "validation" / "rules" / room
    found = [code, tests, *(ROOT / each for each in _FURTHER.get(room, ()))]
    below = [str(each.relative_to(ROOT)) for each in found if each.exists()]
    return [*OPTIONS, *(f"--ignore={each.relative_to(ROOT)}" for each in others), *below]


def is_late(nodeid: str) -> bool:
    """Tell whether a test is one of those that take long."""
    return any(part in nodeid for part in LATE)
