"""Every Factur-X of the corpus gives out the same XML as an independent reader finds."""

import io
import logging

import pypdf
import pytest

from chorus_sdk._xml import sniff
from chorus_sdk.formats.facturx.apart import other_attachments, plain_pdf
from chorus_sdk.formats.facturx.container import embedded_invoice

CII = "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"
UNREADABLE = (pypdf.errors.PyPdfError, pypdf.errors.DependencyError)
"""What pypdf cannot open: AES, for one, it leaves to a further package."""


@pytest.fixture(scope="module")
def containers(corpus, corpus_index):
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    return [
        (row["path"], (corpus / row["path"]).read_bytes())
        for row in corpus_index
        if row["detect"] == "facturx-pdf"
    ]


def test_the_invoice_is_what_an_independent_reader_extracts(containers):
    wrong = []
    for path, data in containers:
        found = embedded_invoice(data)
        try:
            attachments = pypdf.PdfReader(io.BytesIO(data)).attachments
        except UNREADABLE:
            continue
        if found.name not in attachments or found.content not in attachments[found.name]:
            wrong.append(path)
    assert wrong == []


def test_every_invoice_inside_is_cii(containers):
    wrong = [p for p, data in containers if sniff(embedded_invoice(data).content).namespace != CII]
    assert wrong == []


def test_no_other_attachment_is_the_invoice(containers):
    wrong = []
    for path, data in containers:
        invoice = embedded_invoice(data)
        if invoice.name in {file.file_name for file in other_attachments(data)}:
            wrong.append(path)
    assert wrong == []


def test_a_plain_copy_holds_no_file_and_has_the_same_pages(containers):
    wrong = []
    for path, data in containers:
        after = pypdf.PdfReader(io.BytesIO(plain_pdf(data)))
        try:
            before = len(pypdf.PdfReader(io.BytesIO(data)).pages)
        except UNREADABLE:
            continue
        if after.attachments or len(after.pages) != before:
            wrong.append((path, "differs"))
    assert wrong == []
