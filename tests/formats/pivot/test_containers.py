"""A pivot is found in whatever it travels in, by first bytes, and under limits."""

from __future__ import annotations

import base64
import gzip
import io
import json
import os
import random
import tarfile
import zipfile

import pytest

from chorus_sdk.errors import (
    EncryptedDocumentError,
    LimitExceededError,
    MalformedDocumentError,
    UnknownFormatError,
    UnsafeDocumentError,
)
from chorus_sdk.formats.base import FormatId
from chorus_sdk.formats.pivot.stream import open_pivot
from chorus_sdk.limits import Limits


def tar_gz(*files: tuple[str, bytes], kind: int = tarfile.PAX_FORMAT) -> bytes:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w:gz", format=kind) as archive:
        for name, content in files:
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return target.getvalue()


class Pipe(io.RawIOBase):
    """A stream that cannot go back and gives little at a time."""

    def __init__(self, data: bytes) -> None:
        self._data = io.BytesIO(data)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        piece = self._data.read(min(len(buffer), 1000))
        buffer[: len(piece)] = piece
        return len(piece)


def numbers(source, **words) -> list[str]:
    with open_pivot(source, **words) as flow:
        return [item.invoice_number for item in flow]


@pytest.fixture
def portal(make_pivot, make_zip) -> bytes:
    return make_zip(
        ("99986401570264_F1/", b""),
        ("99986401570264_F1/PJ00XFAC99986401570264F1.pdf", b"%PDF-1.7"),
        ("99986401570264_F1/page.html", b"<!DOCTYPE html><html/>"),
        ("PivotS.xml", make_pivot("F1", "F2")),
    )


ESCAPES = [("", ""), ("/", "\\/"), ("=", "\\u003d"), ("+", "\\u002B"), ("\n", "\\r\\n")]


@pytest.mark.parametrize(("letter", "escape"), ESCAPES)
def test_the_json_of_an_answer_gives_the_same_invoices(make_pivot, portal, letter, escape):
    padded = make_pivot("F1", "F2", "F3") + b"<!--?>?>\xc3\xbf-->"
    for content in (padded, padded + b"\n", padded + b"\n\n", portal):
        text = base64.encodebytes(content).decode() if letter == "\n" else base64.b64encode(content)
        text = text if isinstance(text, str) else text.decode()
        text = text.replace(letter, escape) if letter else text
        answer = f'{{"codeRetour": 0, "libelle": null,\n "fichierResultat" : "{text}", "x": "y"}}'
        assert json.loads(answer)["x"] == "y"
        with open_pivot(content) as flow:
            expected = list(flow)
        for source in (answer.encode(), Pipe(answer.encode())):
            with open_pivot(source) as flow:
                assert list(flow) == expected


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (b'{"codeRetour": 20000}', UnknownFormatError),
        (b'{"fichierResultat": null}', UnknownFormatError),
        (b'{"fichierResultat": ""}', UnknownFormatError),
        (b'{"fichierResultat": "JVBERi0xLjQK"}', UnknownFormatError),
        (b'{"fichierResultat": "PENQ', MalformedDocumentError),
        (b'{"fichierResultat": "PENQUEZhY3R1cmVQaXZvdD4\\t"}', MalformedDocumentError),
    ],
)
def test_an_answer_without_a_whole_pivot_is_refused(answer, error):
    with pytest.raises(error):
        numbers(answer)


def test_every_container_gives_the_same_invoices(make_pivot, portal):
    xml = make_pivot("F1", "F2")
    forms = {
        None: [xml, base64.b64encode(xml), base64.encodebytes(xml)],
        FormatId.ZIP: [portal, base64.b64encode(portal)],
        FormatId.TAR_GZ: [
            tar_gz(("note.txt", b"x"), ("a/b.xml", xml)),
            tar_gz(("é" * 150, xml)),
            tar_gz(("old.xml", xml), kind=tarfile.GNU_FORMAT),
            gzip.compress(xml),
            base64.b64encode(tar_gz(("x", xml))),
        ],
    }
    wrong = []
    for kind, sources in forms.items():
        for number, source in enumerate(sources):
            for form in (source, io.BytesIO(source), Pipe(source)):
                with open_pivot(form) as flow:
                    found = [item.invoice_number for item in flow]
                    if found != ["F1", "F2"] or flow.container is not kind:
                        wrong.append((kind, number, type(form), found, flow.container))
    assert wrong == []


