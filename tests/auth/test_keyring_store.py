from __future__ import annotations

import sys

import pytest

from chorus_sdk._secrets import Secret
from chorus_sdk.errors import MissingExtraError, SecretStoreError

keyring = pytest.importorskip("keyring", reason="the extra [keyring] is not installed")

from keyring.backend import KeyringBackend  # noqa: E402
from keyring.backends.fail import Keyring as NoKeyring  # noqa: E402
from keyring.errors import KeyringLocked, PasswordDeleteError  # noqa: E402

from chorus_sdk.auth.keyring_store import KeyringStore  # noqa: E402


class Memory(KeyringBackend):
    priority = 1

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}
        self.locked = False

    def get_password(self, service: str, username: str) -> str | None:
        if self.locked:
            raise KeyringLocked
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.locked:
            raise KeyringLocked
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if (service, username) not in self.kept:
            raise PasswordDeleteError
        del self.kept[service, username]


@pytest.fixture
def backend():
    before = keyring.get_keyring()
    backend = Memory()
    keyring.set_keyring(backend)
    yield backend
    keyring.set_keyring(before)


def test_secrets_lie_in_the_keyring_under_the_librarys_name(backend, tmp_path):
    store = KeyringStore(locks=tmp_path / "locks")
    assert store.read("session") is None
    with store.hold("session"):
        store.write("session", Secret("canary"))
    assert store.read("session") == Secret("canary")
    assert backend.kept == {("chorus_sdk", "session"): "canary"}
    store.write("session", None)
    store.write("session", None)
    assert backend.kept == {}
    assert [path.read_bytes() for path in (tmp_path / "locks").iterdir()] == [b""]


def test_a_login_is_kept_there(backend, world, tmp_path):
    store = KeyringStore(locks=tmp_path)
    world.login(store=store).open(world.email_code()).close()
    with world.login(store=store).open() as session:
        assert session.is_alive()
    assert world.door.posts() == ["/portal/login", "/portal/login/code"]


def test_a_locked_keyring_is_told_without_the_secret(backend, tmp_path):
    store = KeyringStore(locks=tmp_path)
    backend.locked = True
    for use in (lambda: store.read("a"), lambda: store.write("a", Secret("canary"))):
        with pytest.raises(SecretStoreError) as caught:
            use()
        assert caught.value.hint
        assert "canary" not in str(caught.value)


def test_a_machine_without_a_keyring_says_so_at_once(backend, tmp_path):
    keyring.set_keyring(NoKeyring())
    with pytest.raises(SecretStoreError):
        KeyringStore(locks=tmp_path)


def test_without_the_extra_it_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "keyring", None)
    with pytest.raises(MissingExtraError) as caught:
        KeyringStore()
    assert caught.value.extra == "keyring"
