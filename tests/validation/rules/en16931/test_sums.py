"""Laws of the sums: whatever the amounts, what adds up is right and what does not is found."""

from __future__ import annotations

from decimal import Decimal

from en16931_invoices import changed, line, valid
from hypothesis import given, settings
from hypothesis import strategies as some

from chorus_sdk.formats.base import FormatId
from chorus_sdk.invoice import Invoice
from chorus_sdk.validation.rules.base import Subject
from chorus_sdk.validation.rules.en16931 import EN16931
from chorus_sdk.validation.rules.en16931.texts import cents, decimals, whole

CENTS = some.integers(-(10**30), 10**30)
SUMS = {"BR-CO-10", "BR-CO-11", "BR-CO-12", "BR-CO-13", "BR-CO-14", "BR-CO-15", "BR-CO-16"}


def shown(number: int) -> str:
    sign, digits = "-" if number < 0 else "", f"{abs(number):03}"
    return f"{sign}{digits[:-2]}.{digits[-2:]}"


def amount(number: int) -> Decimal:
    return Decimal(shown(number))


def stating(lines: list[int], total: int) -> Invoice:
    parts = tuple(line(number, shown(net)) for number, net in enumerate(lines, 1))
    invoice = changed(valid(), "lines", parts)
    return changed(invoice, "totals.lines", amount(total))


def broken(invoice: Invoice, format_id: FormatId | None = None) -> set[str]:
    return {each.code for each in EN16931.run(Subject(invoice=invoice, format=format_id))}


@settings(max_examples=60, deadline=None)
@given(some.lists(CENTS, min_size=1, max_size=6), some.integers(-3, 3))
def test_the_sum_of_lines_is_exact_to_the_last_digit(lines: list[int], off: int) -> None:
    total = sum(lines)
    for format_id in (None, FormatId.UBL_INVOICE, FormatId.CII_INVOICE):
        found = broken(stating(lines, total + off), format_id)
        assert ("BR-CO-10" in found) is (off != 0)


@settings(max_examples=60, deadline=None)
@given(CENTS, CENTS, CENTS, some.integers(-2, 2))
def test_what_is_due_is_exact_to_the_last_digit(
    with_vat: int, paid: int, rounding: int, off: int
) -> None:
    invoice = valid()
    for name, number in (("with_vat", with_vat), ("paid", paid), ("rounding", rounding)):
        invoice = changed(invoice, f"totals.{name}", amount(number))
    invoice = changed(invoice, "totals.due", amount(with_vat - paid + rounding + off))
    for format_id in (None, FormatId.UBL_INVOICE, FormatId.CII_INVOICE):
        assert ("BR-CO-16" in broken(invoice, format_id)) is (off != 0)


@settings(max_examples=100)
@given(some.integers(-(10**12), 10**12), some.integers(0, 9))
def test_rounding_takes_halves_towards_positive_infinity(number: int, further: int) -> None:
    exact = Decimal(number * 10 + further).scaleb(-3)
    assert cents(exact) == Decimal(number + (further >= 5)).scaleb(-2)
    assert whole(exact.scaleb(2)) == number + (further >= 5)


@settings(max_examples=100)
@given(some.integers(-(10**12), 10**12), some.integers(0, 12))
def test_decimals_are_those_that_were_written(number: int, scale: int) -> None:
    written = f"{Decimal(number).scaleb(-scale):f}"
    assert decimals(Decimal(written)) == len(written.partition(".")[2])
    assert decimals(Decimal(number).scaleb(-scale)) == scale
