"""Reports as HTML: one page, escaped, that a screen reader can follow."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from chorus_sdk.findings import Severity
from chorus_sdk.validation.reporting.words import words_of

VOID = {"meta", "link", "br", "img", "input", "hr"}


class Page(HTMLParser):
    """What a page holds: tags with attributes, and its text; tags have to close in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict]] = []
        self.text = ""
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag):
        assert self._open.pop() == tag

    def handle_data(self, data):
        self.text += data

    def named(self, tag: str) -> list[dict]:
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.mark.parametrize(("language", "verdict"), [("en", "Not valid"), ("fr", "Non conforme")])
def test_the_page_is_in_the_language_that_it_states(report, language, verdict):
    page = Page(report.to_html(language))
    assert page.named("html") == [{"lang": language}]
    assert verdict in page.text
    assert "BR-CO-15" in page.text
    assert "134.41" in page.text


def test_what_the_document_says_is_escaped(report):
    page = Page(report.to_html())
    assert page.named("script") == []
    assert "<script>alert('x')</script>" in page.text


def test_the_page_needs_nothing_from_elsewhere(report):
    page = Page(report.to_html())
    assert page.named("link") == page.named("img") == []
    assert "url(" not in report.to_html()
    assert not any({"src", "href"} & set(attributes) for _, attributes in page.tags)


def test_tables_name_their_rows_and_columns(report):
    page = Page(report.to_html())
    assert len(page.named("h1")) == 1
    assert page.named("title")
    assert {one.get("scope") for one in page.named("th")} == {"row", "col"}
    assert len(page.named("caption")) == 2  # one a layer that has findings


def test_colour_is_never_the_only_sign(report):
    text = Page(report.to_html()).text
    for word in ("error", "warning", "note", "passed", "failed", "skipped", "not applicable"):
        assert word in text


def test_a_page_without_findings_says_so(valid):
    text = Page(valid.to_html()).text
    assert "Valid" in text
    assert "No findings." in text


def test_other_languages_are_refused(report):
    with pytest.raises(ValueError, match="de"):
        report.to_html("de")


@pytest.mark.parametrize(
    ("language", "said", "unsaid"),
    [
        ("en", "Add the amounts anew.", "Refaire la somme"),
        ("fr", "Refaire la somme des montants.", "Add the amounts"),
    ],
)
def test_the_way_out_is_in_the_language_of_the_page(report, language, said, unsaid):
    page = report.to_html(language)
    assert said in page
    assert unsaid not in page


@pytest.mark.parametrize(
    ("language", "number", "said"),
    [
        ("en", 0, "0 warnings"),
        ("en", 1, "1 warning"),
        ("en", 2, "2 warnings"),
        ("fr", 0, "0 avertissement"),
        ("fr", 1, "1 avertissement"),
        ("fr", 2, "2 avertissements"),
    ],
)
def test_one_finding_is_counted_in_the_singular_and_none_as_the_language_has_it(
    language, number, said
):
    assert words_of(language).counted(Severity.WARNING, number) == said
