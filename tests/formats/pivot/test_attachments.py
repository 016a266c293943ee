"""Attachments come out as they went in, and never where or what they should not."""

from __future__ import annotations

import base64
import hashlib
import random
import struct
import zipfile
from pathlib import Path

import pytest

from chorus_sdk.errors import (
    DocumentError,
    EncryptedDocumentError,
    InvalidInvoiceError,
    LimitExceededError,
    MalformedDocumentError,
    UnsafeDocumentError,
)
from chorus_sdk.formats.pivot.attachments import AttachmentRole, PivotAttachment
from chorus_sdk.formats.pivot.codes import AttachmentType
from chorus_sdk.formats.pivot.stream import open_pivot
from chorus_sdk.limits import Limits

PDF = b"%PDF-1.7 " + random.Random(3).randbytes(200_000)


def encoded(data: bytes, *, folded: bool = False) -> str:
    return (base64.encodebytes(data) if folded else base64.b64encode(data)).decode()


@pytest.fixture
def one(make_pivot):
    """A function that reads the only attachment of a pivot whose `Contenu` is given."""
    flows = []

    def read(content: str, name: str = "a.pdf", limits: Limits | None = None, **words: object):
        source = make_pivot(content=content, name=name, **words)
        flow = open_pivot(source, limits=limits or Limits())
        flows.append(flow)
        (invoice,) = flow
        return invoice.attachments[0], flow

    yield read
    for flow in flows:
        flow.close()


@pytest.mark.parametrize("streamed", [False, True])
@pytest.mark.parametrize("folded", [False, True])
@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_every_shape_of_zip_gives_the_file_back(one, make_zip, tmp_path, method, folded, streamed):
    packed = make_zip(("a.pdf", PDF), method=method, streamed=streamed)
    attachment, flow = one(encoded(packed, folded=folded))
    assert attachment.read() == PDF
    assert attachment.size == len(PDF)
    assert attachment.sha256() == hashlib.sha256(PDF).hexdigest()
    assert attachment.save(tmp_path).read_bytes() == PDF
    assert flow.findings == ()


@pytest.mark.parametrize(
    ("name", "category", "type_code", "role"),
    [
        ("FAC1.pdf", None, "01", AttachmentRole.ORIGINAL),
        ("FAC1.pdf", None, "1", AttachmentRole.ORIGINAL),
        ("PJ00XFAC1.pdf", None, "02", AttachmentRole.READABLE_COPY),
        ("PJ00XFAC1.pdf", None, "2", AttachmentRole.READABLE_COPY),
        ("PJP00XFAC1.pdf", None, "02", AttachmentRole.READABLE_COPY),
        ("x.pdf", "DUPLICATA FACTUR-X", "02", AttachmentRole.READABLE_COPY),
        ("x.pdf", "DUPLICATA_FACTUR-X", "02", AttachmentRole.READABLE_COPY),
        ("PJ01XFAC1.pdf", "Bon de commande", "02", AttachmentRole.COMPLEMENT),
        ("x.pdf", None, "02", AttachmentRole.COMPLEMENT),
        ("PJ00XFAC1.pdf", None, "09", AttachmentRole.COMPLEMENT),
    ],
)
def test_the_role_follows_type_name_and_category(
    make_pivot, make_zip, name, category, type_code, role
):
    label = f"<CategoriePJ>{category}</CategoriePJ>" if category else ""
    source = make_pivot(
        content=encoded(make_zip(("x", b"x"))),
        name=name,
        replace=("<TypePJ>01", f"{label}<TypePJ>{type_code}"),
    )
    with open_pivot(source) as flow:
        (invoice,) = flow
    assert invoice.attachments[0].role is role
    assert invoice.attachments[0].category == category


def test_the_original_and_the_readable_copy_are_found(make_invoice):
    from chorus_sdk.formats.pivot.compose import compose_attachments

    files = compose_attachments(
        supplier_id="99986401570264", invoice_number="F1", original=b"x", readable_copy=b"y"
    )
    invoice = make_invoice(attachments=files)
    assert invoice.original is files[0]
    assert invoice.readable_copy is files[1]


