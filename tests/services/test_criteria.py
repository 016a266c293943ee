"""Criteria on their way to the wire."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from chorus_sdk.services.codes import InvoiceType
from chorus_sdk.services.criteria import asked_of, one_or_more, wire_value


@dataclass(frozen=True)
class Asked:
    one: object = None
    other: object = None


def test_what_is_not_set_is_left_out_and_false_is_set():
    assert asked_of(Asked(one=False)) == {"one": False}
    assert asked_of(Asked()) == {}


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (datetime(2026, 11, 1, 8, tzinfo=UTC), "2026-11-01T08:00:00.000+00:00"),
        (date(2026, 11, 1), "2026-11-01"),
        (InvoiceType.CREDIT_NOTE, "AVOIR"),
        ((InvoiceType.INVOICE, "X"), ["FACTURE", "X"]),
        (Decimal("1.10"), Decimal("1.10")),
        ("A", "A"),
    ],
)
def test_each_kind_of_value_has_its_form(value, written):
    assert wire_value(value) == written


def test_an_instant_without_a_zone_is_a_mistake():
    with pytest.raises(ValueError):
        wire_value(datetime(2026, 11, 1, tzinfo=UTC).replace(tzinfo=None))


def test_one_code_and_several_become_a_list_of_plain_texts():
    assert one_or_more(InvoiceType.CREDIT_NOTE) == ["AVOIR"]
    assert one_or_more((InvoiceType.CREDIT_NOTE, "X")) == ["AVOIR", "X"]
