"""The invoice inside a PDF, read."""

import pytest

from chorus_sdk.errors import (
    EmbeddedInvoiceMissingError,
    EncryptedDocumentError,
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
        (
            b"<a:SCRDMCCBDACIOMessageStructure"
            b' xmlns:a="urn:un:unece:uncefact:data:SCRDMCCBDACIOMessageStructure:100"/>'
        ),
        b'<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"/>',
    ],
)
def test_another_syntax_inside_is_refused_with_a_hint(embed, document):
    with pytest.raises(UnsupportedProfileError) as caught:
        read(embed(("factur-x.xml", document, "Data")))
    assert caught.value.hint


def test_the_xml_of_zugferd_1_is_read_too(embed):
    document = (
        b'<a:CrossIndustryDocument xmlns:a="urn:ferd:CrossIndustryDocument:invoice:1p0"'
        b' xmlns:r="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity'
        b':12"><a:HeaderExchangedDocument><r:ID>F-7</r:ID></a:HeaderExchangedDocument>'
        b"</a:CrossIndustryDocument>"
    )
    invoice = read(embed(("ZUGFeRD-invoice.xml", document, "Alternative")))
    assert (invoice.number, invoice.origin.format) == ("F-7", "zugferd-1")


def test_a_locked_pdf_is_read_with_its_password(embed, encrypt, xml):
    locked = encrypt(embed(("factur-x.xml", xml, "Data")), user="secret")
    assert read(locked, password="secret") == read_cii(xml)
    for password in (None, "wrong"):
        with pytest.raises(EncryptedDocumentError):
            read(locked, password=password)


def test_broken_xml_inside_is_malformed(embed, xml):
    with pytest.raises(MalformedDocumentError):
        read(embed(("factur-x.xml", xml[:-20], "Data")))


def test_a_pdf_without_invoice_says_so(embed):
    with pytest.raises(EmbeddedInvoiceMissingError):
        read(embed())
