"""Detection over every document of the corpus, against the labels of its index."""

import pytest

from chorus_sdk.formats.base import FormatId
from chorus_sdk.formats.detect import detect

LABELS = {
    "cii": FormatId.CII_INVOICE,
    "ubl-invoice": FormatId.UBL_INVOICE,
    "ubl-creditnote": FormatId.UBL_CREDIT_NOTE,
    "facturx-pdf": FormatId.FACTURX,
    "facturx-pdf-bad-xml": FormatId.FACTURX,
    "zugferd1-pdf": FormatId.ZUGFERD_1,
    "zugferd1-xml": FormatId.ZUGFERD_1,
    "orderx-pdf": FormatId.ORDER_X,
    "orderx-xml": FormatId.ORDER_X,
    "cdar": FormatId.CDAR,
    "cpp-pivot": FormatId.PIVOT,
    "xml-other:CPPStatut": FormatId.PIVOT_STATUS,
    "pes": FormatId.PES_INVOICE,
    "xcbl": FormatId.XCBL_INVOICE,
    "edifact": FormatId.EDIFACT_INVOICE,
    "zip": FormatId.ZIP,
    "targz": FormatId.TAR_GZ,
    "pdfa1": FormatId.PDF,
    "signed-pdf": FormatId.PDF,
}
UNKNOWN_LABELS = (
    "binary",
    "empty",
    "gzip",
    "html",
    "not-wellformed-xml",
    "tar",
    "testset",
    "text",
    "x12",
    "xml-other:",
    "xml-with-dtd",
)
PROFILES = {
    "facturx-minimum": "minimum",
    "facturx-basicwl": "basic-wl",
    "facturx-basic": "basic",
    "facturx-extended": "extended",
    "peppol-bis3": "peppol-bis-3",
    "zugferd1-basic": "basic",
    "zugferd1-comfort": "comfort",
    "zugferd1-extended": "extended",
    "order-x": "comfort",
}
NO_PROFILE = {"cdar", "cpp-pivot", "edifact", "pes", "xcbl", "peppol-other"}

HEAD_DECIDES = "well-formed at its head, broken later: the head decides what it is"
BOTH_INSIDE = "holds a ZUGFeRD 1.0 and a Factur-X; readers of today take factur-x.xml"
NO_HEADER = "no %PDF- header within its first 1,024 bytes: only its name says PDF"
LOCKED = "the guideline stands behind a password"
ARGUABLE = {
    "invalid/other/syn__truncated-ubl.xml": HEAD_DECIDES,
    "invalid/other/vd__RBT-002_factur-x.xml": HEAD_DECIDES,
    "invalid/other/vd__XML-001_factur-x.xml": HEAD_DECIDES,
    "facturx/mu-val__validV2PDF.pdf": BOTH_INSIDE,
    "invalid/mu-val__invalidXMP-ParseError.pdf": BOTH_INSIDE,
    "invalid/mu-val__invalidXMP.pdf": BOTH_INSIDE,
    "invalid/zf-fail__MustangRE-20171118_506_ZUGFeRD1and2.pdf": BOTH_INSIDE,
    "pdf/qp__bad1.pdf": NO_HEADER,
    "pdf/qp__issue-147.pdf": NO_HEADER,
    "pdf/qp__issue-148.pdf": NO_HEADER,
    "pdf/qp__issue-263.pdf": NO_HEADER,
    "pdf/qp__issue-335b.pdf": NO_HEADER,
    "pdf/qp__issue-1503.pdf": NO_HEADER,
    "pdf/syn__pdf-fx-encrypted-user.pdf": LOCKED,
}


@pytest.fixture(scope="module")
def detected(corpus, corpus_index):
    return [(row, detect(corpus / row["path"])) for row in corpus_index]


def _expected(label):
    if label.startswith(UNKNOWN_LABELS) and label not in LABELS:
        return FormatId.UNKNOWN
    return FormatId.PDF if label.startswith("pdf-") else LABELS[label]


def _is_profile(row, found):
    label = row["profile"]
    if label is None or label in NO_PROFILE:
        return True
    stated = found.profile.value if found.profile is not None else None
    if label.startswith("other:"):  # the index cuts long guidelines
        return (stated or "").startswith(label.removeprefix("other:"))
    return stated == PROFILES.get(label, label)


def test_every_label_of_the_index_is_known(corpus_index):
    unknown = {
        row["detect"]
        for row in corpus_index
        if not row["detect"].startswith((*UNKNOWN_LABELS, "pdf-")) and row["detect"] not in LABELS
    }
    assert unknown == set()


def test_every_document_is_detected_as_it_is_labelled(detected):
    wrong = {row["path"] for row, found in detected if found.format is not _expected(row["detect"])}
    assert wrong <= set(ARGUABLE)
    assert len(wrong) < 0.03 * len(detected)


def test_every_profile_is_as_it_is_labelled(detected):
    wrong = {row["path"] for row, found in detected if not _is_profile(row, found)}
    assert wrong <= set(ARGUABLE)


def test_every_detection_says_why(detected):
    assert [row["path"] for row, found in detected if not found.evidence] == []


def test_a_pdf_that_is_labelled_signed_locked_or_broken_says_so(detected):
    wrong = []
    for row, found in detected:
        label, facets = row["detect"], found.pdf
        if facets is None:
            continue
        checks = {
            "signed-pdf": facets.signed,
            "pdfa1": facets.pdfa_part == 1,
            "pdf-encrypted-userpw": facets.needs_password and facets.encrypted,
            "pdf-encrypted-ownerpw": facets.encrypted and not facets.needs_password,
            "pdf-corrupt": facets.damaged,
            "pdf-with-attachments": bool(facets.embedded),
            "pdf-with-invoice-xml-nonstandard-name": found.embedded_format is not None,
        }
        if not checks.get(label, True):
            wrong.append(row["path"])
    assert wrong == []


def test_nothing_else_is_called_signed_locked_or_pdfa1(detected):
    wrong = [
        row["path"]
        for row, found in detected
        if found.pdf is not None
        and (
            (found.pdf.signed and row["detect"] != "signed-pdf")
            or (found.pdf.needs_password and row["detect"] != "pdf-encrypted-userpw")
            or (found.pdf.pdfa_part == 1 and row["detect"] != "pdfa1")
        )
    ]
    assert wrong == []


def test_pivots_and_status_files_are_told_apart(corpus):
    pivots = [*(corpus / "pivot").glob("*.xml"), *(corpus / "pivot" / "synthetic").glob("*.xml")]
    states = list((corpus / "pivot" / "statut").glob("*.xml"))
    assert {detect(path).format for path in pivots} == {FormatId.PIVOT}
    assert {detect(path).format for path in states} == {FormatId.PIVOT_STATUS}
