"""The XML inside a PDF and nothing else: what `embedded_invoice` finds, by a shorter road."""

import pytest

from chorus_sdk._pdf import look_into
from chorus_sdk.errors import (
    AmbiguousFormatError,
    DocumentError,
    EmbeddedInvoiceMissingError,
    EncryptedDocumentError,
    LimitExceededError,
    MalformedDocumentError,
)
from chorus_sdk.formats.facturx.container import embedded_invoice, embedded_xml
from chorus_sdk.limits import Limits

OTHER = ("notes.txt", b"nothing", "Supplement")


@pytest.mark.parametrize("name", ["factur-x.xml", "ZUGFeRD-invoice.xml", "facture.xml"])
@pytest.mark.parametrize("others", [(), (OTHER,), (("data.xml", b"<a/>", "Data"),)])
def test_the_xml_is_given_out_byte_for_byte(embed, xml, name, others):
    assert embedded_xml(embed((name, xml, "Data"), *others)) == xml


def test_a_known_name_counts_whatever_it_holds(embed, xml):
    data = embed(("factur-x.xml", b"no xml", "Data"))
    assert embedded_xml(data) == embedded_invoice(data).content == b"no xml"
    assert embedded_xml(embed(("factur-x.xml", xml, "Data"), ("a.xml", b"no", "Data"))) == xml


def test_two_different_invoices_are_ambiguous(embed, make_xml):
    data = embed(("a.xml", make_xml("F-1"), "Data"), ("b.xml", make_xml("F-2"), "Data"))
    with pytest.raises(AmbiguousFormatError):
        embedded_xml(data)


def test_its_errors_are_those_of_the_longer_road(embed, encrypt, xml):
    data = embed(("factur-x.xml", xml, "Data"))
    with pytest.raises(EmbeddedInvoiceMissingError):
        embedded_xml(embed(OTHER))
    with pytest.raises(EncryptedDocumentError):
        embedded_xml(encrypt(data, user="secret"))
    assert embedded_xml(encrypt(data, user="secret"), password="secret") == xml
    with pytest.raises(MalformedDocumentError):
        embedded_xml(b"oops")
    with pytest.raises(LimitExceededError) as caught:
        embedded_xml(data, Limits(pdf_embedded_bytes=len(xml) - 1))
    assert caught.value.limit == "pdf_embedded_bytes"


def test_metadata_is_read_unless_it_is_not_wanted(embed, encrypt, xml):
    data = embed(("factur-x.xml", xml, "Data"))
    for source in (data, encrypt(data, user="")):
        with look_into(source) as whole, look_into(source, metadata=False) as short:
            assert short.xmp is None
            assert short.files == whole.files


def test_every_pdf_of_the_corpus_gives_the_same_by_both_roads(corpus, corpus_index):
    wrong, found = [], 0
    for row in corpus_index:
        if not row["path"].endswith(".pdf"):
            continue
        data = (corpus / row["path"]).read_bytes()
        try:
            expected = embedded_invoice(data).content
        except DocumentError as error:
            with pytest.raises(type(error)):
                embedded_xml(data)
            continue
        found += 1
        if embedded_xml(data) != expected:
            wrong.append(row["path"])
    assert wrong == []
    assert found > 100
