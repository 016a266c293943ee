"""The invoice as a value: frozen, exact, equal by content, complete."""

from __future__ import annotations

import pickle
import re
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from pydantic import ValidationError

from chorus_sdk.invoice import Attachment, Invoice, Line, Origin, Party, Totals, Unmapped
from chorus_sdk.invoice._base import Value


def models(start: type[Value]) -> set[type[Value]]:
    found, todo = set(), [start]
    while todo:
        model = todo.pop()
        found.add(model)
        names = " ".join(repr(field.annotation) for field in model.model_fields.values())
        known = {cls.__module__ + "." + cls.__qualname__: cls for cls in Value.__subclasses__()}
        todo += [cls for name, cls in known.items() if name in names and cls not in found]
    return found


def test_every_business_term_of_the_standard_is_the_description_of_a_field() -> None:
    """BT-1 to BT-165 without BT-4, which the standard does not have."""
    said = set()
    for model in models(Invoice):
        for field in model.model_fields.values():
            numbers = (field.description or "").partition(" · ")[0]
            if numbers.startswith("BT-"):
                found = (re.match(r"(?:BT-)?(\d+)", number) for number in numbers.split(", "))
                said |= {int(match[1]) for match in found if match}
    assert set(range(1, 166)) - {4} - said == set()


def test_equality_and_hash_are_those_of_the_content() -> None:
    one = Invoice(number="1", origin=Origin(format="a", sha256="b"))
    other = Invoice(number="1", unmapped=(Unmapped(path="/x", text="y"),))
    assert one == other
    assert len({one, other}) == 1
    assert one != Invoice(number="2")
    assert one != "1"


def test_numbers_compare_by_value_and_keep_their_scale() -> None:
    one, other = Totals(due=Decimal("1.50")), Totals(due=Decimal("1.5"))
    assert one == other
    assert hash(one) == hash(other)
    assert str(one.due) == "1.50"


def test_an_invoice_cannot_be_changed_or_extended() -> None:
    invoice = Invoice(number="1")
    with pytest.raises(ValidationError):
        invoice.number = "2"
    with pytest.raises(ValidationError):
        Invoice(nombre="1")


@pytest.mark.parametrize("amount", [1.5, "1.50", 1, Decimal("NaN"), Decimal("Infinity")])
def test_money_is_a_finite_decimal_and_nothing_else(amount: object) -> None:
    with pytest.raises(ValidationError):
        Totals(due=amount)


@pytest.mark.parametrize("day", ["2026-01-01", datetime(2026, 1, 1, tzinfo=UTC), 20260101])
def test_a_day_is_a_date_and_nothing_else(day: object) -> None:
    with pytest.raises(ValidationError):
        Invoice(issue_date=day)


def test_errors_do_not_show_the_input() -> None:
    with pytest.raises(ValidationError) as caught:
        Party(name=("SECRET",))
    assert "SECRET" not in str(caught.value)


def test_an_invoice_goes_through_json_and_pickle_unchanged() -> None:
    invoice = Invoice(
        number="1",
        issue_date=date(2026, 1, 2),
        totals=Totals(due=Decimal("12345678901234567.89")),
        lines=(Line(identifier="1"),),
        supporting_documents=({"attachment": Attachment(content=b"\xff\x00")},),
    )
    assert Invoice.model_validate_json(invoice.model_dump_json()) == invoice
    assert pickle.loads(pickle.dumps(invoice)) == invoice


def test_a_repr_says_what_is_there_and_no_attachment_or_card() -> None:
    assert repr(Invoice(number="1")) == "Invoice(number='1')"
    assert "bytes" not in repr(Attachment(content=b"bytes", file_name="f"))


def test_the_parts_of_an_empty_invoice_can_be_asked() -> None:
    invoice = Invoice()
    assert (invoice.seller.name, invoice.totals.due, invoice.references.contract) == (None,) * 3
    assert (invoice.lines, invoice.payment, invoice.chorus.framework) == ((), None, None)
