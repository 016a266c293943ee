"""Files that were imported and wait for a yes (*import*): one for each session."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from chorus_sdk._clock import Clock
from chorus_sdk.sandbox.multipart import Upload
from chorus_sdk.sandbox.store import Store

IMPORT_SECONDS: Final = 1_800
"""After it, a file that nobody confirmed is dropped."""
_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS portal_import (
    session TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    content BLOB NOT NULL,
    imported_at REAL NOT NULL
);
"""


@dataclass(frozen=True, kw_only=True)
class Imported:
    """A file between import and deposit (*fichier importé*)."""

    name: str
    content: bytes = field(repr=False)


class Imports:
    """The files that wait, by the digest of the session that brought them."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        store.create(_SCHEMA)

    def keep(self, session: str, file: Upload | Imported) -> None:
        """Keep a file, in place of the one before."""
        self._sweep()
        self._store.run(
            "INSERT OR REPLACE INTO portal_import (session, name, content, imported_at)"
            " VALUES (?, ?, ?, ?)",
            (session, file.name, file.content, self._clock.now().timestamp()),
        )

    def find(self, session: str) -> Imported | None:
        """Return the file that waits."""
        self._sweep()
        row = self._store.row(
            "SELECT name, content FROM portal_import WHERE session = ?", (session,)
        )
        return Imported(name=row["name"], content=bytes(row["content"])) if row else None

    def take(self, session: str) -> Imported | None:
        """Return the file that waits and forget it, in one step: no file is deposited twice."""
        with self._store.transaction():
            found = self.find(session)
            self._store.run("DELETE FROM portal_import WHERE session = ?", (session,))
        return found

    def _sweep(self) -> None:
        horizon = self._clock.now().timestamp() - IMPORT_SECONDS
        self._store.run("DELETE FROM portal_import WHERE imported_at < ?", (horizon,))
