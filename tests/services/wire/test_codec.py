"""Names go both ways by table."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chorus_sdk.errors import UnexpectedResponseError
from chorus_sdk.services.wire import flows, invoices, structures
from chorus_sdk.services.wire.codec import DomainModel, decode, decode_page, encode, pick

NAMES = {"a": "alpha", "b": "outer.beta", "c": "outer.inner.gamma"}


class Thing(DomainModel):
    a: int
    b: str | None = None
    c: str | None = None


@given(st.fixed_dictionaries({"a": st.integers()}, optional={"b": st.text(), "c": st.text()}))
def test_what_is_encoded_is_decoded(values):
    assert decode(Thing, encode(values, NAMES), NAMES) == Thing(**values)


def test_what_is_none_is_left_out_and_false_is_kept():
    assert encode({"a": None, "b": False}, NAMES) == {"outer": {"beta": False}}


@pytest.mark.parametrize("members", [{}, {"alpha": None}, {"alpha": "x"}, [], None, "text"])
def test_a_missing_member_is_named_as_the_platform_names_it(members):
    with pytest.raises(UnexpectedResponseError) as caught:
        decode(Thing, members, NAMES)
    assert caught.value.field == "alpha"
    assert caught.value.__context__ is None


def test_picking_through_what_is_no_object_is_none():
    assert pick({"a": [1]}, "a.b") is None
    assert pick({"a": {"b": 2}}, "a.b") == 2


def test_a_page_reads_a_single_row_and_texts_for_numbers():
    at = {"rows": "rows", "pages": "p.pages", "total": "p.total"}
    members = {"rows": {"alpha": 1}, "p": {"pages": "3", "total": 7}}
    page = decode_page(Thing, members, NAMES, 2, at=at)
    assert (page.items, page.number, page.pages, page.total) == ((Thing(a=1),), 2, 3, 7)


@pytest.mark.parametrize("module", [flows, invoices, structures])
def test_no_table_names_a_member_twice(module):
    tables = [v for n, v in vars(module).items() if n.isupper() and isinstance(v, dict)]
    assert tables
    for table in tables:
        assert len(set(table.values())) == len(table)
