"""A payee inside terms of payment, which CII has: the official rules ask it for a name."""

from __future__ import annotations

from itertools import product

import pytest
from en16931_invoices import valid
from en16931_referee import CII_AT_LARGE
from lxml import etree

pytest.importorskip("saxonche")

INSIDE = ("", "<ram:Name/>", "<ram:Name>Vendeur</ram:Name>", "<ram:ID>1</ram:ID>")


@pytest.mark.slow
@pytest.mark.parametrize("between", ["", "</ram:{0}><ram:{0}>"], ids=["one", "further"])
def test_a_payee_of_terms_has_a_name(between: str) -> None:
    """Two of them, in the same terms or each in its own."""
    written = CII_AT_LARGE.write(valid()).decode()
    end = "</ram:SpecifiedTradePaymentTerms>"
    assert written.count(end) == 1
    payees = [f"<ram:PayeeTradeParty>{each}</ram:PayeeTradeParty>" for each in INSIDE]
    middle = between.format("SpecifiedTradePaymentTerms")
    pairs = (f"{one}{middle}{other}" for one, other in product(("", *payees), payees))
    documents = [written.replace(end, f"{pair}{end}").encode() for pair in pairs]
    assert all(CII_AT_LARGE.schema.validate(etree.fromstring(each)) for each in documents)
    assert CII_AT_LARGE.differences(documents) == []
