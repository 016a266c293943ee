"""`chorus sandbox`, `chorus demo`: a Chorus Pro of your own."""

from __future__ import annotations

import argparse
import json
import sys
import threading
import webbrowser
from getpass import getpass
from pathlib import Path
from typing import TYPE_CHECKING

from chorus_sdk.cli.output import print_json, print_pairs

if TYPE_CHECKING:
    from chorus_sdk.sandbox.engine import Sandbox


def add_commands(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], shared: argparse.ArgumentParser
) -> None:
    """Add these commands to `chorus`."""
    sandbox = commands.add_parser(
        "sandbox", parents=[shared], help="run a local Chorus Pro on the loopback"
    )
    sandbox.add_argument(
        "--port", type=int, default=8420, help="default %(default)s; 0 takes a free one"
    )
    sandbox.add_argument("--state", type=Path, metavar="FILE", help="keep the state in a file")
    sandbox.add_argument(
        "--speed", type=float, default=1.0, metavar="N", help="let flows move N times as fast"
    )
    sandbox.add_argument(
        "--settings", type=Path, metavar="FILE", help="write settings for `chorus deposit` here"
    )
    sandbox.add_argument(
        "--settings-of",
        nargs=2,
        action="append",
        default=[],
        metavar=("SIRET", "FILE"),
        help="the same for another structure, such as a recipient",
    )
    sandbox.add_argument(
        "--data", action="store_true", help="load the qualification data set's payment requests"
    )
    sandbox.add_argument(
        "--openapi", action="store_true", help="print the API in OpenAPI 3.1, and start nothing"
    )
    sandbox.add_argument(
        "--user", metavar="EMAIL", help="open a portal account; its password is asked for"
    )
    sandbox.add_argument(
        "--open", action="store_true", help="open the portal in the browser of this machine"
    )
    sandbox.set_defaults(command=_sandbox)
    demo = commands.add_parser("demo", help="the whole story, on a sandbox of its own")
    demo.add_argument("file", nargs="?", type=Path, metavar="FILE", help="an invoice of yours")
    demo.add_argument(
        "--into",
        type=Path,
        default=Path("demo-output"),
        metavar="FOLDER",
        help="where its files are written (default %(default)s)",
    )
    demo.set_defaults(command=_demo)


def _demo(options: argparse.Namespace) -> int:
    from chorus_sdk.cli.demo.story import tell

    if options.file is not None:
        options.file.open("rb").close()  # what is not there ends the story before it begins
    return tell(options.file, into=options.into)


def _sandbox(options: argparse.Namespace) -> int:
    if options.openapi:
        from chorus_sdk.sandbox.openapi import describe

        print(json.dumps(describe(), ensure_ascii=False, indent=1))
        return 0
    return _run_sandbox(options)


def _run_sandbox(options: argparse.Namespace) -> int:
    from chorus_sdk.sandbox.engine import Sandbox
    from chorus_sdk.sandbox.http import serve

    sandbox = Sandbox(options.state, speed=options.speed, show_mailbox=True)
    with sandbox, serve(sandbox, port=options.port) as server:
        if options.user and not sandbox.accounts.exists(options.user):
            sandbox.add_user(options.user, getpass(f"Password for {options.user}: "))
        if options.settings is not None:
            write_settings(options.settings, sandbox, server.base_url)
        for siret, path in options.settings_of:
            write_settings(Path(path), sandbox, server.base_url, siret=siret)
        if options.data:
            sandbox.load_qualification_data()
        _announce(server.base_url, options)
        if options.open and not webbrowser.open(portal_address(server.base_url)):
            print("No browser was found: open that address by hand.", file=sys.stderr)
        threading.Event().wait()
    return 0


def portal_address(base_url: str) -> str:
    """Return where the portal of a sandbox is (*portail*).

    By name, not by number: browsers let no security key work at a numbered address.
    """
    return f"{base_url.replace('127.0.0.1', 'localhost')}/portal"


def write_settings(
    path: Path, sandbox: Sandbox, base_url: str, *, siret: str | None = None
) -> None:
    """Write what `chorus deposit --settings` needs, readable by this user alone.

    `siret` is whose technical account is written; the first supplier's when left out.

    Raises:
        NotFoundError: the sandbox has no structure with this SIRET.
    """
    account = sandbox.technical_account_of(siret) if siret else sandbox.technical_account
    path.touch(mode=0o600)
    path.chmod(0o600)
    lines = {
        "base_url": base_url,
        "client_id": sandbox.application.client_id,
        "client_secret": sandbox.application.client_secret.reveal(),
        "technical_login": account.login,
        "technical_password": account.password.reveal(),
    }
    path.write_text("".join(f'{name} = "{value}"\n' for name, value in lines.items()))


def _announce(base_url: str, options: argparse.Namespace) -> None:
    if options.json:
        print_json({"base_url": base_url, "settings": options.settings})
        return
    print(f"A local Chorus Pro listens at {base_url}; stop it with Ctrl-C.")
    print_pairs(
        (
            ("portal", portal_address(base_url)),
            ("account", options.user or "pass --user EMAIL to open one for the portal"),
            ("settings", options.settings or "pass --settings FILE to have them written"),
            ("state", options.state or "in memory, gone at the end"),
            ("its API", f"{base_url}/sandbox/openapi.json"),
        ),
        indent="  ",
    )
