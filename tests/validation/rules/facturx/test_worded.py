"""What Factur-X words in another way than EN 16931: as Saxon finds it, and said once."""

from __future__ import annotations

import pytest
from en16931_referee import CII
from full_invoice import fuller
from saxon_referee import broken_rules

from chorus_sdk.formats.base import Profile
from chorus_sdk.validation.rules.base import RuleSet, Subject
from chorus_sdk.validation.rules.en16931 import EN16931
from chorus_sdk.validation.rules.facturx.core import core_of

pytest.importorskip("saxonche")

STI = b'<ram:ClassCode listID="STI" listVersionID="2">1</ram:ClassCode>'
CV = b'<ram:ClassCode listID="CV">2</ram:ClassCode>'
NAME = b"<ram:ClassName>n</ram:ClassName>"
DIGITS = (
    (b"<udt:Indicator>false<", b"<udt:Indicator>0<"),
    (b"<udt:Indicator>true<", b"<udt:Indicator>1<"),
)
WORDED = {
    "an allowance with a digit": ((DIGITS[0],), {"BR-CO-11"}),
    "a charge with a digit": ((DIGITS[1],), {"BR-CO-12"}),
    "a charge total of a thousandth more": (
        ((b"ChargeTotalAmount>10.00", b"ChargeTotalAmount>10.001"),),
        {"BR-CO-12"},
    ),
    "a charge total of a cent more": (
        ((b"ChargeTotalAmount>10.00", b"ChargeTotalAmount>10.01"),),
        {"BR-CO-12"},
    ),
    "a charge total of half a cent more": (
        ((b"ChargeTotalAmount>10.00", b"ChargeTotalAmount>10.005"),),
        {"BR-CO-12"},
    ),
    "a classification without a code": (((STI, NAME), (CV, NAME)), {"BR-65"}),
    "a classification without a list": (
        ((b' listID="STI"', b""), (b' listID="CV"', b"")),
        {"BR-65"},
    ),
    "one of two classifications without a list": (((b' listID="CV"', b""),), {"BR-65"}),
    "a transfer with an account that is empty": (
        ((b">FR7630006000011234567890189<", b"><"),),
        {"BR-CO-27", "CII-SR-470"},
    ),
    "a transfer with two accounts, both empty": (
        (
            (
                b">FR7630006000011234567890189</ram:IBANID>",
                b"></ram:IBANID><ram:ProprietaryID></ram:ProprietaryID>",
            ),
        ),
        {"BR-CO-27", "CII-SR-470"},
    ),
    "a wrong base, amount and reason under another tax": (
        (
            (b"VAT</ram:TypeCode>", b"GST</ram:TypeCode>"),
            (b"CalculatedAmount>20.00", b"CalculatedAmount>90.00"),
            (b"BasisAmount>100.00", b"BasisAmount>300.00"),
            (
                b"</ram:TypeCode><ram:BasisAmount",
                b"</ram:TypeCode><ram:ExemptionReason>r</ram:ExemptionReason><ram:BasisAmount",
            ),
            (b"CategoryCode>S<", b"CategoryCode>M<"),
        ),
        {"BR-AG-08", "BR-AG-09", "BR-AG-10"},
    ),
    "a tax of nothing due under another tax": (
        (
            (b"VAT</ram:TypeCode>", b"GST</ram:TypeCode>"),
            (b"BasisAmount>100.00", b"BasisAmount>300.00"),
            (b"CategoryCode>S<", b"CategoryCode>E<"),
        ),
        {"BR-E-08", "BR-E-09", "BR-E-10"},
    ),
    "a rate of nought under another tax": (
        (
            (b"VAT</ram:TypeCode>", b"GST</ram:TypeCode>"),
            (b"Percent>20<", b"Percent>0<"),
        ),
        {f"BR-S-0{number}" for number in (5, 6, 7)},
    ),
}

ALLOWED = {
    "a charge total of a thousandth more",
    "one of two classifications without a list",
    "a transfer with an account that is empty",
}
"""What is fine for Factur-X."""


def broken(rules: RuleSet, data: bytes) -> list[tuple[str, str | None]]:
    subject = Subject(invoice=CII.read(data), format=CII.format, document=data)
    return [(each.code, each.location.path) for each in rules.run(subject)]


def document(name: str) -> bytes:
    data = CII.write(fuller())
    for old, new in WORDED[name][0]:
        data = data.replace(old, new)
    return data


@pytest.mark.slow
def test_factur_x_finds_what_saxon_finds() -> None:
    documents = [document(name) for name in WORDED]
    whole = core_of(EN16931, Profile.EN16931)
    for (name, (_, ids)), data, official in zip(
        WORDED.items(), documents, broken_rules(CII.rules, documents), strict=True
    ):
        assert official is not None, name
        assert official & ids or name in ALLOWED, name
        assert {code for code, _ in broken(whole, data)} & ids == official & ids, name


@pytest.mark.parametrize("name", sorted(WORDED))
def test_what_en_16931_has_said_is_not_said_again(name: str) -> None:
    data, ids = document(name), WORDED[name][1]
    said, whole, more = (
        {(code, place) for code, place in broken(rules, data) if code in ids}
        for rules in (
            EN16931,
            core_of(EN16931, Profile.EN16931),
            core_of(EN16931, Profile.EN16931, only_heavier=True),
        )
    )
    assert more == whole - said


def test_a_tax_that_is_not_vat_is_judged_by_factur_x_alone() -> None:
    data = document("a rate of nought under another tax")
    places = {"lines[0].vat.rate", "lines[1].vat.rate"}
    whole = broken(core_of(EN16931, Profile.EN16931), data)
    assert {place for code, place in whole if code == "BR-S-05"} == places
    assert {place for code, place in broken(EN16931, data) if code == "BR-S-05"} == set()
