"""Why a document does not fit its schema, in words (*explication de schéma*)."""

from __future__ import annotations

from itertools import islice
from typing import Final

from chorus_sdk._xml import Element, parse
from chorus_sdk.findings import Finding
from chorus_sdk.formats.base import FormatId, Profile
from chorus_sdk.formats.schemas.causes import causes
from chorus_sdk.formats.schemas.gate import Verdict, verdict_of
from chorus_sdk.formats.schemas.sentences import MORE, finding_of
from chorus_sdk.formats.schemas.sources import SchemaSource, schema_sources
from chorus_sdk.limits import DEFAULT_LIMITS, Limits

_MOST_FINDINGS: Final = 20


def explain_schema(
    data: bytes,
    format: FormatId,  # noqa: A002
    profile: Profile | None = None,
    *,
    maximum: int = _MOST_FINDINGS,
    limits: Limits = DEFAULT_LIMITS,
) -> tuple[Finding, ...]:
    """Say in words why an XML document does not fit its schema (*expliquer*).

    Each finding has the place (path and line), `found` and `expected`, and a sentence in English
    and French. There are at most `maximum` of them; a last one of severity INFORMATION says
    where there would be more. A document that fits costs no more than `check_schema`.

    Raises:
        UnsupportedProfileError: there is no schema for this format and profile.
        ConfigurationError: the package that ships the schemas is missing, or another version.
        MalformedDocumentError: not well-formed.
        UnsafeDocumentError: a DOCTYPE; `LimitExceededError` when a limit is passed.

    Example:
        >>> finding, = explain_schema(b"<x/>", FormatId.FACTURX, Profile.MINIMUM)
        >>> finding.code, finding.message
        ('XSD-ROOT', 'x cannot be the root of this document.')
    """
    root = parse(data, limits)
    return explained(root, verdict_of(root, schema_sources(format, profile, root)), maximum)


def explained(root: Element, verdict: Verdict, maximum: int) -> tuple[Finding, ...]:
    """Put what the gate found in a tree into words, at most `maximum` findings of it."""
    if not verdict.findings:
        return ()
    said = explain_tree(root, verdict.source, maximum + 1)
    findings = _with_unexplained(said, verdict.findings)
    if len(findings) <= maximum:
        return findings
    return (*findings[:maximum], MORE)


def _with_unexplained(
    explained: tuple[Finding, ...], verdict: tuple[Finding, ...]
) -> tuple[Finding, ...]:
    """Add what the gate alone has seen, such as `1 200.00`, which the explainer lets pass."""
    lines = {_line(finding) for finding in explained}
    more = (finding for finding in verdict if _line(finding) not in lines)
    return tuple(sorted((*explained, *more), key=_line))


def _line(finding: Finding) -> int:
    return (finding.location.line or 0) if finding.location else 0


def explain_tree(root: Element, source: SchemaSource, maximum: int) -> tuple[Finding, ...]:
    """Return what the explainer alone says of a tree, in the order of the document.

    It says nothing more where the engine itself stops at something it does not know.
    """
    found = islice(causes(root, source), maximum)
    return tuple(sorted((finding_of(cause) for cause in found), key=_line))
