"""What only Chorus Pro knows of a recipient (*annuaire*), as far as rules ask for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Protocol


@dataclass(frozen=True, kw_only=True)
class Demands:
    """What a recipient wants in every invoice (*paramétrage du destinataire*).

    `service` is the service code, `commitment` the commitment number (*numéro d'engagement*),
    `either` one of the two.
    """

    service: bool = False
    commitment: bool = False
    either: bool = False


class Directory(Protocol):
    """Answers about structures, asked by SIRET (*annuaire*); each may cost a call.

    A structure that is not known is neither active nor public, demands nothing and has no service.
    """

    def exists(self, siret: str) -> bool:
        """Tell whether Chorus Pro knows the structure (*structure référencée*)."""
        ...

    def is_active(self, siret: str) -> bool:
        """Tell whether it is active (*structure active*)."""
        ...

    def is_public(self, siret: str) -> bool:
        """Tell whether it is a public body (*structure publique*)."""
        ...

    def demands(self, siret: str, service: str | None = None) -> Demands:
        """Return what it demands (*exigences*), with what its service of that code demands."""
        ...

    def service_codes(self, siret: str) -> frozenset[str]:
        """Return the codes of its active services (*codes service*)."""
        ...


@dataclass(frozen=True, kw_only=True)
class KnownStructure:
    """A structure as it was looked up (*structure*).

    `services` tells of each active service, by its code, whether it demands a commitment number.
    """

    siret: str
    active: bool = True
    public: bool = True
    demands: Demands = Demands()
    services: Mapping[str, bool] = field(default_factory=lambda: MappingProxyType({}))


class KnownDirectory:
    """A directory of structures that are at hand (*annuaire local*): no call is made.

    Example:
        >>> town = KnownStructure(siret="12345678200051", services={"SERV": True})
        >>> directory = KnownDirectory([town])
        >>> directory.demands("12345678200051", "SERV").commitment
        True
        >>> directory.exists("99900000300015")
        False
    """

    def __init__(self, structures: Iterable[KnownStructure]) -> None:
        self._structures = {structure.siret: structure for structure in structures}

    def exists(self, siret: str) -> bool:
        """Tell whether the structure is at hand."""
        return siret in self._structures

    def is_active(self, siret: str) -> bool:
        """Tell whether it is active."""
        found = self._structures.get(siret)
        return found is not None and found.active

    def is_public(self, siret: str) -> bool:
        """Tell whether it is a public body."""
        found = self._structures.get(siret)
        return found is not None and found.public

    def demands(self, siret: str, service: str | None = None) -> Demands:
        """Return what it demands, with what its service of that code demands."""
        found = self._structures.get(siret)
        if found is None:
            return Demands()
        own = found.demands
        by_service = service is not None and found.services.get(service, False)
        return Demands(
            service=own.service, commitment=own.commitment or by_service, either=own.either
        )

    def service_codes(self, siret: str) -> frozenset[str]:
        """Return the codes of its active services."""
        found = self._structures.get(siret)
        return frozenset(found.services if found else ())
