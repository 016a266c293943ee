"""Which schema holds: a dependency's file, or one that the package writes itself."""

from __future__ import annotations

import pytest
from lxml import etree
from pivot_documents import FLOW_STATUS, MIDDLE, NEWEST, OLDEST

from chorus_sdk.errors import UnsupportedProfileError
from chorus_sdk.formats.base import FormatId, Profile
from chorus_sdk.formats.schemas import (
    check_schema,
    explain_schema,
    schema_name,
    schema_path,
    schema_sources,
)


def test_a_file_of_the_dependency_stays_a_file():
    assert schema_sources(FormatId.UBL_INVOICE) == (schema_path(FormatId.UBL_INVOICE),)
    assert schema_name(FormatId.FACTURX, Profile.BASIC) == "Factur-X BASIC"


def test_a_pivot_that_states_a_version_has_one_schema_and_else_two():
    stated = etree.fromstring('<CPPFacturePivot Version="V1_21"/>')
    assert len(schema_sources(FormatId.PIVOT, None, stated)) == 1
    assert len(schema_sources(FormatId.PIVOT, None, etree.fromstring("<CPPFacturePivot/>"))) == 2
    assert len(schema_sources(FormatId.PIVOT)) == 2
    assert len(schema_sources(FormatId.PIVOT_STATUS)) == 1


@pytest.mark.parametrize("text", [OLDEST, MIDDLE, NEWEST])
def test_a_pivot_of_any_version_fits(text):
    assert check_schema(text.encode(), FormatId.PIVOT) == ()
    assert explain_schema(text.encode(), FormatId.PIVOT) == ()


def test_what_fits_no_version_is_explained_by_the_newest():
    text = NEWEST.replace("<Cadre>A1<", "<Cadre>A11<")
    (finding,) = explain_schema(text.encode(), FormatId.PIVOT)
    assert (finding.code, finding.found) == ("XSD-VALUE", "A11")
    assert finding.location.path.endswith("/DonneesFacture/Cadre")


def test_a_negative_count_is_explained():
    data = FLOW_STATUS.replace('compteur="1"', 'compteur="-1"').encode()
    assert {one.code for one in check_schema(data, FormatId.PIVOT_STATUS)} == {"XSD"}
    (finding,) = explain_schema(data, FormatId.PIVOT_STATUS)
    assert finding.location.path == "/CPPStatut/CPPFluxStatuts"


def test_a_format_without_schema_is_refused_by_name():
    with pytest.raises(UnsupportedProfileError):
        schema_sources(FormatId.PDF)
    with pytest.raises(UnsupportedProfileError):
        schema_name(FormatId.PDF)
