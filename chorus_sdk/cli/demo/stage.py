"""Where the demo plays: a sandbox behind its real HTTP server, and a clock that jumps ahead.

Chorus Pro takes minutes; here everybody who waits moves the one clock forward instead.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from chorus_sdk._clock import ManualClock, SystemClock
from chorus_sdk._secrets import Secret
from chorus_sdk.client import ChorusClient
from chorus_sdk.config import Environment
from chorus_sdk.errors import ConfigurationError
from chorus_sdk.invoice.parties import Party
from chorus_sdk.sandbox.data import SUPPLIER_SIRET, NewStructure
from chorus_sdk.sandbox.engine import Sandbox
from chorus_sdk.sandbox.http import serve

EMAIL: Final = "facturation@exemple.fr"


@dataclass(frozen=True, kw_only=True)
class Stage:
    """Everything that a chapter needs."""

    sandbox: Sandbox
    environment: Environment
    clock: ManualClock
    password: Secret[str]
    folder: Path

    def client(self, supplier_siret: str = SUPPLIER_SIRET) -> ChorusClient:
        """Return a client with the technical account of a supplier."""
        return ChorusClient(
            self.sandbox.credentials(supplier_siret),
            environment=self.environment,
            clock=self.clock,
        )

    def introduce(self, party: Party, *, public: bool) -> bool:
        """Make a party of the reader's own file known to the sandbox; False without a SIRET."""
        if party.siret is None:
            return False
        with suppress(ConfigurationError):  # it is known already
            self.sandbox.register_structure(
                NewStructure(siret=str(party.siret), name=party.name or "?", public=public)
            )
        return True


@contextmanager
def stage(folder: Path) -> Iterator[Stage]:
    """Build the stage, and take it down."""
    _prepare(folder)
    clock = ManualClock(SystemClock().now())
    password = Secret("un mot de passe de démonstration")
    with Sandbox(clock=clock) as sandbox, serve(sandbox) as server:
        sandbox.add_user(EMAIL, password, name="Camille Exemple")
        yield Stage(
            sandbox=sandbox,
            environment=server.environment,
            clock=clock,
            password=password,
            folder=folder,
        )


def _prepare(folder: Path) -> None:
    """Make the folder, without what an earlier demo left in it; nobody else's files are touched."""
    mark = folder / ".chorus-demo"
    if mark.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    if not any(folder.iterdir()):
        mark.touch()
