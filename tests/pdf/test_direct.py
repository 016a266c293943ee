"""Reading a PDF from its bytes: what is decided is what the engine says, the rest is undecided."""

import contextlib
import io
import logging
import re

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chorus_sdk._pdf import PdfFile, look_into
from chorus_sdk._pdf.direct.facts import Facts
from chorus_sdk._pdf.direct.syntax import Undecided
from chorus_sdk.errors import DocumentError, LimitExceededError
from chorus_sdk.limits import Limits

FILES = 1_000
XMP = (
    b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>"
    b"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'/></x:xmpmeta>"
)


def saved(pdf, **options):
    out = io.BytesIO()
    pdf.save(out, **options)
    return out.getvalue()


def sample(*, signed=False, pages=2):
    """A PDF with everything that is asked for: files in three places, metadata, a form."""
    pdf = pikepdf.new()
    for _ in range(pages):
        pdf.add_blank_page()
    tree = pikepdf.AttachedFileSpec(pdf, b"<a/>" * 400, filename="a.xml", description="été (1)")
    tree.obj.AFRelationship = pikepdf.Name.Data
    pdf.attachments["a.xml"] = tree
    other = pikepdf.AttachedFileSpec(pdf, b"x", filename="ü.txt", mime_type="text/plain")
    pdf.Root.AF = pikepdf.Array([pdf.Root.Names.EmbeddedFiles.Names[1], other.obj])
    note = pikepdf.AttachedFileSpec(pdf, b"on the page", filename="note(1).txt")
    annotation = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FileAttachment, FS=note.obj
    )
    link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link)
    pdf.pages[0].obj.Annots = pikepdf.Array([pdf.make_indirect(link), annotation])
    pdf.Root.Metadata = pdf.make_stream(XMP)
    field = pikepdf.Dictionary(FT=pikepdf.Name.Sig, T="f")
    if signed:
        field.V = pikepdf.Dictionary(Type=pikepdf.Name.Sig)
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[pdf.make_indirect(field)])
    return pdf


def answers(source):
    """What the engine says, in the shape of `Facts`."""
    with PdfFile(source) as pdf:
        files = [(file, file.content()) for file in pdf.embedded_files()]
        return (pdf.is_signed(), pdf.xmp(), files, pdf.encrypted, pdf.damaged, pdf.truncated)


def direct(source):
    facts = Facts(source, FILES)
    files = [(file, file.content()) for file in facts.files]
    return (facts.signed, facts.xmp, files, False, False, False)


STYLES = [
    {"object_stream_mode": pikepdf.ObjectStreamMode.disable},
    {"object_stream_mode": pikepdf.ObjectStreamMode.generate},
    {"linearize": True},
    {"compress_streams": False, "stream_decode_level": pikepdf.StreamDecodeLevel.all},
    {"qdf": True},
]


@pytest.mark.parametrize("style", STYLES, ids=lambda style: next(iter(style)))
@pytest.mark.parametrize("signed", [False, True])
def test_it_says_what_the_engine_says_however_the_pdf_is_written(style, signed):
    data = saved(sample(signed=signed), fix_metadata_version=False, **style)
    found = direct(data)
    assert found == answers(data)
    assert found[0] is signed
    assert found[1] == XMP
    names = [(file.name, file.places) for file, _ in found[2]]
    assert names == [
        ("a.xml", {"name-tree", "af"}),
        ("ü.txt", {"af"}),
        ("note(1).txt", {"annotation"}),
    ]


def test_the_newest_of_several_revisions_counts():
    first = saved(sample(), object_stream_mode=pikepdf.ObjectStreamMode.disable)
    root = int(re.search(rb"/Root (\d+) 0 R", first)[1])
    size = int(re.findall(rb"/Size (\d+)", first)[-1])
    pages = int(re.search(rb"/Pages (\d+) 0 R", first)[1])
    update = b"%d 0 obj\n<< /Type /Catalog /Pages %d 0 R >>\nendobj\n" % (root, pages)
    table = len(first) + len(update)
    second = (
        first
        + update
        + b"xref\n%d 1\n%010d 00000 n \ntrailer << /Size %d /Root %d 0 R /Prev %d >>\n"
        % (root, len(first), size, root, int(re.search(rb"startxref\s(\d+)", first)[1]))
        + b"startxref\n%d\n%%%%EOF\n" % table
    )
    assert len(direct(first)[2]) == 3
    assert direct(second) == answers(second)
    assert [file.name for file, _ in direct(second)[2]] == ["note(1).txt"]  # the page's own


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: b"\n" + data,
        lambda data: data[:-30],
        lambda data: data.replace(b"startxref", b"startxxxx"),
        lambda data: re.sub(rb"/Size \d+", b"/Size 3", data),
        lambda data: data.replace(b" 0 obj", b" 1 obj", 1),
        lambda data: data.replace(b"xref\n0", b"xref\n1"),
        lambda data: data.replace(b" 00000 n", b" 00000 x", 1),
        lambda data: data.replace(b"/Root", b"/Roof"),
        lambda data: b"",
        lambda data: b"%PDF-1.7\n",
    ],
)
def test_what_is_damaged_is_undecided(spoil):
    data = saved(sample(), object_stream_mode=pikepdf.ObjectStreamMode.disable)
    with pytest.raises(Undecided):
        Facts(spoil(data), FILES)


