from __future__ import annotations

import pickle
import stat
import threading
from pathlib import Path

import pytest

from chorus_sdk._clock import ManualClock
from chorus_sdk._secrets import Secret
from chorus_sdk.auth.file_store import LARGEST, FileStore
from chorus_sdk.auth.stores import MemoryStore, SecretStore
from chorus_sdk.errors import ConfigurationError, SecretStoreError

CANARY = "canary-kept-5b1f"


@pytest.fixture(params=["memory", "file"])
def store(request, tmp_path) -> SecretStore:
    return MemoryStore() if request.param == "memory" else FileStore(tmp_path / "kept")


def test_what_is_written_is_read_again_and_none_removes_it(store):
    assert store.read("session") is None
    store.write("session", Secret(CANARY))
    store.write("other", Secret("é\n☃"))
    assert store.read("session") == Secret(CANARY)
    assert store.read("other").reveal() == "é\n☃"
    store.write("session", None)
    store.write("session", None)
    assert store.read("session") is None
    assert CANARY not in repr(store)


@pytest.mark.parametrize("name", ["", "../up", "a/b", "A", "a.b", "-a", "a\n", "x" * 101])
def test_a_name_can_lead_nowhere_else(store, name):
    for use in (store.read, store.hold, lambda n: store.write(n, None)):
        with pytest.raises(ConfigurationError):
            use(name)


def test_who_holds_a_name_is_alone_with_it(store):
    inside: list[int] = []
    most: list[int] = []

    def work() -> None:
        for _ in range(5):
            with store.hold("session"):
                inside.append(1)
                most.append(len(inside))
                inside.pop()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert most == [1] * 20


def test_two_names_do_not_wait_for_each_other(store):
    with store.hold("a"), store.hold("b"):
        assert store.read("a") is None


def test_a_hold_ends_with_its_block_even_by_an_error(store):
    def fail() -> None:
        with store.hold("a"):
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    with store.hold("a"):
        assert store.read("a") is None


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_files_and_folder_are_their_owners_alone(tmp_path):
    store = FileStore(tmp_path / "deep" / "kept")
    with store.hold("session"):
        store.write("session", Secret(CANARY))
    assert mode(tmp_path / "deep" / "kept") == 0o700
    assert {path.name: mode(path) for path in (tmp_path / "deep" / "kept").iterdir()} == {
        "session.lock": 0o600,
        "session.secret": 0o600,
    }


@pytest.mark.parametrize("open_to", [0o644, 0o640, 0o604, 0o620])
def test_a_file_that_others_may_read_is_not_used(tmp_path, open_to):
    store = FileStore(tmp_path / "kept")
    store.write("session", Secret(CANARY))
    (tmp_path / "kept" / "session.secret").chmod(open_to)
    with pytest.raises(SecretStoreError) as caught:
        store.read("session")
    assert caught.value.hint


def test_a_folder_that_others_may_look_into_is_not_used(tmp_path):
    (tmp_path / "kept").mkdir(mode=0o755)
    (tmp_path / "kept").chmod(0o755)
    with pytest.raises(SecretStoreError):
        FileStore(tmp_path / "kept")


def test_a_link_in_place_of_a_file_is_not_followed(tmp_path):
    store = FileStore(tmp_path / "kept")
    target = tmp_path / "target"
    target.write_text("somebody else's")
    target.chmod(0o600)
    (tmp_path / "kept" / "session.secret").symlink_to(target)
    (tmp_path / "kept" / "session.lock").symlink_to(target)
    with pytest.raises(SecretStoreError):
        store.read("session")
    with pytest.raises(SecretStoreError), store.hold("session"):
        pass
    store.write("session", Secret(CANARY))
    assert target.read_text() == "somebody else's"
    assert store.read("session") == Secret(CANARY)


def test_what_is_no_file_of_the_store_is_refused(tmp_path):
    store = FileStore(tmp_path / "kept")
    (tmp_path / "kept" / "folder.secret").mkdir(mode=0o700)
    large = tmp_path / "kept" / "large.secret"
    large.write_bytes(b"x" * (LARGEST + 1))
    large.chmod(0o600)
    for name in ("folder", "large"):
        with pytest.raises(SecretStoreError):
            store.read(name)
    with pytest.raises(SecretStoreError):
        store.write("folder", Secret("x"))
    large.write_bytes(b"x" * LARGEST)
    assert len(store.read("large").reveal()) == LARGEST


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path, monkeypatch):
    store = FileStore(tmp_path / "kept")
    store.write("session", Secret("before"))

    def fail(*_: object) -> None:
        raise OSError(28, "no space left")

    monkeypatch.setattr("chorus_sdk.auth.file_store.os.fsync", fail)
    with pytest.raises(SecretStoreError):
        store.write("session", Secret(CANARY))
    assert store.read("session").reveal() == "before"
    assert [path.name for path in (tmp_path / "kept").iterdir()] == ["session.secret"]


def test_a_store_where_no_folder_can_be_is_refused(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(SecretStoreError):
        FileStore(tmp_path / "file" / "kept")


def test_who_waits_too_long_is_told(tmp_path):
    clock = ManualClock()
    with FileStore(tmp_path / "kept").hold("session"):
        waiting = FileStore(tmp_path / "kept", clock=clock, patience=5)
        with pytest.raises(SecretStoreError), waiting.hold("session"):
            pass
    assert 5 <= clock.monotonic() < 5.1


def test_an_error_of_the_store_survives_a_process_pool():
    error = pickle.loads(pickle.dumps(SecretStoreError("No.", hint="Why.")))
    assert (type(error), error.hint, error.code) == (SecretStoreError, "Why.", "auth.store")
