"""Documents that are changed at random, judged by the official rules and by ours.

The documents are our own, written in UBL; a change takes an element away, doubles it, empties it,
or gives it another text. Changes that the schema refuses are left out: on those the official rules
may stop without a verdict.
"""

from __future__ import annotations

import copy
import random

import pytest
from en16931_invoices import in_category, valid
from lxml import etree
from saxon_referee import FOLDER, UBL_RULES, fatal_rules

from chorus_sdk.findings import Severity
from chorus_sdk.formats.base import FormatId
from chorus_sdk.formats.ubl import reader, writer
from chorus_sdk.invoice import Invoice, Party
from chorus_sdk.validation.rules.base import Subject
from chorus_sdk.validation.rules.en16931 import EN16931

pytest.importorskip("saxonche")

SEEDS = (1, 2, 3)
DOCUMENTS = 60
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


def changed_documents(seed: int) -> list[bytes]:
    dice, found = random.Random(seed), []
    schema = etree.XMLSchema(file=str(FOLDER / "ubl-2.1" / "maindoc" / "UBL-Invoice-2.1.xsd"))
    written = [writer.write(each) for each in sources()]
    while len(found) < DOCUMENTS:
        root = etree.fromstring(dice.choice(written))
        for _ in range(dice.randint(1, 2)):
            change(root, dice)
        if schema.validate(root):
            found.append(etree.tostring(root))
    return found


def ours(data: bytes) -> set[str]:
    subject = Subject(invoice=reader.read(data), format=FormatId.UBL_INVOICE)
    return {each.code for each in EN16931.run(subject) if each.severity is Severity.ERROR}


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
def test_changed_documents_break_the_rules_that_saxon_finds_broken(seed: int) -> None:
    documents = changed_documents(seed)
    wrong = [
        (sorted(official - ours(data)), sorted(ours(data) - official), data.decode())
        for data, official in zip(documents, fatal_rules(UBL_RULES, documents), strict=True)
        if official is not None and official != ours(data)
    ]
    assert wrong == []


@pytest.mark.slow
def test_the_referee_finds_nothing_in_a_correct_invoice_and_something_in_a_wrong_one() -> None:
    wrong = valid().model_copy(update={"number": None})
    documents = [writer.write(valid()), writer.write(wrong)]
    assert fatal_rules(UBL_RULES, documents) == [set(), {"BR-02"}]
