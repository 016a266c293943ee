"""An invoice of any number of lines, and the peers that read one (*facture d'essai*)."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import partial
from importlib import import_module

from chorus_sdk.invoice import (
    Address,
    Contact,
    CreditTransfer,
    Identifier,
    Invoice,
    Item,
    Line,
    LineVat,
    Note,
    Party,
    Payment,
    PaymentMeans,
    Price,
    References,
    VatBreakdown,
)
from chorus_sdk.invoice.totals import compute

CENT = Decimal("0.01")
ADDRESS = Address(line1="1 rue des Essais", city="Lyon", post_code="69001", country="FR")
SIZES = ((10, 300), (1_000, 25))
"""How many lines, and how many rounds."""


def party(name: str, siren: str) -> Party:
    return Party(
        name=name,
        legal_registration=Identifier(value=siren, scheme="0002"),
        vat_identifier=f"FR00{siren}",
        electronic_address=Identifier(value=siren, scheme="0225"),
        address=ADDRESS,
        contact=Contact(name="Service", telephone="0102030405", email="a@example.org"),
    )


def line(number: int) -> Line:
    price = Decimal(number % 997 + 1) / 4
    return Line(
        identifier=str(number),
        quantity=Decimal(number % 7 + 1),
        unit="C62",
        net_amount=(price * (number % 7 + 1)).quantize(CENT),
        price=Price(net=price),
        vat=LineVat(category="S", rate=Decimal(20)),
        item=Item(name=f"Article {number}", seller_identifier=f"A-{number}"),
    )


def invoice(lines: int) -> Invoice:
    """Make an invoice of EN 16931 with that many lines."""
    items = tuple(line(number) for number in range(1, lines + 1))
    base = sum((item.net_amount or Decimal(0) for item in items), Decimal(0))
    vat = VatBreakdown(
        taxable_amount=base,
        tax_amount=(base / 5).quantize(CENT),
        category="S",
        rate=Decimal(20),
    )
    means = PaymentMeans(code="30", transfer=CreditTransfer(account="FR7630006000011234567890189"))
    draft = Invoice(
        number="F-1",
        issue_date=date(2026, 11, 2),
        due_date=date(2026, 12, 2),
        type_code="380",
        currency="EUR",
        specification="urn:cen.eu:en16931:2017",
        business_process="A1",
        notes=(Note(text="Merci", subject="AAI"),),
        references=References(purchase_order="E-1"),
        seller=party("Vendeur", "100000009"),
        buyer=party("Acheteur", "200000008"),
        payment=Payment(means=(means,)),
        vat_breakdown=(vat,),
        lines=items,
    )
    return draft.model_copy(update={"totals": compute(draft)})


def peers(data: bytes) -> dict[str, Callable[[], object]]:
    """Return what reads this document into objects, of those that are installed and can."""
    found: dict[str, Callable[[], object]] = {}
    for name, read in _PEERS.items():
        try:
            read(data)
        except ImportError:
            print(f"  {name} is not installed: left out")
        except Exception as error:  # noqa: BLE001 (whatever keeps a peer from reading it)
            print(f"  {name} cannot read this document ({type(error).__name__}): left out")
        else:
            found[name] = partial(read, data)
    return found


def _factur_x(data: bytes) -> object:
    return import_module("facturx").parse_ubl_cii_xml(data)


def _drafthorse(data: bytes) -> object:
    return import_module("drafthorse.models.document").Document.parse(data)


def _pycheval(data: bytes) -> object:
    return import_module("pycheval").parse_xml(io.BytesIO(data))


def _euinvoice(data: bytes) -> object:
    return import_module("euinvoice").parse(data)


_PEERS = {
    "factur-x": _factur_x,
    "drafthorse": _drafthorse,
    "pycheval": _pycheval,
    "euinvoice": _euinvoice,
}
