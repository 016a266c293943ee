"""A security key in software: it speaks CTAP2 with the real client, keys on P-256."""

from __future__ import annotations

import hashlib
import secrets
import struct
from collections.abc import Callable, Iterator, Mapping
from threading import Event

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2 import cbor
from fido2.cose import ES256
from fido2.ctap import STATUS, CtapDevice, CtapError
from fido2.hid import CAPABILITY

AAGUID = b"chorus-soft-key!"
PRESENT, ATTESTED = 0x01, 0x40


class SoftwareKey(CtapDevice):
    """One key with as many credentials as it is asked for; `touch` says whether it is touched."""

    def __init__(self) -> None:
        self.credentials: dict[bytes, tuple[str, ec.EllipticCurvePrivateKey, bytes]] = {}
        self.counter = 0
        self.touch: Callable[[], bool] = lambda: True
        self.closed = 0

    @property
    def capabilities(self) -> int:
        return int(CAPABILITY.CBOR)

    def close(self) -> None:
        self.closed += 1

    @classmethod
    def list_devices(cls) -> Iterator[SoftwareKey]:
        yield cls()

    def call(
        self,
        cmd: int,
        data: bytes = b"",
        event: Event | None = None,
        on_keepalive: Callable[[STATUS], None] | None = None,
    ) -> bytes:
        asked = cbor.decode(data[1:]) if len(data) > 1 else {}
        try:
            return b"\0" + cbor.encode(self._answer(data[0], asked))
        except CtapError as error:
            return bytes([int(error.code)])

    def _answer(self, command: int, asked: Mapping[int, object]) -> dict[int, object]:
        if command == 0x04:
            options = {"rk": False, "up": True}
            return {1: ["FIDO_2_0"], 2: [], 3: AAGUID, 4: options, 5: 1200}
        if command == 0x01:
            return self._make(asked)
        if command == 0x02:
            return self._sign(asked)
        raise CtapError(CtapError.ERR.INVALID_COMMAND)

    def _make(self, asked: Mapping[int, object]) -> dict[int, object]:
        site, user = asked[2]["id"], asked[3]["id"]
        if any(each["id"] in self.credentials for each in asked.get(5, ())):
            raise CtapError(CtapError.ERR.CREDENTIAL_EXCLUDED)
        self._have_touched()
        name, key = secrets.token_bytes(32), ec.generate_private_key(ec.SECP256R1())
        self.credentials[name] = (site, key, user)
        public = cbor.encode(dict(ES256.from_cryptography_key(key.public_key())))
        attested = AAGUID + struct.pack(">H", len(name)) + name + public
        return {1: "none", 2: self._data(site, PRESENT | ATTESTED) + attested, 3: {}}

    def _sign(self, asked: Mapping[int, object]) -> dict[int, object]:
        site, digest = asked[1], asked[2]
        known = [each["id"] for each in asked.get(3, ()) if self._is_for(each["id"], site)]
        if not known:
            raise CtapError(CtapError.ERR.NO_CREDENTIALS)
        silent = asked.get(5, {}).get("up") is False
        if not silent:
            self._have_touched()
        data = self._data(site, 0 if silent else PRESENT)
        signed = self.credentials[known[0]][1].sign(data + digest, ec.ECDSA(hashes.SHA256()))
        return {1: {"id": known[0], "type": "public-key"}, 2: data, 3: signed}

    def _is_for(self, name: bytes, site: object) -> bool:
        return name in self.credentials and self.credentials[name][0] == site

    def _have_touched(self) -> None:
        if not self.touch():
            raise CtapError(CtapError.ERR.USER_ACTION_TIMEOUT)

    def _data(self, site: object, flags: int) -> bytes:
        self.counter += 1
        return hashlib.sha256(str(site).encode()).digest() + struct.pack(">BI", flags, self.counter)
