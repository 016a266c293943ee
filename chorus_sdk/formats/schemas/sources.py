"""Which schema a document is held against: a file of a dependency, or one of our own writing."""

from __future__ import annotations

from pathlib import Path
from typing import Final, TypeAlias

from chorus_sdk._xml import Element
from chorus_sdk.formats.base import FormatId, Profile
from chorus_sdk.formats.schemas.files import schema_path, schema_title

SchemaSource: TypeAlias = Path | bytes
"""A schema (*schéma*): where its file is, or the document itself."""

_TITLES: Final = {FormatId.PIVOT: "FEN0036A", FormatId.PIVOT_STATUS: "CPPStatut V1_19"}
"""Those that the package writes itself."""


def schema_sources(
    format: FormatId,  # noqa: A002
    profile: Profile | None = None,
    root: Element | None = None,
) -> tuple[SchemaSource, ...]:
    """Return the schemas of a format; a document is right when it fits one of them.

    There are several only for a pivot whose root does not state its version.

    Raises:
        UnsupportedProfileError: there is no schema for this format and profile.
        ConfigurationError: the package that ships the schemas is missing, or another version.
    """
    if format not in _TITLES:
        return (schema_path(format, profile),)
    from chorus_sdk.formats.pivot import xsd  # its tables load the whole model

    if format is FormatId.PIVOT_STATUS:
        return (xsd.status_xsd(),)
    stated = None if root is None else root.get("Version")
    return tuple(xsd.pivot_xsd(version) for version in xsd.versions_for(stated))


def schema_name(format: FormatId, profile: Profile | None = None) -> str:  # noqa: A002
    """Return the schema's name among people.

    Raises:
        UnsupportedProfileError: there is no schema for this format and profile.

    Example:
        >>> schema_name(FormatId.PIVOT)
        'FEN0036A'
    """
    return _TITLES.get(format) or schema_title(format, profile)
