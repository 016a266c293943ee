"""What is known of a file before it leaves."""

from __future__ import annotations

import base64
import hashlib
import io

import pytest

from chorus_sdk.errors import LimitExceededError, UnknownFormatError, UnsafeDocumentError
from chorus_sdk.limits import DEPOSIT_FILE_BYTES, DEPOSIT_NAME_CHARACTERS, Limits
from chorus_sdk.sandbox.samples import sample_cii, sample_facturx, sample_lot, sample_ubl
from chorus_sdk.services.deposits import pack


@pytest.mark.parametrize(
    ("content", "syntax", "name"),
    [
        (sample_ubl(), "IN_DP_E1_UBL_INVOICE", "facture.xml"),
        (sample_cii(), "IN_DP_E1_CII_16B", "facture.xml"),
        (sample_facturx(), "IN_DP_E2_CII_FACTURX", "facture.pdf"),
        (sample_lot({"a.xml": sample_cii()}), "IN_DP_E1_CII_16B", "facture.tar.gz"),
    ],
    ids=["ubl", "cii", "factur-x", "lot"],
)
def test_syntax_and_name_follow_from_the_content(content, syntax, name):
    parcel = pack(content)
    assert (parcel.syntax, parcel.file_name) == (syntax, name)
    assert base64.b64decode(parcel.encoded()) == content
    assert parcel.sha256 == hashlib.sha256(content).hexdigest()
    assert parcel.invoice_numbers == ("F2026-0001",)


def test_a_syntax_of_ones_own_wins():
    assert pack(sample_cii(), syntax="IN_DP_E1_CII").syntax == "IN_DP_E1_CII"


def test_a_stream_gives_its_name(tmp_path):
    path = tmp_path / "du flux.xml"
    path.write_bytes(sample_ubl())
    with path.open("rb") as stream:
        assert pack(stream).file_name == "du flux.xml"
    assert pack(io.BytesIO(sample_ubl())).file_name == "facture.xml"


def test_limits_hold_at_their_edge():
    room = DEPOSIT_FILE_BYTES - len(sample_ubl())
    assert len(pack(sample_ubl() + b" " * room).content) == DEPOSIT_FILE_BYTES
    with pytest.raises(LimitExceededError):
        pack(sample_ubl() + b" " * (room + 1))
    longest = "x" * (DEPOSIT_NAME_CHARACTERS - 4) + ".xml"
    assert pack(sample_ubl(), file_name=longest).file_name == longest
    with pytest.raises(LimitExceededError):
        pack(sample_ubl(), file_name="x" + longest)


def test_a_lot_without_an_invoice_is_refused():
    for files in ({}, {"a.txt": b"hello"}, {"a.pdf": b"%PDF-1.4"}):
        with pytest.raises(UnknownFormatError):
            pack(sample_lot(files))


def test_a_lot_that_is_a_bomb_is_refused():
    lot = sample_lot({"a.xml": sample_ubl(), "b.xml": b" " * 3_000_000})
    with pytest.raises(UnsafeDocumentError):
        pack(lot, limits=Limits(archive_member_bytes=1_000_000))
