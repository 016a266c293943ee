"""Parties and a builder that is right on every road."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from chorus_sdk.invoice.building import (
    InvoiceBuilder,
    Route,
    bank_transfer,
    french_notes,
    french_party,
    line,
)

SELLER = french_party(
    "Atelier des Tilleuls",
    "404 833 048 00022",
    street="1 rue de l'Exemple",
    post_code="30000",
    city="Nîmes",
)
BUYER = french_party("Commune de Valfleury", "213 001 898 00011", city="Valfleury")


@pytest.fixture
def draft() -> InvoiceBuilder:
    return InvoiceBuilder(
        number="F-2026-001",
        issue_date=date(2026, 11, 23),
        seller=SELLER,
        buyer=BUYER,
        lines=[line("Chaise en hêtre", quantity=2, price="48.50", vat=20)],
        payment=bank_transfer("FR1420041010050500013M02606"),
        notes=french_notes(),
    )


@pytest.fixture
def on_platform(draft: InvoiceBuilder) -> InvoiceBuilder:
    return replace(draft, route=Route.PLATFORM_B2B, framework="B1")
