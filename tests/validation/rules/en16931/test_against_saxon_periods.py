"""Days of periods in CII, of each line and of the invoice: the official rules and ours.

CII compares the texts of days; one that does not say its format is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

import pytest
from changed import invoice_with
from changed_values import PERIODS
from en16931_invoices import valid
from en16931_referee import CII_AT_LARGE
from lxml import etree

pytest.importorskip("saxonche")

DAYS = [
    f"<udt:DateTimeString{form}>{day}</udt:DateTimeString>"
    for form, day in product((' format="102"', ' format="203"', ""), ("20251231", "20270102", "1"))
]
WHERE = ("lines[0].period", "lines[1].period", "invoicing_period")


def with_days() -> Iterator[bytes]:
    """Each start and end in turn is another day, and is written in every way."""
    written = CII_AT_LARGE.write(invoice_with(valid(), dict.fromkeys(WHERE, PERIODS[0]))).decode()
    found = list(re.finditer(r"<ram:(Start|End)DateTime>(.*?)</ram:", written))
    assert len(found) == 2 * len(WHERE)
    for each, day in product(found, DAYS):
        yield f"{written[: each.start(2)]}{day}{written[each.end(2) :]}".encode()


@pytest.mark.slow
def test_days_of_periods_are_judged_where_they_stand() -> None:
    made = list(with_days())
    documents = [each for each in made if CII_AT_LARGE.schema.validate(etree.fromstring(each))]
    assert len(documents) > 30
    assert CII_AT_LARGE.differences(documents) == []
