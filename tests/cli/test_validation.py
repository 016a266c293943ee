"""`chorus validate`: what it prints, what it writes, what its exit code means."""

from __future__ import annotations

import json

import pytest

from chorus_sdk.cli.main import main
from chorus_sdk.sandbox.samples import sample_invoice, sample_ubl


@pytest.fixture
def files(tmp_path):
    """A valid invoice, one that breaks EN 16931, one that is no XML at its end."""
    valid, wrong, broken = (tmp_path / name for name in ("valid.xml", "wrong.xml", "broken.xml"))
    valid.write_bytes(sample_ubl())
    wrong.write_bytes(sample_ubl(sample_invoice().model_copy(update={"currency": "EUX"})))
    broken.write_bytes(sample_ubl()[:-20])
    return valid, wrong, broken


def test_exit_codes_say_valid_not_valid_and_unreadable(files, tmp_path, capsys):
    valid, wrong, broken = map(str, files)
    only = ["--rules", "en16931"]
    assert main(["validate", valid, *only]) == 0
    assert main(["validate", wrong, *only]) == 1
    assert main(["validate", broken, *only]) == 3
    assert main(["validate", str(tmp_path / "absent.xml"), *only]) == 3
    assert main(["validate", valid, wrong, *only]) == 1
    assert main(["validate", wrong, broken, valid, *only]) == 3
    capsys.readouterr()


def test_text_says_what_is_wrong_and_where(files, capsys):
    assert main(["validate", str(files[1]), "--rules", "en16931", "--language", "fr"]) == 1
    out = capsys.readouterr().out
    assert "BR-CL-04" in out
    assert "cbc:DocumentCurrencyCode" in out
    assert "Non conforme" in out
    assert "\x1b" not in out  # no terminal, no colours


def test_json_is_one_report_a_line(files, capsys):
    assert main(["validate", *map(str, files), "--rules", "en16931", "--json"]) == 3
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["file"] for row in rows] == [str(file) for file in files]
    assert [row["valid"] for row in rows] == [True, False, False]
    assert {row["schema"] for row in rows} == {"chorus_sdk/validation-report/1"}


def test_a_missing_file_is_a_row_too(files, tmp_path, capsys):
    absent = str(tmp_path / "absent.xml")
    assert main(["validate", absent, "--json"]) == 3
    told = capsys.readouterr()
    assert json.loads(told.out)["valid"] is False
    assert absent in told.err


def test_reports_are_written_where_they_are_asked_for(files, tmp_path, capsys):
    page, log = tmp_path / "report.html", tmp_path / "report.sarif"
    wrong = str(files[1])
    assert main(["validate", wrong, "--html", str(page), "--sarif", str(log)]) == 1
    capsys.readouterr()
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    (run,) = json.loads(log.read_text(encoding="utf-8"))["runs"]
    assert "BR-CL-04" in {result["ruleId"] for result in run["results"]}


def test_sarif_holds_all_files_in_one_run(files, tmp_path, capsys):
    log = tmp_path / "report.sarif"
    assert main(["validate", *map(str, files), "--sarif", str(log)]) == 3
    capsys.readouterr()
    (run,) = json.loads(log.read_text(encoding="utf-8"))["runs"]
    assert len(run["artifacts"]) == 3


def test_mistakes_in_arguments_have_their_own_code(files, tmp_path, capsys):
    valid = str(files[0])
    assert main(["validate", valid, "--rules", "nothing"]) == 2
    assert main(["validate", valid, valid, "--html", str(tmp_path / "r.html")]) == 2
    assert main(["validate", valid, "--sarif", str(tmp_path / "no" / "folder")]) == 2
    with pytest.raises(SystemExit) as caught:
        main(["validate", valid, "--engine", "steam"])
    assert caught.value.code == 2
    assert capsys.readouterr().err


def test_a_folder_stands_for_the_invoices_in_it(files, tmp_path, capsys):
    inside = tmp_path / "more"
    inside.mkdir()
    (inside / "note.txt").write_text("no invoice")
    (inside / "again.XML").write_bytes(files[0].read_bytes())
    assert main(["validate", str(tmp_path), "--rules", "en16931", "--json"]) == 3
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {row["file"] for row in rows} == {*map(str, files), str(inside / "again.XML")}


def test_a_folder_without_invoices_cannot_be_read(tmp_path, capsys):
    assert main(["validate", str(tmp_path), "--json"]) == 3
    assert json.loads(capsys.readouterr().out)["valid"] is False


def test_a_reader_that_goes_away_does_not_make_an_invoice_valid(files, monkeypatch, capsys):
    def gone(*_args: object, **_options: object) -> None:
        raise BrokenPipeError

    with monkeypatch.context() as patched:
        patched.setattr("builtins.print", gone)
        assert main(["validate", str(files[1]), "--rules", "en16931"]) == 1
        assert main(["validate", str(files[0]), str(files[1]), "--rules", "en16931"]) == 1
    capsys.readouterr()


def test_json_for_a_terminal_holds_no_control_of_it(tmp_path, capsys):
    """XML allows U+009B, which some terminals take for the start of a command."""
    file = tmp_path / "steering.xml"
    wrong = sample_invoice().model_copy(update={"currency": "\x9b31m"})
    file.write_bytes(sample_ubl(wrong))
    assert main(["validate", str(file), "--rules", "en16931", "--json"]) == 1
    out = capsys.readouterr().out
    assert "\x9b" not in out
    found = [f["found"] for layer in json.loads(out)["layers"] for f in layer["findings"]]
    assert "\x9b31m" in found
