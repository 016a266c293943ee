"""Documents that are changed at random, judged by the official rules and by ours.

The documents are our own, written in either syntax. Either the invoice is changed before it is
written, or the document afterwards: an element is taken away, doubled, emptied, or gets another
text. Changes that the schema refuses are left out: on those the official rules may stop without a
verdict. For CII they are the rules that Factur-X has in its profile EN 16931.
"""

from __future__ import annotations

import copy
import random

import pytest
from en16931_invoices import in_category, valid
from en16931_referee import CII, UBL, Syntax
from invoice_changes import changed_invoices
from lxml import etree
from saxon_referee import UBL_RULES, fatal_rules

from chorus_sdk.formats.ubl import writer
from chorus_sdk.invoice import Invoice, Party

pytest.importorskip("saxonche")

SEEDS = (1, 2, 3)
DOCUMENTS = 60
INVOICES = 150
TEXTS = ("S", "E", "O", "L", "FR", "XX", "1.00", "0", "-5.00", "10.005", "30", "49", "VAT", "EUR")


def sources() -> list[Invoice]:
    payee = valid().model_copy(update={"payee": Party(name="Autre")})
    return [valid(), payee, in_category("E"), in_category("AE"), in_category("Z", reason=None)]


def change(root: etree._Element, dice: random.Random) -> None:
    element = dice.choice([each for each in root.iter() if each is not root])
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


def changed_documents(syntax: Syntax, seed: int, invoices: list[Invoice]) -> list[bytes]:
    dice, found = random.Random(seed), []
    written = [syntax.write(each) for each in invoices]
    while len(found) < DOCUMENTS:
        root = etree.fromstring(dice.choice(written))
        for _ in range(dice.randint(1, 2)):
            change(root, dice)
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
    documents = changed_documents(syntax, seed, invoices)
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


@pytest.mark.slow
def test_the_referee_finds_nothing_in_a_correct_invoice_and_something_in_a_wrong_one() -> None:
    wrong = valid().model_copy(update={"number": None})
    documents = [writer.write(valid()), writer.write(wrong)]
    assert fatal_rules(UBL_RULES, documents) == [set(), {"BR-02"}]
