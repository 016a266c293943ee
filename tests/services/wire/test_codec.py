"""Names go both ways by table."""

from __future__ import annotations

import copy
import json
import pickle
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chorus_sdk._http.exchange import HttpResponse
from chorus_sdk.errors import UnexpectedResponseError
from chorus_sdk.services.codes import InvoiceType
from chorus_sdk.services.invoice_status import InvoiceStatus
from chorus_sdk.services.issued import IssuedInvoice
from chorus_sdk.services.wire import flows, invoices, structures
from chorus_sdk.services.wire.codec import (
    WORTH_A_READER,
    DomainModel,
    decode,
    decode_page,
    decode_rows,
    encode,
    pick,
)

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


ANYTHING = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-9, 9),
    st.decimals(allow_nan=False, allow_infinity=False, places=2),
    st.sampled_from(["", " ", " x ", "\x1f", "OUI", "non", "0", "5", "1.50", "NaN", "NOUVEAU"]),
    st.sampled_from(["2026-11-02", "20261102", "2026-11-02 10:15", "MISE_A_DISPOSITION"]),
    st.just("2026-11-04T08:00:00.000+01:00"),
    st.just([]),
    st.just({}),
)
ISSUED_ROW = st.one_of(
    st.fixed_dictionaries(
        {invoices.ISSUED["id"]: st.integers(1, 99)},
        optional=dict.fromkeys([*list(invoices.ISSUED.values())[1:], "id", "futur"], ANYTHING),
    ),
    st.fixed_dictionaries({}, optional={invoices.ISSUED["id"]: ANYTHING}),
    st.sampled_from([None, [], "text"]),
)


def read_or_refused(read):
    try:
        return tuple(one.model_dump() for one in read())
    except UnexpectedResponseError as error:
        return error.field


@given(st.lists(ISSUED_ROW, min_size=1, max_size=3), st.integers(0, 1))
def test_a_long_list_is_read_as_its_rows_are_one_by_one(rows, odd):
    rows = (rows * WORTH_A_READER)[: WORTH_A_READER + odd]
    long = read_or_refused(lambda: decode_rows(IssuedInvoice, rows, invoices.ISSUED))
    assert long == read_or_refused(
        lambda: [decode(IssuedInvoice, r, invoices.ISSUED) for r in rows]
    )


@given(
    st.lists(
        st.fixed_dictionaries({"a": st.integers()}, optional={"b": st.text(), "c": st.text()}),
        min_size=WORTH_A_READER,
        max_size=WORTH_A_READER + 2,
    )
)
def test_a_long_list_of_what_is_encoded_is_decoded(listed):
    rows = [encode(values, NAMES) for values in listed]
    assert decode_rows(Thing, rows, NAMES) == tuple(Thing(**values) for values in listed)


def issued_page() -> tuple[IssuedInvoice, ...]:
    row = {
        "identifiantFactureCPP": 7,
        "numeroFacture": " F1 ",
        "statut": "STATUT_NOUVEAU",
        "dateFacture": "2026-11-02",
        "montantTTC": 0,
        "futur": {"x": 1},
    }
    body = json.dumps({"listeFactures": [row] * WORTH_A_READER}).replace(
        '"montantTTC": 0', '"montantTTC": 12345678901234567890.10'
    )
    members = HttpResponse(status=200, body=body.encode()).json()
    assert isinstance(members, dict)
    page = decode_page(IssuedInvoice, members, invoices.ISSUED, 1, at=invoices.ISSUED_PAGE)
    return page.items


def test_a_row_of_a_long_list_is_exact_and_keeps_what_is_unknown_readable():
    one = issued_page()[-1]
    assert (one.id, one.number, one.issue_date) == (7, "F1", date(2026, 11, 2))
    assert str(one.gross_total) == "12345678901234567890.10"
    assert one.status == "STATUT_NOUVEAU"
    assert isinstance(one.status, InvoiceStatus)
    assert not one.status.is_known
    assert one.contract_number is None


def test_a_row_of_a_long_list_is_like_any_object_of_its_class():
    one = issued_page()[0]
    made = IssuedInvoice(
        id=7,
        number="F1",
        status=InvoiceStatus("STATUT_NOUVEAU"),
        issue_date=date(2026, 11, 2),
        gross_total=Decimal("12345678901234567890.10"),
    )
    assert type(one) is IssuedInvoice
    assert (one, hash(one), repr(one)) == (made, hash(made), repr(made))
    assert pickle.loads(pickle.dumps(one)) == one
    assert copy.deepcopy(one) == one.model_copy() == one
    assert one.model_dump() == made.model_dump()
    assert one.model_dump_json() == made.model_dump_json()
    assert one.model_copy(update={"number": "F2"}).number == "F2"
    with pytest.raises(ValueError, match="frozen"):
        one.number = "F3"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("sent", "kind", "status"),
    [
        ("AVOIR", InvoiceType.CREDIT_NOTE, "DEPOSEE"),
        ("TYPE_NOUVEAU", "TYPE_NOUVEAU", 5),
        ("", None, ""),
    ],
)
def test_codes_of_a_listed_invoice_are_read_and_never_stop_the_list(sent, kind, status):
    row = {"identifiantFactureCPP": 1, "typeFacture": sent, "modeDepot": sent, "statut": status}
    (one,) = decode_rows(IssuedInvoice, [row], invoices.ISSUED)
    assert (one.type, one.deposit_mode) == (kind, sent or None)
    assert one.status == (str(status) or None)


@pytest.mark.parametrize("bad", [{}, {"alpha": None}, {"alpha": "x"}, [], None, "text"])
def test_one_bad_row_of_a_long_list_is_named_as_the_platform_names_it(bad):
    rows = [{"alpha": 1}] * WORTH_A_READER
    with pytest.raises(UnexpectedResponseError) as caught:
        decode_rows(Thing, [*rows, bad], NAMES)
    assert caught.value.field == "alpha"
    assert caught.value.__context__ is None


@pytest.mark.parametrize("module", [flows, invoices, structures])
def test_no_table_names_a_member_twice(module):
    tables = [v for n, v in vars(module).items() if n.isupper() and isinstance(v, dict)]
    assert tables
    for table in tables:
        assert len(set(table.values())) == len(table)
