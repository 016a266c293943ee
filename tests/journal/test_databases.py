"""Where a journal is kept: what a place that is no journal says, and what it never says."""

from __future__ import annotations

import sqlite3
import sys

import pytest

from chorus_sdk._clock import ManualClock
from chorus_sdk.errors import JournalError, MissingExtraError
from chorus_sdk.journal.journal import Journal
from chorus_sdk.journal.sql_store import SqlStore
from chorus_sdk.journal.sqlite_database import SqliteDatabase
from chorus_sdk.sandbox.samples import sample_invoice, sample_lot, sample_ubl


def test_a_file_that_is_no_journal_is_a_typed_error(tmp_path):
    path = tmp_path / "facture.xml"
    path.write_bytes(b"<Invoice/>" * 1000)
    with pytest.raises(JournalError):
        Journal.open(path)
    assert path.read_bytes().startswith(b"<Invoice/>")


def test_a_folder_that_is_not_there_is_an_os_error(tmp_path):
    with pytest.raises(FileNotFoundError):
        Journal.open(tmp_path / "no" / "journal.sqlite")


def test_a_database_that_is_not_there_is_a_typed_error_without_its_password():
    url = "postgresql+pg8000://chorus:canary-7319@127.0.0.1:1/none"
    with pytest.raises(JournalError) as caught:
        Journal.connect(url)
    error: BaseException | None = caught.value
    told = []
    while error is not None:
        told.append(repr(error) + str(error))
        error = error.__cause__ or error.__context__
    assert "canary-7319" not in "".join(told)


def test_without_the_extra_its_name_is_told(monkeypatch):
    monkeypatch.setitem(sys.modules, "sqlalchemy", None)
    with pytest.raises(MissingExtraError) as caught:
        Journal.connect("postgresql+pg8000://x@127.0.0.1/y")
    assert caught.value.extra == "journal"


def test_two_processes_on_one_file_see_the_same(tmp_path):
    path, clock = tmp_path / "journal.sqlite", ManualClock()
    with Journal.open(path, clock=clock) as one, Journal.open(path, clock=clock) as other:
        assert list(one.entries()) == list(other.entries()) == []


def changed(path, *statements: str) -> None:
    connection = sqlite3.connect(path)
    with connection:
        for statement in statements:
            connection.execute(statement)
    connection.close()


def test_a_journal_of_another_version_is_neither_read_nor_written(tmp_path):
    path = tmp_path / "journal.sqlite"
    Journal.open(path).close()
    changed(path, "UPDATE journal_layout SET version = version + 1")
    with pytest.raises(JournalError):
        Journal.open(path)


def test_a_journal_from_before_layouts_were_numbered_is_taken_on_if_it_is_the_same(tmp_path):
    path = tmp_path / "journal.sqlite"
    Journal.open(path).close()
    changed(path, "DROP TABLE journal_layout")
    Journal.open(path).close()
    changed(path, "DROP TABLE journal_layout", "ALTER TABLE deposit DROP COLUMN first_sent_at")
    with pytest.raises(JournalError):
        Journal.open(path)


def test_a_deposit_that_cannot_be_read_is_a_typed_error(world, journal):
    journal.deposit(world.chorus, sample_ubl())
    changed(world.path, "UPDATE deposit SET state = 'of another kind'")
    with pytest.raises(JournalError):
        list(journal.entries())


def test_a_database_of_another_program_stays_as_it_is(tmp_path):
    path = tmp_path / "accounts.sqlite"
    changed(path, "CREATE TABLE account (id INTEGER)")
    before = path.read_bytes()
    with pytest.raises(JournalError):
        Journal.open(path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]
    connection = sqlite3.connect(path)
    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master")]
    connection.close()
    assert tables == ["account"]


def test_a_transaction_that_cannot_be_ended_is_undone(tmp_path):
    database = SqliteDatabase(tmp_path / "journal.sqlite")
    database._connection.execute("PRAGMA foreign_keys = ON")
    with database.transaction() as session:
        session.run("CREATE TABLE a (id INTEGER PRIMARY KEY)", {})
        session.run("CREATE TABLE b (a REFERENCES a DEFERRABLE INITIALLY DEFERRED)", {})
    with pytest.raises(JournalError), database.transaction() as session:
        session.run("INSERT INTO b VALUES (7)", {})
    with database.transaction() as session:
        assert session.run("SELECT * FROM b", {}) == []
    database.close()


def test_a_database_that_is_no_journal_is_let_go_of(tmp_path):
    changed(tmp_path / "accounts.sqlite", "CREATE TABLE account (id INTEGER)")
    database = SqliteDatabase(tmp_path / "accounts.sqlite")
    with pytest.raises(JournalError):
        SqlStore(database)
    with pytest.raises(sqlite3.ProgrammingError):
        database._connection.execute("SELECT 1")


def test_nothing_leaves_while_the_disk_is_full(world, journal):
    connection = journal._store._database._connection
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count = {pages}")
    lot = sample_lot({f"{n}.xml": sample_ubl(sample_invoice(number=f"F-{n}")) for n in range(100)})
    with pytest.raises(JournalError) as caught:
        journal.deposit(world.chorus, lot, allow_lost=True)
    assert caught.value.__cause__.sqlite_errorname == "SQLITE_FULL"
    world.clock.advance(60)
    assert world.numbers() == []
    assert list(journal.entries()) == []
    connection.execute("PRAGMA max_page_count = 100000")
    assert journal.deposit(world.chorus, lot, allow_lost=True).attempts == 1


def test_nothing_leaves_while_another_holds_the_file(world, journal):
    journal._store._database._connection.execute("PRAGMA busy_timeout = 1")
    other = sqlite3.connect(world.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(JournalError):
        journal.deposit(world.chorus, sample_ubl())
    other.close()
    world.clock.advance(60)
    assert world.numbers() == []


@pytest.mark.parametrize(
    "url",
    [
        *("mysql://chorus:canary-7319@127.0.0.1/x", "postgresql+nosuch://u:canary-7319@h/x"),
        *("://canary-7319", "postgresql://u:canary-7319@h:port/x"),
    ],
)
def test_a_url_that_is_no_postgresql_is_a_typed_error_without_its_password(url):
    with pytest.raises(JournalError) as caught:
        Journal.connect(url)
    assert caught.value.__cause__ is caught.value.__context__ is None
    assert "canary-7319" not in repr(caught.value) + str(caught.value)


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+pg8000"])
def test_a_url_needs_no_driver(scheme):
    with pytest.raises(JournalError) as caught:
        Journal.connect(f"{scheme}://chorus:x@127.0.0.1:1/none")
    assert "InterfaceError" in caught.value.message  # the driver was there, the server was not
