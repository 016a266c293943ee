"""Guideline URNs and profiles; URNs are those of einvoice-formats §4."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chorus_sdk.errors import UnsupportedProfileError
from chorus_sdk.formats.base import Profile
from chorus_sdk.formats.profiles import GUIDELINES, guideline_of, profile_of

CORE = "urn:cen.eu:en16931:2017"

PUBLISHED = [
    ("urn:factur-x.eu:1p0:minimum", Profile.MINIMUM, "1.0"),
    ("urn:factur-x.eu:1p0:basicwl", Profile.BASIC_WL, "1.0"),
    (f"{CORE}#compliant#urn:factur-x.eu:1p0:basic", Profile.BASIC, "1.0"),
    (CORE, Profile.EN16931, None),
    (f"{CORE}#conformant#urn:factur-x.eu:1p0:extended", Profile.EXTENDED, "1.0"),
    ("urn:zugferd.de:2p0:minimum", Profile.MINIMUM, "2.0"),
    (f"{CORE}#compliant#urn:zugferd.de:2p0:basic", Profile.BASIC, "2.0"),
    (f"{CORE}#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0", Profile.XRECHNUNG, "3.0"),
    (f"{CORE}#compliant#urn:xoev-de:kosit:standard:xrechnung_1.2", Profile.XRECHNUNG, "1.2"),
    (
        (
            f"{CORE}#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0"
            "#conformant#urn:xeinkauf.de:kosit:extension:xrechnung_3.0"
        ),
        Profile.XRECHNUNG,
        "3.0",
    ),
    (
        f"{CORE}#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0",
        Profile.PEPPOL_BIS_3,
        "3.0",
    ),
    (f"{CORE}#conformant#urn.cpro.gouv.fr:1p0:extended-ctc-fr", Profile.EXTENDED_CTC_FR, "1.0"),
    (f"{CORE}#compliant#urn.cpro.gouv.fr:1p0:en16931-ctc-fr", Profile.EN16931_CTC_FR, "1.0"),
    ("urn:ferd:CrossIndustryDocument:invoice:1p0:comfort", Profile.COMFORT, "1.0"),
    ("urn:order-x.eu:1p0:extended", Profile.EXTENDED, "1.0"),
]


@pytest.mark.parametrize(("urn", "profile", "version"), PUBLISHED)
def test_a_published_guideline_names_its_profile_and_version(urn, profile, version):
    assert profile_of(urn) == (profile, version)


@pytest.mark.parametrize(("urn", "profile", "version"), PUBLISHED)
def test_case_and_surrounding_space_do_not_matter(urn, profile, version):
    assert profile_of(f"\n {urn.upper()} ") == (profile, version)


@pytest.mark.parametrize("profile", list(GUIDELINES))
def test_what_is_written_is_read_as_the_same_profile(profile):
    assert profile_of(guideline_of(profile)).profile is profile


@given(st.text(min_size=1).map(str.strip).filter(lambda text: text and "urn:" not in text.lower()))
def test_an_unknown_guideline_keeps_itself_as_its_value(text):
    assert profile_of(text).profile.value == text


def test_a_profile_of_an_unknown_guideline_is_written_as_it_was():
    assert guideline_of(Profile("urn:example:mine")) == "urn:example:mine"


def test_a_profile_without_a_guideline_cannot_be_written():
    with pytest.raises(UnsupportedProfileError) as caught:
        guideline_of(Profile.COMFORT)
    assert caught.value.profile == "comfort"


def test_words_around_a_known_guideline_make_it_unknown():
    assert profile_of("x-urn:factur-x.eu:1p0:minimum").profile.value.startswith("x-urn")
    assert (
        profile_of("urn:factur-x.eu:2p0:ultimate").profile.value == "urn:factur-x.eu:2p0:ultimate"
    )
