"""Who works on an entry: the client, the journal's tables, time (*ouvrier*)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final, Protocol

from chorus_sdk._clock import Clock
from chorus_sdk.journal.entry import Entry
from chorus_sdk.journal.pace import Pace
from chorus_sdk.journal.sql_store import MovedElsewhere, SqlStore
from chorus_sdk.journal.states import MOVES, JournalState
from chorus_sdk.services.flows import Flows
from chorus_sdk.services.invoices import Invoices

AT_ONCE: Final = timedelta(0)


class Desk(Protocol):
    """What the journal needs of a client (*client*): `ChorusClient` is one."""

    @property
    def flows(self) -> Flows:
        """Deposits (*flux*)."""
        ...

    @property
    def invoices(self) -> Invoices:
        """Search (*factures émises*)."""
        ...


@dataclass(frozen=True, kw_only=True)
class Worker:
    """One call of the journal: all that its steps need."""

    chorus: Desk
    store: SqlStore
    clock: Clock
    pace: Pace

    def pause(self, entry: Entry) -> timedelta:
        """Return how long an entry is left alone now that it was looked at."""
        return self.pace.pause(self.clock.now() - entry.sent_at)

    def move(
        self, entry: Entry, state: JournalState, *, after: timedelta = AT_ONCE, **changes: object
    ) -> Entry:
        """Write an entry's next state; nobody looks at it again before `after` has passed.

        Raises:
            MovedElsewhere: another worker was first.
        """
        now = self.clock.now()
        return self.store.move(entry, entry.moved(state, now, **changes), now + after)

    def settle(
        self, entry: Entry, state: JournalState, *, after: timedelta = AT_ONCE, **changes: object
    ) -> Entry:
        """Write what came of a sending, even if this worker was taken for dead meanwhile.

        Of a sending after which another worker has sent it again, only the arrival still counts:
        how it failed says nothing of the other.
        """
        attempt = entry.attempts
        while True:
            try:
                return self.move(entry, state, after=after, **changes)
            except MovedElsewhere:
                current = self.store.entry(entry.id)
                if current is None or state not in MOVES.get(current.state, frozenset()):
                    return current or entry
                if current.attempts != attempt and state is not JournalState.SENT:
                    return current
                entry = current
