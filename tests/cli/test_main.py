"""The command line: what it prints, and what its exit code means."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from importlib.metadata import version

import pytest

from chorus_sdk import detect, errors
from chorus_sdk._clock import ManualClock
from chorus_sdk.cli import local
from chorus_sdk.cli.main import EXIT_CODES, _parser, exit_code, main
from chorus_sdk.findings import Report
from chorus_sdk.sandbox import Sandbox, serve
from chorus_sdk.sandbox.samples import broken_facturx, sample_facturx, sample_invoice, sample_ubl

REPORT = Report(subject="x")


@pytest.fixture
def settings(tmp_path, monkeypatch):
    """Settings of a sandbox whose clock and the command's are one."""
    clock = ManualClock(datetime(2026, 11, 23, 9, tzinfo=UTC))
    monkeypatch.setattr("chorus_sdk.client.SystemClock", lambda: clock)
    with Sandbox(clock=clock) as sandbox, serve(sandbox) as server:
        path = tmp_path / "chorus.toml"
        local.write_settings(path, sandbox, server.base_url)
        yield path


def lines(capsys) -> list[dict]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_settings_are_written_for_this_user_alone(settings):
    assert settings.stat().st_mode & 0o777 == 0o600


def test_detect_says_what_files_are(tmp_path, capsys):
    known, other = tmp_path / "a.xml", tmp_path / "b.bin"
    known.write_bytes(sample_ubl())
    other.write_bytes(b"\x00\x01")
    assert main(["detect", str(known)]) == 0
    assert "ubl-invoice" in capsys.readouterr().out
    assert main(["detect", "--json", str(known), str(other)]) == 1
    first, second = lines(capsys)
    assert first["detection"]["format"] == "ubl-invoice"
    assert first["detection"]["deposit"]["flow_syntax"] == "IN_DP_E1_UBL_INVOICE"
    assert second["detection"]["format"] == "unknown"


def test_read_prints_an_invoice_with_exact_amounts(tmp_path, capsys):
    path = tmp_path / "f.pdf"
    path.write_bytes(sample_facturx())
    assert main(["read", str(path)]) == 0
    assert "134.40 EUR" in capsys.readouterr().out
    assert main(["read", "--json", str(path)]) == 0
    (invoice,) = lines(capsys)
    assert invoice["number"] == "F2026-0001"
    assert Decimal(invoice["totals"]["with_vat"]) == Decimal("134.40")


def test_a_deposit_ends_with_proof(settings, tmp_path, capsys):
    path = tmp_path / "f.pdf"
    path.write_bytes(sample_facturx())
    assert main(["deposit", "--settings", str(settings), str(path)]) == 0
    out = capsys.readouterr().out
    assert "IN_INTEGRE" in out
    assert "found by search" in out


def test_what_would_be_lost_is_not_sent(settings, tmp_path, capsys):
    path = tmp_path / "f.pdf"
    path.write_bytes(broken_facturx())
    assert main(["deposit", "--json", "--settings", str(settings), str(path)]) == 1
    (said,) = lines(capsys)
    assert (said["sent"], said["verdict"]) == (False, "lost-in-silence")
    assert "BT-81" in {finding["location"]["term"] for finding in said["findings"]}
    assert main(["deposit", "--settings", str(settings), str(path)]) == 1
    out, err = capsys.readouterr()
    assert "not sent" in out
    assert "CPP" not in out
    assert "--allow-lost" in err


def test_a_lost_invoice_is_an_exit_code_and_a_reason(settings, tmp_path, capsys):
    path = tmp_path / "f.pdf"
    path.write_bytes(broken_facturx())
    where = ["--json", "--allow-lost", "--settings", str(settings)]
    assert main(["deposit", *where, str(path)]) == 1
    *steps, last = lines(capsys)
    assert steps[0]["flow"].startswith("CPP")
    assert last["delivered"] is False
    assert "BT-81" in last["findings"][0]["message_fr"]


def test_a_flow_can_be_followed_later_by_its_number(settings, tmp_path, capsys):
    path = tmp_path / "f.xml"
    path.write_bytes(sample_ubl(sample_invoice(number="F-77")))
    where = ["--json", "--settings", str(settings)]
    assert main(["deposit", "--no-wait", *where, str(path)]) == 0
    (deposited,) = lines(capsys)
    assert main(["follow", *where, deposited["flow"]]) == 0
    assert lines(capsys)[-1]["invoices"][0]["number"] == "F-77"


