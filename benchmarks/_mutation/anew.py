"""A mutant put where a module is imported from: for what happens on import (*import à neuf*)."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Sequence
from contextlib import redirect_stdout
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from io import StringIO
from types import CodeType, ModuleType

import pytest

from _mutation.mutant import ROOT, Mutant
from _mutation.rooms import OPTIONS, tests_of
from _mutation.session import Ordered

_STOCK = (
    "chorus_sdk.formats.documents",
    "chorus_sdk.formats.detect",
    "chorus_sdk.formats.facturx.container",
    "chorus_sdk.formats.facturx.writer",
    "chorus_sdk.formats.ubl.writer",
    "chorus_sdk.formats.cii.writer",
    "chorus_sdk.formats.codelists",
    "chorus_sdk.formats.archives",
    "chorus_sdk.formats.schemas",
    "chorus_sdk.invoice.codes",
    "chorus_sdk.sandbox.samples",
    "chorus_sdk.config",
)
"""What is imported once, before the first mutant: it does not import the rules."""
_PLAIN_TEST = "tests/invoice/test_totals.py"
_RULES = "chorus_sdk.validation.rules"


def stock() -> None:
    """Import what mutants have in common: collecting other tests imports pytest's own parts.

    Raises:
        SystemExit: the rules were imported with it, and their mutants would not be seen.
    """
    with redirect_stdout(StringIO()):
        pytest.main([*OPTIONS, "--collect-only", _PLAIN_TEST])
    for name in _STOCK:
        importlib.import_module(name)
    if any(name.startswith(_RULES) for name in sys.modules):
        raise SystemExit("something that is imported beforehand imports the rules")


def passes(mutant: Mutant, tell: Callable[[str], None]) -> bool:
    """Import everything with one module changed, and tell whether its tests pass."""
    sys.meta_path.insert(0, _Finder(mutant))
    return pytest.main(tests_of(mutant.room), plugins=[Ordered(tell)]) == pytest.ExitCode.OK


class _Finder(MetaPathFinder):
    def __init__(self, mutant: Mutant) -> None:
        self._mutant = mutant

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        del path, target  # as the interface wants them
        if name != self._mutant.module:
            return None
        file = str(ROOT / self._mutant.path)
        loader = _Loader(name, file, self._mutant)
        below = [str((ROOT / self._mutant.path).parent)]
        is_package = file.endswith("__init__.py")
        return spec_from_file_location(
            name, file, loader=loader, submodule_search_locations=below if is_package else None
        )


class _Loader(SourceFileLoader):
    def __init__(self, name: str, file: str, mutant: Mutant) -> None:
        super().__init__(name, file)
        self._mutant = mutant

    def get_code(self, fullname: str) -> CodeType:
        del fullname
        return compile(self._mutant.source(), self.path, "exec")
