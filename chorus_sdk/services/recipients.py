"""The platform's directory as preflight asks it (*annuaire*): few calls, answers kept a while."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from chorus_sdk._clock import Clock
from chorus_sdk.errors import AccessDeniedError, NotFoundError, RejectedRequestError
from chorus_sdk.services.structures import Service, Structure, StructureDetails, Structures
from chorus_sdk.validation.directory import Demands

KEPT_FOR: Final = 3600.0
"""How long what was learnt of a structure is kept, in seconds."""


@dataclass(frozen=True, eq=False)
class _Known:
    """What is learnt of one SIRET; each part is asked for when it is first needed."""

    siret: str
    structures: Structures
    at: float
    _demanding: dict[str, bool] = field(default_factory=dict)

    @cached_property
    def structure(self) -> Structure | None:
        return self.structures.find(self.siret, include_private=True)

    @cached_property
    def details(self) -> StructureDetails | None:
        if self.structure is None:
            return None
        try:
            return self.structures.fetch(self.structure)
        except (RejectedRequestError, AccessDeniedError, NotFoundError):
            return None  # a private structure that is not one's own

    @cached_property
    def services(self) -> dict[str, Service]:
        if self.structure is None or self.details is None:
            return {}
        found = self.structures.services(self.structure)
        return {one.code: one for one in found if one.code and one.is_active is not False}

    def demands_commitment(self, code: str) -> bool:
        """Tell whether the service of that code demands a commitment number."""
        if self.structure is None or code not in self.services:
            return False
        if code not in self._demanding:
            details = self.structures.fetch_service(self.structure, self.services[code])
            self._demanding[code] = bool(details.commitment_required)
        return self._demanding[code]


class StructureDirectory:
    """Answers about structures from the platform itself (*annuaire en ligne*).

    It is a `validation.directory.Directory`. What was learnt is kept for an hour; `forget` drops
    it sooner. Each question may raise what a call raises (`ApiError`, `TransportError`,
    `AuthenticationError`).
    """

    def __init__(self, structures: Structures, clock: Clock) -> None:
        self._structures = structures
        self._clock = clock
        self._known: dict[str, _Known] = {}

    def exists(self, siret: str) -> bool:
        """Tell whether Chorus Pro knows the structure (*structure référencée*)."""
        return self._of(siret).structure is not None

    def is_active(self, siret: str) -> bool:
        """Tell whether it is active (*structure active*)."""
        found = self._of(siret).structure
        return found is not None and found.is_active

    def is_public(self, siret: str) -> bool:
        """Tell whether it is a public body (*structure publique*)."""
        details = self._of(siret).details
        return details is not None and details.is_public

    def demands(self, siret: str, service: str | None = None) -> Demands:
        """Return what it demands (*exigences*), with what its service of that code demands."""
        known = self._of(siret)
        if known.details is None:
            return Demands()
        by_service = service is not None and known.demands_commitment(service)
        return Demands(
            service=bool(known.details.service_code_required),
            commitment=bool(known.details.commitment_required) or by_service,
            either=bool(known.details.service_code_or_commitment_required),
        )

    def service_codes(self, siret: str) -> frozenset[str]:
        """Return the codes of its active services (*codes service*)."""
        return frozenset(self._of(siret).services)

    def forget(self, *, older_than: float | None = None) -> bool:
        """Drop what was learnt before a moment of the monotonic clock, or all; tell if any was."""
        is_old: Callable[[_Known], bool] = lambda known: older_than is None or known.at < older_than  # noqa: E731
        old = [siret for siret, known in tuple(self._known.items()) if is_old(known)]
        for siret in old:
            self._known.pop(siret, None)
        return bool(old)

    def _of(self, siret: str) -> _Known:
        now = self._clock.monotonic()
        known = self._known.get(siret)
        if known is None or now - known.at > KEPT_FOR:
            known = self._known[siret] = _Known(siret, self._structures, now)
        return known
