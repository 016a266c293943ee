"""How values are told to people and to programs."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from chorus_sdk import FormatId, Secret
from chorus_sdk.cli.main import run
from chorus_sdk.cli.output import (
    as_json,
    complain,
    is_terminal,
    print_json,
    print_pairs,
    progress,
    say,
)
from chorus_sdk.findings import Finding, Severity
from chorus_sdk.services.issued import IssuedInvoice


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (Decimal("100.00"), "100.00"),
        (date(2026, 11, 23), "2026-11-23"),
        (datetime(2026, 11, 23, tzinfo=UTC), "2026-11-23T00:00:00+00:00"),
        (FormatId.CII_INVOICE, "cii-invoice"),
        (Secret("canary"), "•••"),
        (True, True),
        (None, None),
        (7, 7),
        ((1, {"a": None, "b": Decimal("0.10")}), [1, {"b": "0.10"}]),
    ],
)
def test_values_become_json_without_losing_a_digit_or_a_secret(value, told):
    assert as_json(value) == told


def test_models_and_dataclasses_become_objects(capsys):
    print_json(
        {
            "invoice": IssuedInvoice(id=1, gross_total=Decimal("1.10")),
            "finding": Finding(code="X", severity=Severity.ERROR, message="é"),
        }
    )
    line = capsys.readouterr().out
    assert line.count("\n") == 1
    told = json.loads(line)
    assert told["invoice"] == {"id": 1, "gross_total": "1.10"}
    assert told["finding"] == {"code": "X", "severity": "error", "message": "é"}


def test_pairs_stand_in_columns_and_what_is_empty_is_left_out(capsys):
    print_pairs((("a", 1), ("long name", "x"), ("none", None), ("empty", "")), indent="  ")
    assert capsys.readouterr().out == "  a          1\n  long name  x\n"


HOSTILE = "a\x1b[31m\x9bb\u202ec\udcff"


def test_nothing_in_a_document_or_a_file_name_steers_a_terminal(capsys):
    print_pairs([("name", HOSTILE)])
    say(HOSTILE)
    complain(f"{HOSTILE}: not read\nand a second line")
    told = capsys.readouterr()
    lines = [*told.out.splitlines(), *told.err.splitlines()]
    assert len(lines) == 4
    assert all(line.isprintable() for line in lines)
    assert lines[1] == "a [31m b c\ufffd"


def test_json_says_all_of_it_without_steering_a_terminal(capsys):
    print_json({"name": HOSTILE})
    line = capsys.readouterr().out
    assert line.removesuffix("\n").isprintable()
    assert json.loads(line) == {"name": HOSTILE}


def test_a_closed_stream_is_no_terminal(monkeypatch):
    assert not is_terminal(None)
    for name in ("stdout", "stderr"):
        monkeypatch.setattr(f"sys.{name}", None)
    progress("50 %")
    with pytest.raises(SystemExit) as ended:
        run_with("detect", __file__, monkeypatch)
    assert ended.value.code == 1  # no format that is known


def run_with(command, path, monkeypatch):
    monkeypatch.setattr("sys.argv", ["chorus", command, path])
    run()


def test_progress_is_for_terminals_alone(capsys):
    progress("50 %")
    told = capsys.readouterr()
    assert (told.out, told.err) == ("", "")


def test_complaints_go_to_the_error_stream(capsys):
    complain("no", "do this")
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.splitlines() == ["chorus: no", "        do this"]
