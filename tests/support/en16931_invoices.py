"""A small invoice that breaks no rule, for tests that break one at a time."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from chorus_sdk.invoice import (
    Address,
    AllowanceCharge,
    CreditTransfer,
    Identifier,
    Invoice,
    Item,
    Line,
    LineVat,
    Party,
    Payment,
    PaymentMeans,
    Price,
    Totals,
    VatBreakdown,
)

ADDRESS = Address(line1="1 rue des Essais", city="Lyon", post_code="69001", country="FR")


def money(text: str) -> Decimal:
    return Decimal(text)


def party(name: str, siren: str) -> Party:
    return Party(
        name=name,
        legal_registration=Identifier(value=siren, scheme="0002"),
        vat_identifier=f"FR00{siren}",
        electronic_address=Identifier(value=siren, scheme="0225"),
        address=ADDRESS,
    )


def line(number: int, net: str, *, category: str = "S", rate: str | None = "20") -> Line:
    return Line(
        identifier=str(number),
        quantity=Decimal(1),
        unit="C62",
        net_amount=money(net),
        price=Price(net=money(net)),
        vat=LineVat(category=category, rate=None if rate is None else money(rate)),
        item=Item(name=f"Article {number}"),
    )


def adjustment(amount: str, *, category: str = "S", rate: str | None = "20") -> AllowanceCharge:
    return AllowanceCharge(
        amount=money(amount),
        vat_category=category,
        vat_rate=None if rate is None else money(rate),
        reason="Geste commercial",
    )


def valid() -> Invoice:
    """Two lines of 60.00 and 50.00, an allowance of 20.00, a charge of 10.00, 20 % on 100.00."""
    means = PaymentMeans(code="30", transfer=CreditTransfer(account="FR7630006000011234567890189"))
    return Invoice(
        number="F-1",
        issue_date=date(2026, 11, 2),
        due_date=date(2026, 12, 2),
        type_code="380",
        currency="EUR",
        specification="urn:cen.eu:en16931:2017",
        seller=party("Vendeur", "100000009"),
        buyer=party("Acheteur", "200000008"),
        payment=Payment(means=(means,)),
        allowances=(adjustment("20.00"),),
        charges=(adjustment("10.00"),),
        vat_breakdown=(
            VatBreakdown(
                taxable_amount=money("100.00"),
                tax_amount=money("20.00"),
                category="S",
                rate=money("20"),
            ),
        ),
        totals=Totals(
            lines=money("110.00"),
            allowances=money("20.00"),
            charges=money("10.00"),
            without_vat=money("100.00"),
            vat=money("20.00"),
            with_vat=money("120.00"),
            due=money("120.00"),
        ),
        lines=(line(1, "60.00"), line(2, "50.00")),
    )


def in_category(
    code: str, *, rate: str | None = "0", reason: str | None = "Exonération"
) -> Invoice:
    """The same amounts without VAT, all in another category."""
    invoice = valid()
    breakdown = VatBreakdown(
        taxable_amount=money("100.00"),
        tax_amount=money("0.00"),
        category=code,
        rate=None if rate is None else money(rate),
        exemption_reason=reason,
    )
    totals = invoice.totals.model_copy(
        update={"vat": money("0.00"), "with_vat": money("100.00"), "due": money("100.00")}
    )
    return invoice.model_copy(
        update={
            "lines": (
                line(1, "60.00", category=code, rate=rate),
                line(2, "50.00", category=code, rate=rate),
            ),
            "allowances": (adjustment("20.00", category=code, rate=rate),),
            "charges": (adjustment("10.00", category=code, rate=rate),),
            "vat_breakdown": (breakdown,),
            "totals": totals,
        }
    )


def changed(invoice: Invoice, path: str, value: object) -> Invoice:
    """Return an invoice with another value at a path such as `lines[0].price.net`."""
    return _changed(invoice, path.replace("[", ".").replace("]", "").split("."), value)


def _changed(owner: object, steps: list[str], value: object) -> object:
    step, rest = steps[0], steps[1:]
    if isinstance(owner, tuple):
        number = int(step)
        new = _changed(owner[number], rest, value) if rest else value
        return (*owner[:number], new, *owner[number + 1 :])
    inner = _changed(getattr(owner, step), rest, value) if rest else value
    return owner.model_copy(update={step: inner})
