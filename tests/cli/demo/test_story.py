"""The demo tells its whole story, with a sample and with files of other makers."""

from __future__ import annotations

import pytest

from chorus_sdk.cli.demo.stage import stage
from chorus_sdk.cli.demo.story import tell
from chorus_sdk.formats.base import FormatId
from chorus_sdk.formats.detect import detect
from chorus_sdk.sandbox.samples import sample_invoice, sample_ubl


def chapters(text: str) -> list[str]:
    return [line[0] for line in text.splitlines() if line[:1].isdigit() and line[1:3] == ". "]


def test_the_story_runs_from_login_to_the_readable_copy(tmp_path, capsys):
    assert tell(None, into=tmp_path / "out") == 0
    out = capsys.readouterr().out
    assert chapters(out) == ["1", "2", "3", "4", "5"]
    assert "logged in again with the application's code" in out
    assert "delivered: integrated, and found by search" in out
    assert "IN_REJETE" in out
    assert "BT-81" in out
    assert "« DUPLICATA FACTUR-X »" in out
    copies = list((tmp_path / "out" / "attachments").glob("PJP00XFAC*.pdf"))
    assert len(copies) == 1
    assert detect(copies[0]).format is FormatId.FACTURX
    assert (tmp_path / "out" / "authenticator.png").read_bytes().startswith(b"\x89PNG")


def test_a_file_of_ones_own_is_delivered_with_its_own_parties(tmp_path, capsys):
    own = tmp_path / "own.xml"
    own.write_bytes(
        sample_ubl(
            sample_invoice(number="OWN-1", supplier="73282932000074", recipient="35600000000048")
        )
    )
    assert tell(own, into=tmp_path / "out") == 0
    out = capsys.readouterr().out
    assert "the sandbox now knows the seller" in out
    assert "OWN-1" in out
    assert "The story goes on with a sample" not in out


@pytest.mark.parametrize("content", [b"%PDF-1.4\n%%EOF", b"hello", sample_ubl()[:900]])
def test_a_file_that_cannot_be_delivered_is_explained_and_the_story_goes_on(
    content, tmp_path, capsys
):
    own = tmp_path / "own.bin"
    own.write_bytes(content)
    assert tell(own, into=tmp_path / "out") == 0
    out = capsys.readouterr().out
    assert "The story goes on with a sample" in out
    assert chapters(out)[-1] == "5"


def test_a_second_demo_starts_afresh_and_leaves_other_peoples_files_alone(tmp_path):
    own, others = tmp_path / "own", tmp_path / "others"
    others.mkdir()
    (others / "precious.txt").write_text("x")
    for folder in (own, own, others, others):
        with stage(folder):
            (folder / "left.txt").write_text("y")
    with stage(own):
        assert not (own / "left.txt").exists()
    with stage(others):
        assert (others / "precious.txt").read_text() == "x"
        assert (others / "left.txt").exists()
