"""The gate: does a document fit its schema, yes or no (*contrôle de schéma*)."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from chorus_sdk._xml import Element, Schema, SchemaError, parse
from chorus_sdk.findings import Finding, Location, Severity
from chorus_sdk.formats.base import FormatId, Profile
from chorus_sdk.formats.schemas.files import schema_path
from chorus_sdk.limits import DEFAULT_LIMITS, Limits


def check_schema(
    data: bytes,
    format: FormatId,  # noqa: A002
    profile: Profile | None = None,
    *,
    limits: Limits = DEFAULT_LIMITS,
) -> tuple[Finding, ...]:
    """Hold an XML document against its schema (*contrôle de schéma*).

    For Factur-X, `data` is the XML inside the PDF. No finding means that the document fits;
    `explain_schema` says more of each finding, and takes longer.

    Raises:
        UnsupportedProfileError: there is no schema for this format and profile.
        ConfigurationError: the package that ships the schemas is missing, or another version.
        MalformedDocumentError: not well-formed.
        UnsafeDocumentError: a DOCTYPE; `LimitExceededError` when a limit is passed.

    Example:
        >>> findings = check_schema(b"<x/>", FormatId.UBL_INVOICE)
        >>> findings[0].code, findings[0].location.line
        ('XSD', 1)
    """
    return judge(parse(data, limits), schema_path(format, profile))


def judge(root: Element, path: Path) -> tuple[Finding, ...]:
    """Hold a tree against the schema of that file."""
    return tuple(_finding(error) for error in _compiled(path).errors(root))


@cache
def _compiled(path: Path) -> Schema:
    return Schema(path)


def _finding(error: SchemaError) -> Finding:
    return Finding(
        code="XSD",
        severity=Severity.ERROR,
        message=error.message,
        message_fr="Le document ne respecte pas son schéma XML à cet endroit.",
        location=Location(path=error.path, line=error.line),
    )
