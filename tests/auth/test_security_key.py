"""A security key, in software, against the portal: declared, used, refused, removed."""

from __future__ import annotations

import json
import sys
from dataclasses import replace

import pytest

from chorus_sdk._secrets import Secret
from chorus_sdk.auth.known_pages import SANDBOX_PAGES
from chorus_sdk.auth.second_factor import Challenge
from chorus_sdk.errors import (
    FactorAlreadyDeclaredError,
    MissingExtraError,
    NotFoundError,
    SecondFactorRejectedError,
    SecondFactorRequiredError,
    UnexpectedResponseError,
)

pytest.importorskip("fido2", reason="the extra [fido2] is not installed")

from software_key import SoftwareKey

from chorus_sdk.auth.fido2_device import Fido2Device
from chorus_sdk.auth.security_key import SecurityKey


@pytest.fixture
def key() -> SoftwareKey:
    return SoftwareKey()


@pytest.fixture
def device(key) -> Fido2Device:
    return Fido2Device(lambda: [key])


def kinds(session) -> list[str]:
    return [factor.kind for factor in session.factors.list()]


def test_a_key_is_registered_used_and_removed(world, device):
    session = world.enter()
    session.factors.register_security_key(device)
    assert kinds(session) == ["email-code", "security-key"]
    again = world.login().open(SecurityKey(device))
    assert again.is_alive()
    again.factors.remove("security-key")
    assert kinds(again) == ["email-code"]
    with pytest.raises(SecondFactorRequiredError) as caught:
        world.login().open(SecurityKey(device))
    assert caught.value.offered == ("email-code",)


def test_the_order_of_the_caller_decides_between_key_and_application(world, device):
    world.enter().factors.register_security_key(device)
    totp = world.declare()
    used: list[str] = []

    def told(factor):
        class Told:
            kind = factor.kind

            def answer(self, challenge):
                used.append(factor.kind)
                return factor.answer(challenge)

        return Told()

    world.login().open([told(SecurityKey(device)), told(totp)])
    world.login().open([told(totp), told(SecurityKey(device))])
    assert used == ["security-key", "totp"]


def test_an_account_has_one_key(world, device):
    session = world.enter()
    session.factors.register_security_key(device)
    with pytest.raises(FactorAlreadyDeclaredError):
        session.factors.register_security_key(Fido2Device(lambda: [SoftwareKey()]))


def test_without_a_key_the_next_factor_answers(world, device, key):
    world.enter().factors.register_security_key(device)
    stranger = SecurityKey(Fido2Device(lambda: [SoftwareKey()]))
    nothing = SecurityKey(Fido2Device(list))
    for unable in (stranger, nothing):
        assert world.login().open([unable, world.email_code()]).is_alive()
        with pytest.raises(SecondFactorRequiredError) as caught:
            world.login().open(unable)
        assert caught.value.hint
    key.touch = lambda: False
    with pytest.raises(SecondFactorRequiredError):
        world.login().open(SecurityKey(device))
    assert world.store.row("SELECT wrong_codes FROM portal_account")["wrong_codes"] == 0


def test_the_right_one_of_several_keys_answers_and_all_are_closed(world, device, key):
    world.enter().factors.register_security_key(device)
    other = SoftwareKey()
    assert world.login().open(SecurityKey(Fido2Device(lambda: [other, key]))).is_alive()
    assert (other.closed, key.closed) == (1, 2)


def sent_instead(world, change):
    """A factor that sends what `change` makes of the key's answer."""

    class Changed:
        kind = "security-key"

        def __init__(self, device) -> None:
            self.inner = SecurityKey(device)

        def answer(self, challenge: Challenge) -> Secret[str]:
            return Secret(json.dumps(change(json.loads(self.inner.answer(challenge).reveal()))))

    return Changed


def forged(answer: dict) -> dict:
    signature = answer["response"]["signature"]
    answer["response"]["signature"] = signature[:-6] + signature[-6:].swapcase()
    return answer


