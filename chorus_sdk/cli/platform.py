"""`chorus deposit`, `chorus follow`: flows on the platform."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from chorus_sdk._http.waiting import Schedule
from chorus_sdk.cli.output import complain, print_json, print_pairs, progress_done, say
from chorus_sdk.client import ChorusClient
from chorus_sdk.config import Settings
from chorus_sdk.errors import (
    FlowError,
    FlowRejectedError,
    OutcomeUnknownError,
    WouldBeLostError,
)

if TYPE_CHECKING:
    from chorus_sdk.services.flow_values import Delivery, Flow, FlowStep


def add_commands(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], shared: argparse.ArgumentParser
) -> None:
    """Add these commands to `chorus`."""
    where = where_from(shared)
    deposit = commands.add_parser(
        "deposit", parents=[where], help="deposit a file and prove its delivery"
    )
    deposit.add_argument(
        "file", type=Path, metavar="FILE", help="Factur-X, UBL, CII, or a tar.gz of them"
    )
    deposit.add_argument(
        "--no-wait", action="store_true", help="stop at the acknowledgement, which proves nothing"
    )
    deposit.add_argument(
        "--allow-lost",
        action="store_true",
        help="send it even if it is known that no invoice will come of it",
    )
    deposit.set_defaults(command=_deposit)
    follow = commands.add_parser("follow", parents=[where], help="follow a flow to its end")
    follow.add_argument("flow", metavar="FLOW", help="the flow's number, CPP…")
    follow.set_defaults(command=_follow)


def where_from(shared: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """Return the arguments that say which platform is meant, and how long to wait."""
    where = argparse.ArgumentParser(add_help=False, parents=[which_platform(shared)])
    where.add_argument(
        "--wait",
        type=float,
        default=1800,
        metavar="SECONDS",
        help="follow at most so long (default 1800)",
    )
    return where


def which_platform(shared: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """Return the arguments that say which platform is meant."""
    which = argparse.ArgumentParser(add_help=False, parents=[shared])
    which.add_argument(
        "--settings", type=Path, metavar="FILE", help="TOML file; else CHORUS_… variables"
    )
    which.add_argument(
        "--environment", choices=("production", "qualification"), help="of Chorus Pro; no default"
    )
    which.add_argument(
        "--base-url", metavar="URL", help="instead: a Chorus Pro of your own (sandbox)"
    )
    return which


def _deposit(options: argparse.Namespace) -> int:
    with make_client(options) as chorus:
        try:
            flow = chorus.flows.deposit(options.file, allow_lost=options.allow_lost)
        except WouldBeLostError as error:
            print_withheld(error, as_json=options.json)
            complain("Nothing was sent.", "--allow-lost sends it all the same.")
            return 1
        except OutcomeUnknownError as error:
            complain(error.message, error.hint)
            print_lost(error, as_json=options.json)
            return 5
        _print_deposited(flow, as_json=options.json)
        if options.no_wait:
            return 0
        return _wait(chorus, flow, options)


def _follow(options: argparse.Namespace) -> int:
    with make_client(options) as chorus:
        return _wait(chorus, options.flow, options)


def _wait(chorus: ChorusClient, flow: Flow | str, options: argparse.Namespace) -> int:
    def tell(step: FlowStep) -> None:
        print_step(step, as_json=options.json)

    try:
        delivery = chorus.flows.wait_until_delivered(
            flow, schedule=Schedule(total=options.wait), on_step=tell
        )
    except FlowRejectedError as error:
        progress_done()
        print_refusal(error, as_json=options.json)
        return 1
    print_delivery(delivery, as_json=options.json)
    return 0


def print_step(step: FlowStep, *, as_json: bool = False) -> None:
    """Print a state that a flow was seen in."""
    if as_json:
        print_json({"flow": step.flow_id, "status": step.status, "seen_at": step.seen_at})
        return
    label = f"{step.status.value} ({step.status.label_en})" if step.status else "not shown yet"
    print(f"  {step.seen_at:%H:%M:%S}  {label}", flush=True)


def print_delivery(delivery: Delivery, *, as_json: bool = False) -> None:
    """Print the proof of a delivery."""
    if as_json:
        print_json({"delivered": True, "invoices": list(delivery.invoices)})
        return
    print("delivered: integrated, and found by search")
    for invoice in delivery.invoices:
        status = invoice.status.label_en if invoice.status else "?"
        print_pairs(
            (
                ("invoice", invoice.number),
                ("id", invoice.id),
                ("status", status),
                ("recipient", invoice.recipient_name or invoice.recipient_identifier),
                ("total with VAT", f"{invoice.gross_total} {invoice.currency or ''}"),
            ),
            indent="  ",
        )


def print_refusal(error: FlowError, *, as_json: bool = False) -> None:
    """Print why a flow, or a part of it, was not delivered."""
    report = error.report if isinstance(error, FlowRejectedError) else None
    if as_json:
        found = list(report.findings) if report else []
        print_json({"delivered": False, "code": error.code, "findings": found})
        return
    say(f"not delivered: {error.message}")
    for finding in report or ():
        number = finding.location.invoice if finding.location else None
        where = f"{number}: " if number else ""
        say(f"  {finding.severity.value:<11} {where}{finding.message_fr or finding.message}")
    if error.hint:
        print(f"  {error.hint}")


def print_withheld(error: WouldBeLostError, *, as_json: bool = False) -> None:
    """Print why a file was not sent, and what to do about it."""
    if as_json:
        found = {"verdict": error.verdict, "ways_out": list(error.ways_out)}
        print_json({"sent": False, "code": error.code, "findings": list(error.report), **found})
        return
    say(f"not sent: {error.message}")
    for finding in error.report:
        say(f"  {finding.severity.value:<11} {finding.code}: {finding.message}")
    for way in error.ways_out:
        say(f"  way out: {way}")


def print_lost(error: OutcomeUnknownError, *, as_json: bool = False) -> None:
    """Print what to search for after a lost answer."""
    print_json({"outcome": "unknown", "fingerprint": error.fingerprint}) if as_json else (
        print_pairs(
            (
                ("file", error.fingerprint.file_name),
                ("SHA-256", error.fingerprint.sha256),
                ("invoices", ", ".join(error.fingerprint.invoice_numbers)),
                ("sent at", error.fingerprint.sent_at),
            ),
            indent="  ",
        )
    )


def _print_deposited(flow: Flow, *, as_json: bool) -> None:
    if as_json:
        print_json({"flow": flow.id, "deposited_on": flow.deposited_on, "file": flow.file_name})
        return
    print(f"received as flow {flow.id} on {flow.deposited_on} (this proves nothing yet)")


def make_client(options: argparse.Namespace) -> ChorusClient:
    """Make the client that the arguments and settings describe."""
    return ChorusClient.from_settings(settings_of(options))


def settings_of(options: argparse.Namespace) -> Settings:
    """Gather the settings that the arguments, the environment and the file make together."""
    return Settings.load(
        {"environment": options.environment, "base_url": options.base_url}, path=options.settings
    )
