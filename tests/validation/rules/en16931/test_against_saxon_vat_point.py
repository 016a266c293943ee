"""Codes of the VAT point date, in lines and breakdown of CII: the official rules and ours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

import pytest
from en16931_invoices import valid
from en16931_referee import CII_AT_LARGE
from lxml import etree

pytest.importorskip("saxonche")

RATE, CODE = "<ram:RateApplicablePercent>", "ram:DueDateTypeCode"


def with_codes() -> Iterator[bytes]:
    """Each tax of two lines and of the breakdown has one code, another or none."""
    before, *taxes = CII_AT_LARGE.write(valid()).decode().split(RATE)
    for chosen in product((None, "5", "29"), repeat=3):
        codes = (*chosen, *(None for _ in taxes[3:]))
        parts = ("" if code is None else f"<{CODE}>{code}</{CODE}>" for code in codes)
        shown = zip(parts, taxes, strict=True)
        yield (before + "".join(f"{code}{RATE}{rest}" for code, rest in shown)).encode()


@pytest.mark.slow
def test_codes_of_the_vat_point_are_one_wherever_they_stand() -> None:
    documents = list(with_codes())
    assert all(CII_AT_LARGE.schema.validate(etree.fromstring(each)) for each in documents)
    assert CII_AT_LARGE.differences(documents) == []
    found = ["CII-SR-462" in CII_AT_LARGE.ours(each) for each in documents]
    several = [len(set(re.findall(rf"<{CODE}>(\d+)", each.decode()))) > 1 for each in documents]
    assert found == several
