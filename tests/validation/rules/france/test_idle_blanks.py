"""Blanks at the end of a note of one subject change nothing, so the document is not read again."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chorus_sdk.formats.base import FormatId
from chorus_sdk.formats.documents import read
from chorus_sdk.invoice.notes import Note
from chorus_sdk.sandbox.samples import sample_invoice, sample_ubl
from chorus_sdk.validation.rules.base import Subject
from chorus_sdk.validation.rules.france import FRANCE
from chorus_sdk.validation.rules.france.as_written import as_written

RIGHT = sample_invoice(framework="M1")
PLACE = b"<cbc:Note>#PMD#here</cbc:Note>"
DOCUMENT = sample_ubl(RIGHT.model_copy(update={"notes": (Note(subject="PMD", text="here"),)}))
CODES = ("PMT", "PMD", "AAB", "TXD", "BAR", "B2B", "B2C", "B2BINT", "MEMBRE_ASSUJETTI_UNIQUE")
PIECES = st.sampled_from([*CODES, "#", "#PMD#", "#BAR#", "#TXD#", "x", "Some words.", "é"])
TEXTS = st.lists(PIECES, min_size=1, max_size=5).map("".join)
HASHED = st.tuples(st.sampled_from(["#PMD#", "#PMT#", "#AAB#", "#", ""]), TEXTS).map("".join)


def subject(*texts):
    """The sample with these notes, as they are written."""
    assert DOCUMENT.count(PLACE) == 1
    notes = "".join(f"<cbc:Note>{text}</cbc:Note>" for text in texts)
    data = DOCUMENT.replace(PLACE, notes.encode())
    return Subject(invoice=read(data), format=FormatId.UBL_INVOICE, document=data)


def said(about):
    return [(f.code, f.location.path, f.found) for f in FRANCE.run(about)]


@pytest.mark.parametrize("blanks", [" ", "\n", "\t \r\n"])
@pytest.mark.parametrize("code", ["PMD", "PMT", "AAB", "REG", "ADN"])
def test_a_note_of_one_subject_may_end_in_blanks(code, blanks):
    about = subject(f"#{code}#Some words.{blanks}", "Other words.")
    assert as_written(about) is about


@pytest.mark.parametrize(
    "text",
    [
        *("#BAR#B2B ", "#BAR#Some words. ", "#TXD#MEMBRE_ASSUJETTI_UNIQUE ", "#PMD#PMT "),
        *("#PMD#Some #words ", " #PMD#Some words.", "#PMD#Some words.&#35;PMT ", " "),
        *("<![CDATA[#BAR#B2B]]> ", "#PMD# "),
    ],
)
def test_every_other_note_is_looked_at_as_it_is_written(text):
    about = subject("#PMD#Some words. ", text)
    assert as_written(about) is not about


@settings(max_examples=60, deadline=None)
@given(
    before=st.lists(TEXTS, max_size=2),
    text=HASHED.filter(lambda text: "#" in text),
    after=st.lists(TEXTS, max_size=2),
)
def test_where_blanks_are_passed_over_they_change_no_finding(before, text, after):
    padded = subject(*before, f"{text} ", *after)
    if as_written(padded) is padded:
        whole = "#".join((*before, f"{text} ", *after))
        plain = "#".join((*before, text, *after))
        assert said(padded) == said(subject(*before, text, *after))
        for code in ("PMT", "PMD", "AAB", "TXD", "BAR"):
            assert whole.count(f"#{code}#") == plain.count(f"#{code}#")
