"""What each profile is called inside a Factur-X container (*profils Factur-X*)."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from chorus_sdk.errors import UnsupportedProfileError
from chorus_sdk.formats.base import Profile

RELATIONSHIPS: Final = ("Data", "Alternative", "Source")
"""/AFRelationship values under which an invoice is found."""


@dataclass(frozen=True)
class ContainerProfile:
    """A profile in a container (*profil du conteneur*).

    `level` is the XMP's ConformanceLevel, `file_name` the name of the XML, `relationship` what a
    writer states when it is not told otherwise: `Data` where the XML is only a part of the
    invoice, else `Alternative`.
    """

    level: str
    file_name: str = "factur-x.xml"
    relationship: str = "Alternative"


CONTAINER_PROFILES: Final = MappingProxyType(
    {
        Profile.MINIMUM: ContainerProfile("MINIMUM", relationship="Data"),
        Profile.BASIC_WL: ContainerProfile("BASIC WL", relationship="Data"),
        Profile.BASIC: ContainerProfile("BASIC"),
        Profile.EN16931: ContainerProfile("EN 16931"),
        Profile.EXTENDED: ContainerProfile("EXTENDED"),
        Profile.EXTENDED_CTC_FR: ContainerProfile("EXTENDED"),
        Profile.XRECHNUNG: ContainerProfile("XRECHNUNG", file_name="xrechnung.xml"),
    }
)


def container_profile(profile: Profile) -> ContainerProfile:
    """Return how a container states a profile (*profil*).

    Raises:
        UnsupportedProfileError: Factur-X has no such profile.

    Example:
        >>> container_profile(Profile.BASIC_WL).level
        'BASIC WL'
    """
    if profile not in CONTAINER_PROFILES:
        raise UnsupportedProfileError(
            f"Factur-X has no profile {profile.value}.",
            profile=profile.value,
            hint="Pass as `profile` one of "
            f"{', '.join(known.value for known in CONTAINER_PROFILES)}.",
        )
    return CONTAINER_PROFILES[profile]
