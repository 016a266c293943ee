"""The tables that plausibility looks things up in, and how much each rule weighs."""

from __future__ import annotations

from decimal import Decimal

import pytest
from french_parts import words
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum.eu import vat as union
from stdnum.fr import siret as independent_siret
from stdnum.iso7064 import mod_97_10

from chorus_sdk.findings import Severity
from chorus_sdk.formats.base import Profile
from chorus_sdk.invoice.amounts import AllowanceCharge, Totals, VatBreakdown
from chorus_sdk.invoice.identifiers import Identifier, VatNumber
from chorus_sdk.invoice.lines import Line, Price
from chorus_sdk.invoice.model import Invoice
from chorus_sdk.invoice.parties import Party
from chorus_sdk.invoice.payments import CreditTransfer, DirectDebit, Payment, PaymentMeans
from chorus_sdk.invoice.provenance import Origin, Unmapped
from chorus_sdk.validation.rules.base import Subject
from chorus_sdk.validation.rules.plausibility import PLAUSIBILITY
from chorus_sdk.validation.rules.plausibility.beyond import beyond
from chorus_sdk.validation.rules.plausibility.keys import siret, vat

D = Decimal


def found(invoice, profile=None):
    subject = Subject(invoice=invoice, profile=profile)
    return [(one.code, one.location.path) for one in PLAUSIBILITY.run(subject)]


def test_the_set_has_a_name_and_its_rules_their_weight():
    assert (PLAUSIBILITY.name, PLAUSIBILITY.version) == ("plausibility", "1")
    light = {rule.id for rule in PLAUSIBILITY.rules if rule.severity is Severity.INFORMATION}
    assert light == {"PLAUS-BIC", "PLAUS-PROFILE"}
    rest = {rule.severity for rule in PLAUSIBILITY.rules if rule.id not in light}
    assert rest == {Severity.WARNING}


NO_CENTS = words("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF")
"""ISO 4217: where the column of the minor unit says 0."""


@pytest.mark.parametrize("currency", [*NO_CENTS, "EUR", "USD", "BHD", "HUF", None])
def test_a_currency_without_cents_has_room_for_one_unit(currency):
    def line(net):
        return Line(quantity=D(3), price=Price(net=D(5)), net_amount=net)

    lines = (line(D(16)), line(D("16.01")), line(D("15.02")), line(D("15.03")))
    wrong = [2] if currency in NO_CENTS else [1, 2, 4]
    invoice = Invoice(currency=currency, lines=lines)
    assert found(invoice) == [("PLAUS-LINE-AMOUNT", f"lines[{n - 1}].net_amount") for n in wrong]


@pytest.mark.parametrize(
    ("net", "base", "allowed", "charged", "places"),
    [
        ("30.00", None, (), (), 0),
        ("30.00", "1", (), (), 0),
        ("15.00", "2", (), (), 0),
        ("30.00", "2", (), (), 1),
        ("27.00", None, ("1", "2"), (), 0),
        ("33.00", None, (), ("1", "2"), 0),
        ("31.00", None, ("1",), ("2",), 0),
        ("30.00", None, (None,), (None,), 0),
    ],
)
def test_a_line_comes_to_its_parts(net, base, allowed, charged, places):
    def parts(amounts):
        return tuple(AllowanceCharge(amount=D(a) if a else None) for a in amounts)

    line = Line(
        quantity=D(3),
        price=Price(net=D(10), base_quantity=D(base) if base else None),
        net_amount=D(net),
        allowances=parts(allowed),
        charges=parts(charged),
    )
    assert len(found(Invoice(lines=(line,)))) == places


MEMBERS = {country.upper() for country in union.MEMBER_STATES} - {"GR"} | {"EL"}


@pytest.mark.parametrize("country", sorted(MEMBERS | set(words("GR GB CH NO US XK"))))
def test_a_number_of_a_member_state_is_held_to_its_key(country):
    invoice = Invoice(seller=Party(vat_identifier=f"{country}1"))
    wrong = [("PLAUS-VAT-NUMBER", "seller.vat_identifier")] if country in MEMBERS else []
    assert found(invoice) == wrong


class Unaided(VatNumber):
    """A number of which nobody asks the library."""

    @property
    def is_valid(self):
        raise AssertionError(self)


@pytest.mark.parametrize(
    "number",
    [
        *words("FR83404833048 DE136695976 BE0428759497 LU15027442 DK13585628 PL8567346215"),
        "FI20774740",
    ],
)
def test_the_numbers_met_most_are_judged_without_the_library(number):
    """It takes longer to load than a whole validation does."""
    assert union.is_valid(number)
    assert vat(Unaided(number))
    for digit in "0123456789":
        other = Unaided(number[:-1] + digit)
        assert vat(other) is union.is_valid(str(other))


def test_the_head_office_of_the_post_has_a_plain_key():
    for last in range(10):
        number = f"3560000000004{last}"
        assert siret(number) is independent_siret.is_valid(number)
    assert siret("35600000000048")


LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@settings(max_examples=60)
@given(st.text(LETTERS, min_size=20, max_size=20), st.sampled_from(words("FR DE ZZ GB")))
def test_an_account_is_judged_as_by_the_library(rest, country):
    for shift in range(0, 99, 11):
        account = f"{country}{shift:02}{rest}"
        means = PaymentMeans(code="30", transfer=CreditTransfer(account=account))
        said = found(Invoice(payment=Payment(means=(means,))))
        fits = mod_97_10.is_valid(account[4:] + account[:4])
        assert said == ([] if fits else [("PLAUS-IBAN", "payment.means[0].transfer.account")])


