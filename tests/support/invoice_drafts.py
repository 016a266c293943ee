"""Builders of any invoice, for laws that must hold for all of them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from chorus_sdk.invoice.building import (
    InvoiceBuilder,
    PaymentDelay,
    Route,
    Vat,
    allowance,
    bank_transfer,
    charge,
    french_notes,
    french_party,
    line,
)

TEXTS = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"]), min_size=1).filter(
    str.strip
)
VATS = st.sampled_from(
    [Vat.at(20), Vat.at("5.50"), Vat.at("2.1"), Vat.franchise(), Vat.zero(), Vat.reverse_charge()]
)
PRICES = st.integers(0, 10**9).map(lambda n: Decimal(n).scaleb(-4))
CENTS = st.integers(0, 10**6).map(lambda n: Decimal(n).scaleb(-2))
SHARES = st.integers(0, 1000).map(lambda n: Decimal(n).scaleb(-1))


@st.composite
def adjustments(draw: st.DrawFn, *, vat: Vat | None = None):
    make = draw(st.sampled_from([allowance, charge]))
    if draw(st.booleans()):
        return make(draw(CENTS), reason=draw(TEXTS), vat=vat)
    return make(percentage=draw(SHARES), reason=draw(TEXTS), vat=vat)


@st.composite
def lines(draw: st.DrawFn):
    return line(
        draw(TEXTS),
        quantity=Decimal(draw(st.integers(-(10**6), 10**6))).scaleb(-3),
        price=draw(PRICES),
        base_quantity=draw(st.sampled_from([None, 1, 3, 1000])),
        vat=draw(VATS),
        unit=draw(st.sampled_from(["C62", "HUR", "KGM"])),
        adjustments=draw(st.lists(adjustments(), max_size=2)),
        description=draw(st.none() | TEXTS),
    )


@st.composite
def builders(draw: st.DrawFn) -> InvoiceBuilder:
    made = draw(st.lists(lines(), min_size=1, max_size=8))
    parts = [draw(adjustments(vat=one.vat)) for one in made if draw(st.booleans())]
    return InvoiceBuilder(
        number="F-1",
        issue_date=date(2026, 11, 23),
        seller=french_party("Atelier", "40483304800022", city="Nîmes"),
        buyer=french_party("Commune", "21300189800011"),
        lines=made,
        route=draw(st.sampled_from([Route.PLATFORM_B2G, Route.PLATFORM_B2B, Route.EN16931])),
        framework="M1",
        adjustments=parts,
        paid=draw(st.none() | CENTS),
        terms=draw(st.builds(PaymentDelay, st.integers(0, 90), st.booleans())),
        payment=bank_transfer("FR1420041010050500013M02606"),
        notes=french_notes(),
        service_code=draw(st.none() | st.just("SERVICE-1")),
        commitment_number=draw(st.none() | st.just("ENG-1")),
    )
