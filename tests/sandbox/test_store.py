"""Where the sandbox keeps its state."""

from __future__ import annotations

import gc
import sqlite3
import warnings

import pytest

from chorus_sdk.sandbox.store import Store

TABLE = "CREATE TABLE IF NOT EXISTS t (id INTEGER PRIMARY KEY, name TEXT)"


def test_rows_come_back_and_survive_reopening(tmp_path):
    path = tmp_path / "state.db"
    store = Store(path)
    store.create(TABLE)
    assert store.run("INSERT INTO t (name) VALUES (?)", ("a",)) == 1
    store.close()
    again = Store(path)
    row = again.row("SELECT name FROM t WHERE id = ?", (1,))
    assert row is not None
    assert row["name"] == "a"
    assert again.row("SELECT name FROM t WHERE id = 2") is None
    again.close()


def test_a_transaction_is_all_or_nothing():
    store = Store()
    store.create(TABLE)

    def fail() -> None:
        with store.transaction():
            store.run("INSERT INTO t (name) VALUES ('lost')")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with store.transaction():
        store.run("INSERT INTO t (name) VALUES ('kept')")
    assert [row["name"] for row in store.rows("SELECT name FROM t")] == ["kept"]
    assert "kept" in store.dump()
    store.close()


def test_closing_twice_is_closing_once_and_nothing_can_be_asked_after():
    store = Store()
    store.close()
    store.close()
    with pytest.raises(sqlite3.ProgrammingError):
        store.rows("SELECT 1")


def test_a_store_that_nobody_closed_makes_no_noise():
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        store = Store()
        store.create(TABLE)
        del store
        gc.collect()
    assert [str(w.message) for w in caught] == []
