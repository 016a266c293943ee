"""Who is known to the sandbox's Chorus Pro (*annuaire*): structures, services, accounts."""

from __future__ import annotations

from chorus_sdk._secrets import Secret
from chorus_sdk.errors import ConfigurationError, NotFoundError
from chorus_sdk.sandbox.data import DATA_SET, SERVICES_SINCE, NewService, NewStructure
from chorus_sdk.sandbox.holdings import endow, order_commitments
from chorus_sdk.sandbox.keys import Keyring, TechnicalAccount, digest
from chorus_sdk.sandbox.platform import Platform
from chorus_sdk.sandbox.state import Structure, written


class Registry:
    """Adds structures and hands out their technical accounts."""

    def __init__(self, platform: Platform, keyring: Keyring) -> None:
        self._platform = platform
        self._store = platform.store
        self._keyring = keyring
        with self._store.transaction():
            if self._store.row("SELECT id FROM structure LIMIT 1") is None:
                for structure in DATA_SET:
                    self._insert(structure)
                order_commitments(self._store)

    def add(self, structure: NewStructure) -> Structure:
        """Add a structure with its services and technical account.

        Raises:
            ConfigurationError: its SIRET or number is taken.
        """
        with self._store.transaction():
            taken = self._store.row(
                "SELECT id FROM structure WHERE identifier = ? OR id = ?",
                (structure.siret, structure.structure_id),
            )
            if taken is not None:
                raise ConfigurationError(
                    "The sandbox has a structure with this SIRET or number.", setting="siret"
                )
            self._insert(structure)
        added = self._platform.structure_named(structure.siret)
        if added is None:
            raise LookupError("the structure was not kept")
        return added

    def account(self, siret: str) -> TechnicalAccount:
        """Return the technical account of a structure.

        Raises:
            NotFoundError: the sandbox has no such structure.
        """
        row = self._store.row(
            "SELECT login, generation, structure_id FROM technical_account JOIN structure"
            " ON structure.id = structure_id WHERE identifier = ?",
            (siret,),
        )
        if row is None:
            raise NotFoundError(
                "The sandbox has no structure with this SIRET.", hint="Register it first."
            )
        return TechnicalAccount(
            login=row["login"],
            password=self._password(row["login"], row["generation"]),
            siret=siret,
            structure_id=row["structure_id"],
        )

    def renew_password(self, siret: str) -> TechnicalAccount:
        """Give the technical account a new password; the old one stops working at once."""
        login = self.account(siret).login
        with self._store.transaction():
            self._store.run(
                "UPDATE technical_account SET generation = generation + 1 WHERE login = ?", (login,)
            )
            fresh = self.account(siret)
            self._store.run(
                "UPDATE technical_account SET password_digest = ?, password_set_at = ?"
                " WHERE login = ?",
                (digest(fresh.password), written(self._platform.clock.now()), login),
            )
        return fresh

    def _insert(self, new: NewStructure) -> None:
        structure_id = self._store.run(
            "INSERT INTO structure VALUES (?, 'SIRET', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                new.structure_id,
                new.siret,
                new.name,
                *(new.public, new.active),
                *(new.service_required, new.engagement_required, new.either_required),
                *(new.street, new.post_code, new.city),
            ),
        )
        for service in new.services:
            self._insert_service(structure_id, service)
        endow(self._store, structure_id, new.name)
        login = f"TECH_1_{structure_id}@cpro.fr"
        self._store.run(
            "INSERT INTO technical_account VALUES (?, ?, ?, 1, ?)",
            (
                login,
                structure_id,
                digest(self._password(login, 1)),
                written(self._platform.clock.now()),
            ),
        )

    def _insert_service(self, structure_id: int, new: NewService) -> None:
        self._store.run(
            "INSERT INTO service (structure_id, code, label, active, engagement_required,"
            " started_at) VALUES (?, ?, ?, ?, ?, ?)",
            (
                structure_id,
                *(new.code, new.label),
                *(new.active, new.engagement_required),
                written(SERVICES_SINCE),
            ),
        )

    def _password(self, login: str, generation: int) -> Secret[str]:
        return self._keyring.derive(f"technical-password {login} {generation}")
