"""The parts of an invoice: what they compute, and what they refuse."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from stdnum.fr import tva

from chorus_sdk.errors import InvalidInvoiceError
from chorus_sdk.invoice import Identifier, Period
from chorus_sdk.invoice.building import (
    PaymentDelay,
    Vat,
    allowance,
    bank_transfer,
    charge,
    direct_debit,
    foreign_party,
    french_notes,
    french_party,
    french_vat_number,
    line,
    paid_by_card,
)
from chorus_sdk.invoice.building.problems import exact

IBAN = "FR1420041010050500013M02606"


def refused(make: Callable[[], object]) -> set[str]:
    with pytest.raises(InvalidInvoiceError) as caught:
        make()
    return {finding.code for finding in caught.value.report}


@pytest.mark.parametrize("siren", ["404833048", "732829320", "552100554", "100000009"])
def test_the_vat_number_is_the_one_that_its_own_check_accepts(siren: str) -> None:
    assert tva.is_valid(french_vat_number(siren))


def test_a_french_party_says_its_numbers_and_where_to_write_to_it() -> None:
    party = french_party("Atelier", "404 833 048 00022", city="Nîmes")
    assert party.siret == "40483304800022"
    assert party.legal_registration == Identifier(value="404833048", scheme="0002")
    assert party.electronic_address == Identifier(value="404833048", scheme="0225")
    assert party.vat_identifier == "FR83404833048"
    assert party.address is not None
    assert party.address.country == "FR"
    assert french_party("A", "40483304800022", has_vat_number=False).vat_identifier is None


def test_a_foreign_party_is_known_by_its_vat_number_or_by_its_name() -> None:
    inside = foreign_party("Werk GmbH", country="DE", vat_number="DE 123456788")
    assert inside.identifiers == (Identifier(value="DE123456788", scheme="0223"),)
    outside = foreign_party("Very long name of a company", country="US")
    assert outside.identifiers == (Identifier(value="USVery long name o", scheme="0227"),)


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: french_party("A", "4048330480002"), "BR-FR-09"),
        (lambda: french_party("A", "4048330480002X"), "BR-FR-09"),
        (lambda: french_party(" ", "40483304800022"), "BR-06"),
        (lambda: french_party("A", "40483304800022", country="ZZ"), "BR-CL-14"),
        (lambda: foreign_party("A", country="DE", vat_number="123456788"), "BR-CO-09"),
        (lambda: french_vat_number("12"), "BR-FR-09"),
        (lambda: line("", price=1, vat=20), "BR-25"),
        (lambda: line("A", price=1, vat=20, unit=" "), "BR-23"),
        (lambda: line("A", price="-0.01", vat=20), "BR-27"),
        (lambda: line("A", price="x", vat=20), "BUILD-NUMBER"),
        (lambda: line("A", price="Infinity", vat=20), "BUILD-NUMBER"),
        (lambda: line("A", price=1, vat=0), "BR-S-05"),
        (lambda: line("A", price=1, vat=-1), "BR-S-05"),
        (lambda: line("A", price=1, vat=101), "BR-S-05"),
        (lambda: line("A", price=1, vat=20, base_quantity=0), "BUILD-BASE-QUANTITY"),
        (lambda: line("A", price=1, vat=20, discount=2), "BR-27"),
        (lambda: line("A", price=1, vat=20, period=Period()), "BR-CO-20"),
        (
            lambda: line(
                "A",
                price=1,
                vat=20,
                period=Period(start=date(2026, 2, 2), end=date(2026, 2, 1)),
            ),
            "BR-30",
        ),
        (Vat.exempt, "BR-E-10"),
        (lambda: Vat.exempt(reason=" "), "BR-E-10"),
        (lambda: Vat.exempt("VATEX-NOPE"), "BR-CL-22"),
        (lambda: allowance(1), "BR-33"),
        (lambda: charge(1), "BR-38"),
        (lambda: allowance(reason="A"), "BR-31"),
        (lambda: charge(1, percentage=1, reason="A"), "BR-36"),
        (lambda: allowance(-1, reason="A"), "BR-31"),
        (lambda: allowance("1.001", reason="A"), "BR-DEC"),
        (lambda: allowance(1, reason_code="1"), "BR-CL-19"),
        (lambda: charge(1, reason_code="1"), "BR-CL-20"),
        (lambda: bank_transfer("FR1420041010050500013M02607"), "BUILD-IBAN"),
        (lambda: paid_by_card("4970101234567890"), "BR-51"),
        (lambda: french_notes(penalty_rate=-1), "BUILD-NUMBER"),
        (lambda: PaymentDelay(-1), "BR-FR-CO-07"),
    ],
)
def test_nonsense_is_refused_where_it_is_said(make: Callable[[], object], code: str) -> None:
    assert refused(make) == {code}


@pytest.mark.parametrize("value", [1.5, True, None])
def test_only_exact_numbers_are_numbers(value: object) -> None:
    with pytest.raises(TypeError):
        exact(value, "BT-146")  # type: ignore[arg-type]


def test_line_amounts_by_hand() -> None:
    assert line("A", quantity=3, price="4.165", vat=20).value.net_amount == Decimal("12.50")
    per_thousand = line("A", quantity=1500, price="9.99", base_quantity=1000, vat=20)
    assert per_thousand.value.net_amount == Decimal("14.99")  # 14.985 goes away from zero
    assert per_thousand.value.price.base_unit == "C62"
    given_back = line("A", quantity=-1, price="0.005", vat=20)
    assert given_back.value.net_amount == Decimal("-0.01")
    cheaper = line("A", quantity=2, price="10.00", discount="0.50", vat=20).value
    assert (cheaper.price.net, cheaper.price.gross, cheaper.net_amount) == (
        Decimal("9.50"),
        Decimal("10.00"),
        Decimal("19.00"),
    )


def test_allowances_of_a_line_are_worked_out_on_its_gross_amount() -> None:
    made = line(
        "A",
        quantity=3,
        price="33.33",
        vat=20,
        adjustments=[
            allowance(percentage=10, reason="Fidélité"),
            charge("1.50", reason_code="FC"),
        ],
    ).value
    (off,), (on,) = made.allowances, made.charges
    assert (off.base_amount, off.percentage, off.amount) == (
        Decimal("99.99"),
        Decimal(10),
        Decimal("10.00"),
    )
    assert (on.reason, on.reason_code, on.amount) == ("Service de fret", "FC", Decimal("1.50"))
    assert made.net_amount == Decimal("91.49")
    assert off.vat_category is None


def test_vat_says_why_none_is_due() -> None:
    assert Vat.franchise().reason_code == "VATEX-FR-FRANCHISE"
    assert Vat.reverse_charge().category == "AE"
    assert Vat.intra_community().category == "K"
    assert Vat.export().category == "G"
    assert Vat.out_of_scope().rate is None
    assert Vat.zero() == Vat(category="Z", rate=Decimal(0))
    assert Vat.exempt(reason="Enseignement").reason_code is None
    assert str(Vat.at("100").rate) == "100"
    assert str(Vat.at("20.00").rate) == "20"


def test_terms_say_the_day() -> None:
    issued = date(2026, 1, 31)
    assert PaymentDelay(0).due(issued) == issued
    assert PaymentDelay(30).due(issued) == date(2026, 3, 2)
    assert PaymentDelay(28, end_of_month=True).due(issued) == date(2026, 2, 28)
    assert PaymentDelay(45, end_of_month=True).text == "Paiement à 45 jours fin de mois"


def test_means_of_payment_have_their_codes() -> None:
    assert bank_transfer(IBAN, bic="PSSTFRPPPAR", name="Atelier").code == "30"
    debit = direct_debit(mandate="M-1", creditor="FR12ZZZ123456", debited_iban=IBAN)
    assert debit.code == "59"
    assert debit.direct_debit is not None
    assert debit.direct_debit.mandate == "M-1"
    assert paid_by_card("1234").code == "48"


def test_the_french_mentions_stand_once_each() -> None:
    notes = french_notes(penalty_rate="12.15", recovery_cost=40, discount="2 % à 8 jours")
    assert [note.subject for note in notes] == ["PMD", "PMT", "AAB"]
    texts = [note.text or "" for note in notes]
    assert "12,15 %" in texts[0]
    assert "40 €" in texts[1]
    assert texts[2] == "2 % à 8 jours"
