"""A head in UTF-16, read as if it were in UTF-8."""

import codecs

import pytest

from chorus_sdk.formats.base import FormatId, Profile
from chorus_sdk.formats.detect import detect
from chorus_sdk.formats.detection.head import utf16_as_utf8

TEXT = "<a>é€𝄞</a>"


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_it_is_written_in_utf8_without_its_mark(codec, mark):
    written = (mark + TEXT).encode(codec)
    assert utf16_as_utf8(written) == TEXT.encode()
    assert utf16_as_utf8(written[:-1]) == TEXT[:-1].encode()
    declared = f'<?xml version="1.0" encoding="UTF-16"?>{TEXT}'
    assert utf16_as_utf8((mark + declared).encode(codec)) == (
        f'<?xml version="1.0"?>{TEXT}'.encode()
    )


def test_what_says_that_it_is_something_else_is_left_alone():
    declared = f'<?xml version="1.0" encoding="UTF-8"?>{TEXT}'
    assert utf16_as_utf8(declared.encode("utf-16-le")) == b""
    assert utf16_as_utf8(b"<\0a\0\x00\xd8b\0") == b""


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("line", ["<cac:InvoiceLine/>", ""])
def test_a_long_invoice_in_utf16_is_told_with_its_lines(codec, line):
    ubl = "urn:oasis:names:specification:ubl:schema:xsd:"
    text = (
        f'\ufeff<Invoice xmlns="{ubl}Invoice-2" xmlns:cbc="{ubl}CommonBasicComponents-2"'
        f' xmlns:cac="{ubl}CommonAggregateComponents-2">'
        "<cbc:CustomizationID>urn:cen.eu:en16931:2017</cbc:CustomizationID><cbc:ID>é</cbc:ID>"
        f"<cbc:Note>{'x' * 60_000}</cbc:Note>{line}</Invoice>"
    )
    found = detect(text.encode(codec))
    assert (found.format, found.profile) == (FormatId.UBL_INVOICE, Profile.EN16931)
    assert ("no invoice line" in found.evidence) is not bool(line)
    assert found == detect(codecs.BOM_UTF8 + text.removeprefix("\ufeff").encode())
