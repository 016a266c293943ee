"""The door to PDF: facts, bounded streams, translated errors."""

import contextlib
import io
import zlib

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chorus_sdk._deflate import inflate_head, inflates_beyond, unpacks_beyond
from chorus_sdk._pdf import PdfFile
from chorus_sdk.errors import (
    DocumentError,
    EncryptedDocumentError,
    LimitExceededError,
    MalformedDocumentError,
)
from chorus_sdk.limits import Limits


def saved(pdf, **options):
    out = io.BytesIO()
    pdf.save(out, **options)
    return out.getvalue()


def pdf_with_stream(packed, filters, **entries):
    """A PDF whose one embedded file is packed as told."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    stream = pikepdf.Stream(pdf, b"")
    stream.write(packed, filter=filters)
    for key, value in entries.items():
        stream[f"/{key}"] = value
    spec = pikepdf.Dictionary(F="a.bin", EF=pikepdf.Dictionary(F=pdf.make_indirect(stream)))
    pdf.Root.AF = pikepdf.Array([pdf.make_indirect(spec)])
    return saved(pdf, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)


FLATE = pikepdf.Name.FlateDecode


def only_file(data, limits=None):
    with PdfFile(data) as pdf:
        (file,) = pdf.embedded_files()
        return file.content(limits or Limits()), file.head(5)


@pytest.mark.parametrize(
    ("packed", "filters"),
    [
        (b"hello world", None),
        (zlib.compress(b"hello world"), FLATE),
        (b"68656c6c6f20776f726c64>", pikepdf.Name.ASCIIHexDecode),
        (
            zlib.compress(b"hello world").hex().encode() + b">",
            pikepdf.Array([pikepdf.Name.ASCIIHexDecode, FLATE]),
        ),
        (b"\x0ahello world\x80", pikepdf.Name.RunLengthDecode),
    ],
)
def test_a_file_is_unpacked_however_it_is_packed(packed, filters):
    assert only_file(pdf_with_stream(packed, filters)) == (b"hello world", b"hello")


def test_a_predictor_is_undone():
    row = bytes([0]) + b"abcd" + bytes([2]) + bytes(4)  # the second row repeats the first
    parameters = pikepdf.Dictionary(Predictor=12, Columns=4)
    data = pdf_with_stream(zlib.compress(row), FLATE, DecodeParms=parameters)
    assert only_file(data)[0] == b"abcdabcd"


@pytest.mark.parametrize(
    ("packed", "filters", "entries"),
    [
        (zlib.compress(bytes(1_001)), FLATE, {}),
        (
            zlib.compress(bytes(2_000)),
            FLATE,
            {"DecodeParms": pikepdf.Dictionary(Predictor=12, Columns=4)},
        ),
        (zlib.compress(zlib.compress(bytes(2_000))), pikepdf.Array([FLATE, FLATE]), {}),
        (b"x" * 1_001, None, {}),
    ],
)
def test_what_unpacks_beyond_the_limit_is_refused(packed, filters, entries):
    data = pdf_with_stream(packed, filters, **entries)
    with pytest.raises(LimitExceededError) as caught:
        only_file(data, Limits(pdf_embedded_bytes=1_000))
    assert (caught.value.limit, caught.value.maximum) == ("pdf_embedded_bytes", 1_000)


def test_the_limit_itself_is_allowed():
    data = pdf_with_stream(zlib.compress(bytes(1_000)), FLATE)
    assert only_file(data, Limits(pdf_embedded_bytes=1_000))[0] == bytes(1_000)


def test_a_damaged_stream_is_malformed_and_has_no_head():
    data = pdf_with_stream(b"this is no deflate", FLATE)
    with PdfFile(data) as pdf:
        (file,) = pdf.embedded_files()
        assert file.head(10) == b""
        with pytest.raises(MalformedDocumentError):
            file.content()


def test_an_unknown_filter_is_malformed():
    data = pdf_with_stream(b"xx", pikepdf.Name.Unheard)
    with pytest.raises(MalformedDocumentError):
        only_file(data)


def test_a_name_tree_with_branches_is_walked_and_a_loop_ends():
    pdf = pikepdf.new()
    pdf.add_blank_page()
    for n in range(3):
        pdf.attachments[f"{n}.txt"] = pikepdf.AttachedFileSpec(pdf, b"x", filename=f"{n}.txt")
    leaf = pdf.make_indirect(pdf.Root.Names.EmbeddedFiles)
    root = pdf.make_indirect(pikepdf.Dictionary())
    root.Kids = pikepdf.Array([leaf, root])
    pdf.Root.Names.EmbeddedFiles = root
    with PdfFile(saved(pdf), Limits(pdf_embedded_files=3)) as found:
        assert [f.name for f in found.embedded_files()] == ["0.txt", "1.txt", "2.txt"]


def test_a_locked_pdf_is_encrypted():
    pdf = pikepdf.new()
    data = saved(pdf, encryption=pikepdf.Encryption(user="u", owner="o", R=4))
    with pytest.raises(EncryptedDocumentError):
        PdfFile(data)


def test_errors_of_the_engine_do_not_leave():
    with pytest.raises(MalformedDocumentError) as caught:
        PdfFile(b"%PDF-1.7")
    assert not isinstance(caught.value, pikepdf.PdfError)


def test_saving_gives_the_same_bytes_and_a_fixed_id():
    pdf = pikepdf.new()
    pdf.add_blank_page()
    data = saved(pdf)

    def again():
        with PdfFile(data) as found:
            return found.save(version="1.7")

    assert again() == again()
    assert again().startswith(b"%PDF-1.7")
    assert len(pikepdf.open(io.BytesIO(again())).trailer.ID) == 2


@given(st.binary(max_size=400), st.integers(0, 500))
def test_a_broken_pdf_gives_facts_or_a_typed_error(noise, place):
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.attachments["a.xml"] = pikepdf.AttachedFileSpec(pdf, b"<a/>", filename="a.xml")
    data = saved(pdf)
    broken = data[:place] + noise + data[place + len(noise) :]
    with contextlib.suppress(DocumentError), PdfFile(broken) as found:
        assert isinstance(found.is_signed(), bool)
        assert isinstance(found.embedded_files(), tuple)
        found.xmp()


@given(st.binary(max_size=5_000), st.integers(0, 6_000))
def test_measuring_agrees_with_unpacking(data, maximum):
    packed = zlib.compress(data)
    assert inflates_beyond(packed, maximum) == (len(data) > maximum)
    assert inflate_head(packed, maximum + 1) == data[: maximum + 1]


@pytest.mark.parametrize(
    ("filters", "worst"),
    [([], 10), (["/RunLengthDecode"], 640), (["/ASCIIHexDecode", "/LZWDecode"], 14_000)],
)
def test_a_chain_is_judged_by_its_worst_case(filters, worst):
    assert not unpacks_beyond(bytes(10), filters, worst)
    assert unpacks_beyond(bytes(10), filters, worst - 1)
