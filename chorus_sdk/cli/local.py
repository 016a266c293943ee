"""`chorus sandbox`, `chorus demo`: a Chorus Pro of your own."""

from __future__ import annotations

import argparse
import threading
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
    sandbox.add_argument("--port", type=int, default=8420, help="0 takes a free one")
    sandbox.add_argument("--state", type=Path, metavar="FILE", help="keep the state in a file")
    sandbox.add_argument(
        "--speed", type=float, default=1.0, metavar="N", help="let flows move N times as fast"
    )
    sandbox.add_argument(
        "--settings", type=Path, metavar="FILE", help="write settings for `chorus deposit` here"
    )
    sandbox.add_argument(
        "--user", metavar="EMAIL", help="open a portal account; its password is asked for"
    )
    sandbox.set_defaults(command=_sandbox)
    demo = commands.add_parser("demo", help="the whole story, on a sandbox of its own")
    demo.add_argument("file", nargs="?", type=Path, metavar="FILE", help="an invoice of yours")
    demo.add_argument("--into", type=Path, default=Path("demo-output"), metavar="FOLDER")
    demo.set_defaults(command=_demo)


def _demo(options: argparse.Namespace) -> int:
    from chorus_sdk.cli.demo.story import tell

    return tell(options.file, into=options.into)


def _sandbox(options: argparse.Namespace) -> int:
    from chorus_sdk.sandbox.engine import Sandbox
    from chorus_sdk.sandbox.http import serve

    sandbox = Sandbox(options.state, speed=options.speed, show_mailbox=True)
    with sandbox, serve(sandbox, port=options.port) as server:
        if options.user and not sandbox.accounts.exists(options.user):
            sandbox.add_user(options.user, getpass(f"Password for {options.user}: "))
        if options.settings is not None:
            write_settings(options.settings, sandbox, server.base_url)
        _announce(server.base_url, options)
        threading.Event().wait()
    return 0


def write_settings(path: Path, sandbox: Sandbox, base_url: str) -> None:
    """Write what `chorus deposit --settings` needs, readable by this user alone."""
    path.touch(mode=0o600)
    path.chmod(0o600)
    lines = {
        "base_url": base_url,
        "client_id": sandbox.application.client_id,
        "client_secret": sandbox.application.client_secret.reveal(),
        "technical_login": sandbox.technical_account.login,
        "technical_password": sandbox.technical_account.password.reveal(),
    }
    path.write_text("".join(f'{name} = "{value}"\n' for name, value in lines.items()))


def _announce(base_url: str, options: argparse.Namespace) -> None:
    if options.json:
        print_json({"base_url": base_url, "settings": options.settings})
        return
    print(f"A local Chorus Pro listens at {base_url}; stop it with Ctrl-C.")
    print_pairs(
        (
            ("portal", f"{base_url}/portal"),
            ("settings", options.settings or "pass --settings FILE to have them written"),
            ("state", options.state or "in memory, gone at the end"),
        ),
        indent="  ",
    )
