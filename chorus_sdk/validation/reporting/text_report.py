"""A report as text: for a terminal, whose width and colours it minds, and for a log."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Final

from chorus_sdk.findings import Finding, Severity
from chorus_sdk.validation.layers import LayerReport, LayerStatus, ValidationReport
from chorus_sdk.validation.reporting.plain import plain, shown
from chorus_sdk.validation.reporting.values import value_in
from chorus_sdk.validation.reporting.words import (
    Words,
    advice,
    place_of,
    reason,
    sentence,
    severity_name,
    words_of,
)

_RESET: Final = "\x1b[0m"
_RED, _YELLOW, _GREEN, _DIM, _BOLD = "31", "33", "32", "2", "1"
_STATUS: Final = {
    LayerStatus.PASSED: ("✓", _GREEN),
    LayerStatus.FAILED: ("✗", _RED),
    LayerStatus.SKIPPED: ("?", _RED),
    LayerStatus.NOT_APPLICABLE: ("-", _DIM),
}
_SEVERITY: Final = {
    Severity.ERROR: _RED,
    Severity.WARNING: _YELLOW,
    Severity.INFORMATION: _DIM,
}
_NARROWEST: Final = 40


def to_text(
    report: ValidationReport, *, width: int = 80, color: bool = False, language: str = "en"
) -> str:
    """Return a report for a person at a terminal.

    Nothing of the document can move the cursor or change a colour: control characters are taken
    out of what it says.

    Raises:
        ValueError: the language is neither `en` nor `fr`.
    """
    page = _Page(max(width, _NARROWEST), color=color, language=language)
    return "\n".join(page.lines(report))


def to_log_lines(report: ValidationReport) -> tuple[str, ...]:
    """Return a report for a log: one line a layer that has something to say, one a finding."""
    lines = [plain(f"{report.subject}: {_verdict(report, words_of('en')).lower()}")]
    lines += [
        plain(f"{report.subject}: {layer.layer.value} {layer.status.value}: {layer.reason}")
        for layer in report.skipped
    ]
    for finding in report.findings:
        place = place_of(finding, report.subject) or report.subject
        said = shown(finding.message)
        lines.append(plain(f"{place}: {finding.severity} {finding.code}: {said}"))
    return tuple(lines)


def _verdict(report: ValidationReport, words: Words) -> str:
    if report.is_valid:
        return words.valid
    return words.invalid if report.errors else words.unjudged


class _Page:
    """One report on one screen."""

    def __init__(self, width: int, *, color: bool, language: str) -> None:
        self._width = width
        self._color = color
        self._language = language
        self._words = words_of(language)

    def lines(self, report: ValidationReport) -> Iterator[str]:
        mark, paint = ("✓", _GREEN) if report.is_valid else ("✗", _RED)
        known = " · ".join(part for part in (report.format, report.profile) if part)
        subject = plain(report.subject) + (f" ({plain(known)})" if known else "")
        verdict = f"{mark} {subject}: {_verdict(report, self._words)}"
        yield from self._wrapped(verdict, paint=f"{_BOLD};{paint}")
        for layer in report.layers:
            yield from self._layer(layer, report.subject)

    def _layer(self, layer: LayerReport, subject: str) -> Iterator[str]:
        mark, paint = _STATUS[layer.status]
        french = self._language == "fr"
        name = layer.layer.label_fr if french else layer.layer.label_en
        told = ", ".join(str(one) for one in layer.artefacts)
        if layer.has_run:
            told += f"{' · ' if told else ''}{1000 * layer.duration:.1f} ms"
        else:
            told = reason(layer, self._language) or ""
        yield from self._wrapped(f"{mark} {name:<20} {told}", indent="  ", more=25, paint=paint)
        for finding in layer.findings:
            yield from self._finding(finding, subject)

    def _finding(self, finding: Finding, subject: str) -> Iterator[str]:
        words, place = self._words, finding.location
        name = severity_name(finding.severity, words)
        term = f" [{place.term}]" if place and place.term else ""
        head = f"{name} {finding.code}{term} {shown(sentence(finding, self._language))}"
        yield from self._wrapped(head, indent="      ", paint=_SEVERITY[finding.severity])
        details = (
            (words.place, place_of(finding, subject)),
            (words.found, finding.found),
            (words.expected, value_in(finding.expected, self._language)),
            (words.hint, advice(finding, self._language)),
        )
        for label, text in details:
            if text:
                yield from self._wrapped(f"{label}: {shown(text)}", indent="        ", paint=_DIM)

    def _wrapped(
        self, text: str, *, indent: str = "", more: int | None = None, paint: str
    ) -> Iterator[str]:
        after = indent + "  " if more is None else " " * more
        lines = textwrap.wrap(
            plain(text),
            self._width,
            initial_indent=indent,
            subsequent_indent=after,
            break_on_hyphens=False,
        )
        for line in lines:
            yield f"\x1b[{paint}m{line}{_RESET}" if self._color else line
