"""Tell what a document is, by its bytes and never by its name (*détection de format*).

What looks into a PDF or an archive is loaded for the first of them: most processes read XML.
"""

from __future__ import annotations

from typing import Final

from chorus_sdk.formats.base import Detection, Source
from chorus_sdk.formats.detection.sample import Sample, open_sample
from chorus_sdk.formats.detection.xml import detect_xml
from chorus_sdk.limits import DEFAULT_LIMITS, Limits

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_GZIP = b"\x1f\x8b"
_PDF = b"%PDF-"
_PDF_WITHIN = 1_024
_HTML = (b"<!doctype html", b"<html")
_BOM = b"\xef\xbb\xbf"
_XML_STARTS: Final = (b"<", b"\xff\xfe", b"\xfe\xff", b"\0<")
"""An element or declaration; the marks of UTF-16; UTF-16 without a mark."""


def detect(source: Source, *, limits: Limits = DEFAULT_LIMITS) -> Detection:
    """Tell what a document is (*détecter le format*).

    Of XML and archives only the head is read; a PDF is opened. Nothing is executed, unpacked or
    fetched. A stream that can seek is left where it stood. What cannot be named, or is not
    well-formed at its head, is `FormatId.UNKNOWN`, and `evidence` says what was seen.

    Raises:
        OSError: the path cannot be read.
        TypeError: not a path, bytes or a binary stream.
        LimitExceededError: a PDF, or a stream that cannot seek, longer than
            `limits.document_bytes`; more embedded files than `limits.pdf_embedded_files`.

    Example:
        >>> found = detect(b'<CPPStatut><Enveloppe/></CPPStatut>')
        >>> found.format, found.evidence
        (<FormatId.PIVOT_STATUS: 'pivot-status'>, ('root element CPPStatut in no namespace',))
    """
    with open_sample(source, limits) as sample:
        return _detect(sample, limits)


def _detect(sample: Sample, limits: Limits) -> Detection:
    head = sample.head
    if head.startswith((*_ZIP, _GZIP)):
        return _detect_packed(head, limits)
    if head.find(_PDF, 0, _PDF_WITHIN) >= 0:
        return _detect_pdf(sample, limits)
    start = head.removeprefix(_BOM).lstrip()
    is_html = start[:15].lower().startswith(_HTML)
    if start.startswith(_XML_STARTS) and not is_html:
        return detect_xml(sample, limits)
    return _detect_other(sample, limits)


def _detect_packed(head: bytes, limits: Limits) -> Detection:
    from chorus_sdk.formats.detection.packed import detect_gzip, detect_zip

    return detect_gzip(head, limits) if head.startswith(_GZIP) else detect_zip()


def _detect_pdf(sample: Sample, limits: Limits) -> Detection:
    from chorus_sdk.formats.detection.pdf import detect_pdf

    return detect_pdf(sample, limits)


def _detect_other(sample: Sample, limits: Limits) -> Detection:
    from chorus_sdk.formats.detection.pdf import is_headless_pdf
    from chorus_sdk.formats.detection.text import detect_text

    return _detect_pdf(sample, limits) if is_headless_pdf(sample.head) else detect_text(sample.head)