def test_time_over_is_an_exit_code_of_its_own(settings, tmp_path, capsys):
    path = tmp_path / "f.xml"
    path.write_bytes(sample_ubl())
    assert main(["deposit", "--wait", "1", "--settings", str(settings), str(path)]) == 6
    assert "CPP" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["read", "absent.xml"], 2),
        (["detect", "absent.xml"], 2),
        (["pivot", "list", "absent.xml"], 2),
        (["deposit", "absent.xml"], 2),
    ],
)
def test_a_missing_file_or_setting_is_said_without_a_traceback(
    arguments, code, capsys, monkeypatch
):
    for name in ("CHORUS_BASE_URL", "CHORUS_ENVIRONMENT", "CHORUS_CLIENT_ID"):
        monkeypatch.delenv(name, raising=False)
    assert main(arguments) == code
    told = capsys.readouterr()
    assert told.err.startswith("chorus: ")
    assert "Traceback" not in told.err


def test_a_document_that_cannot_be_read_has_its_own_code(tmp_path, capsys):
    path = tmp_path / "f.txt"
    path.write_bytes(b"hello")
    assert main(["read", str(path)]) == 3
    assert capsys.readouterr().err


@pytest.mark.parametrize("arguments", [[], ["nonsense"], ["read"], ["pivot"]])
def test_wrong_arguments_are_code_two(arguments, capsys):
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2


def test_the_help_documents_every_exit_code(capsys):
    with pytest.raises(SystemExit):
        main(["--help"])
    out = " ".join(capsys.readouterr().out.split())
    for code, meaning in EXIT_CODES.items():
        assert f" {code} {meaning}" in out


def test_the_version_is_the_installed_one(capsys):
    with pytest.raises(SystemExit) as caught:
        main(["--version"])
    assert caught.value.code == 0
    assert capsys.readouterr().out == f"chorus_sdk {version('chorus_sdk')}\n"


def parsers(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    """Yield a command and those below it."""
    yield parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for below in action.choices.values():
                yield from parsers(below)


def test_every_argument_of_every_command_is_explained_in_80_columns(monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    commands = list(parsers(_parser()))
    assert len(commands) > 20
    for command in commands:
        assert max(map(len, command.format_help().splitlines())) <= 80, command.prog
        for action in command._actions:
            assert action.help or action.nargs == argparse.PARSER, (command.prog, action.dest)


@pytest.mark.parametrize("act", [["deposit", "f.xml"], ["reconcile"], ["follow"]])
def test_an_act_of_the_journal_that_never_waits_takes_no_patience(act):
    with pytest.raises(SystemExit) as caught:
        main(["journal", *act, "--wait", "60"])
    assert caught.value.code == 2


def test_detect_gives_each_reason_a_line(tmp_path, capsys):
    path = tmp_path / "f.pdf"
    path.write_bytes(sample_facturx())
    assert main(["detect", str(path)]) == 0
    reasons = capsys.readouterr().out.split("because")[1].splitlines()
    assert tuple(map(str.strip, reasons)) == detect(path).evidence
    assert len(reasons) > 1


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (errors.ConfigurationError("x"), 2),
        (errors.MalformedDocumentError("x"), 3),
        (errors.InvalidCredentialsError("x"), 4),
        (errors.NotFoundError("x"), 5),
        (errors.ConnectionFailedError("x"), 5),
        (errors.WaitTimeoutError("x", flow_id="1", last_status=None, waited=1), 6),
        (errors.FlowRejectedError("x", flow_id="1", status="s", report=REPORT), 1),
        (errors.InvalidInvoiceError("x", report=REPORT), 1),
    ],
)
def test_every_kind_of_error_has_its_code(error, code):
    assert exit_code(error) == code
    assert code in EXIT_CODES


def test_a_demo_of_a_file_that_is_not_there_ends_before_it_begins(tmp_path, capsys):
    into = tmp_path / "demo"
    assert main(["demo", str(tmp_path / "none.pdf"), "--into", str(into)]) == 2
    assert capsys.readouterr().out == ""
    assert not into.exists()


def test_an_invoice_without_number_and_day_is_not_called_none(tmp_path, capsys):
    path = tmp_path / "empty.xml"
    path.write_bytes(
        b'<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"></Invoice>'
    )
    assert main(["read", str(path)]) == 0
    assert "None" not in capsys.readouterr().out
