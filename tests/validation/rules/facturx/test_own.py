"""The rules of Factur-X itself: each holds on a sound invoice, and each is broken by one change."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chorus_sdk.formats.base import Profile
from chorus_sdk.invoice.amounts import AllowanceCharge, Totals, VatBreakdown
from chorus_sdk.invoice.items import ItemAttribute
from chorus_sdk.invoice.lines import Line, LineVat, Price
from chorus_sdk.invoice.model import Invoice, Note
from chorus_sdk.invoice.parties import Party
from chorus_sdk.invoice.payments import CreditTransfer, Payment, PaymentMeans
from chorus_sdk.invoice.settlement import FinancialAdjustment, ServiceCharge
from chorus_sdk.validation.rules.base import Subject
from chorus_sdk.validation.rules.facturx import breakdown
from chorus_sdk.validation.rules.facturx.own import NOT_HERE, OWN
from chorus_sdk.validation.rules.facturx.sheet import FILES, sheet_of
from chorus_sdk.validation.rules.facturx.sums import cents
from chorus_sdk.validation.rules.facturx.worded import WORDED

RULES = {rule.id: rule for rule in OWN}


def amount(text: str) -> Decimal:
    return Decimal(text)


def line(identifier: str, net: str | None = "50.00", **more: object) -> Line:
    values = {
        "identifier": identifier,
        "quantity": Decimal(1),
        "unit": "C62",
        "net_amount": None if net is None else amount(net),
        "price": Price(net=amount(net or "0")),
        "vat": LineVat(category="S", rate=Decimal(20)),
    }
    return Line(**{**values, **more})


SOUND = Invoice(
    due_date=None,
    payment_terms="30 days",
    notes=(Note(subject="AAI", text="hello"),),
    lines=(
        line("1", "100.00", kind="GROUP", quantity=None, unit=None, price=Price()),
        line("1.1", parent="1", kind="DETAIL"),
        line("1.2", parent="1", kind="DETAIL"),
        line("2", "20.00"),
    ),
    allowances=(
        AllowanceCharge(amount=amount("10.00"), vat_category="S", vat_rate=Decimal(20), reason="r"),
    ),
    charges=(
        AllowanceCharge(amount=amount("5.00"), vat_category="S", vat_rate=Decimal(20), reason="r"),
    ),
    service_charges=(
        ServiceCharge(amount=amount("3.00"), vat=(VatBreakdown(category="S", rate=Decimal(20)),)),
    ),
    adjustments=(FinancialAdjustment(amount=amount("1.00")),),
    totals=Totals(
        lines=amount("120.00"),
        allowances=amount("10.00"),
        charges=amount("8.00"),
        without_vat=amount("118.00"),
        vat=amount("23.60"),
        with_vat=amount("141.60"),
        due=amount("142.60"),
    ),
    vat_breakdown=(
        VatBreakdown(
            taxable_amount=amount("118.00"),
            tax_amount=amount("23.60"),
            category="S",
            rate=Decimal(20),
        ),
    ),
    payment=Payment(means=(PaymentMeans(code="30", transfer=CreditTransfer(account="FR76")),)),
)


def with_line(number: int, **changes: object) -> Invoice:
    lines = list(SOUND.lines)
    lines[number] = lines[number].model_copy(update=changes)
    return SOUND.model_copy(update={"lines": tuple(lines)})


def with_totals(**changes: str | None) -> Invoice:
    values = {name: None if text is None else amount(text) for name, text in changes.items()}
    return SOUND.model_copy(update={"totals": SOUND.totals.model_copy(update=values)})


def with_breakdown(**changes: object) -> Invoice:
    (one,) = SOUND.vat_breakdown
    return SOUND.model_copy(update={"vat_breakdown": (one.model_copy(update=changes),)})


def with_attribute(**values: object) -> Invoice:
    item = SOUND.lines[3].item.model_copy(update={"attributes": (ItemAttribute(**values),)})
    return with_line(3, item=item)


def replaced(**changes: object) -> Invoice:
    return SOUND.model_copy(update=changes)


BROKEN = {
    "BR-FXEXT-BR-22": with_line(1, quantity=None),
    "BR-FXEXT-BR-23": with_line(1, unit=None),
    "BR-FXEXT-BR-24": with_line(3, net_amount=None),
    "BR-FXEXT-BR-26": with_line(3, price=Price()),
    "BR-FXEXT-CO-04": with_line(3, vat=LineVat()),
    "BR-FXEXT-01": replaced(notes=(Note(subject="AAI"),)),
    "BR-FXEXT-02": with_line(3, note_subject="AAI"),
    "BR-FXEXT-04": with_attribute(name="n", value="v", code="VERT"),
    "BR-FXEXT-06": with_line(1, kind=None),
    "BR-FXEXT-08": with_line(0, net_amount=amount("100.01")),
    "BR-FXEXT-11": with_line(1, parent="7"),
    "BR-FXEXT-12": with_line(1, kind="GROUP", net_amount=None),
    "BR-FXEXT-BR-38": replaced(charges=(AllowanceCharge(amount=amount("5.00")),)),
    "BR-FXEXT-BR-44": with_line(3, charges=(AllowanceCharge(amount=amount("5.00")),)),
    "BR-FXEXT-BR-54-1": with_attribute(value="v"),
    "BR-FXEXT-BR-54-2": with_attribute(name="n", value="v", measure=Decimal(1), measure_unit="C62"),
    "BR-FXEXT-CO-10": with_totals(lines="120.05"),
    "BR-FXEXT-CO-11": with_totals(allowances="10.02"),
    "BR-FXEXT-CO-12": with_totals(charges="8.03"),
    "BR-FXEXT-CO-13": with_totals(without_vat="118.07"),
    "BR-FXEXT-CO-15": with_totals(with_vat="141.67"),
    "BR-FXEXT-CO-16": with_totals(due="142.61"),
    "BR-CO-25": replaced(payment_terms=None),
    "BR-CO-27": replaced(payment=Payment(means=(PaymentMeans(code="58"),))),
    "CII-SR-470": replaced(
        payment=Payment(
            means=(
                PaymentMeans(
                    code="30", transfer=CreditTransfer(account="FR76", second_account="7")
                ),
            )
        )
    ),
    "BR-FXEXT-03": replaced(buyer=Party(tax_registration="123")),
    "BR-FXEXT-S-01": with_breakdown(category="Z"),
    "BR-FXEXT-Z-01": with_breakdown(category="Z"),
    "BR-FXEXT-S08b": with_breakdown(taxable_amount=amount("118.07")),
    "BR-FXEXT-S-08ini": with_breakdown(taxable_amount=amount("118.07")),
    "BR-FXEXT-S-08rev": with_breakdown(exemption_reason="why"),
    "BR-FXEXT-S-09b": with_breakdown(tax_amount=amount("23.67")),
    "BR-FXEXT-O-08b": with_breakdown(category="O"),
    "BR-FXEXT-IC-08b": with_breakdown(category="K", rate=None),
}


def test_a_further_note_of_a_line_is_named_where_it_stands():
    notes = (Note(subject="AAI", text="t"), Note(subject="AAI"), Note(subject="AAI", code="c"))
    subject = Subject(invoice=with_line(1, further_notes=notes))
    (found,) = RULES["BR-FXEXT-02"].run(subject)
    assert found.location.path == "lines[1].further_notes[1]"


@pytest.mark.parametrize("code", sorted(set(RULES) - {rule.id for rule in WORDED}))
def test_every_rule_holds_on_a_sound_invoice(code):
    assert list(RULES[code].run(Subject(invoice=SOUND))) == []


@pytest.mark.parametrize("code", sorted(BROKEN))
def test_one_change_breaks_the_rule(code):
    found = list(RULES[code].run(Subject(invoice=BROKEN[code])))
    assert [one.code for one in found] == [code]
    assert found[0].location.path
    assert found[0].message_fr


@pytest.mark.parametrize(
    ("code", "invoice"),
    [
        ("BR-FXEXT-CO-10", with_totals(lines="120.04")),  # four lines, four cents
        ("BR-FXEXT-CO-11", with_totals(allowances="9.99")),
        ("BR-FXEXT-CO-12", with_totals(charges="8.02")),
        ("BR-FXEXT-CO-13", with_totals(without_vat="118.06")),
        ("BR-FXEXT-CO-15", with_totals(with_vat="141.66")),
        ("BR-FXEXT-S08b", with_breakdown(taxable_amount=amount("118.06"))),
        ("BR-FXEXT-S-09b", with_breakdown(tax_amount=amount("23.66"))),
        ("BR-FXEXT-S08b", with_breakdown(exemption_reason="why")),
        ("BR-FXEXT-BR-54-2", with_attribute(name="n", measure=Decimal(1), measure_unit="C62")),
        ("BR-CO-27", replaced(payment=Payment(means=(PaymentMeans(code="48"),)))),
        ("BR-CO-25", replaced(payment_terms=None, totals=Totals(due=Decimal(0)))),
        ("BR-CO-25", replaced(payment_terms=None, totals=Totals())),
    ],
)
def test_a_cent_a_part_is_let_pass(code, invoice):
    assert list(RULES[code].run(Subject(invoice=invoice))) == []


def test_a_cent_that_is_due_has_a_day():
    broken = replaced(payment_terms=None, totals=Totals(due=amount("0.01")))
    (found,) = RULES["BR-CO-25"].run(Subject(invoice=broken))
    assert found.location.path == "due_date"


@pytest.mark.parametrize(
    "name",
    [
        *("buyer", "payee", "tax_representative", "sales_agent", "buyer_agent", "invoicer"),
        *("invoicee", "payer", "buyer_tax_representative", "product_end_user"),
        *("ultimate_delivery", "ship_from"),
    ],
)
def test_no_party_but_the_seller_has_a_registration_that_is_not_of_vat(name):
    broken = replaced(**{name: Party(tax_registration="123")})
    (found,) = RULES["BR-FXEXT-03"].run(Subject(invoice=broken))
    assert (found.location.path, found.found) == (f"{name}.tax_registration", "123")


@pytest.mark.parametrize("unit", [None, "C62"])
@pytest.mark.parametrize("measure", [None, Decimal(1)])
@pytest.mark.parametrize("value", [None, "v"])
def test_an_attribute_has_a_value_or_a_measure_with_its_unit(value, measure, unit):
    broken = with_attribute(name="n", value=value, measure=measure, measure_unit=unit)
    found = list(RULES["BR-FXEXT-BR-54-2"].run(Subject(invoice=broken)))
    is_right = (value, measure, unit) == (None, Decimal(1), "C62") or (value, measure) == (
        "v",
        None,
    )
    assert (found == []) is is_right


def test_a_total_of_vat_is_demanded():
    (found,) = RULES["BR-FXEXT-CO-15"].run(Subject(invoice=with_totals(vat=None)))
    assert found.location.path == "totals.vat"


def test_every_rule_of_the_sheets_beyond_en_16931_is_here_or_listed():
    names = {
        code
        for profile in FILES
        for code in sheet_of(profile).severities
        if "FX" in code or code in {"BR-CO-25", "BR-CO-27", "CII-SR-470"}
    }
    assert names - set(RULES) == set(NOT_HERE)
    worded = {rule.id for rule in (*WORDED, *breakdown.RULES)}
    assert set(RULES) - names == worded
    assert worded <= set(sheet_of(Profile.EN16931).severities)


def test_the_sheet_of_extended_weighs_our_rules_as_we_do():
    weights = sheet_of(Profile.EXTENDED).severities
    wrong = [
        rule.id for rule in OWN if rule.id in weights and rule.severity is not weights[rule.id]
    ]
    assert wrong == []


@given(st.decimals(min_value=-10_000, max_value=10_000, places=4))
def test_cents_are_the_nearest_and_halves_go_up(number):
    rounded = cents(number)
    assert -Decimal("0.005") < rounded - number <= Decimal("0.005")
    assert rounded == rounded.quantize(Decimal("0.01"))