def test_the_account_that_is_debited_may_be_of_another_kind():
    debit = DirectDebit(debited_account="12345")
    assert found(Invoice(payment=Payment(direct_debit=debit))) == []


@pytest.mark.parametrize("provider", words("PSSTFRPP PSSTFRPPLIL psstfrpplil PSSTFRP1 PSSTFRP1AB2"))
def test_a_bank_s_code_has_eight_or_eleven_signs(provider):
    def about(text):
        means = PaymentMeans(code="30", transfer=CreditTransfer(provider=text))
        return found(Invoice(payment=Payment(means=(PaymentMeans(code="10"), means))))

    place = [("PLAUS-BIC", "payment.means[1].transfer.provider")]
    assert about(provider) == about(f" {provider} ") == []
    assert about(f"{provider}X") == about(provider[:7]) == about(f"1{provider[1:]}") == place
    assert about(f"{provider[:4]}1{provider[5:]}") == place


PARTIES = words(
    "seller buyer payee tax_representative sales_agent buyer_agent invoicer invoicee payer"
)


@pytest.mark.parametrize("name", PARTIES)
def test_the_numbers_of_every_party_are_looked_at(name):
    wrong = Identifier(scheme="0002", value="404833049")
    party = Party(identifiers=(Identifier(value="1"), wrong), legal_registration=wrong)
    places = [f"{name}.identifiers[1]", f"{name}.legal_registration"]
    assert found(Invoice(**{name: party})) == [("PLAUS-SIREN", place) for place in places]
    long = Identifier(scheme="0009", value="73282932000075")
    addressed = Party(electronic_address=long)
    assert found(Invoice(**{name: addressed})) == [("PLAUS-SIRET", f"{name}.electronic_address")]


@pytest.mark.parametrize("value", ["40483304", "4048330490", "40483304x", "٤٠٤٨٣٣٠٤٩", None])
def test_what_is_no_siren_has_no_key(value):
    party = Party(legal_registration=Identifier(scheme="0002", value=value))
    assert found(Invoice(seller=party)) == []


PART = VatBreakdown(
    category="E", rate=D("20.0"), exemption_reason="a", exemption_reason_code="VATEX-EU-O"
)


@pytest.mark.parametrize(
    ("changes", "is_same"),
    [
        ({}, True),
        ({"rate": D(20)}, True),
        ({"rate": D(10)}, False),
        ({"rate": None}, False),
        ({"category": "S"}, False),
        ({"exemption_reason": "b"}, False),
        ({"exemption_reason_code": "VATEX-EU-D"}, False),
        ({"tax_amount": D(1)}, True),
    ],
)
def test_two_parts_of_the_breakdown_are_one_where_all_four_agree(changes, is_same):
    parts = (VatBreakdown(category="Z"), PART, PART.model_copy(update=changes))
    wrong = [("PLAUS-VAT-TWICE", "vat_breakdown[2].rate")] if is_same else []
    assert found(Invoice(vat_breakdown=parts)) == wrong


def test_a_third_entry_is_told_with_the_rates_of_all():
    parts = (PART, PART, PART.model_copy(update={"rate": D(20)}))
    said = list(PLAUSIBILITY.run(Subject(invoice=Invoice(vat_breakdown=parts))))
    assert [one.found for one in said] == ["20.0, 20.0", "20.0, 20.0, 20"]
    bare = (VatBreakdown(), VatBreakdown())
    (one,) = PLAUSIBILITY.run(Subject(invoice=Invoice(vat_breakdown=bare)))
    assert one.found == ", "


def test_only_texts_that_are_no_day_are_told_as_such():
    kept = [
        Unmapped(path=f"/x[{number}]", text="20260230", reason=reason)
        for number, reason in enumerate(
            (None, "not a day", "not a day of it", "a day", "a not a day")
        )
    ]
    assert found(Invoice(unmapped=tuple(kept))) == [
        ("PLAUS-DATE", "/x[1]"),
        ("PLAUS-DATE", "/x[2]"),
    ]


def test_an_identifier_that_comes_back_is_told_once():
    lines = tuple(Line(identifier=name) for name in (None, "1", "2", "1", None, "1", "2"))
    places = [path for _, path in found(Invoice(lines=lines))]
    assert places == ["lines[3].identifier", "lines[6].identifier"]


def test_where_an_invoice_came_from_is_of_no_profile():
    origin = Origin(format="x", sha256="y", remarks=(Unmapped(path="/a", text="b"),))
    kept = (Unmapped(path="/a", text="b"),)
    assert beyond(Invoice(origin=origin, unmapped=kept), Profile.MINIMUM) == ()
    assert found(Invoice(origin=origin, unmapped=kept), Profile.MINIMUM) == []


def test_five_of_the_terms_that_a_profile_does_not_carry_are_named():
    """MINIMUM knows of the totals BT-109, 110, 112 and 115 alone."""
    names = words("lines allowances charges paid rounding")
    five = Invoice(totals=Totals(**dict.fromkeys(names, D(1))))
    (one,) = PLAUSIBILITY.run(Subject(invoice=five, profile=Profile.MINIMUM))
    assert one.found == "BT-106, BT-107, BT-108, BT-113, BT-114"
    six = five.model_copy(update={"payment_terms": "30 jours"})
    (one,) = PLAUSIBILITY.run(Subject(invoice=six, profile=Profile.MINIMUM))
    assert len(words(one.found)) == 5 + 2
    assert one.found.endswith("… (6)")
    assert found(five) == []
    twice = five.totals.model_copy(update={"lines": None})
    more = (AllowanceCharge(amount=D(1)), AllowanceCharge(amount=D(2)))
    terms = beyond(Invoice(totals=twice, allowances=more), Profile.MINIMUM)
    assert len(terms) == len(set(terms)) == 5
