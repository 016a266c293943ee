"""Reasons of allowances and charges that are missing or empty: the official rules and ours.

A reason without characters is a reason, of the allowance in which it stands and of no other.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest
from changed import invoice_with
from changed_values import without_vat
from en16931_invoices import adjustment, valid
from en16931_referee import CII_AT_LARGE, UBL, Syntax
from lxml import etree

from chorus_sdk.validation.rules.base import Subject
from chorus_sdk.validation.rules.en16931 import EN16931

pytest.importorskip("saxonche")

TEXT = "Geste"
ONE = adjustment("1.00").model_copy(update={"reason": TEXT, "reason_code": None})
PARTS = {"allowances": (ONE, ONE), "charges": (ONE,)}
LINE_PARTS = {f"lines[0].{kind}": tuple(map(without_vat, many)) for kind, many in PARTS.items()}


def with_reasons(syntax: Syntax, name: str) -> Iterator[bytes]:
    """Two allowances and a charge of the document and of a line, each with any reason or none."""
    written = syntax.write(invoice_with(valid(), {**PARTS, **LINE_PARTS})).decode()
    before, *others = written.split(f"<{name}>{TEXT}</{name}>")
    assert len(others) == 6
    reasons = ("", f"<{name}/>", f"<{name}Code/>", f"<{name}>{TEXT}</{name}>")
    for chosen in product(reasons, repeat=3):
        parts = zip((*chosen, *chosen), others, strict=True)
        yield (before + "".join(reason + rest for reason, rest in parts)).encode()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("syntax", "name"),
    [(UBL, "cbc:AllowanceChargeReason"), (CII_AT_LARGE, "ram:Reason")],
    ids=["ubl", "cii"],
)
def test_an_empty_reason_is_one_where_it_stands(syntax: Syntax, name: str) -> None:
    documents = list(with_reasons(syntax, name))
    assert all(syntax.schema.validate(etree.fromstring(each)) for each in documents)
    assert syntax.differences(documents) == []


def test_an_empty_reason_is_one_for_who_has_the_invoice_alone() -> None:
    """BR-42 and BR-44 ask whether the element is there; an allowance stands behind a charge."""
    parts = {"lines[1].charges": (without_vat(ONE),), "lines[1].allowances": (without_vat(ONE),)}
    root = etree.fromstring(UBL.write(invoice_with(valid(), parts)))
    line = root.findall("cac:InvoiceLine", root.nsmap)[1]
    charged = {
        each.findtext("cbc:ChargeIndicator", namespaces=root.nsmap): each
        for each in line.iterfind("cac:AllowanceCharge", root.nsmap)
    }
    charged["false"].addprevious(charged["true"])
    charged["false"].find("cbc:AllowanceChargeReason", root.nsmap).text = ""
    subject = Subject(invoice=UBL.read(etree.tostring(root)), format=UBL.format)
    found = {each.code for each in EN16931.run(subject)}
    assert found & {"BR-42", "BR-44", "BR-CO-23", "BR-CO-24"} == set()