@pytest.mark.parametrize(
    "name",
    [
        "../../evil.txt",
        "..\\..\\evil.txt",
        "/etc/cron.d/evil",
        "C:\\evil.txt",
        "..",
        "nul.txt",
        "CON",
        "a\u202egnp.exe",
        "a&#9;b.txt",
        ".bashrc",
        "x" * 300 + ".pdf",
        "trailing. ",
    ],
)
def test_a_hostile_name_stays_in_the_folder(one, make_zip, tmp_path, name):
    folder = tmp_path / "inside"
    attachment, _ = one(encoded(make_zip((name, b"x"))), name=name)
    path = attachment.save(folder)
    assert path.parent == folder
    assert path.read_bytes() == b"x"
    assert [entry for entry in tmp_path.rglob("*") if entry.is_file()] == [path]
    assert ".." not in path.name
    assert not path.name.startswith(".")
    assert path.name.isprintable()
    assert path.name.split(".")[0].upper() not in {"NUL", "CON"}


def test_the_same_name_twice_never_overwrites(one, make_zip, tmp_path):
    attachment, _ = one(encoded(make_zip(("a.pdf", b"x"))))
    names = [attachment.save(tmp_path).name for _ in range(3)]
    assert names == ["a.pdf", "a-2.pdf", "a-3.pdf"]


def test_a_link_that_waits_under_the_name_is_not_followed(one, make_zip, tmp_path):
    outside = tmp_path / "outside.txt"
    folder = tmp_path / "inside"
    folder.mkdir()
    (folder / "a.pdf").symlink_to(outside)
    attachment, _ = one(encoded(make_zip(("a.pdf", b"x"))))
    assert attachment.save(folder).name == "a-2.pdf"
    assert not outside.exists()


def test_a_name_of_ones_own_is_made_safe_too(one, make_zip, tmp_path):
    attachment, _ = one(encoded(make_zip(("a.pdf", b"x"))))
    assert attachment.save(tmp_path / "in", name="../b.pdf").parent == tmp_path / "in"


def forged(data: bytes, unpacked: int) -> bytes:
    """A zip whose headers lie about the size of its entry."""
    import io

    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.pdf", data)
    raw = bytearray(target.getvalue())
    place = raw.rindex(b"PK\x01\x02")
    struct.pack_into("<L", raw, place + 24, unpacked)
    return bytes(raw)


