"""A report as one HTML page (*compte rendu HTML*) that needs nothing else.

No script, no font, no picture from elsewhere. Whatever the document says is escaped. Colour is
never the only sign: every status and severity is also a word.
"""

from __future__ import annotations

import html
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

_STYLE: Final = "".join(
    (
        ":root{color-scheme:light dark;--line:#8886;--good:#0a6b2d;--bad:#a8071a;",
        "--warn:#7a4d00;--dim:#595959}",
        "@media (prefers-color-scheme:dark){:root{--good:#6fdc8c;--bad:#ff8389;",
        "--warn:#f1c21b;--dim:#a8a8a8}}",
        "body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;padding:0 1rem;max-width:70rem}",
        "h1{font-size:1.5rem;margin-bottom:.25rem}h2{font-size:1.15rem;margin:2rem 0 .5rem}",
        ".verdict{font-size:1.25rem;font-weight:600}.passed{color:var(--good)}",
        ".failed,.skipped,.error{color:var(--bad)}.warning{color:var(--warn)}",
        ".not-applicable,.information,.meta{color:var(--dim)}",
        "table{border-collapse:collapse;width:100%}",
        "caption{text-align:left;font-weight:600;padding:.5rem 0}",
        "th,td{border-bottom:1px solid var(--line);padding:.5rem .75rem .5rem 0;",
        "text-align:left;vertical-align:top}code{font-size:.9em;overflow-wrap:anywhere}",
        "th code{white-space:nowrap}",
        "dl{margin:.25rem 0 0;display:grid;gap:0 .75rem;",
        "grid-template-columns:max-content 1fr;font-size:.9rem}",
        "dt{color:var(--dim)}dd{margin:0;overflow-wrap:anywhere}.scroll{overflow-x:auto}",
    )
)


def to_html(report: ValidationReport, language: str = "en") -> str:
    """Return a report as one page, in `en` or `fr`.

    Raises:
        ValueError: the language is neither `en` nor `fr`.
    """
    words = words_of(language)
    title = f"{words.title} – {report.subject}"
    body = "".join(
        (*_head(report, words), *_layers(report, words, language), *_found(report, words, language))
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{_escape(title)}</title><style>{_STYLE}</style></head>"
        f"<body><main>{body}</main></body></html>\n"
    )


def _head(report: ValidationReport, words: Words) -> Iterator[str]:
    verdict, kind = words.valid, "passed"
    if not report.is_valid:
        verdict, kind = (words.invalid if report.errors else words.unjudged), "failed"
    counts = [
        words.counted(severity, sum(one.severity is severity for one in report.findings))
        for severity in Severity
    ]
    day = report.on_day.isoformat() if report.on_day else None
    known = [part for part in (report.format, report.profile, day) if part]
    yield f"<h1>{_escape(words.title)}</h1><p><code>{_escape(report.subject)}</code></p>"
    yield f'<p class="verdict {kind}">{_escape(verdict)}</p>'
    yield f'<p class="meta">{_escape(" · ".join((*counts, *known)))}</p>'


def _layers(report: ValidationReport, words: Words, language: str) -> Iterator[str]:
    heads = (words.layer, words.status, words.against, words.took)
    yield f"<h2>{_escape(words.layers)}</h2>"
    yield f'<div class="scroll"><table><thead><tr>{_heads(heads)}</tr></thead><tbody>'
    for layer in report.layers:
        yield _layer_row(layer, language)
    yield "</tbody></table></div>"


def _layer_row(layer: LayerReport, language: str) -> str:
    french = language == "fr"
    name = layer.layer.label_fr if french else layer.layer.label_en
    status = layer.status.label_fr if french else layer.status.label_en
    told = ", ".join(str(one) for one in layer.artefacts)
    if not layer.has_run:
        told = reason(layer, language) or ""
    took = f"{1000 * layer.duration:.1f} ms" if layer.has_run else ""
    mark = {LayerStatus.PASSED: "✓ ", LayerStatus.FAILED: "✗ ", LayerStatus.SKIPPED: "? "}
    sign = f'<span aria-hidden="true">{mark.get(layer.status, "")}</span>'
    return (
        f'<tr><th scope="row">{_escape(name)}</th>'
        f'<td class="{layer.status.value}">{sign}{_escape(status)}</td>'
        f"<td>{_escape(told)}</td><td>{took}</td></tr>"
    )


def _found(report: ValidationReport, words: Words, language: str) -> Iterator[str]:
    yield f"<h2>{_escape(words.findings)}</h2>"
    if not report.findings:
        yield f"<p>{_escape(words.none)}</p>"
        return
    for layer in report.layers:
        if layer.findings:
            label = layer.layer.label_fr if language == "fr" else layer.layer.label_en
            heads = _heads((words.severity, words.rule, words.message))
            yield f'<div class="scroll"><table><caption>{_escape(label)}</caption>'
            yield f"<thead><tr>{heads}</tr></thead><tbody>"
            for finding in layer.findings:
                yield _finding_row(finding, report.subject, words, language)
            yield "</tbody></table></div>"


def _finding_row(finding: Finding, subject: str, words: Words, language: str) -> str:
    term = finding.location.term if finding.location else None
    details = (
        (words.term, term),
        (words.place, place_of(finding, subject)),
        (words.found, finding.found),
        (words.expected, value_in(finding.expected, language)),
        (words.hint, advice(finding, language)),
    )
    listed = "".join(
        f"<dt>{_escape(label)}</dt><dd>{_escape(shown(text))}</dd>"
        for label, text in details
        if text
    )
    more = f"<dl>{listed}</dl>" if listed else ""
    name = severity_name(finding.severity, words)
    return (
        f'<tr><td class="{finding.severity.value}">{_escape(name)}</td>'
        f'<th scope="row"><code>{_escape(finding.code)}</code></th>'
        f"<td>{_escape(shown(sentence(finding, language)))}{more}</td></tr>"
    )


def _heads(names: tuple[str, ...]) -> str:
    return "".join(f'<th scope="col">{_escape(name)}</th>' for name in names)


def _escape(text: str) -> str:
    """Make a text one that is shown and does nothing."""
    return html.escape(plain(text))
