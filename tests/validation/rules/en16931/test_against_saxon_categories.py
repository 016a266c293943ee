"""VAT categories of allowances and charges that are missing or empty: the official rules and ours.

A category without characters is one for BR-32 and BR-37, wherever it stands among others.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest
from changed import invoice_with
from en16931_invoices import adjustment, valid
from en16931_referee import CII_AT_LARGE, UBL, Syntax
from lxml import etree

pytest.importorskip("saxonche")

ONE = adjustment("1.00")


def with_categories(syntax: Syntax, path: str) -> Iterator[bytes]:
    """Three allowances and a charge, each with a category, with an empty one or with none."""
    written = syntax.write(invoice_with(valid(), {"allowances": (ONE,) * 3, "charges": (ONE,)}))
    for chosen in product(("S", "", None), repeat=4):
        root = etree.fromstring(written)
        categories = root.findall(path, root.nsmap)
        assert len(categories) == len(chosen)
        for element, text in zip(categories, chosen, strict=True):
            element.text = text
            if text is None:
                element.getparent().remove(element)
        yield etree.tostring(root)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("syntax", "path"),
    [
        (UBL, "cac:AllowanceCharge/cac:TaxCategory/cbc:ID"),
        (CII_AT_LARGE, ".//ram:SpecifiedTradeAllowanceCharge//ram:CategoryCode"),
    ],
    ids=["ubl", "cii"],
)
def test_an_empty_category_is_one_where_it_stands(syntax: Syntax, path: str) -> None:
    documents = list(with_categories(syntax, path))
    assert all(syntax.schema.validate(etree.fromstring(each)) for each in documents)
    assert syntax.differences(documents) == []
