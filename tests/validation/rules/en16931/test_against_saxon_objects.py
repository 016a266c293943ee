"""What stands beside an invoiced object or a project in UBL: the official rules and ours."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest
from changed import invoice_with
from en16931_invoices import valid
from en16931_referee import CREDIT_NOTE, UBL, Syntax
from lxml import etree

from chorus_sdk.invoice import Identifier

pytest.importorskip("saxonche")

TYPE = "</cbc:DocumentTypeCode>"
DESCRIPTION = "<cbc:DocumentDescription>Description</cbc:DocumentDescription>"
LINK = "<cac:ExternalReference><cbc:URI>https://example.org/</cbc:URI></cac:ExternalReference>"
FILES = tuple(
    f"<cbc:EmbeddedDocumentBinaryObject{said}>eA==</cbc:EmbeddedDocumentBinaryObject>"
    for said in (' mimeCode="text/csv" filename="f.csv"', ' mimeCode="text/csv"')
)
BESIDE = ("", DESCRIPTION, *(f"<cac:Attachment>{each}</cac:Attachment>" for each in (LINK, *FILES)))


def with_more(syntax: Syntax) -> Iterator[bytes]:
    """An object, with a project in credit notes, each with anything beside its type."""
    values = {"invoiced_object": Identifier(value="1", scheme="AAB"), "project": "PRJ-1"}
    changes = {f"references.{name}": value for name, value in values.items()}
    before, *after = syntax.write(invoice_with(valid(), changes)).decode().split(TYPE)
    assert after
    for chosen in product(BESIDE, repeat=len(after)):
        rest = (f"{TYPE}{more}{part}" for more, part in zip(chosen, after, strict=True))
        yield (before + "".join(rest)).encode()


@pytest.mark.slow
@pytest.mark.parametrize("syntax", [UBL, CREDIT_NOTE], ids=["invoice", "credit-note"])
def test_an_object_has_neither_description_nor_file(syntax: Syntax) -> None:
    documents = list(with_more(syntax))
    assert all(syntax.schema.validate(etree.fromstring(each)) for each in documents)
    assert syntax.differences(documents) == []
