"""All attachments of an invoice come to disk with their digests, or say why they do not."""

from __future__ import annotations

import base64
import hashlib

import pytest

from chorus_sdk.errors import LimitExceededError, MalformedDocumentError
from chorus_sdk.formats.pivot.attachments import PivotAttachment
from chorus_sdk.formats.pivot.codes import AttachmentType
from chorus_sdk.formats.pivot.stream import open_pivot
from chorus_sdk.limits import Limits


def attachment(content: bytes, name: str) -> PivotAttachment:
    return PivotAttachment.of(
        content, name=name, type_code=AttachmentType.COMPLEMENT, media_type="application/pdf"
    )


def test_each_file_is_told_with_its_size_and_digest(make_invoice, tmp_path):
    contents = [b"x" * 200_000, b"", b"z"]
    names = ["a.pdf", "../b.pdf", "a.pdf"]
    item = make_invoice(attachments=tuple(map(attachment, contents, names)))
    saved = item.save_attachments(tmp_path / "new" / "folder")
    assert [entry.attachment for entry in saved] == list(item.attachments)
    assert [entry.path.name for entry in saved] == ["a.pdf", "_b.pdf", "a-2.pdf"]
    assert [entry.path.read_bytes() for entry in saved] == contents
    assert [entry.size for entry in saved] == [200_000, 0, 1]
    assert [entry.sha256 for entry in saved] == [hashlib.sha256(c).hexdigest() for c in contents]
    assert all(entry.problem is None for entry in saved)
    assert all(entry.path.parent == tmp_path / "new" / "folder" for entry in saved)


def test_one_that_cannot_be_read_stops_nothing(make_pivot, make_zip, tmp_path):
    def encoded(data: bytes) -> str:
        return base64.b64encode(data).decode()

    good, two = make_zip(("a.pdf", b"x")), make_zip(("a", b"x"), ("b", b"y"))
    rest = f"<PJ><Contenu>{encoded(good)}</Contenu><NomPJ>a.pdf</NomPJ><TypePJ>02</TypePJ></PJ>"
    source = make_pivot(content=encoded(two), replace=("</PJ>", f"</PJ>{rest}"))
    with open_pivot(source) as flow:
        (item,) = flow
        broken, fine = item.save_attachments(tmp_path)
        assert b"".join(item.attachments[0].packed_chunks()) == two
    assert isinstance(broken.problem, MalformedDocumentError)
    assert (broken.path, broken.sha256) == (None, None)
    assert [path.name for path in tmp_path.iterdir()] == [fine.path.name]


def test_too_much_in_all_is_refused_before_anything_is_written(make_invoice, tmp_path):
    item = make_invoice(attachments=(attachment(b"x" * 60, "a"), attachment(b"y" * 60, "b")))
    folder = tmp_path / "out"
    with pytest.raises(LimitExceededError) as caught:
        item.save_attachments(folder, limits=Limits(archive_total_bytes=100))
    assert caught.value.limit == "archive_total_bytes"
    assert not folder.exists()


def test_the_name_inside_the_zip_is_known_and_never_used(make_pivot, make_zip, tmp_path):
    content = base64.b64encode(make_zip(("../../evil.pdf", b"x"))).decode()
    with open_pivot(make_pivot(content=content, name="good.pdf")) as flow:
        (item,) = flow
        assert item.attachments[0].packed_name == "../../evil.pdf"
        (saved,) = item.save_attachments(tmp_path)
    assert saved.path == tmp_path / "good.pdf"
