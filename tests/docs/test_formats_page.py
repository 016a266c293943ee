"""The page on formats names every format, limit and schema that there is, and its code runs."""

from __future__ import annotations

import dataclasses
import io
import re
import zipfile
from pathlib import Path

import pytest

from chorus_sdk.formats.base import FormatId
from chorus_sdk.formats.schemas import FILES
from chorus_sdk.limits import GIB, KIB, MIB, Limits
from chorus_sdk.sandbox.samples import sample_cii

DOCS = Path(__file__).parents[2] / "docs"
UNITS = {"GiB": GIB, "MiB": MIB, "KiB": KIB}


@pytest.fixture(scope="module")
def page():
    return (DOCS / "formats.md").read_text(encoding="utf-8")


def test_every_format_has_a_row(page):
    rows = [line for line in page.splitlines() if line.startswith("|")]
    missing = [each.value for each in FormatId if not any(f"`{each.value}`" in row for row in rows)]
    assert missing == []


def test_every_schema_is_named(page):
    assert [file.title for file in FILES.values() if file.title not in page] == []


def test_every_limit_has_its_row_with_its_default(page):
    rows = dict(re.findall(r"^\| `(\w+)` \| ([\d,]+(?: \wiB)?) \|", page, re.MULTILINE))
    stated = {}
    for name, text in rows.items():
        number, _, unit = text.partition(" ")
        stated[name] = int(number.replace(",", "")) * UNITS.get(unit, 1)
    assert stated == {field.name: field.default for field in dataclasses.fields(Limits)}


@pytest.mark.parametrize("name", ["formats.md", "errors.md"])
def test_the_code_on_the_page_runs(name, tmp_path, monkeypatch, capsys):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("1.xml", sample_cii())
    (tmp_path / "inbox").mkdir()
    (tmp_path / "lot.zip").write_bytes(out.getvalue())
    (tmp_path / "inbox" / "lot.zip").write_bytes(out.getvalue())
    (tmp_path / "facture.xml").write_bytes(sample_cii())
    (tmp_path / "broken.xml").write_bytes(sample_cii().replace(b"ram:TypeCode>", b"ram:Kind>"))
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"```python\n(.*?)```", (DOCS / name).read_text("utf-8"), re.DOTALL)
    assert blocks
    for block in blocks:
        exec(compile(block, name, "exec"), {})
    printed = capsys.readouterr().out
    if name == "formats.md":
        assert "cii-invoice" in printed
        assert "Attendu" in printed
