"""Profiles and their guideline URNs (*profils*, BT-24), both ways."""

from __future__ import annotations

import re
from functools import lru_cache
from types import MappingProxyType
from typing import Final, NamedTuple

from chorus_sdk.errors import UnsupportedProfileError
from chorus_sdk.formats.base import Profile

_CORE = "urn:cen.eu:en16931:2017"

GUIDELINES: Final = MappingProxyType(
    {
        Profile.MINIMUM: "urn:factur-x.eu:1p0:minimum",
        Profile.BASIC_WL: "urn:factur-x.eu:1p0:basicwl",
        Profile.BASIC: f"{_CORE}#compliant#urn:factur-x.eu:1p0:basic",
        Profile.EN16931: _CORE,
        Profile.EXTENDED: f"{_CORE}#conformant#urn:factur-x.eu:1p0:extended",
        Profile.EXTENDED_CTC_FR: f"{_CORE}#conformant#urn.cpro.gouv.fr:1p0:extended-ctc-fr",
        Profile.EN16931_CTC_FR: f"{_CORE}#compliant#urn.cpro.gouv.fr:1p0:en16931-ctc-fr",
        Profile.XRECHNUNG: f"{_CORE}#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0",
        Profile.PEPPOL_BIS_3: f"{_CORE}#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0",
        Profile.CIUS_RO: f"{_CORE}#compliant#urn:efactura.mfinante.ro:CIUS-RO:1.0.1",
    }
)
"""What a writer puts into BT-24 for each profile that it can write."""

WITHOUT_LINES: Final = frozenset({Profile.MINIMUM, Profile.BASIC_WL})
"""Profiles that carry no invoice lines (BG-25)."""

TAX_EXTRACT: Final = "urn.cpro.gouv.fr:1p0:einvoicingextract"
"""What the guideline of a flow 1 for the tax administration starts with."""

_NAMES = {
    "minimum": Profile.MINIMUM,
    "basicwl": Profile.BASIC_WL,
    "basic": Profile.BASIC,
    "en16931": Profile.EN16931,
    "comfort": Profile.COMFORT,
    "extended": Profile.EXTENDED,
    "extended-ctc-fr": Profile.EXTENDED_CTC_FR,
    "en16931-ctc-fr": Profile.EN16931_CTC_FR,
}
# patterns are compiled for the first guideline that they are asked about
_CORE_PREFIX = rf"(?:{re.escape(_CORE)}[#:](?:compliant|conformant)[#:])?"
_FACTURX = (
    _CORE_PREFIX
    + r"(?:urn:)?(?:factur-x\.eu:(?P<fx>1p0)|zugferd\.de:(?P<zf>2p0))"
    + r":(?P<name>minimum|basicwl|basic|en16931|extended)"
)
_CTC_FR = (
    _CORE_PREFIX + r"urn[.:]cpro\.gouv\.fr:(?P<v>\d+p\d+):(?P<name>(?:extended|en16931)-ctc-fr)"
)
_OLDER = (
    r"urn:(?:ferd:crossindustrydocument:invoice|order-x\.eu):(?P<v>\d+p\d+)"
    r":(?P<name>basic|comfort|extended)"
)
_XRECHNUNG = (
    _CORE_PREFIX
    + r"urn:(?:xeinkauf\.de|xoev-de):kosit:(?:standard:)?xrechnung_(?P<v>\d+(?:\.\d+)*)(?:#.+)?"
)
_PEPPOL = _CORE_PREFIX + r"urn:fdc:peppol\.eu:2017:poacc:billing:(?P<v>3\.\d+(?:\.\d+)*)"
_CIUS_RO = _CORE_PREFIX + r"urn:efactura\.mfinante\.ro:cius-ro:(?P<v>\d+(?:\.\d+)*)"


class KnownProfile(NamedTuple):
    """A profile and its version (*profil*), where the guideline tells one."""

    profile: Profile
    version: str | None


@lru_cache(maxsize=256)
def profile_of(guideline: str) -> KnownProfile:
    """Return the profile (*profil*) that a guideline URN (BT-24) names.

    Compared without regard to case and surrounding space; a guideline that is not known keeps
    itself as the profile's value.

    Example:
        >>> profile_of(" URN:CEN.EU:EN16931:2017 ").profile
        <Profile.EN16931: 'en16931'>
        >>> profile_of("urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0")
        KnownProfile(profile=<Profile.XRECHNUNG: 'xrechnung'>, version='3.0')
    """
    asked = guideline.strip().lower()
    if asked == _CORE:
        return KnownProfile(Profile.EN16931, None)
    if match := re.fullmatch(_FACTURX, asked):
        version = match["fx"] or match["zf"]
        return KnownProfile(_NAMES[match["name"]], version.replace("p", "."))
    for pattern in (_CTC_FR, _OLDER):
        if match := re.fullmatch(pattern, asked):
            return KnownProfile(_NAMES[match["name"]], match["v"].replace("p", "."))
    for pattern, profile in _VERSIONED:
        if match := re.fullmatch(pattern, asked):
            return KnownProfile(profile, match["v"])
    return KnownProfile(Profile(guideline.strip()), None)


def guideline_of(profile: Profile) -> str:
    """Return the guideline URN (BT-24) that a writer states for a profile (*profil*).

    Raises:
        UnsupportedProfileError: the profile has no guideline of its own.

    Example:
        >>> guideline_of(Profile.BASIC_WL)
        'urn:factur-x.eu:1p0:basicwl'
    """
    if profile in GUIDELINES:
        return GUIDELINES[profile]
    if ":" in profile.value:
        return profile.value
    raise UnsupportedProfileError(
        f"The profile {profile.value} has no guideline that could be written.",
        profile=profile.value,
        hint=f"Pass as `profile` one of {', '.join(known.value for known in GUIDELINES)}.",
    )


_VERSIONED = (
    (_XRECHNUNG, Profile.XRECHNUNG),
    (_PEPPOL, Profile.PEPPOL_BIS_3),
    (_CIUS_RO, Profile.CIUS_RO),
)
