"""The numbered lists of the installed package: read quickly, and as a parser reads them."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from chorus_sdk.errors import MalformedDocumentError
from chorus_sdk.formats.codedb import numbered_lists
from chorus_sdk.validation.rules.facturx.sheet import artefact_folder

DATABASES = sorted(artefact_folder().glob("*/*codedb.xml"))


def test_there_is_a_file_for_each_profile() -> None:
    assert len(DATABASES) == 5


@pytest.mark.parametrize("path", DATABASES, ids=lambda path: path.parent.name)
def test_the_lists_are_those_that_another_parser_finds(path: Path) -> None:
    wanted = {
        one.get("id"): tuple(value.get("value") for value in one)
        for one in ET.parse(path).getroot()
    }
    assert numbered_lists(path) == wanted


@pytest.mark.parametrize(
    "held",
    [
        "<cl id='7'><enumeration value='A&amp;B'/><enumeration value='C'/></cl>",
        '<cl id="7"><enumeration value="A&#38;B"/><enumeration value="C"/></cl>',
        '<cl id="7"><enumeration value="A&amp;B"/><!-- id="8" --><enumeration value="C"/></cl>',
        '<cl name="x" id="7"><enumeration value="A&amp;B" /><enumeration\n value="C"/></cl>',
    ],
)
def test_a_file_of_another_shape_is_read_by_the_parser(tmp_path: Path, held: str) -> None:
    path = tmp_path / "codedb.xml"
    path.write_text(f"<codedb>{held}</codedb>", encoding="utf-8")
    assert numbered_lists(path) == {"7": ("A&B", "C")}


def test_a_list_that_is_written_in_another_way_is_not_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "codedb.xml"
    usual = '<cl id="1"><enumeration value="A"/></cl>'
    path.write_text(f"<codedb>{usual}<cl id='2'/></codedb>", encoding="utf-8")
    assert numbered_lists(path) == {"1": ("A",), "2": ()}


def test_a_file_that_is_no_xml_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "codedb.xml"
    path.write_text("<codedb>", encoding="utf-8")
    with pytest.raises(MalformedDocumentError):
        numbered_lists(path)
