"""The invoice inside a PDF, read."""

import pytest

from chorus_sdk.errors import (
    EmbeddedInvoiceMissingError,
    MalformedDocumentError,
    UnsupportedProfileError,
)
from chorus_sdk.formats.cii.reader import read as read_cii
from chorus_sdk.formats.facturx.reader import read


def test_the_invoice_is_what_the_xml_says(embed, xml):
    assert read(embed(("factur-x.xml", xml, "Data"))) == read_cii(xml)


@pytest.mark.parametrize(
    "document",
    [
        b'<a:CrossIndustryDocument xmlns:a="urn:ferd:CrossIndustryDocument:invoice:1p0"/>',
        b'<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"/>',
    ],
)
def test_another_syntax_inside_is_refused_with_a_hint(embed, document):
    with pytest.raises(UnsupportedProfileError) as caught:
        read(embed(("ZUGFeRD-invoice.xml", document, "Data")))
    assert caught.value.hint


def test_broken_xml_inside_is_malformed(embed, xml):
    with pytest.raises(MalformedDocumentError):
        read(embed(("factur-x.xml", xml[:-20], "Data")))


def test_a_pdf_without_invoice_says_so(embed):
    with pytest.raises(EmbeddedInvoiceMissingError):
        read(embed())