def test_what_is_encrypted_is_undecided():
    for user in ("", "secret"):
        data = saved(sample(), encryption=pikepdf.Encryption(user=user, owner="o", R=6))
        with pytest.raises(Undecided):
            Facts(data, FILES)


def test_a_filter_that_is_not_deflate_is_undecided():
    pdf = sample()
    stream = pdf.attachments["a.xml"].get_file().obj
    stream.write(b"68656c6c6f>", filter=pikepdf.Name.ASCIIHexDecode)
    data = saved(pdf, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    with pytest.raises(Undecided):
        Facts(data, FILES)
    with look_into(data) as pdf:
        assert pdf.files[0].content() == b"hello"


def test_trees_that_are_loops_end():
    pdf = sample()
    tree = pdf.Root.Names.EmbeddedFiles = pdf.make_indirect(pdf.Root.Names.EmbeddedFiles)
    tree.Kids = pikepdf.Array([tree] * 40)
    form = pdf.Root.AcroForm.Fields[0]
    form.Kids = pikepdf.Array([form] * 40)
    data = saved(pdf)
    with PdfFile(data) as found:
        assert (len(found.embedded_files()), found.is_signed()) == (3, False)
    with look_into(data) as found:
        assert (len(found.files), found.signed) == (3, False)


def test_the_limit_of_files_holds_without_the_engine():
    data = saved(sample())
    with pytest.raises(LimitExceededError) as caught:
        Facts(data, 2)
    assert caught.value.limit == "pdf_embedded_files"
    assert len(Facts(data, 3).files) == 3


def test_a_path_gives_the_same_as_bytes(tmp_path):
    pdf = sample()
    pdf.attachments["big.bin"] = pikepdf.AttachedFileSpec(
        pdf, bytes(range(256)) * 2_000, filename="big.bin"
    )
    data = saved(pdf, compress_streams=False)
    assert len(data) > 300_000
    path = tmp_path / "large.pdf"
    path.write_bytes(data)
    with look_into(path) as opened, look_into(data) as held:
        assert opened == held
        assert [f.content() for f in opened.files] == [f.content() for f in held.files]
    with pytest.raises(LimitExceededError), look_into(path, Limits(document_bytes=1_000)):
        pass


WHOLE = saved(sample(signed=True), static_id=True)
PLAIN = saved(sample(), object_stream_mode=pikepdf.ObjectStreamMode.disable, static_id=True)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.sampled_from([WHOLE, PLAIN]), st.binary(min_size=1, max_size=12), st.integers(0, 6_000))
def test_a_broken_pdf_is_undecided_or_gives_what_the_engine_gives(data, noise, place):
    logging.getLogger("pikepdf._core").setLevel(logging.CRITICAL)
    place %= len(data)
    broken = data[:place] + noise + data[place + len(noise) :]
    with contextlib.suppress(Undecided):
        facts = Facts(broken, FILES)
        try:
            with PdfFile(broken) as pdf:
                expected = (pdf.is_signed(), pdf.embedded_files(), pdf.xmp(), pdf.encrypted)
        except DocumentError:
            return  # the engine wants more of a document than is asked of it here
        assert (facts.signed, facts.files, facts.xmp, False) == expected


def test_every_pdf_of_the_corpus_gives_what_the_engine_gives(corpus, corpus_index):
    logging.getLogger("pikepdf._core").setLevel(logging.CRITICAL)
    wrong, decided = [], 0
    paths = [row["path"] for row in corpus_index if row["path"].endswith(".pdf")]
    for path in paths:
        data = (corpus / path).read_bytes()
        try:
            found = direct(data)
        except Undecided:
            continue
        decided += 1
        if found != answers(data):
            wrong.append(path)
    assert wrong == []
    assert decided > 0.8 * len(paths)