def damaged(make_zip):
    good = make_zip(("a.pdf", PDF))
    flipped = bytearray(good)
    flipped[len(flipped) // 2] ^= 0xFF
    locked = bytearray(good)
    locked[locked.rindex(b"PK\x01\x02") + 8] |= 1
    odd = bytearray(good)
    struct.pack_into("<H", odd, odd.rindex(b"PK\x01\x02") + 10, 12)
    return {
        "no base64": ("not base64 at all!", MalformedDocumentError),
        "bad padding": (encoded(good)[:-1], MalformedDocumentError),
        "text after padding": ("QQ==" + encoded(good), MalformedDocumentError),
        "no zip": (encoded(b"%PDF-1.7 no zip here"), MalformedDocumentError),
        "no entry": (encoded(make_zip()), MalformedDocumentError),
        "two entries": (encoded(make_zip(("a", b"1"), ("b", b"2"))), MalformedDocumentError),
        "cut zip": (encoded(good[: len(good) // 2]), MalformedDocumentError),
        "flipped bit": (encoded(bytes(flipped)), MalformedDocumentError),
        "password": (encoded(bytes(locked)), EncryptedDocumentError),
        "unusual method": (encoded(bytes(odd)), UnsafeDocumentError),
        "longer than stated": (encoded(forged(PDF, 100)), MalformedDocumentError),
        "shorter than stated": (encoded(forged(PDF, 300_000)), MalformedDocumentError),
        "bomb": (encoded(make_zip(("a", bytes(50_000_000)))), LimitExceededError),
    }


def test_damaged_content_is_a_typed_error_and_leaves_nothing(one, make_zip, tmp_path):
    wrong = []
    for what, (content, expected) in damaged(make_zip).items():
        attachment, flow = one(content)
        for act in (attachment.read, attachment.sha256, lambda a=attachment: a.save(tmp_path)):
            try:
                act()
            except DocumentError as error:
                if not isinstance(error, expected):
                    wrong.append((what, error))
            else:
                wrong.append((what, "no error"))
        if list(tmp_path.iterdir()):
            wrong.append((what, "left a file"))
        found = {finding.code for finding in flow.findings}
        if bool(found) is not (attachment.problem is not None):
            wrong.append((what, found))
    assert wrong == []


def test_damage_that_shows_at_once_is_a_finding_and_fatal_when_strict(make_pivot):
    source = make_pivot(content="not base64!")
    with open_pivot(source) as flow:
        (invoice,) = flow
        assert [finding.code for finding in flow.findings] == ["PIVOT-BROKEN-ATTACHMENT"]
        assert invoice.attachments[0].problem is not None
    with open_pivot(source, strict=True) as flow, pytest.raises(InvalidInvoiceError):
        next(flow)


def test_an_attachment_without_content_is_no_error_until_it_is_read(make_pivot):
    with open_pivot(make_pivot(content="")) as flow:
        (invoice,) = flow
        assert flow.findings == ()
        assert invoice.attachments[0].size is None
        with pytest.raises(MalformedDocumentError):
            invoice.attachments[0].read()


def test_an_element_inside_the_base64_is_damage(make_pivot, make_zip):
    content = encoded(make_zip(("a.pdf", b"x")))
    source = make_pivot(content=content[:8] + "<X>y</X>" + content[8:])
    with open_pivot(source) as flow:
        (invoice,) = flow
        with pytest.raises(MalformedDocumentError):
            invoice.attachments[0].read()
    assert [item.text for item in invoice.unmapped] == ["y"]


@pytest.mark.parametrize(
    ("limits", "name"),
    [
        (Limits(attachment_bytes=1_000), "attachment_bytes"),
        (Limits(attachment_ratio=2), "attachment_ratio"),
    ],
)
def test_limits_hold_when_the_file_is_read_and_when_it_is_saved(
    one, make_zip, tmp_path, limits, name
):
    packed = encoded(make_zip(("a.pdf", bytes(10_000))))
    loose, _ = one(packed)
    with pytest.raises(LimitExceededError) as caught:
        loose.save(tmp_path, limits=limits)
    assert caught.value.limit == name
    tight, _ = one(packed, limits=limits)
    with pytest.raises(LimitExceededError) as caught:
        tight.read()
    assert caught.value.limit == name
    assert list(tmp_path.iterdir()) == []


def test_limits_at_the_edge_let_the_file_through(one, make_zip):
    packed = make_zip(("a.pdf", PDF), method=zipfile.ZIP_STORED)
    attachment, _ = one(encoded(packed))
    assert attachment.read(Limits(attachment_bytes=len(PDF))) == PDF
    with pytest.raises(LimitExceededError):
        attachment.read(Limits(attachment_bytes=len(PDF) - 1))


def test_packed_content_cannot_grow_past_the_limit_while_it_arrives(one):
    attachment, _ = one(encoded(bytes(300_000)), limits=Limits(attachment_bytes=100_000))
    with pytest.raises(LimitExceededError):
        attachment.read()


def test_all_attachments_of_a_flow_stay_readable_until_it_closes(make_pivot, make_zip):
    sources = [random.Random(seed).randbytes(3_000_000) for seed in range(4)]
    parts = [
        make_pivot(f"F{n}", content=encoded(make_zip(("a.pdf", data)))).decode()
        for n, data in enumerate(sources)
    ]
    units = "".join(
        part[part.index("<CPPFacturePivotUnitaire") : part.index("</CPPFactures>")]
        for part in parts
    )
    head = parts[0][: parts[0].index("<CPPFacturePivotUnitaire")]
    source = f"{head}{units}</CPPFactures></CPPFacturePivot>".encode()
    with open_pivot(source) as flow:
        invoices = list(flow)
        contents = [invoice.attachments[0].read() for invoice in invoices]
    assert contents == sources


def test_no_temporary_file_stays(make_pivot, make_zip, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    data = random.Random(5).randbytes(6_000_000)
    source = make_pivot("F1", "F2", content=encoded(make_zip(("a.pdf", data))))
    with open_pivot(source) as flow:
        assert next(flow).attachments[0].read() == data
    assert list(tmp_path.iterdir()) == []
    with open_pivot(source[:-5_000_000]) as flow, pytest.raises(MalformedDocumentError):
        list(flow)
    assert list(tmp_path.iterdir()) == []


def test_content_for_the_writer_may_be_a_file(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(PDF)
    attachment = PivotAttachment.of(
        Path(path), name="a.pdf", type_code=AttachmentType.INVOICE, media_type="application/pdf"
    )
    assert attachment.read() == PDF
    assert attachment.size == len(PDF)
    with pytest.raises(LimitExceededError):
        attachment.read(Limits(attachment_bytes=10))
