"""EXTENDED-CTC-FR in CII, where it asks less than EN 16931: judged by Saxon and by us."""

from __future__ import annotations

import re
from functools import cache

import pytest
from saxon_referee import FOLDER, fatal_rules

from chorus_sdk.findings import Severity
from chorus_sdk.formats.base import FormatId
from chorus_sdk.formats.cii import reader, writer
from chorus_sdk.sandbox.samples import sample_invoice
from chorus_sdk.validation.layers import Layer
from chorus_sdk.validation.pyramid import validate
from chorus_sdk.validation.rules.base import Subject
from chorus_sdk.validation.rules.france.extended import EXTENDED_CTC_FR

pytest.importorskip("saxonche")

URN = "urn:cen.eu:en16931:2017#conformant#urn.cpro.gouv.fr:1p0:extended-ctc-fr"
SHEET = FOLDER / "cii-extended-ctc-fr" / "EXTENDED-CTC-FR-CII.xslt"
RULES = {"BR-45", "BR-46", "BR-47", "BR-48", "BR-DEC-19", "BR-DEC-20"} | {
    f"CII-FREXT-SR-{number}" for number in ("069", "072", "439")
}
TAX = re.compile(r"<ram:ApplicableTradeTax>(?=<ram:Calc).*?</ram:ApplicableTradeTax>", re.DOTALL)
PRICE = re.compile(r"<ram:NetPriceProductTradePrice>.*?</ram:NetPriceProductTradePrice>", re.DOTALL)
NO_PRICE = "<ram:NetPriceProductTradePrice/>"
ITEM = "</ram:SpecifiedTradeProduct>"
TRAIT = "<ram:ApplicableProductCharacteristic>{}</ram:ApplicableProductCharacteristic>"
NAME, VALUE = "<ram:Description>n</ram:Description>", "<ram:Value>v</ram:Value>"
TWO_PRICES = (
    "<ram:NetPriceProductTradePrice><ram:ChargeAmount>1</ram:ChargeAmount>"
    "<ram:ChargeAmount>1</ram:ChargeAmount></ram:NetPriceProductTradePrice>"
)


@cache
def written() -> str:
    changes = {"specification": URN}
    text = writer.write(sample_invoice(framework="M1").model_copy(update=changes)).decode()
    return re.sub(r">\s+<", "><", text)


def entry(old: str, new: str) -> bytes:
    """The document with another text in the entry of the breakdown."""
    tax = TAX.search(written())
    assert tax is not None
    assert re.search(old, tax[0])
    return written().replace(tax[0], re.sub(old, new, tax[0], count=1)).encode()


AMOUNT = r"(<ram:CalculatedAmount>\d+\.\d+)"
BASE = r"(<ram:BasisAmount>\d+\.\d+)"
KIND = "<ram:TypeCode>VAT</ram:TypeCode>"


def trait(*parts: str) -> bytes:
    """The document with an attribute of an item."""
    assert ITEM in written()
    return written().replace(ITEM, TRAIT.format("".join(parts)) + ITEM, 1).encode()


CASES = {
    "an attribute": lambda: trait(NAME, VALUE),
    "an attribute without a name": lambda: trait(VALUE),
    "an attribute without a value": lambda: trait(NAME),
    "an attribute with two names": lambda: trait(NAME, NAME, VALUE),
    "an attribute with two values": lambda: trait(NAME, VALUE, VALUE),
    "decimals of the tax": lambda: entry(AMOUNT, r"\g<1>1"),
    "decimals of the base": lambda: entry(BASE, r"\g<1>1"),
    "decimals of another tax": lambda: entry(f"{AMOUNT}(.*?){KIND}", r"\g<1>1\2"),
    "no kind": lambda: entry(KIND, ""),
    "an empty kind": lambda: entry(KIND, "<ram:TypeCode/>"),
    "an empty entry more": lambda: entry("^", "<ram:ApplicableTradeTax/>"),
    "no net price": lambda: PRICE.sub(NO_PRICE, written(), count=1).encode(),
    "two net prices": lambda: PRICE.sub(TWO_PRICES, written(), count=1).encode(),
}


def ours(data: bytes) -> set[str]:
    subject = Subject(invoice=reader.read(data), format=FormatId.CII_INVOICE, document=data)
    return {one.code for one in EXTENDED_CTC_FR.run(subject) if one.severity is Severity.ERROR}


@cache
def official() -> dict[str, set[str] | None]:
    """The answers of the official rules, all cases in one process."""
    answers = fatal_rules(SHEET, [make() for make in CASES.values()])
    return dict(zip(CASES, answers, strict=True))


@pytest.mark.slow
@pytest.mark.parametrize("case", list(CASES))
def test_entries_and_prices_are_judged_as_saxon_does(case: str) -> None:
    said = official()[case]
    assert said is not None
    assert ours(CASES[case]()) & RULES == said & RULES


@pytest.mark.slow
def test_the_cases_break_some_of_the_rules_and_not_all() -> None:
    broken = [bool((said or set()) & RULES) for said in official().values()]
    assert any(broken)
    assert not all(broken)


def test_empty_entries_and_lines_never_stop_a_validation() -> None:
    """What is empty is counted by rules, and is not in the model."""
    first = "<ram:ApplicableTradeTax><ram:Calc"
    data = written().replace(first, "<ram:ApplicableTradeTax/>" * 3 + first, 1)
    report = validate(data.encode(), explain=False)
    assert report.layer(Layer.PROFILE).has_run
    codes = {one.code for one in report.layer(Layer.PROFILE).findings}
    assert {"BR-45", "BR-46", "BR-47", "BR-48"} <= codes
