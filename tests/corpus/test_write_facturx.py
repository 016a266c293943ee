"""Real PDFs made into Factur-X: judged by a PDF/A checker and read back by other libraries."""

import io
import logging
from datetime import UTC, datetime

import facturx
import page
import pikepdf
import pypdf
import pytest

from chorus_sdk.errors import DocumentError, MalformedDocumentError
from chorus_sdk.formats.base import Profile
from chorus_sdk.formats.facturx.apart import other_attachments, plain_pdf
from chorus_sdk.formats.facturx.container import embedded_invoice, examine
from chorus_sdk.formats.facturx.writer import write

MOMENT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
CII = "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"
RAM = "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"
XML = (
    f'<rsm:CrossIndustryInvoice xmlns:rsm="{CII}" xmlns:ram="{RAM}">'
    "<rsm:ExchangedDocumentContext><ram:GuidelineSpecifiedDocumentContextParameter>"
    "<ram:ID>urn:cen.eu:en16931:2017</ram:ID></ram:GuidelineSpecifiedDocumentContextParameter>"
    "</rsm:ExchangedDocumentContext></rsm:CrossIndustryInvoice>"
).encode()
LARGEST = 500_000


def is_pdfa(data):
    try:
        return page.validate_pdf_bytes(data).is_compliant
    except (page.ParseError, page.ProfileError):
        return False


def failures(data, profile):
    """What the checker objects to, but for its one mistake.

    It takes a carriage return that ends a packed stream, and the line feed that the writer adds
    before `endstream`, for one end of line, and so counts one byte less than there are.
    """
    failed = {
        failure.rule_id for failure in page.validate_pdf_bytes(data, profile=profile).failures
    }
    mistaken = b"\r\nendstream" in data
    return failed - {rule for rule in failed if mistaken and rule.endswith("STREAM-LENGTH-001")}


@pytest.fixture(scope="module")
def written(corpus, corpus_index):
    """What is written from every PDF of the corpus that checks as the PDF/A that it says it is."""
    logging.getLogger("pikepdf._core").setLevel(logging.CRITICAL)
    found = {}
    for row in corpus_index:
        path = corpus / row["path"]
        if path.suffix != ".pdf" or path.stat().st_size > LARGEST or row["detect"] == "signed-pdf":
            continue
        data = path.read_bytes()
        if is_pdfa(data):
            found[row["path"]] = (data, write(data, XML, profile=Profile.EN16931, moment=MOMENT))
    assert len(found) > 30
    return found


def test_each_is_pdfa_3b(written):
    profile = page.ValidationProfile.PDF_A_3B
    assert {
        path: bad for path, (_, new) in written.items() if (bad := failures(new, profile))
    } == {}


def test_each_is_a_sound_container_with_the_xml_that_was_given(written):
    assert [p for p, (_, new) in written.items() if examine(new).findings] == []
    assert [p for p, (_, new) in written.items() if embedded_invoice(new).content != XML] == []


def test_pypdf_and_factur_x_extract_the_same_xml(written):
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    wrong = []
    for path, (_, new) in written.items():
        if pypdf.PdfReader(io.BytesIO(new)).attachments["factur-x.xml"] != [XML]:
            wrong.append((path, "pypdf"))
        if facturx.get_xml_from_pdf(io.BytesIO(new), check_xsd=False) != ("factur-x.xml", XML):
            wrong.append((path, "factur-x"))
    assert wrong == []


def test_a_second_write_gives_the_same_bytes(written):
    wrong = []
    for path, (data, new) in written.items():
        again = write(data, XML, profile=Profile.EN16931, moment=MOMENT)
        over = write(new, XML, profile=Profile.EN16931, moment=MOMENT)
        twice = write(over, XML, profile=Profile.EN16931, moment=MOMENT)
        if again != new or over != twice:
            wrong.append(path)
    assert wrong == []


def test_an_output_intent_that_is_there_is_kept(written):
    def profile(data):
        with pikepdf.open(io.BytesIO(data)) as pdf:
            intents = pdf.Root.get("/OutputIntents")
            return intents[0].DestOutputProfile.read_bytes() if intents is not None else None

    wrong = [p for p, (old, new) in written.items() if profile(old) not in (None, profile(new))]
    assert wrong == []


def test_other_files_stay_inside_and_pages_stay_as_they_were(written):
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    wrong = []
    for path, (old, new) in written.items():
        kept = {(file.file_name, file.content) for file in other_attachments(old)}
        if {(file.file_name, file.content) for file in other_attachments(new)} != kept:
            wrong.append((path, "files"))
        before, after = (pypdf.PdfReader(io.BytesIO(data)).pages for data in (old, new))
        if len(before) != len(after) or any(
            a.mediabox != b.mediabox for a, b in zip(before, after, strict=True)
        ):
            wrong.append((path, "pages"))
    assert wrong == []


def test_what_is_taken_apart_is_a_plain_pdfa_2b(written):
    profile = page.ValidationProfile.PDF_A_2B
    wrong = {}
    for path, (_, new) in written.items():
        plain = plain_pdf(new)
        with pikepdf.open(io.BytesIO(plain)) as pdf:
            pointed = "/AF" in pdf.Root or "/EmbeddedFiles" in pdf.Root.get("/Names", {})
        if pointed or b"factur-x" in plain or (bad := failures(plain, profile)):
            wrong[path] = bad if not pointed else "still points to files"
    assert wrong == {}


def test_a_pdf_that_cannot_become_one_is_refused_by_type(corpus, corpus_index):
    logging.getLogger("pikepdf._core").setLevel(logging.CRITICAL)
    labels = {"pdf-encrypted-userpw", "pdf-encrypted-ownerpw", "signed-pdf", "pdf-corrupt"}
    wrong = []
    for row in corpus_index:
        if row["detect"] not in labels or not row["path"].endswith(".pdf"):
            continue
        try:
            write((corpus / row["path"]).read_bytes(), XML, profile=Profile.EN16931, moment=MOMENT)
        except DocumentError:
            continue
        if row["detect"] != "pdf-corrupt":  # what was repaired whole may be written
            wrong.append(row["path"])
    assert wrong == []
    with pytest.raises(MalformedDocumentError):
        write(b"%PDF-1.7", XML, profile=Profile.EN16931, moment=MOMENT)
