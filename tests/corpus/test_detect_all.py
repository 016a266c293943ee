"""Detection over every document of the corpus, against the labels of its index."""

import pytest

from chorus_sdk._xml import sniff
from chorus_sdk.formats.base import FormatId
from chorus_sdk.formats.detect import detect
from chorus_sdk.formats.detection.head import plain_head
from chorus_sdk.formats.detection.wellformed import after_prolog

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

NOT_BY_BYTES = {"pdf/qp__bad1.pdf"}
"""Five bytes of text, "oops": only its file name says PDF, and names are not trusted."""
LOCKED = {"pdf/syn__pdf-fx-encrypted-user.pdf"}
"""Its guideline stands behind a password."""


@pytest.fixture(scope="module")
def detected(corpus, corpus_index):
    return [(row, detect(corpus / row["path"])) for row in corpus_index]


def _expected(label):
    if label.startswith(UNKNOWN_LABELS) and label not in LABELS:
        return FormatId.UNKNOWN
    return FormatId.PDF if label.startswith("pdf-") else LABELS[label]


def _formats(found):
    """What a document is; a PDF may hold an older invoice beside the one that counts."""
    return {found.format, *(other.format for other in found.others)}


def _is_profile(row, found):
    profiles = (found.profile, *(other.profile for other in found.others))
    return any(_has_profile(row["profile"], profile) for profile in profiles)


def _has_profile(label, profile):
    if label is None or label in NO_PROFILE:
        return True
    stated = profile.value if profile is not None else None
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
    wrong = {r["path"] for r, found in detected if _expected(r["detect"]) not in _formats(found)}
    assert wrong == NOT_BY_BYTES


def test_a_pdf_with_invoices_of_two_formats_is_a_facturx_that_names_both(detected):
    several = [f for _, f in detected if len(_formats(f)) > 1 and not f.pdf.damaged]
    assert {found.format for found in several} == {FormatId.FACTURX}
    assert {found.embedded_name for found in several} == {"factur-x.xml"}


def test_nothing_is_malformed_but_what_is_labelled_not_well_formed(detected):
    malformed = [row for row, found in detected if found.malformed]
    assert {row["detect"] for row in malformed} == {"not-wellformed-xml"}


def test_every_profile_is_as_it_is_labelled(detected):
    wrong = {row["path"] for row, found in detected if not _is_profile(row, found)}
    assert wrong == LOCKED


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


def test_a_head_that_is_read_by_its_tags_says_what_the_xml_engine_says(corpus, corpus_index):
    wrong, read = [], 0
    for row in corpus_index:
        if not row["path"].endswith(".xml"):
            continue
        head = (corpus / row["path"]).read_bytes()[:65_536]
        found = plain_head(head, after_prolog(head), lambda *_: True, lambda r: len(r.head) > 8)
        if found is None:
            continue
        read += 1
        whole = sniff(head)
        sure = [(p, (t or "").strip()) for p, t in found.head[:-1]]
        same = sure == [(p, (t or "").strip()) for p, t in whole.head[: len(sure)]]
        if (found.name, found.namespace, same) != (whole.name, whole.namespace, True):
            wrong.append(row["path"])
    assert wrong == []
    assert read > 500


def test_pivots_and_status_files_are_told_apart(corpus):
    pivots = [*(corpus / "pivot").glob("*.xml"), *(corpus / "pivot" / "synthetic").glob("*.xml")]
    states = list((corpus / "pivot" / "statut").glob("*.xml"))
    assert {detect(path).format for path in pivots} == {FormatId.PIVOT}
    assert {detect(path).format for path in states} == {FormatId.PIVOT_STATUS}