def test_a_stream_is_read_from_where_it_stands(portal, make_pivot):
    for source in (portal, make_pivot("F1", "F2")):
        stream = io.BytesIO(b"before" + source)
        stream.seek(6)
        assert numbers(stream) == ["F1", "F2"]


def test_several_pivots_in_one_archive_follow_each_other(make_pivot, make_zip):
    first, second = make_pivot("F1"), make_pivot("F2", replace=("000001<", "000002<"))
    for source in (
        make_zip(("one/PivotS.xml", first), ("two/PivotS.xml", second)),
        tar_gz(("1", first), ("2", second)),
    ):
        with open_pivot(source) as flow:
            assert next(flow).invoice_number == "F1"
            assert flow.envelope.flow_id == "CPP0010036000000000000001"
            assert next(flow).invoice_number == "F2"
            assert flow.envelope.flow_id == "CPP0010036000000000000002"
            assert len(flow.envelopes) == 2


def test_a_finding_names_the_file_of_the_archive(make_pivot, make_zip):
    with open_pivot(make_zip(("x/PivotS.xml", make_pivot(count=9)))) as flow:
        list(flow)
    assert flow.findings[0].location.file == "x/PivotS.xml"


def broken_crc(xml: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("PivotS.xml", xml)
    raw = bytearray(target.getvalue())
    place = raw.index(b"VENDEUR")
    raw[place] ^= 1
    return bytes(raw)


def from_the_future(xml: bytes, make_zip) -> bytes:
    raw = bytearray(make_zip(("PivotS.xml", xml)))
    raw[raw.rindex(b"PK\x01\x02") + 6] = 210
    return bytes(raw)


def locked(xml: bytes, make_zip) -> bytes:
    raw = bytearray(make_zip(("PivotS.xml", xml)))
    raw[6] |= 1
    raw[raw.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(raw)


def test_a_damaged_or_hostile_container_is_a_typed_error(make_pivot, make_zip):
    xml = make_pivot()
    packed = tar_gz(("a", random.Random(1).randbytes(100_000)), ("b", xml))
    bad_header = bytearray(gzip.decompress(tar_gz(("a", xml))))
    bad_header[0] ^= 1
    cases = {
        "no pivot in zip": (make_zip(("a.xml", b"<a/>")), UnknownFormatError),
        "empty zip": (make_zip(), UnknownFormatError),
        "no pivot in tar": (tar_gz(("a.xml", b"<a/>")), UnknownFormatError),
        "cut zip": (make_zip(("PivotS.xml", xml))[:-30], MalformedDocumentError),
        "cut tar": (packed[: len(packed) // 2], MalformedDocumentError),
        "tar header": (gzip.compress(bytes(bad_header)), MalformedDocumentError),
        "gzip of nothing known": (gzip.compress(b"hello" * 500), MalformedDocumentError),
        "crc": (broken_crc(xml), MalformedDocumentError),
        "password": (locked(xml, make_zip), EncryptedDocumentError),
        "unknown version": (from_the_future(xml, make_zip), MalformedDocumentError),
        "cut base64": (base64.b64encode(xml)[:-3], MalformedDocumentError),
        "doctype in zip": (
            make_zip(("PivotS.xml", b"<!DOCTYPE a><CPPFacturePivot/>")),
            UnsafeDocumentError,
        ),
        "base64 of base64": (base64.b64encode(base64.b64encode(xml)), UnknownFormatError),
    }
    wrong = []
    for what, (source, expected) in cases.items():
        for form in (source, Pipe(source)):
            try:
                numbers(form)
            except expected:
                continue
            except Exception as error:  # noqa: BLE001 (told below)
                wrong.append((what, repr(error)))
            else:
                wrong.append((what, "no error"))
    assert wrong == []


def test_bombs_and_limits(make_pivot, make_zip):
    xml = make_pivot()
    bomb = make_pivot(data=" " * 30_000_000)
    many = [(f"f{n}", b"") for n in range(30)]
    cases = {
        "archive_ratio": [
            (make_zip(("PivotS.xml", bomb)), Limits(archive_ratio=100)),
            (tar_gz(("PivotS.xml", bomb)), Limits(archive_ratio=100)),
        ],
        "archive_entries": [
            (make_zip(*many, ("PivotS.xml", xml)), Limits(archive_entries=20)),
            (tar_gz(*many, ("PivotS.xml", xml)), Limits(archive_entries=20)),
        ],
        "archive_total_bytes": [
            (Pipe(make_zip(("PivotS.xml", xml))), Limits(archive_total_bytes=100)),
            (tar_gz(("a", bytes(50_000)), ("b", xml)), Limits(archive_total_bytes=20_000)),
            (make_zip(("PivotS.xml", xml)), Limits(archive_total_bytes=1_000)),
            (gzip.compress(xml), Limits(archive_total_bytes=1_000)),
        ],
    }
    wrong = []
    for limit, sources in cases.items():
        for number, (source, limits) in enumerate(sources):
            try:
                numbers(source, limits=limits)
            except LimitExceededError as error:
                if error.limit != limit:
                    wrong.append((limit, number, error.limit))
            else:
                wrong.append((limit, number, "no error"))
    assert wrong == []


def test_a_file_of_the_archive_that_cannot_be_looked_at_is_said(make_pivot, make_zip):
    xml = make_pivot("F1")
    source = make_zip(("bomb.pdf", bytes(5_000_000)), ("PivotS.xml", xml))
    with open_pivot(source, limits=Limits(archive_ratio=100)) as flow:
        assert [item.invoice_number for item in flow] == ["F1"]
    assert [(f.code, f.location.file) for f in flow.findings] == [
        ("PIVOT-SKIPPED-FILE", "bomb.pdf")
    ]


def test_what_is_no_source_is_a_programming_mistake():
    with pytest.raises(TypeError):
        open_pivot(12)  # type: ignore[arg-type]


def test_a_path_that_does_not_exist_is_an_os_error(tmp_path):
    with pytest.raises(OSError):
        open_pivot(tmp_path / "nothing.xml")


def test_a_pivot_inside_an_archive_may_be_longer_than_other_members(make_pivot, make_zip):
    xml = make_pivot("F1", "F2")
    limits = Limits(archive_member_bytes=100, document_bytes=20_000)
    for source in (make_zip(("PivotS.xml", xml)), tar_gz(("PivotS.xml", xml)), gzip.compress(xml)):
        assert numbers(source, limits=limits) == ["F1", "F2"]


def test_what_an_archive_states_of_a_member_does_not_bound_what_it_holds(make_pivot):
    xml = make_pivot(data=" " * 200_000)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("PivotS.xml", xml)
    raw = bytearray(target.getvalue())
    record = raw.rindex(b"PK\x01\x02")
    raw[record + 24 : record + 28] = (1_000).to_bytes(4, "little")
    with pytest.raises(MalformedDocumentError):
        numbers(bytes(raw))


def test_a_large_pivot_in_an_archive_needs_little_memory(make_pivot, tmp_path):
    import tracemalloc

    noise = base64.b64encode(random.Random(3).randbytes(300_000)).decode()
    numbers_wanted = [f"F{number}" for number in range(60)]
    xml = make_pivot(*numbers_wanted, content=noise)
    path = tmp_path / "flow.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("PivotS.xml", xml)
    assert len(xml) > 24_000_000
    del xml
    tracemalloc.start()
    try:
        found = numbers(path)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert found == numbers_wanted
    assert peak < 6_000_000


def test_a_folder_is_read_file_by_file(make_pivot, make_zip, tmp_path):
    (tmp_path / "b").mkdir()
    (tmp_path / "a.xml").write_bytes(make_pivot("F1"))
    (tmp_path / "b" / "c.bin").write_bytes(make_zip(("PivotS.xml", make_pivot("F2", "F3"))))
    (tmp_path / "b" / "d").write_bytes(base64.b64encode(make_pivot("F4")))
    (tmp_path / "b" / "note.txt").write_bytes(b"rien")
    (tmp_path / "e.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / "f.zip").write_bytes(make_zip(("a.txt", b"rien")))
    (tmp_path / "g.xml").symlink_to(tmp_path / "a.xml")
    with open_pivot(tmp_path) as flow:
        assert [item.invoice_number for item in flow] == ["F1", "F2", "F3", "F4"]
    assert flow.findings == ()
    assert len(flow.envelopes) == 3


def test_a_broken_file_of_a_folder_is_a_finding_and_the_next_one_is_read(
    make_pivot, make_zip, tmp_path
):
    whole = make_pivot("F2", "F3")
    (tmp_path / "1.xml").write_bytes(b"<CPPFacturePivot><Enveloppe></X>")
    (tmp_path / "2.xml").write_bytes(whole[: whole.rindex(b"<Montants>")])
    (tmp_path / "3.zip").write_bytes(make_zip(("a.xml", b"x"))[:-30])
    (tmp_path / "4.xml").write_bytes(make_pivot("F4"))
    with open_pivot(tmp_path) as flow:
        assert [item.invoice_number for item in flow] == ["F2", "F4"]
    told = [(finding.code, finding.location.file) for finding in flow.findings]
    assert told == [
        ("PIVOT-BROKEN-FILE", "1.xml"),
        ("PIVOT-BROKEN-FILE", "2.xml"),
        ("PIVOT-SKIPPED-FILE", "3.zip"),
    ]
    assert not flow.report.is_valid
    with pytest.raises(MalformedDocumentError):
        open_pivot(tmp_path, strict=True)


def test_a_folder_without_a_pivot_says_so(tmp_path):
    with pytest.raises(UnknownFormatError):
        open_pivot(tmp_path)
    (tmp_path / "1.xml").write_bytes(b"<CPPFacturePivot><Enveloppe></X>")
    with pytest.raises(MalformedDocumentError):
        open_pivot(tmp_path)


def test_a_folder_of_too_many_files_is_refused_after_what_it_gave(make_pivot, tmp_path):
    for number in range(4):
        (tmp_path / f"{number}.xml").write_bytes(make_pivot(f"F{number}"))
    with open_pivot(tmp_path, limits=Limits(archive_entries=3)) as flow:
        assert [next(flow).invoice_number for _ in range(3)] == ["F0", "F1", "F2"]
        with pytest.raises(LimitExceededError) as caught:
            next(flow)
    assert caught.value.limit == "archive_entries"


def test_an_attachment_of_an_earlier_file_stays_readable(make_pivot, tmp_path):
    for number in range(3):
        (tmp_path / f"{number}.xml").write_bytes(make_pivot(f"F{number}"))
    with open_pivot(tmp_path) as flow:
        files = [item.attachments[0] for item in flow]
        assert [file.read() for file in files] == [b"%PDF-1.7 content"] * 3


def test_a_name_that_is_not_in_its_encoding_is_damage(make_pivot, make_zip):
    archive = make_zip(("é.xml", make_pivot()), ("b.xml", make_pivot("B")))
    damaged = archive.replace("é.xml".encode(), b"\xff\xff.xml", 1)
    with open_pivot(damaged) as flow:
        assert [invoice.invoice_number for invoice in flow] == ["B"]
        assert [finding.code for finding in flow.findings] == ["PIVOT-SKIPPED-FILE"]
    alone = make_zip(("é.xml", make_pivot())).replace("é.xml".encode(), b"\xff\xff.xml", 1)
    with pytest.raises(MalformedDocumentError):
        open_pivot(alone)


def test_the_name_of_a_file_in_a_folder_can_be_written(make_pivot, tmp_path):
    try:
        (tmp_path / os.fsdecode(b"caf\xe9.xml")).write_bytes(make_pivot())
    except (OSError, UnicodeError):
        pytest.skip("the file system takes no such name")
    with open_pivot(tmp_path) as flow:
        (invoice,) = flow
    assert invoice.position.file.encode().startswith(b"caf")
