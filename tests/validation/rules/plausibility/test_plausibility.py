"""What no official rule looks at: each holds on a sound invoice, and one change breaks it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from changed import invoice_with
from hypothesis import given
from hypothesis import strategies as st

from chorus_sdk.findings import Severity
from chorus_sdk.formats.base import FormatId, Profile
from chorus_sdk.invoice.amounts import AllowanceCharge, Totals, VatBreakdown
from chorus_sdk.invoice.identifiers import Identifier
from chorus_sdk.invoice.items import Item
from chorus_sdk.invoice.lines import Line, Price
from chorus_sdk.invoice.model import Invoice
from chorus_sdk.invoice.parties import Party
from chorus_sdk.invoice.payments import CreditTransfer, DirectDebit, Payment, PaymentMeans
from chorus_sdk.invoice.provenance import Unmapped
from chorus_sdk.validation.rules.base import Subject
from chorus_sdk.validation.rules.plausibility import PLAUSIBILITY
from chorus_sdk.validation.rules.plausibility.beyond import beyond

D = Decimal
LINE = Line(
    identifier="1",
    quantity=D(3),
    unit="C62",
    net_amount=D("10.00"),
    price=Price(net=D("40.00"), base_quantity=D(12), base_unit="C62"),
)
SOUND = Invoice(
    currency="EUR",
    seller=Party(
        vat_identifier="FR83404833048",
        legal_registration=Identifier(value="404833048", scheme="0002"),
        identifiers=(Identifier(value="73282932000074", scheme="0009"),),
    ),
    buyer=Party(vat_identifier="CHE123456789"),
    lines=(LINE, LINE.model_copy(update={"identifier": "2"})),
    vat_breakdown=(VatBreakdown(category="S", rate=D(20)), VatBreakdown(category="Z", rate=D(0))),
    payment=Payment(
        means=(
            PaymentMeans(
                code="58",
                transfer=CreditTransfer(
                    account="FR14 2004 1010 0505 0001 3M02 606", provider="PSSTFRPPLIL"
                ),
            ),
        )
    ),
)
"""Three of what costs 40 a dozen: 10."""


def found(invoice, profile=None):
    subject = Subject(invoice=invoice, format=FormatId.CII_INVOICE, profile=profile)
    return list(PLAUSIBILITY.run(subject))


def places(changes, profile=None):
    return [
        (one.code.removeprefix("PLAUS-"), one.location.path)
        for one in found(invoice_with(SOUND, changes), profile)
    ]


def test_a_sound_invoice_is_plausible():
    assert found(SOUND, Profile.EN16931) == []


def paid(code, **transfer):
    means = PaymentMeans(code=code, transfer=CreditTransfer(**transfer))
    return {"payment": Payment(means=(means,))}


AMOUNT = [("LINE-AMOUNT", "lines[0].net_amount")]
ACCOUNT = [("IBAN", "payment.means[0].transfer.account")]
BANK = [("BIC", "payment.means[0].transfer.provider")]
LEGAL, OWN = "seller.legal_registration", "seller.identifiers"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"lines[0].net_amount": D("10.02")}, []),
        ({"lines[0].net_amount": D("10.03")}, AMOUNT),
        ({"lines[0].net_amount": D("9.97")}, AMOUNT),
        ({"lines[0].price.base_quantity": None}, AMOUNT),
        ({"lines[0].price.base_quantity": D(0)}, []),
        ({"lines[0].price.base_unit": "KGM"}, []),
        ({"lines[0].price.base_unit": "C62", "lines[0].quantity": D(6)}, AMOUNT),
        ({"lines[0].quantity": None}, []),
        ({"lines[0].price.net": None}, []),
        ({"lines[0].kind": "GROUP", "lines[0].net_amount": D(7)}, []),
        ({"lines[0].kind": "DETAIL", "lines[0].net_amount": D(7)}, AMOUNT),
        ({"lines[0].sub_lines": (LINE,), "lines[0].net_amount": D(7)}, []),
        ({"lines[0].allowances": (AllowanceCharge(amount=D(4)),)}, AMOUNT),
        (
            {
                "lines[0].allowances": (AllowanceCharge(amount=D(4)),),
                "lines[0].charges": (AllowanceCharge(amount=D(1)),),
                "lines[0].net_amount": D("7.00"),
            },
            [],
        ),
        ({"currency": "XPF", "lines[0].net_amount": D(11)}, []),
        ({"currency": "XPF", "lines[0].net_amount": D(12)}, AMOUNT),
        ({"lines[1].identifier": "1"}, [("LINE-IDENTIFIER", "lines[1].identifier")]),
        ({"lines[0].identifier": None, "lines[1].identifier": None}, []),
        ({"seller.vat_identifier": "FR84404833048"}, [("VAT-NUMBER", "seller.vat_identifier")]),
        ({"buyer.vat_identifier": "DE136695978"}, [("VAT-NUMBER", "buyer.vat_identifier")]),
        ({"buyer.vat_identifier": "DE 136 695 976"}, []),
        (
            {"tax_representative": Party(vat_identifier="FR84404833048")},
            [("VAT-NUMBER", "tax_representative.vat_identifier")],
        ),
        ({LEGAL: Identifier(value="404833049", scheme="0002")}, [("SIREN", LEGAL)]),
        ({LEGAL: Identifier(value="404833049", scheme="0088")}, []),
        ({LEGAL: Identifier(value="73282932000075", scheme="0002")}, [("SIRET", LEGAL)]),
        (
            {OWN: (Identifier(value="73282932000075", scheme="0009"),)},
            [("SIRET", f"{OWN}[0]")],
        ),
        ({OWN: (Identifier(value="35600000049837", scheme="0009"),)}, []),
        (
            {"seller.electronic_address": Identifier(value="404833049", scheme="0002")},
            [("SIREN", "seller.electronic_address")],
        ),
        (paid("30", account="FR1420041010050500013M02607"), ACCOUNT),
        (paid("30", account="12345"), []),
        (paid("58", account="12345"), ACCOUNT),
        (paid("30", account="12345", provider="PSST FR PP"), BANK),
        (paid("30", account="12345", provider="psstfrpp"), []),
        (
            {"payment": Payment(direct_debit=DirectDebit(debited_account="FR1420041010050500"))},
            [("IBAN", "payment.direct_debit.debited_account")],
        ),
        (
            {
                "vat_breakdown": (
                    VatBreakdown(category="S", rate=D("20")),
                    VatBreakdown(category="S", rate=D("20.00")),
                )
            },
            [("VAT-TWICE", "vat_breakdown[1].rate")],
        ),
        (
            {
                "vat_breakdown": (
                    VatBreakdown(category="E", rate=D(0), exemption_reason_code="VATEX-EU-79-C"),
                    VatBreakdown(category="E", rate=D(0), exemption_reason_code="VATEX-EU-132"),
                )
            },
            [],
        ),
        (
            {"unmapped": (Unmapped(path="/x/y", text="20260230", reason="not a day"),)},
            [("DATE", "/x/y")],
        ),
        ({"unmapped": (Unmapped(path="/x/y", text="20260230", reason="unknown"),)}, []),
    ],
)
def test_a_rule_names_the_places_that_break_it(changes, expected):
    assert places(changes) == expected


@pytest.mark.parametrize(
    ("profile", "terms"),
    [
        (Profile.EXTENDED, set()),
        (Profile.EN16931, {"BT-X-2"}),
        (Profile.BASIC, {"BT-X-2", "BT-114"}),
        (Profile.BASIC_WL, {"BT-X-2", "BT-114", "BT-153"}),
        (Profile("urn:unknown"), set()),
    ],
)
def test_terms_that_the_profile_does_not_carry_are_named(profile, terms):
    """As the list of terms has it: BT-114 in EN 16931, BT-153 in BASIC."""
    line = Line(item=Item(name="Chaise"))
    totals = Totals(rounding=D("0.01"))
    invoice = Invoice(number="1", name="Facture", lines=(line,), totals=totals)
    assert set(beyond(invoice, profile)) == terms


def test_a_profile_that_is_too_small_is_information():
    (one,) = found(SOUND.model_copy(update={"name": "Facture"}), Profile.EN16931)
    assert (one.code, one.severity, one.found, one.expected) == (
        "PLAUS-PROFILE",
        Severity.INFORMATION,
        "BT-X-2",
        "en16931",
    )


def test_no_rule_is_an_error_and_each_has_both_languages():
    for rule in PLAUSIBILITY.rules:
        assert rule.severity is not Severity.ERROR
        assert rule.terms
        assert None not in (*rule.way_out, rule.en, rule.fr)


@given(
    st.decimals(min_value=-1000, max_value=1000, places=3),
    st.decimals(min_value=0, max_value=1000, places=4),
)
def test_what_is_computed_exactly_and_rounded_is_always_plausible(quantity, price):
    exact = quantity * price
    net = exact.quantize(D("0.01"))
    line = LINE.model_copy(
        update={"quantity": quantity, "price": Price(net=price), "net_amount": net}
    )
    invoice = Invoice(lines=(line,))
    assert [one.code for one in found(invoice)] == []
