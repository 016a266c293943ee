"""Reports as text: for a terminal and for a log."""

from __future__ import annotations

import re

import pytest

from chorus_sdk.validation.reporting.text_report import to_log_lines

PAINT = re.compile(r"\x1b\[[0-9;]*m")


@pytest.mark.parametrize("width", [40, 80, 120])
def test_lines_fit_the_width_unless_a_word_does_not(report, width):
    for line in report.to_text(width=width).splitlines():
        assert len(line) <= width


def test_a_terminal_narrower_than_any_is_treated_as_a_narrow_one(report):
    assert report.to_text(width=3) == report.to_text(width=40)


def test_colours_are_paint_over_the_same_text(report):
    painted = report.to_text(color=True)
    assert painted != report.to_text()
    assert PAINT.sub("", painted) == report.to_text()
    assert "\x1b" not in report.to_text()


def test_nothing_of_the_document_steers_the_terminal(report):
    for text in (report.to_text(), *to_log_lines(report)):
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", text)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["Not valid", "error BR-CO-15", "[BT-112]", "found: 134.41", "expected: 134.40"]),
        (
            "fr",
            [
                "Non conforme",
                "erreur BR-CO-15",
                "somme du total HT",
                "trouvé: 134.41",
                "conseil: Refaire la somme",
            ],
        ),
    ],
)
def test_findings_are_told_in_the_language_asked_for(report, language, words):
    text = report.to_text(width=120, language=language)
    assert [word for word in words if word not in text] == []
    assert "facture é.xml:42 /Invoice/cac:LegalMonetaryTotal/cbc:TaxInclusiveAmount" in text


def test_skipped_layers_say_why(report):
    assert "the rules are away" in report.to_text(width=120)
    assert "les règles manquent" in report.to_text(width=120, language="fr")


def test_valid_reports_say_so(valid):
    assert "Valid" in valid.to_text()
    assert "Conforme" in valid.to_text(language="fr")


def test_other_languages_are_refused(report):
    with pytest.raises(ValueError, match="de"):
        report.to_text(language="de")


def test_a_log_has_one_line_a_finding_and_one_a_skipped_layer(report, valid):
    lines = to_log_lines(report)
    assert len(lines) == 1 + len(report.skipped) + len(report.findings)
    assert all(line.startswith("facture é.xml") for line in lines)
    assert any("facture é.xml:42 " in line and "error BR-CO-15" in line for line in lines)
    assert len(to_log_lines(valid)) == 1