@pytest.mark.parametrize("change", [forged, lambda _: {}, lambda _: [], lambda a: {**a, "id": "x"}])
def test_a_forged_answer_is_refused_and_counts(world, device, change):
    world.enter().factors.register_security_key(device)
    with pytest.raises(SecondFactorRejectedError):
        world.login().open(sent_instead(world, change)(device))
    assert world.store.row("SELECT wrong_codes FROM portal_account")["wrong_codes"] == 1


def test_an_answer_that_was_used_is_not_taken_again(world, device):
    world.enter().factors.register_security_key(device)
    seen: list[dict] = []
    keep = sent_instead(world, lambda answer: seen.append(answer) or answer)
    world.login().open(keep(device))
    with pytest.raises(SecondFactorRejectedError):
        world.login().open(sent_instead(world, lambda _: seen[0])(device))


def test_a_copied_key_is_found_out_by_its_counter(world, device, key):
    world.enter().factors.register_security_key(device)
    world.login().open(SecurityKey(device))
    key.counter = 0
    with pytest.raises(SecondFactorRejectedError):
        world.login().open(SecurityKey(device))


def test_a_key_does_not_sign_for_another_site(world, device, key):
    """What a page that only looks like the portal would get: nothing."""
    world.enter().factors.register_security_key(device)
    request = json.dumps({"challenge": "AAAA", "rpId": "portal.example.test"})
    for origin in (
        "https://portal.example.test.evil.example",
        "https://evil.example",
        "http://portal.example.test",
        "http://127.0.0.1:8420",
    ):
        with pytest.raises(SecondFactorRequiredError):
            device.sign(Secret(request), origin)


def test_an_answer_for_another_port_or_host_is_refused_by_the_portal(world, device):
    world.enter().factors.register_security_key(device)

    class Elsewhere:
        kind = "security-key"

        def answer(self, challenge: Challenge) -> Secret[str]:
            return device.sign(challenge.key_request, f"{challenge.origin}:8443")

    with pytest.raises(SecondFactorRejectedError):
        world.login().open(Elsewhere())


@pytest.mark.parametrize("host", ["http://127.0.0.1:8420", "http://localhost:8420"])
def test_on_this_machine_a_key_works_without_tls(device, key, host):
    site = host.split("//")[1].split(":")[0]
    user = {"id": "AAAA", "name": "a", "displayName": "a"}
    offer = {
        "rp": {"id": site, "name": "x"},
        "user": user,
        "challenge": "AAAA",
        "pubKeyCredParams": [{"type": "public-key", "alg": -7}],
    }
    made = json.loads(device.register(Secret(json.dumps({"publicKey": offer})), host).reveal())
    assert made["type"] == "public-key"
    request = {"challenge": "BBBB", "allowCredentials": [{"type": "public-key", "id": made["id"]}]}
    assert json.loads(device.sign(Secret(json.dumps(request)), host).reveal())["id"] == made["id"]


@pytest.mark.parametrize("text", ["", "{}", "[]", "5", '{"challenge": 5}'])
def test_a_request_that_cannot_be_read_is_told(device, text):
    for act in (device.sign, device.register):
        with pytest.raises(UnexpectedResponseError):
            act(Secret(text), "https://portal.example.test")


def test_a_page_that_hands_nothing_to_a_key_is_told(world, device):
    world.enter().factors.register_security_key(device)
    pages = replace(SANDBOX_PAGES, key_request="data-other", key_offer="data-other")
    with pytest.raises(UnexpectedResponseError):
        world.login(pages=pages).open(SecurityKey(device))
    session = world.login(pages=pages).open(world.email_code())
    session.factors.remove("security-key")
    with pytest.raises(UnexpectedResponseError):
        session.factors.register_security_key(device)


def test_without_the_extra_it_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "fido2", None)
    with pytest.raises(MissingExtraError) as caught:
        SecurityKey()
    assert caught.value.extra == "fido2"


def test_what_is_no_device_is_a_mistake():
    with pytest.raises(TypeError):
        Fido2Device(lambda: ["usb"]).sign(Secret('{"challenge": "AAAA"}'), "https://a.example")


def test_what_the_account_does_not_have_cannot_be_removed(world):
    session = world.enter()
    for kind in ("security-key", "totp", "email-code", "unheard-of"):
        with pytest.raises(NotFoundError):
            session.factors.remove(kind)
