"""A security key (*clé de sécurité*): AIFE's third way, over WebAuthn.

A key signs for the site that it was registered at and for no other: a page that only looks like
the portal gets nothing from it. It holds no secret that a program could read.
"""

from __future__ import annotations

from typing import Protocol

from chorus_sdk._secrets import Secret
from chorus_sdk.auth.second_factor import SECURITY_KEY, Challenge
from chorus_sdk.errors import UnexpectedResponseError


class KeyDevice(Protocol):
    """Something that holds keys (*support de clés*): `Fido2Device`, or one of yours.

    Requests and answers are WebAuthn's, in JSON: `PublicKeyCredentialRequestOptionsJSON` and its
    like, with binary parts in base64url.
    """

    def sign(self, request: Secret[str], origin: str) -> Secret[str]:
        """Answer a login's request; the person touches the key.

        Raises:
            SecondFactorRequiredError: no key is there, none is for this site, or nobody touched it.
        """
        ...

    def register(self, offer: Secret[str], origin: str) -> Secret[str]:
        """Make a key pair for this site and return its public part.

        Raises:
            SecondFactorRequiredError: no key is there, or nobody touched it.
        """
        ...


class SecurityKey:
    """Answers with the signature of a security key (*clé de sécurité*).

    Without a `device` it is the one that is plugged in (extra [fido2]).

    Raises:
        MissingExtraError: no device was given and the extra [fido2] is not installed.
    """

    def __init__(self, device: KeyDevice | None = None) -> None:
        self._device = device if device is not None else plugged_in()

    @property
    def kind(self) -> str:
        """`security-key`."""
        return SECURITY_KEY

    def answer(self, challenge: Challenge) -> Secret[str]:
        """Have the page's request signed.

        Raises:
            UnexpectedResponseError: the page hands nothing to a key.
            SecondFactorRequiredError: no key is there, none is for this site, or nobody touched it.
        """
        if challenge.key_request is None:
            raise UnexpectedResponseError(
                "The page offers a security key and hands it no request.",
                field="key_request",
                hint="Name the attribute that holds it in PortalPages.key_request.",
            )
        return self._device.sign(challenge.key_request, challenge.origin)

    def __repr__(self) -> str:
        return "SecurityKey()"


def plugged_in() -> KeyDevice:
    """Return the key at this machine; raises MissingExtraError without the extra [fido2]."""
    from chorus_sdk.auth.fido2_device import Fido2Device

    return Fido2Device()
