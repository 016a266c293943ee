"""What forbids to build an invoice: VAT, and what it asks of parties and delivery."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from chorus_sdk.findings import Finding
from chorus_sdk.invoice.building.problems import problem
from chorus_sdk.invoice.building.routes import Route
from chorus_sdk.invoice.codes import FRENCH_VAT_RATES
from chorus_sdk.invoice.model import Invoice

_NO_NUMBER: Final = "Give the seller its vat_identifier, or a tax_registration (BT-32)."
_DELIVERY: Final = "Give delivery=Delivery(date=…, address=Address(country=…))."
_RATES: Final = frozenset(Decimal(rate) for rate in FRENCH_VAT_RATES)


def _french_vat(invoice: Invoice, route: Route) -> Iterator[Finding]:
    if not route.is_platform:
        return
    for part in invoice.vat_breakdown:
        if part.category in ("L", "M", "B"):
            yield problem("BR-FR-15", "France has no such category.", term="BT-118")
        elif part.rate is not None and part.rate not in _RATES:
            yield problem(
                "BR-FR-16", "France has no such rate.", term="BT-119", found=str(part.rate)
            )


def _vat_parties(invoice: Invoice, _: Route) -> Iterator[Finding]:
    """Rules BR-S-02 … BR-O-14: who must, or must not, have a VAT number."""
    seller, buyer = invoice.seller, invoice.buyer
    categories = {part.category for part in invoice.vat_breakdown}
    has_number = bool(seller.vat_identifier)
    for category in sorted(categories & {"S", "Z", "E", "AE"}, key=str):
        if not (has_number or seller.tax_registration):
            yield problem(
                f"BR-{category}-02", "The seller has no VAT number.", term="BT-31", hint=_NO_NUMBER
            )
    for category, rule in (("K", "BR-IC-02"), ("G", "BR-G-02")):
        if category in categories and not has_number:
            yield problem(rule, "The seller has no VAT number.", term="BT-31")
    if "AE" in categories and not (buyer.vat_identifier or buyer.legal_registration):
        yield problem("BR-AE-02", "The buyer has no VAT number.", term="BT-48")
    if "K" in categories and not buyer.vat_identifier:
        yield problem("BR-IC-02", "The buyer has no VAT number.", term="BT-48")
    if "O" in categories and (has_number or buyer.vat_identifier):
        yield problem(
            "BR-O-02",
            "Out of scope, nobody has a VAT number.",
            term="BT-31",
            hint="Make seller and buyer with french_party(…, has_vat_number=False).",
        )
    if "O" in categories and len(categories) > 1:
        yield problem("BR-O-11", "Out of scope goes with no other category.", term="BT-118")


def _delivery(invoice: Invoice, _: Route) -> Iterator[Finding]:
    if not any(part.category == "K" for part in invoice.vat_breakdown):
        return
    delivery = invoice.delivery
    if not (delivery and delivery.date) and invoice.invoicing_period is None:
        yield problem(
            "BR-IC-11", "A delivery date or a period is wanted.", term="BT-72", hint=_DELIVERY
        )
    if not (delivery and delivery.address and delivery.address.country):
        yield problem(
            "BR-IC-12", "The country of delivery is wanted.", term="BT-80", hint=_DELIVERY
        )


CHECKS: Final = (_french_vat, _vat_parties, _delivery)
