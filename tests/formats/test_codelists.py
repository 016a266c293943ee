"""The official lists inside the installed package, and our labels beside them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from chorus_sdk.errors import ConfigurationError
from chorus_sdk.formats import codelists
from chorus_sdk.formats.codelists import OfficialList, values, whole
from chorus_sdk.invoice import codes

SIZES = {
    OfficialList.INVOICE_TYPE: 62,
    OfficialList.REFERENCE_TYPE: 818,
    OfficialList.VAT_DATE: 3,
    OfficialList.NOTE_SUBJECT: 401,
    OfficialList.PAYMENT_MEANS: 84,
    OfficialList.ALLOWANCE_REASON: 19,
    OfficialList.VAT_CATEGORY: 10,
    OfficialList.ITEM_CLASSIFICATION: 185,
    OfficialList.CHARGE_REASON: 178,
    OfficialList.CURRENCY: 178,
    OfficialList.IDENTIFIER_SCHEME: 243,
    OfficialList.ELECTRONIC_ADDRESS: 102,
    OfficialList.VATEX: 88,
    OfficialList.UNIT: 2162,
    OfficialList.MIME_TYPE: 9,
}


def test_each_list_is_found_with_the_size_of_the_reference() -> None:
    assert {which: len(values(which)) for which in SIZES} == SIZES
    assert {"FR", "1A", "XI"} <= set(values(OfficialList.COUNTRY))


@pytest.mark.parametrize("name", [which.name for which in OfficialList])
def test_our_labelled_list_holds_no_value_that_the_official_one_lacks(name: str) -> None:
    ours = {"VAT_DATE": codes.VAT_DATE_CII}.get(name) or getattr(codes, name, None)
    if ours is None:
        assert name in ("REFERENCE_TYPE", "ITEM_CLASSIFICATION")
        return
    official = set(values(OfficialList[name]))
    mine = {code.value for code in ours}
    assert mine <= official
    assert mine == official or not ours.complete


def test_a_whole_list_has_our_labels_and_every_value() -> None:
    units = whole(OfficialList.UNIT)
    assert units["KWH"].label_en == "Kilowatt hour"
    assert units["2N"].is_known
    assert units["2N"].label_fr == "2N"
    assert units.complete
    references = whole(OfficialList.REFERENCE_TYPE)
    assert "AFL" in references
    assert references.source == "UNTDID 1153"


@pytest.fixture
def unread() -> Iterator[None]:
    """The file has not been read yet, and what is read now is forgotten."""
    codelists._official.cache_clear()
    yield
    codelists._official.cache_clear()


@pytest.mark.usefixtures("unread")
def test_without_the_package_the_error_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(codelists, "find_spec", lambda _: None)
    with pytest.raises(ConfigurationError):
        values(OfficialList.VATEX)


@pytest.mark.usefixtures("unread")
def test_files_without_the_list_are_an_error_that_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(codelists, "numbered_lists", lambda _: {"1": ("1", "2")})
    with pytest.raises(ConfigurationError):
        values(OfficialList.VATEX)
