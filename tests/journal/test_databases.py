"""Where a journal is kept: what a place that is no journal says, and what it never says."""

from __future__ import annotations

import sys

import pytest

from chorus_sdk._clock import ManualClock
from chorus_sdk.errors import JournalError, MissingExtraError
from chorus_sdk.journal.journal import Journal


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
