"""The journal's desk: deposit once, reconcile what is unknown, follow to the end (*journal*)."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterable, Iterator
from types import TracebackType
from typing import Final, Self
from uuid import uuid4

from chorus_sdk._clock import Clock, SystemClock
from chorus_sdk._secrets import Secret
from chorus_sdk.errors import AlreadyDepositedError, ChorusError, NotFoundError
from chorus_sdk.formats.base import Source
from chorus_sdk.journal.background import BackgroundFollower
from chorus_sdk.journal.entry import Entry, Event
from chorus_sdk.journal.pace import Pace
from chorus_sdk.journal.rounds import look_at_due, until_next
from chorus_sdk.journal.sending import send
from chorus_sdk.journal.sql_store import SqlStore
from chorus_sdk.journal.sqlite_database import SqliteDatabase
from chorus_sdk.journal.states import FINAL, TO_FOLLOW, TO_RECONCILE, JournalState
from chorus_sdk.journal.worker import Desk, Worker
from chorus_sdk.limits import DEFAULT_LIMITS, Limits
from chorus_sdk.services.deposits import pack

A_DAY: Final = 86_400.0
"""In seconds."""


class Journal:
    """Deposits that survive a lost answer, a crash and a restart (*journal des dépôts*).

    Before a deposit leaves, its fingerprint and its file are on disk. Two deposits of the same
    bytes are one; two of the same supplier's invoice number are never under way together, whichever
    worker they come from. Keep the file where it survives the machine's restart; it holds invoices
    until their end is known, and only their fingerprint afterwards.

    Example:
        >>> from chorus_sdk import ChorusClient
        >>> from chorus_sdk._clock import ManualClock
        >>> from chorus_sdk.sandbox import Sandbox
        >>> from chorus_sdk.sandbox.samples import sample_ubl
        >>> from tempfile import TemporaryDirectory
        >>> clock = ManualClock()
        >>> with TemporaryDirectory() as folder, Sandbox(clock=clock) as sandbox:
        ...     chorus = ChorusClient(
        ...         sandbox.credentials(), environment=sandbox.environment,
        ...         transport=sandbox.transport(), clock=clock,
        ...     )
        ...     with Journal.open(f"{folder}/journal.sqlite", clock=clock) as journal:
        ...         entry = journal.deposit(chorus, sample_ubl())
        ...         [ended] = journal.run(chorus)
        >>> entry.state.value, ended.state.value, ended.delivered
        ('sent', 'delivered', ('F2026-0001',))
    """

    def __init__(
        self, store: SqlStore, *, clock: Clock | None = None, pace: Pace | None = None
    ) -> None:
        self._store = store
        self._clock = clock or SystemClock()
        self._pace = pace or Pace()

    @classmethod
    def open(
        cls,
        path: str | os.PathLike[str],
        *,
        clock: Clock | None = None,
        pace: Pace | None = None,
    ) -> Journal:
        """Open a journal in a file of SQLite, made if need be (*ouvrir un journal*).

        Raises:
            JournalError: the file is no journal, is one of another version, or cannot be used.
            OSError: there is no such folder, or no right to it.
        """
        return cls(SqlStore(SqliteDatabase(path)), clock=clock, pace=pace)

    @classmethod
    def connect(
        cls, url: Secret[str] | str, *, clock: Clock | None = None, pace: Pace | None = None
    ) -> Journal:
        """Open a journal in PostgreSQL, shared by several workers (*journal partagé*).

        `url` is `postgresql://user:password@host/name`; for another driver than the extra's
        pg8000 it names one, as SQLAlchemy's URLs do.

        Raises:
            MissingExtraError: the extra `journal` is not installed.
            JournalError: the database cannot be used, or its journal is of another version.
        """
        from chorus_sdk.journal.sqlalchemy_database import SqlAlchemyDatabase

        return cls(SqlStore(SqlAlchemyDatabase(url)), clock=clock, pace=pace)

    def deposit(
        self,
        chorus: Desk,
        source: Source,
        *,
        file_name: str | None = None,
        syntax: str | None = None,
        signed_xml: bool = False,
        allow_lost: bool = False,
        limits: Limits = DEFAULT_LIMITS,
    ) -> Entry:
        """Deposit a file once, whatever happens (*déposer*).

        The same bytes again give the entry that they already have. A lost answer is no error here:
        the entry says `UNKNOWN`, and `reconcile` finds out.

        Raises:
            AlreadyDepositedError: another file with an invoice of that number is under way or
                delivered.
            ChorusError: as `flows.deposit`, when the platform surely has nothing; the entry says
                `REFUSED`, or `NOT_SENT` where `reconcile` will send it again.
        """
        parcel = pack(source, file_name=file_name, syntax=syntax, limits=limits)
        now = self._clock.now()
        entry = Entry(
            id=uuid4().hex,
            state=JournalState.SENDING,
            sha256=parcel.sha256,
            file_name=parcel.file_name,
            syntax=parcel.syntax,
            invoices=parcel.invoices,
            signed_xml=signed_xml,
            allow_lost=allow_lost,
            attempts=1,
            created_at=now,
            first_sent_at=now,
            sent_at=now,
            changed_at=now,
        )
        live = self._store.begin(entry, parcel.content, now + self._pace.lease)
        if live is None:
            return send(self._worker(chorus), entry)
        if live.sha256 != parcel.sha256:
            raise _already(live, entry)
        return live

    def reconcile(self, chorus: Desk) -> tuple[Entry, ...]:
        """Find out what became of what is unknown, and send again what is surely not there.

        An invoice that is not found is sent again only after `pace.settle`, as the platform takes
        its time to show what it has (*rapprochement*). Returns the entries that were looked at.
        """
        return tuple(look_at_due(self._worker(chorus), TO_RECONCILE))

    def follow(self, chorus: Desk) -> tuple[Entry, ...]:
        """Look once at every flow that is not at its end, and return them (*suivi*)."""
        return tuple(look_at_due(self._worker(chorus), TO_FOLLOW))

    def look(self, chorus: Desk) -> tuple[Entry, ...]:
        """Reconcile, then follow, once (*un tour*); return the entries looked at."""
        return tuple(self.looks(chorus))

    def looks(self, chorus: Desk) -> Generator[Entry, None, None]:
        """Reconcile, then follow, once, and yield each entry as soon as it was looked at."""
        worker = self._worker(chorus)
        yield from look_at_due(worker, TO_RECONCILE)
        yield from look_at_due(worker, TO_FOLLOW)

    def in_background(
        self,
        chorus: Desk,
        *,
        every: float = 30.0,
        on_end: Callable[[Entry], object] | None = None,
        on_error: Callable[[ChorusError], object] | None = None,
    ) -> BackgroundFollower:
        """Reconcile and follow in a thread, every so many seconds, as long as a `with` lasts.

        `on_end` is told each deposit as it comes to its end, `on_error` a `ChorusError` that stops
        a round. The next round begins all the same, later each time that it happens again.
        """
        return BackgroundFollower(self, chorus, every=every, on_end=on_end, on_error=on_error)

    def run(
        self,
        chorus: Desk,
        *,
        total: float = A_DAY,
        on_end: Callable[[Entry], object] | None = None,
    ) -> tuple[Entry, ...]:
        """Reconcile and follow until every entry is at its end, or `total` seconds have passed.

        Returns the entries that came to an end meanwhile, in the order in which they did; `on_end`
        is told each at once.

        Raises:
            ChorusError: the login is refused, or the journal cannot be written: nothing is lost,
                run it again.
        """
        started = self._clock.monotonic()
        ended: list[Entry] = []
        while True:
            for entry in self.looks(chorus):
                if entry.state.is_final:
                    ended.append(entry)
                    if on_end is not None:
                        on_end(entry)
            pause = until_next(self._worker(chorus))
            passed = self._clock.monotonic() - started
            if pause is None or passed + pause > total:
                return tuple(ended)
            self._clock.sleep(pause)

    def entries(
        self,
        *,
        states: Iterable[JournalState] | None = None,
        number: str | None = None,
    ) -> Iterator[Entry]:
        """Yield what the journal holds, oldest first (*écritures*)."""
        return self._store.entries(states=states, number=number)

    def open_entries(self) -> tuple[Entry, ...]:
        """Return the entries that are not at their end (*écritures ouvertes*)."""
        return tuple(self._store.entries(states=set(JournalState) - FINAL))

    def entry(self, entry_id: str) -> Entry:
        """Return an entry by its id.

        Raises:
            NotFoundError: the journal has no such entry.
        """
        found = self._store.entry(entry_id)
        if found is None:
            raise NotFoundError(f"The journal has no entry {entry_id}.")
        return found

    def history(self, entry: Entry | str) -> tuple[Event, ...]:
        """Return the states that a deposit went through, oldest first (*historique*)."""
        return self._store.history(entry if isinstance(entry, str) else entry.id)

    def close(self) -> None:
        """Let go of the database."""
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _worker(self, chorus: Desk) -> Worker:
        return Worker(chorus=chorus, store=self._store, clock=self._clock, pace=self._pace)


def _already(live: Entry, asked: Entry) -> AlreadyDepositedError:
    both = [number for number in asked.numbers if number in live.numbers]
    return AlreadyDepositedError(
        f"The invoice {', '.join(both)} is in the journal already: {live.state.value}.",
        entry_id=live.id,
        invoice_numbers=tuple(both),
        hint="Chorus Pro takes each number of a supplier once: see journal.entry(entry_id).",
    )
