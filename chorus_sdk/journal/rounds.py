"""One round over what is due (*tour*): each entry is taken, looked at, and let go of."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from contextlib import suppress

from chorus_sdk.errors import ApiError, JournalError, TransportError
from chorus_sdk.journal.entry import Entry
from chorus_sdk.journal.following import look_at
from chorus_sdk.journal.reconciling import reconcile_one
from chorus_sdk.journal.sending import told
from chorus_sdk.journal.sql_store import MovedElsewhere
from chorus_sdk.journal.states import TO_FOLLOW, TO_RECONCILE, JournalState
from chorus_sdk.journal.worker import Worker


def look_at_due(worker: Worker, states: Iterable[JournalState]) -> Generator[Entry, None, None]:
    """Take each entry in these states that is due once, and yield what was seen of it."""
    wanted, due = frozenset(states), worker.clock.now()
    while True:
        # a clock that is set back must not make due again what was looked at a moment ago
        now = worker.clock.now()
        due = min(due, now)
        entry = worker.store.take(wanted, due, now + worker.pace.lease)
        if entry is None:
            return
        try:
            looked_at = _look(worker, entry)
        except MovedElsewhere:
            continue
        except BaseException:
            # Whoever comes next need not wait until this worker is taken for dead.
            with suppress(JournalError):
                worker.store.release(entry, worker.clock.now())
            raise
        yield looked_at


def until_next(worker: Worker) -> float | None:
    """Return in how many seconds the next entry is due, or None when all are at their end."""
    free = worker.store.next_time(TO_RECONCILE | TO_FOLLOW)
    if free is None:
        return None
    return max(worker.pace.shortest, (free - worker.clock.now()).total_seconds())


def _look(worker: Worker, entry: Entry) -> Entry:
    look = reconcile_one if entry.state in TO_RECONCILE else look_at
    try:
        return look(worker, entry)
    except (TransportError, ApiError) as error:
        # Nothing is known, and nothing is lost: this one is looked at again, and the next now.
        current = worker.store.entry(entry.id) or entry
        if current.state.is_final:  # its lease ran out, and another worker brought it to its end
            raise MovedElsewhere from error
        later = worker.pause(current)
        return worker.move(current, current.state, after=later, note=told(error))
