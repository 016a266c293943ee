"""Whole invoices: sums, places, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from chorus_sdk.errors import InvalidInvoiceError
from chorus_sdk.invoice import Address, Delivery, Identifier, Period, References
from chorus_sdk.invoice.building import (
    InvoiceBuilder,
    PaymentDelay,
    Route,
    Vat,
    allowance,
    charge,
    credit_note,
    foreign_party,
    french_party,
    line,
    paid_by_card,
)
from chorus_sdk.invoice.building.builder import CORE, FRENCH_EXTENSION
from chorus_sdk.invoice.references import PrecedingInvoice
from chorus_sdk.invoice.totals import differences

CENT = Decimal("0.01")


def refused(builder: InvoiceBuilder) -> set[str]:
    with pytest.raises(InvalidInvoiceError) as caught:
        builder.build()
    return {finding.code for finding in caught.value.report}


def test_a_whole_invoice_by_hand(draft: InvoiceBuilder) -> None:
    """20 %: 97.00 + 15.00 − 11.20 + 4.00 = 104.80, VAT 20.96; 5.5 %: 3 × 7.77 = 23.31, VAT 1.28."""
    invoice = replace(
        draft,
        lines=[
            line("Chaise", quantity=2, price="48.50", vat=20),
            line("Livraison", price=15, vat="20.00"),
            line("Livre", quantity=3, price="7.77", vat="5.5"),
        ],
        adjustments=[
            allowance(percentage=10, reason="Fidélité", vat=20),
            charge("4.00", reason_code="FC", vat=20),
        ],
        paid="40.00",
        rounding="-0.35",
    ).build()
    assert [
        (p.category, p.rate, p.taxable_amount, p.tax_amount) for p in invoice.vat_breakdown
    ] == [
        ("S", Decimal(20), Decimal("104.80"), Decimal("20.96")),
        ("S", Decimal("5.5"), Decimal("23.31"), Decimal("1.28")),
    ]
    totals = invoice.totals
    assert (totals.lines, totals.allowances, totals.charges) == (
        Decimal("135.31"),
        Decimal("11.20"),
        Decimal("4.00"),
    )
    assert (totals.without_vat, totals.vat, totals.with_vat, totals.due) == (
        Decimal("128.11"),
        Decimal("22.24"),
        Decimal("150.35"),
        Decimal("110.00"),
    )
    assert [one.identifier for one in invoice.lines] == ["1", "2", "3"]
    assert differences(invoice) == ()


def test_the_due_date_follows_from_the_terms(draft: InvoiceBuilder) -> None:
    invoice = replace(draft, terms=PaymentDelay(30)).build()
    assert invoice.due_date == date(2026, 12, 23)
    assert invoice.payment_terms == "Paiement à 30 jours"
    given = replace(draft, terms=PaymentDelay(30), due_date=date(2026, 12, 31)).build()
    assert given.due_date == date(2026, 12, 31)


def test_an_allowance_needs_no_vat_when_there_is_one_only(draft: InvoiceBuilder) -> None:
    invoice = replace(draft, adjustments=[allowance(percentage=10, reason="Fidélité")]).build()
    assert invoice.allowances[0].vat_rate == Decimal(20)
    two = [*draft.lines, line("Livre", price=1, vat="5.5")]
    assert refused(replace(draft, lines=two, adjustments=[allowance(1, reason="A")])) == {"BR-32"}
    assert refused(replace(draft, lines=two, adjustments=[charge(1, reason="A")])) == {"BR-37"}


def test_what_chorus_pro_reads_stands_where_each_road_reads_it(draft: InvoiceBuilder) -> None:
    known: dict[str, Any] = {
        "service_code": "SERVICE-1",
        "commitment_number": "ENG-1",
        "contract_number": "MARCHE-1",
    }
    cii = replace(draft, route=Route.CHORUS_PRO, **known).build()
    assert cii.references.buyer == "SERVICE-1"
    assert cii.business_process == "A1"
    assert cii.buyer.legal_registration == Identifier(value="21300189800011", scheme="0002")

    ubl = replace(draft, route=Route.CHORUS_PRO_UBL, **known).build()
    assert ubl.buyer.contact is not None
    assert ubl.buyer.contact.identifier == "SERVICE-1"
    assert ubl.references.buyer is None
    assert ubl.buyer.identifiers == (Identifier(value="21300189800011", scheme_name="1"),)

    through = replace(draft, route=Route.PLATFORM_B2G, framework="B1", **known)
    assert refused(through) == {"BR-CO-25"}
    afnor = replace(through, terms=PaymentDelay(30)).build()
    assert afnor.buyer.identifier("0224") == "SERVICE-1"
    assert afnor.buyer.identifier("0009") == "21300189800011"
    assert afnor.buyer.legal_registration == Identifier(value="213001898", scheme="0002")
    assert afnor.references.buyer is None
    assert afnor.specification == FRENCH_EXTENSION
    assert cii.specification == ubl.specification == CORE
    assert ("ADN", "B2G") in [(note.subject, note.text) for note in afnor.notes]

    for invoice in (cii, ubl, afnor):
        said = invoice.chorus
        assert (said.service_code, said.commitment_number, said.contract_number) == (
            "SERVICE-1",
            "ENG-1",
            "MARCHE-1",
        )
        assert invoice.buyer.siret == "21300189800011"
        assert invoice.seller.siren == "404833048"


def test_a_french_buyer_on_a_platform_is_marked(on_platform: InvoiceBuilder) -> None:
    invoice = on_platform.build()
    assert ("BAR", "B2B") in [(note.subject, note.text) for note in invoice.notes]
    again = replace(on_platform, notes=invoice.notes).build()
    assert [note.subject for note in again.notes].count("BAR") == 1


def test_what_is_already_paid_is_paid_in_full(draft: InvoiceBuilder) -> None:
    paid = replace(draft, framework="A2").build()
    assert (paid.totals.paid, paid.totals.due) == (paid.totals.with_vat, Decimal("0.00"))
    assert refused(replace(draft, framework="A2", paid=1)) == {"BR-FR-CO-09"}


def test_a_small_business_has_no_vat_and_says_why(draft: InvoiceBuilder) -> None:
    seller = french_party("Artisan", "40483304800022", has_vat_number=False)
    lines = [line("Chaise", price=50, vat=Vat.franchise())]
    invoice = replace(draft, seller=seller, lines=lines).build()
    (part,) = invoice.vat_breakdown
    assert (part.category, part.tax_amount) == ("E", Decimal("0.00"))
    assert part.exemption_reason_code == "VATEX-FR-FRANCHISE"
    assert invoice.seller.tax_registration == "404833048"


def test_one_category_has_one_reason(draft: InvoiceBuilder) -> None:
    lines = [
        line("A", price=1, vat=Vat.exempt("VATEX-FR-CGI261-4")),
        line("B", price=1, vat=Vat.exempt("VATEX-FR-CGI261-5")),
    ]
    assert refused(replace(draft, lines=lines)) == {"BR-E-01"}


def test_a_supply_in_the_union_needs_both_vat_numbers_and_where_it_went(
    draft: InvoiceBuilder,
) -> None:
    buyer = foreign_party("Werk GmbH", country="DE")
    lines = [line("Chaise", price=50, vat=Vat.intra_community())]
    bare = replace(draft, route=Route.EN16931, buyer=buyer, lines=lines)
    assert refused(bare) == {"BR-IC-02", "BR-IC-11", "BR-IC-12"}
    whole = replace(
        bare,
        buyer=foreign_party("Werk GmbH", country="DE", vat_number="DE123456788"),
        delivery=Delivery(date=date(2026, 11, 20), address=Address(country="DE")),
    ).build()
    assert whole.totals.vat == Decimal("0.00")


def test_another_currency_says_the_vat_in_euros_too(draft: InvoiceBuilder) -> None:
    assert refused(replace(draft, currency="CHF")) == {"BR-FR-CO-12"}
    invoice = replace(draft, currency="CHF", vat_in_euros="20.10").build()
    assert invoice.vat_currency == "EUR"
    assert invoice.totals.vat_in_accounting_currency == Decimal("20.10")


def test_a_credit_note_names_its_invoice_and_stays_positive(draft: InvoiceBuilder) -> None:
    note = credit_note(draft, number="A-1", issue_date=date(2026, 12, 1)).build()
    assert note.type_code == "381"
    assert note.due_date == note.issue_date
    assert note.references.preceding_invoices == (
        PrecedingInvoice(number="F-2026-001", issue_date=date(2026, 11, 23)),
    )
    assert note.totals.with_vat == draft.build().totals.with_vat == Decimal("116.40")
    part = credit_note(
        draft,
        number="A-2",
        issue_date=date(2026, 12, 1),
        lines=[line("Chaise", price="48.50", vat=20)],
    ).build()
    assert part.totals.with_vat == Decimal("58.20")
    assert refused(replace(draft, type_code="381")) == {"BR-FR-CO-05"}


LATE = References(preceding_invoices=(PrecedingInvoice(),))


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"lines": []}, {"BR-16"}),
        ({"number": " "}, {"BR-02"}),
        ({"number": "F 1"}, {"BR-FR-01"}),
        ({"number": "F" * 21}, {"BR-FR-CPRO-02"}),
        ({"currency": "EURO"}, {"BR-CL-04", "BR-FR-CO-12"}),
        ({"type_code": "999"}, {"BR-CL-01"}),
        ({"type_code": "386"}, {"CPRO-TYPE"}),
        ({"due_date": date(2026, 11, 22)}, {"BR-FR-CO-07"}),
        ({"framework": "B1"}, {"CPRO-FRAMEWORK"}),
        ({"payment": None}, {"CPRO-PAYMENT-MEANS"}),
        ({"references": LATE}, {"BR-55"}),
        ({"contract_number": "C" * 51}, {"BR-FR-CPRO-14"}),
        ({"commitment_number": "C" * 51}, {"BR-FR-CPRO-15"}),
        ({"invoicing_period": Period()}, {"BR-CO-19"}),
        (
            {"invoicing_period": Period(start=date(2026, 2, 2), end=date(2026, 2, 1))},
            {"BR-29"},
        ),
        ({"buyer": foreign_party("A", country="DE", vat_number="DE1234")}, {"BR-FR-CPRO-10"}),
        ({"lines": [line("A", price=1, vat=20, unit="heures")]}, {"BR-CL-23"}),
        ({"lines": [line("A", price="1.1234567", vat=20)]}, {"BR-FR-DEC-03"}),
        ({"lines": [line("A", quantity="0.12345", price=1, vat=20)]}, {"BR-FR-DEC-02"}),
        ({"lines": [line("A", price=1, vat=20, identifier="1")] * 2}, {"BUILD-LINE-ID"}),
        ({"lines": [line("A", price=1, vat=Vat.out_of_scope())]}, {"BR-O-02"}),
        (
            {"lines": [line("A", price=1, vat=Vat.out_of_scope()), line("B", price=1, vat=20)]},
            {"BR-O-02", "BR-O-11"},
        ),
        ({"seller": foreign_party("A", country="US")}, {"BR-S-02"}),
        ({"number": "", "currency": "X", "lines": []}, {"BR-16"}),
        ({"number": "", "due_date": date(2020, 1, 1)}, {"BR-02", "BR-FR-CO-07"}),
    ],
)
def test_nonsense_is_refused_before_it_is_sent(
    draft: InvoiceBuilder, changes: dict[str, Any], codes: set[str]
) -> None:
    assert refused(replace(draft, **changes)) == codes


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"notes": ()}, {"BR-FR-05"}),
        ({"framework": None}, {"BR-FR-08"}),
        ({"framework": "A1"}, {"BR-FR-08"}),
        ({"number": "F" * 36}, {"BR-FR-01"}),
        ({"type_code": "325"}, {"BR-FR-04"}),
        ({"type_code": "384"}, {"BR-FR-CO-04"}),
        ({"framework": "B4", "type_code": "386"}, {"BR-FR-CO-08"}),
        ({"lines": [line("A", price=1, vat=21)]}, {"BR-FR-16"}),
        ({"lines": [line("A", price=1, vat=Vat(category="L", rate=Decimal(7)))]}, {"BR-FR-15"}),
        (
            {"buyer": foreign_party("A", country="DE", vat_number="DE123456788")},
            {"BR-FR-11", "BR-FR-12"},
        ),
        (
            {"buyer": french_party("A", "21300189800011", electronic_address="999999999")},
            {"BR-FR-21"},
        ),
        ({"route": Route.PLATFORM_B2G, "framework": "S5"}, {"BR-FR-CPRO-24"}),
    ],
)
def test_a_platform_asks_for_more(
    on_platform: InvoiceBuilder, changes: dict[str, Any], codes: set[str]
) -> None:
    assert refused(replace(on_platform, **changes)) == codes


def test_a_note_stands_once_on_a_platform(on_platform: InvoiceBuilder) -> None:
    assert refused(replace(on_platform, notes=(*on_platform.notes,) * 2)) == {"BR-FR-06"}


def test_siret_and_siren_of_different_firms_are_refused(on_platform: InvoiceBuilder) -> None:
    other = on_platform.buyer.model_copy(
        update={"legal_registration": Identifier(value="404833048", scheme="0002")}
    )
    assert "BR-FR-09" in refused(replace(on_platform, buyer=other))


def test_a_float_is_a_mistake_of_the_program(draft: InvoiceBuilder) -> None:
    with pytest.raises(TypeError):
        replace(draft, paid=1.5).build()  # type: ignore[arg-type]


_OUT = [line("Subvention", price=10, vat=Vat.out_of_scope())]
_ABROAD = [line("Chaise", price=10, vat=Vat.intra_community())]


@pytest.mark.parametrize(
    ("code", "wrong", "named", "right"),
    [
        (
            "BR-O-02",
            {"lines": _OUT},
            "has_vat_number=False",
            {
                "seller": french_party("Atelier", "40483304800022", has_vat_number=False),
                "buyer": french_party("Commune", "21300189800011", has_vat_number=False),
            },
        ),
        (
            "CPRO-PAYMENT-MEANS",
            {"payment": None},
            "bank_transfer",
            {"payment": paid_by_card("1234")},
        ),
        (
            "CPRO-TYPE",
            {"type_code": "386"},
            "route=Route.PLATFORM_B2G",
            {"route": Route.PLATFORM_B2G, "framework": "B1"},
        ),
        (
            "BR-FR-CO-05",
            {"type_code": "381"},
            "preceding=",
            {"preceding": [PrecedingInvoice(number="F-0", issue_date=date(2026, 11, 1))]},
        ),
        ("BR-FR-CO-12", {"currency": "USD"}, "vat_in_euros=", {"vat_in_euros": "17.00"}),
        (
            "BR-IC-12",
            {"lines": _ABROAD, "delivery": Delivery(date=date(2026, 11, 20))},
            "address=Address(country=",
            {"delivery": Delivery(date=date(2026, 11, 20), address=Address(country="DE"))},
        ),
    ],
)
def test_a_refusal_names_the_argument_that_sets_it_right(
    draft: InvoiceBuilder, code: str, wrong: dict[str, Any], named: str, right: dict[str, Any]
) -> None:
    with pytest.raises(InvalidInvoiceError) as caught:
        replace(draft, **wrong).build()
    [first, *_] = caught.value.report
    assert first.code == code
    assert named in (first.hint or "")
    assert caught.value.hint == first.hint
    assert replace(draft, **(wrong | right)).build().number == draft.number
