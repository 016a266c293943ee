"""A name that a stranger chose is one component of a path on every system."""

from __future__ import annotations

from pathlib import PurePath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chorus_sdk.formats.pivot.names import safe_name, spelled, with_suffixes

ODD = st.text(alphabet=st.one_of(st.characters(), st.sampled_from('./\\:*?"<>|\0\n\u202e .~con1')))


@given(name=ODD, maximum=st.integers(8, 255))
def test_a_safe_name_is_safe(name, maximum):
    safe = safe_name(name, maximum=maximum)
    assert safe
    assert len(safe) <= max(maximum, len("attachment"))
    assert len(safe.encode()) <= 255
    assert not set(safe) & set('/\\:*?"<>|\0')
    assert ".." not in safe
    assert safe[0] not in ". "
    assert safe[-1] not in ". "


@given(name=ODD)
def test_a_safe_name_stays_as_it_is(name):
    assert safe_name(safe_name(name)) == safe_name(name)


@pytest.mark.parametrize("name", ["facture.pdf", "Reçu n° 5.xlsx", "a-b_c (1).tar.gz"])
def test_an_ordinary_name_is_kept(name):
    assert safe_name(name) == name


@pytest.mark.parametrize("name", ["CON", "nul.pdf", "Lpt1.txt", "com\u00b9.x", "AUX .pdf"])
def test_names_of_devices_are_changed(name):
    assert safe_name(name).startswith("_")


def test_the_extension_survives_a_cut():
    assert safe_name("é" * 300 + ".pdf").endswith("é.pdf")


def test_suffixes_never_repeat_and_never_grow_too_long():
    names = with_suffixes("x" * 251 + ".pdf")
    first = [next(names) for _ in range(12)]
    assert len(set(first)) == 12
    assert all(len(name) <= 255 and name.endswith(".pdf") for name in first)


def test_a_path_is_spelled_so_that_it_can_be_written():
    assert spelled(PurePath("flux été", "b.xml")) == "flux été/b.xml"
    assert spelled(PurePath("caf\udce9.xml")) == "caf\\udce9.xml"
