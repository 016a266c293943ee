"""Taxes of allowances and charges, of the document and of lines, as the official rules see them."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from itertools import product

import pytest
from changed import invoice_with
from en16931_invoices import adjustment, in_category
from en16931_referee import CII, UBL, Syntax
from lxml import etree

from chorus_sdk.invoice import Invoice
from chorus_sdk.validation.rules.base import Subject
from chorus_sdk.validation.rules.en16931 import EN16931

pytest.importorskip("saxonche")

CODES = ("S", "E", "K", "O", "L", "B")
KINDS = ("allowances", "charges")
PLACES = ("", "lines[0].")
TAXES: dict[str, tuple[str, str]] = {
    "ubl": (
        "TaxCategory",
        """<cac:TaxCategory xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:Common\
AggregateComponents-2" xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:Common\
BasicComponents-2">{code}{rate}{scheme}</cac:TaxCategory>""",
    ),
    "cii": (
        "CategoryTradeTax",
        """<ram:CategoryTradeTax xmlns:ram="urn:un:unece:uncefact:data:standard:\
ReusableAggregateBusinessInformationEntity:100">{scheme}{code}{rate}</ram:CategoryTradeTax>""",
    ),
}
SCHEMES = {
    "ubl": ("VAT", "vat", "GST", "", None, "empty"),
    "cii": ("VAT", "vat", "GST"),
}


def element(name: str, text: str | None) -> str:
    return "" if text is None else f"<{name}>{text}</{name}>"


def tax(syntax: str, code: str | None, rate: str | None, scheme: str | None) -> str:
    """One tax as the syntax writes it; a scheme that is `empty` says nothing."""
    if syntax == "cii":
        parts = {
            "code": element("ram:CategoryCode", code),
            "rate": element("ram:RateApplicablePercent", rate),
            "scheme": element("ram:TypeCode", scheme),
        }
    else:
        named = "" if scheme == "empty" else element("cbc:ID", scheme)
        parts = {
            "code": element("cbc:ID", code),
            "rate": element("cbc:Percent", rate),
            "scheme": "" if scheme is None else element("cac:TaxScheme", named),
        }
    return TAXES[syntax][1].format(**parts)


def start(code: str, kind: str, place: str, *, known: bool) -> Invoice:
    """An invoice in one category with one allowance or charge more, whose tax is to be changed."""
    changes: dict[str, object] = {
        "allowances": (),
        "charges": (),
        f"{place}{kind}": (adjustment("1.00", category="K", rate="7"),),
    }
    if not known:
        changes |= {"seller.vat_identifier": None, "buyer.vat_identifier": None}
    return invoice_with(in_category(code, rate=None if code == "O" else "0"), changes)


def documents(name: str, syntax: Syntax, code: str) -> Iterator[bytes]:
    """Every kind of tax at every place, beside a breakdown of one category."""
    other = "E" if code == "S" else "S"
    for kind, place, known in product(KINDS, PLACES, (True, False)):
        written = syntax.write(start(code, kind, place, known=known))
        for said, rate, scheme in product((code, other, None), ("0", None), SCHEMES[name]):
            root = etree.fromstring(written)
            owner = "AllowanceCharge" if name == "ubl" else "SpecifiedTradeAllowanceCharge"
            (found,) = root.iterfind(f".//{{*}}{owner}/{{*}}{TAXES[name][0]}")
            new = etree.fromstring(tax(name, said, rate, scheme))
            found.getparent().replace(found, new)
            if syntax.schema.validate(root):
                yield etree.tostring(root)
                if code == "O" and said is None is rate:
                    yield etree.tostring(with_an_untaxed_one(root, new))


def with_an_untaxed_one(root: etree._Element, tax: etree._Element) -> etree._Element:
    """The document with its changed allowance or charge once more, without any tax."""
    owner = tax.getparent()
    other = copy.deepcopy(owner)
    other.remove(other.find(tax.tag))
    owner.addnext(other)
    return root


@pytest.mark.slow
@pytest.mark.parametrize(("name", "syntax"), [("ubl", UBL), ("cii", CII)], ids=["ubl", "cii"])
def test_every_tax_of_an_allowance_or_charge_is_judged_as_saxon_does(
    name: str, syntax: Syntax
) -> None:
    found = [each for code in CODES for each in documents(name, syntax, code)]
    assert len(found) > 300
    assert syntax.differences(found) == []


@pytest.mark.parametrize(("syntax", "is_seen"), [(UBL, True), (CII, True), (None, False)])
@pytest.mark.parametrize("kind", KINDS)
def test_a_line_that_names_a_category_is_at_fault_where_it_stands(kind, syntax, is_seen) -> None:
    invoice = start("S", kind, "lines[0].", known=True)
    line = invoice.lines[0].model_copy(update={"sub_lines": (invoice.lines[0],), kind: ()})
    for place, each in (
        (f"lines[0].{kind}[0]", invoice),
        (f"lines[0].sub_lines[0].{kind}[0]", invoice_with(invoice, {"lines[0]": line})),
    ):
        told = invoice_with(each, {f"{place}.vat_rate": None, f"{place}.vat_category": "Z"})
        subject = Subject(invoice=told, format=syntax.format if syntax else None)
        found = [one for one in EN16931.run(subject) if one.code in {"BR-Z-06", "BR-Z-07"}]
        wanted = [("BR-Z-06" if kind == "allowances" else "BR-Z-07", f"{place}.vat_rate")]
        assert [(one.code, one.location.path) for one in found] == (wanted if is_seen else [])
