"""Laws of writing and reading: what is not declared lost comes back, whatever the invoice says."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from invoice_strategies import CORE_PLACES, PLACES, invoices, kept, leaves

from chorus_sdk.formats.base import FormatId, Profile, Written
from chorus_sdk.formats.cii import reader as cii_reader
from chorus_sdk.formats.cii import writer as cii_writer
from chorus_sdk.formats.composition import compose
from chorus_sdk.formats.reduction import reduce
from chorus_sdk.formats.ubl import reader as ubl_reader
from chorus_sdk.formats.ubl import writer as ubl_writer
from chorus_sdk.invoice import Invoice

UBL = (FormatId.UBL_INVOICE, FormatId.UBL_CREDIT_NOTE)
BOUNDED = settings(
    max_examples=120, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
)
MOVED = ("contact.name", "contact.department")
"""UBL has one contact point: a department alone is written as the name."""


def lost(written: Written) -> tuple[str, ...]:
    return tuple(loss.path for loss in written.losses)


def missing(invoice: Invoice, back: Invoice, losses: tuple[str, ...]) -> dict[str, object]:
    """What should have come back and did not, or came back as something else."""
    found = leaves(back)
    return {
        path: value
        for path, value in kept(invoice, losses).items()
        if found.get(path) != value and not path.endswith(MOVED)
    }


def test_the_places_are_those_of_the_model() -> None:
    paths = {path for path, _ in PLACES}
    assert ("lines", 1, "item", "included", 0, "name") in paths
    assert ("number",) in {path for path, _ in CORE_PLACES}
    assert ("payer", "name") not in {path for path, _ in CORE_PLACES}


@pytest.mark.slow
@BOUNDED
@given(invoice=invoices())
def test_cii_gives_back_what_it_does_not_declare_lost(invoice: Invoice) -> None:
    written = cii_writer.compose(invoice)
    back = cii_reader.read(written.content)
    assert missing(invoice, back, lost(written)) == {}
    assert back.unmapped == ()


@pytest.mark.slow
@pytest.mark.parametrize("format_id", UBL)
def test_ubl_gives_back_what_it_does_not_declare_lost(format_id: FormatId) -> None:
    @BOUNDED
    @given(invoice=invoices())
    def law(invoice: Invoice) -> None:
        written = ubl_writer.compose(invoice, format_id)
        back = ubl_reader.read(written.content)
        assert missing(invoice, back, lost(written)) == {}
        assert back.unmapped == ()

    law()


@pytest.mark.slow
@BOUNDED
@given(invoice=invoices())
def test_an_account_of_losses_is_complete_and_without_repetition(invoice: Invoice) -> None:
    there = leaves(invoice)
    for written in (cii_writer.compose(invoice), ubl_writer.compose(invoice)):
        paths = lost(written)
        assert len(set(paths)) == len(paths)
        assert set(paths) <= set(there)
        assert all(loss.text == shown(there[loss.path]) for loss in written.losses)


def shown(value: object) -> str:
    return f"{len(value)} bytes" if isinstance(value, bytes) else str(value)


@pytest.mark.slow
@BOUNDED
@given(invoice=invoices(CORE_PLACES))
def test_core_content_crosses_from_ubl_to_cii_and_back(invoice: Invoice) -> None:
    """What UBL holds of an EN 16931 invoice crosses, up to what is declared on the way."""
    start = ubl_reader.read(ubl_writer.compose(invoice).content)
    across = cii_writer.compose(start)
    there = cii_reader.read(across.content)
    again = ubl_writer.compose(there)
    back = ubl_reader.read(again.content)
    assert missing(start, back, (*lost(across), *lost(again))) == {}


@pytest.mark.slow
@BOUNDED
@given(invoice=invoices())
def test_a_reduced_invoice_and_its_losses_are_the_whole_invoice(invoice: Invoice) -> None:
    for profile in (Profile.MINIMUM, Profile.BASIC_WL, Profile.BASIC, Profile.EN16931):
        reduced, losses = reduce(invoice, profile)
        paths = tuple(loss.path for loss in losses)
        there = leaves(invoice)
        assert set(paths) <= set(there)
        assert len(leaves(reduced)) + len(paths) == len(there)
        assert missing(invoice, reduced, paths) == {}
        assert reduce(reduced, profile) == (reduced, ())


@pytest.mark.slow
@BOUNDED
@given(invoice=invoices(CORE_PLACES))
def test_writing_is_a_function(invoice: Invoice) -> None:
    """The same invoice gives the same bytes, and so does an equal one."""
    twin = Invoice.model_validate(invoice.model_dump())
    for format_id in (FormatId.UBL_INVOICE, FormatId.CII_INVOICE):
        first = compose(invoice, format_id, None)
        assert compose(invoice, format_id, None) == first
        assert compose(twin, format_id, None) == first


def test_numbers_keep_their_scale_through_every_syntax() -> None:
    invoice = Invoice(number="1", totals={"due": Decimal("10.00"), "paid": Decimal(0)})
    for module, reader in ((cii_writer, cii_reader), (ubl_writer, ubl_reader)):
        back = reader.read(module.compose(invoice).content)
        assert (str(back.totals.due), str(back.totals.paid)) == ("10.00", "0")
