"""The gate: does a document fit its schema, yes or no (*contrôle de schéma*)."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

from chorus_sdk._xml import Element, Schema, SchemaError, parse
from chorus_sdk.findings import Finding, Location, Severity
from chorus_sdk.formats.base import FormatId, Profile
from chorus_sdk.formats.schemas.files import CII_FILE, UBL_FILES
from chorus_sdk.formats.schemas.sizes import SizedSchema
from chorus_sdk.formats.schemas.sources import SchemaSource, schema_sources
from chorus_sdk.limits import DEFAULT_LIMITS, Limits


def check_schema(
    data: bytes,
    format: FormatId,  # noqa: A002
    profile: Profile | None = None,
    *,
    limits: Limits = DEFAULT_LIMITS,
) -> tuple[Finding, ...]:
    """Hold an XML document against its schema (*contrôle de schéma*).

    For Factur-X, `data` is the XML inside the PDF; a pivot is held against the version that it
    states, or else against all there are together. No finding means that the document fits;
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
    root = parse(data, limits)
    return verdict_of(root, schema_sources(format, profile, root)).findings


class Verdict(NamedTuple):
    """What was found (*verdict*), and the schema that found it."""

    findings: tuple[Finding, ...]
    source: SchemaSource


def verdict_of(root: Element, sources: tuple[SchemaSource, ...]) -> Verdict:
    """Hold a tree against one schema after another, until it fits; else the first one speaks."""
    verdicts: list[Verdict] = []
    for source in sources:
        verdicts.append(Verdict(judge(root, source), source))
        if not verdicts[-1].findings:
            return verdicts[-1]
    return verdicts[0]


def judge(root: Element, source: SchemaSource) -> tuple[Finding, ...]:
    """Hold a tree against a schema."""
    return tuple(_finding(error) for error in _compiled(source).errors(root))


@cache
def _compiled(source: SchemaSource) -> Schema | SizedSchema:
    if isinstance(source, Path) and source.name in UBL_FILES:
        from chorus_sdk.formats.schemas.cutting import CutSchema

        return CutSchema(source)
    if isinstance(source, Path) and source.name == CII_FILE:
        from chorus_sdk.formats.schemas.cutting_cii import CutCiiSchema

        return CutCiiSchema(source)
    return Schema(source)


def _finding(error: SchemaError) -> Finding:
    return Finding(
        code="XSD",
        severity=Severity.ERROR,
        message=error.message,
        message_fr="Le document ne respecte pas son schéma XML à cet endroit.",
        location=Location(path=error.path, line=error.line),
    )
