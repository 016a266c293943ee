"""The structure of Factur-X profiles, held against what the official rules said of each file."""

from __future__ import annotations

import json

import pytest

from chorus_sdk.findings import Severity
from chorus_sdk.formats.base import Profile
from chorus_sdk.formats.facturx.container import embedded_invoice
from chorus_sdk.sandbox.samples import sample_cii
from chorus_sdk.validation.rules.facturx.sheet import FILES, artefact_folder, sheet_of
from chorus_sdk.validation.rules.facturx.structure import check_structure

PROFILES = {
    "facturx-minimum": Profile.MINIMUM,
    "facturx-basicwl": Profile.BASIC_WL,
    "facturx-basic": Profile.BASIC,
    "en16931": Profile.EN16931,
    "facturx-extended": Profile.EXTENDED,
}
NAMELESS = "text:"  # how the corpus marks assertions without an id


def official(row: dict) -> set[str] | None:
    """Return the structural ids that the official rules gave; None where they broke off."""
    oracle = row.get("oracle") or {}
    fatal = next((one["fatal"] for name, one in oracle.items() if "Factur-X" in name), None)
    if fatal is None or any(code.startswith("ENGINE-ERROR") for code in fatal):
        return None
    named = {code for code in fatal if code.startswith("FX-")}
    return named | {"FX-NOT-USED" for code in fatal if code.startswith(NAMELESS)}


def test_every_file_of_the_corpus_has_the_official_ids(corpus):
    checked, wrong = 0, []
    for index in sorted(corpus.glob("*/index.json")):
        for row in json.loads(index.read_text(encoding="utf-8")):
            wanted = official(row)
            if row["profile"] not in PROFILES or wanted is None:
                continue
            data = (index.parent / row["path"]).read_bytes()
            if row["family"] == "facturx-pdf":
                data = embedded_invoice(data).content
            found = {one.code for one in check_structure(data, PROFILES[row["profile"]])}
            checked += 1
            if found != wanted:
                wrong.append((row["path"], found ^ wanted))
    assert wrong == []
    assert checked > 400


@pytest.mark.parametrize(
    ("old", "new", "code", "path_end"),
    [
        (
            b"<ram:LineTotalAmount>",
            b'<ram:LineTotalAmount currencyID="EUR">',
            "FX-NOT-USED",
            "/@currencyID",
        ),
        (
            b">EUR</ram:InvoiceCurrencyCode>",
            b">EUX</ram:InvoiceCurrencyCode>",
            "FX-SCH-A-000595",
            "",
        ),
        (b'unitCode="C62"', b'unitCode="nothing"', "FX-SCH-A-000613", "/@unitCode"),
    ],
)
def test_each_kind_of_breach_is_found_at_its_place(old, new, code, path_end):
    sound = sample_cii()
    assert old in sound
    broken = sound.replace(old, new, 1)
    assert check_structure(sound, Profile.EN16931) == ()
    found = [one for one in check_structure(broken, Profile.EN16931) if one.code == code]
    assert len(found) == 1
    assert found[0].severity is Severity.ERROR
    assert found[0].location.path.endswith(path_end)
    assert found[0].message
    assert found[0].message_fr


def test_a_code_with_a_comment_inside_is_a_code():
    sound = sample_cii()
    assert b">EUR</ram:InvoiceCurrencyCode>" in sound
    split = sound.replace(b">EUR</ram:Inv", b">E<!-- u -->UR</ram:Inv", 1)
    assert check_structure(split, Profile.EN16931) == ()


def test_counts_tell_what_was_found_and_what_is_due():
    data = sample_cii()
    start, end = data.index(b"<ram:BuyerTradeParty>"), data.index(b"</ram:BuyerTradeParty>")
    broken = data[:start] + data[end + len(b"</ram:BuyerTradeParty>") :]
    (found,) = check_structure(broken, Profile.EN16931)
    assert (found.code, found.found, found.expected) == ("FX-SCH-A-000028", "0", "1")
    assert found.location.path.endswith("ApplicableHeaderTradeAgreement")


def test_another_document_has_nothing_to_say():
    assert check_structure(b"<other/>", Profile.BASIC) == ()


def test_every_profile_has_its_artefact_in_the_package():
    for profile, file in FILES.items():
        assert (artefact_folder() / file).is_file()
        assert sheet_of(profile).root.below


def test_the_rules_of_the_core_weigh_as_published():
    weights = sheet_of(Profile.EN16931).severities
    assert weights["CII-SR-465"] is Severity.ERROR
    assert weights["CII-SR-474"] is Severity.WARNING
    assert "BR-16" not in sheet_of(Profile.BASIC_WL).severities
    assert "BR-16" in sheet_of(Profile.BASIC).severities
