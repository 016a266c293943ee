"""Security keys at this machine (*clés de sécurité*): the door to `fido2`."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from ipaddress import ip_address
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit

from chorus_sdk._secrets import Secret
from chorus_sdk.auth.second_factor import SECURITY_KEY
from chorus_sdk.errors import (
    MissingExtraError,
    SecondFactorRequiredError,
    UnexpectedResponseError,
)

if TYPE_CHECKING:
    from fido2.client import ClientError, DefaultClientDataCollector, Fido2Client, UserInteraction
    from fido2.ctap import CtapDevice

T = TypeVar("T")


class Fido2Device:
    """The security key that is plugged in (*clé branchée*), over USB.

    `find` returns the devices to try instead; `ask_pin` is asked for the key's PIN where the
    portal wants one, and `tell` is called when the key waits to be touched.

    Raises:
        MissingExtraError: the extra [fido2] is not installed.
    """

    def __init__(
        self,
        find: Callable[[], Iterable[object]] | None = None,
        *,
        ask_pin: Callable[[], str] | None = None,
        tell: Callable[[], None] | None = None,
    ) -> None:
        _require_engine()
        self._find = find or _plugged_in
        self._ask_pin = ask_pin
        self._tell = tell

    def sign(self, request: Secret[str], origin: str) -> Secret[str]:
        """Answer a login's request with the first key that is for this site.

        Raises:
            SecondFactorRequiredError: no key is there, none is for this site, or nobody touched it.
            UnexpectedResponseError: the request is none that can be read.
        """
        from fido2.webauthn import PublicKeyCredentialRequestOptions as Options

        options = _read(request, lambda asked: Options.from_dict(_for_login(asked, origin)))

        def act(client: Fido2Client) -> object:
            return client.get_assertion(options).get_response(0)

        return self._with_a_key(act, origin)

    def register(self, offer: Secret[str], origin: str) -> Secret[str]:
        """Make a key pair on the first key and return its public part.

        Raises:
            SecondFactorRequiredError: no key is there, or nobody touched it.
            UnexpectedResponseError: the offer is none that can be read.
        """
        from fido2.webauthn import PublicKeyCredentialCreationOptions as Options

        options = _read(offer, lambda asked: Options.from_dict(_for_making(asked, origin)))
        return self._with_a_key(lambda client: client.make_credential(options), origin)

    def __repr__(self) -> str:
        return "Fido2Device()"

    def _with_a_key(self, act: Callable[[Fido2Client], object], origin: str) -> Secret[str]:
        from fido2.client import ClientError, Fido2Client

        reason = "no key is there"
        for device in self._find():
            with _as_device(device) as opened:
                client = Fido2Client(opened, _collector(origin), self._interaction())
                try:
                    return Secret(json.dumps(_plain(act(client))))
                except ClientError as error:
                    reason = _reason(error)
        raise SecondFactorRequiredError(
            f"No security key answers: {reason}.",
            offered=(SECURITY_KEY,),
            hint="Plug in the key that is registered at the portal, and touch it when it blinks.",
        )

    def _interaction(self) -> UserInteraction:
        from fido2.client import UserInteraction

        ask_pin, tell = self._ask_pin, self._tell

        class Person(UserInteraction):
            def prompt_up(self) -> None:
                if tell is not None:
                    tell()

            def request_pin(self, permissions: object, rp_id: str | None) -> str | None:  # noqa: ARG002
                return ask_pin() if ask_pin is not None else None

        return Person()


def _collector(origin: str) -> DefaultClientDataCollector:
    """Make what binds an answer to its page; one in clear counts on this machine alone."""
    from fido2.client import DefaultClientDataCollector
    from fido2.rpid import verify_rp_id

    host = urlsplit(origin).hostname or ""

    def is_for(site: str, page: str) -> bool:
        return (site == host and _is_near(host)) or verify_rp_id(site, page)

    return DefaultClientDataCollector(origin, is_for)


def _for_login(asked: Mapping[str, object], origin: str) -> Mapping[str, object]:
    """Name the site where the page leaves it to its own host."""
    return {**asked, "rpId": asked.get("rpId") or urlsplit(origin).hostname}


def _for_making(asked: Mapping[str, object], origin: str) -> Mapping[str, object]:
    site = asked["rp"]
    if not isinstance(site, Mapping):
        raise TypeError
    return {**asked, "rp": {**site, "id": site.get("id") or urlsplit(origin).hostname}}


def _read(text: Secret[str], build: Callable[[Mapping[str, object]], T]) -> T:
    try:
        members = json.loads(text.reveal())
        asked = members.get("publicKey", members)
        if isinstance(asked["challenge"], str):
            return build(asked)
    except (ValueError, KeyError, TypeError, AttributeError):
        pass
    raise UnexpectedResponseError(
        "What the page hands to a security key cannot be read.", field="key_request"
    )


def _plain(answer: object) -> dict[str, object]:
    """Return an answer's members; the engine's values are mappings of JSON already."""
    return dict(answer)  # type: ignore[call-overload, no-any-return]


def _reason(error: ClientError) -> str:
    return {
        "DEVICE_INELIGIBLE": "the key is not registered here, or already is",
        "TIMEOUT": "it was not touched in time",
        "BAD_REQUEST": "it refuses the request, or wants its PIN",
    }.get(error.code.name, "it cannot do what is asked")


def _as_device(device: object) -> CtapDevice:
    from fido2.ctap import CtapDevice

    if not isinstance(device, CtapDevice):
        raise TypeError("find returns CTAP devices")
    return device


def _plugged_in() -> Iterable[object]:
    from fido2.hid import CtapHidDevice

    return CtapHidDevice.list_devices()


def _is_near(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _require_engine() -> None:
    try:
        import fido2  # noqa: F401
    except ImportError:
        raise MissingExtraError("fido2", purpose="A security key") from None
