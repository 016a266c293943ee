"""`chorus portal`: who one is on the portal, with which factors, and whether a description fits."""

from __future__ import annotations

import argparse
import os
import sys
from getpass import getpass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from chorus_sdk._secrets import Secret
from chorus_sdk.cli.output import complain, print_json, print_pairs
from chorus_sdk.errors import ConfigurationError

if TYPE_CHECKING:
    from chorus_sdk.auth.login import PortalLogin
    from chorus_sdk.auth.pages import PortalPages
    from chorus_sdk.auth.probe import PortalProbe
    from chorus_sdk.auth.second_factor import SecondFactor
    from chorus_sdk.auth.session import PortalSession
    from chorus_sdk.auth.stores import SecretStore

_KINDS: Final = ("prompt", "totp", "email-code", "security-key")
_PASSWORD: Final = "CHORUS_PORTAL_PASSWORD"  # noqa: S105 (a variable's name)
_MAIL_SECRET: Final = "CHORUS_IMAP_PASSWORD"  # noqa: S105


def add_commands(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], shared: argparse.ArgumentParser
) -> None:
    """Add these commands to `chorus`."""
    portal = commands.add_parser("portal", help="log in to the portal, manage its second factors")
    parts = portal.add_subparsers(required=True, metavar="COMMAND")
    look = parts.add_parser(
        "probe", parents=[shared], help="which description fits a page; sends no credentials"
    )
    look.add_argument("url", metavar="URL", help="the portal's address")
    look.add_argument(
        "--pages",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help="a description to try beside the sandbox's; may be repeated",
    )
    look.add_argument("--record", type=Path, metavar="FILE", help="keep the result as JSON, too")
    look.set_defaults(command=_probe)
    describe = parts.add_parser("describe", help="print a description of pages to begin with")
    describe.set_defaults(command=_describe)
    who = _who(shared)
    login = parts.add_parser("login", parents=[who], help="log in and look at the account's health")
    login.set_defaults(command=_login)
    logout = parts.add_parser("logout", parents=[who], help="end the kept session, for all")
    logout.set_defaults(command=_logout)
    factors = parts.add_parser("factors", parents=[who], help="list, add, replace, remove factors")
    factors.add_argument(
        "act",
        nargs="?",
        default="list",
        choices=("list", "add", "replace", "remove", "add-key"),
        help="list them (default); add, replace or remove an application; add a key",
    )
    factors.add_argument(
        "kind", nargs="?", default="totp", metavar="KIND", help="what to remove (default totp)"
    )
    factors.add_argument(
        "--svg", type=Path, metavar="FILE", help="write the QR code here, not on the terminal"
    )
    factors.set_defaults(command=_factors)


def _who(shared: argparse.ArgumentParser) -> argparse.ArgumentParser:
    who = argparse.ArgumentParser(add_help=False, parents=[shared])
    who.add_argument("--user", required=True, metavar="EMAIL", help="the login address")
    who.add_argument(
        "--environment", choices=("production", "qualification"), help="of Chorus Pro; no default"
    )
    who.add_argument(
        "--base-url", metavar="URL", help="instead: a Chorus Pro of your own (sandbox)"
    )
    who.add_argument("--pages", type=Path, metavar="FILE", help="description of the portal's pages")
    who.add_argument("--store", type=Path, metavar="FOLDER", help="keep the session in this folder")
    who.add_argument(
        "--factor", action="append", choices=_KINDS, help="in order of preference (default prompt)"
    )
    who.add_argument(
        "--totp-store", type=Path, metavar="FOLDER", help="else CHORUS_TOTP_SECRET; not --store's"
    )
    who.add_argument("--imap-host", metavar="HOST", help="the login address' mail server")
    who.add_argument("--imap-user", metavar="NAME", help="default: the login address")
    return who


def _probe(options: argparse.Namespace) -> int:
    from chorus_sdk._http.requests_transport import RequestsTransport
    from chorus_sdk.auth.known_pages import SANDBOX_PAGES
    from chorus_sdk.auth.pages_file import read_pages
    from chorus_sdk.auth.probe import probe
    from chorus_sdk.cli.output import as_json

    known: tuple[PortalPages, ...] = (SANDBOX_PAGES, *map(read_pages, options.pages))
    transport = RequestsTransport()
    try:
        found = probe(options.url, transport=transport, descriptions=known)
    finally:
        transport.close()
    if options.record is not None:
        import json

        options.record.write_text(json.dumps(as_json(found), indent=2, ensure_ascii=False) + "\n")
    print_json(found) if options.json else _print_probe(found)
    return 0 if found.fitting else 1


def _print_probe(found: PortalProbe) -> None:
    print_pairs((("portal", found.origin), ("status", found.status), ("title", found.title)))
    if found.is_led_away:
        print("leads to another host: a login does not follow")
    for form in found.forms:
        print(f"form {form.element_id or '?'} ({form.method}): {', '.join(form.fields)}")
    for match in found.matches:
        told = match.page or "no page that it knows"
        print(f"{match.description}: {told}{', with its login form' if match.can_log_in else ''}")


def _describe(_options: argparse.Namespace) -> int:
    from chorus_sdk.auth.known_pages import SANDBOX_PAGES
    from chorus_sdk.auth.pages_file import written_pages

    print(written_pages(SANDBOX_PAGES))
    return 0


def _login(options: argparse.Namespace) -> int:
    with _open(options) as session:
        health = session.health()
        if options.json:
            kinds = [factor.kind for factor in session.factors.list()]
            print_json(
                {"opened_at": session.opened_at, "factors": kinds, "findings": [*health.report]}
            )
            return 0
        print_pairs((("logged in since", session.opened_at), ("as", health.login_address)))
        for finding in health.report:
            print(f"  {finding}")
            print(f"    {finding.hint}")
    return 0


def _logout(options: argparse.Namespace) -> int:
    if options.store is None:
        raise ConfigurationError("There is a session to end in a store only.", setting="store")
    _open(options).logout()
    return 0


def _factors(options: argparse.Namespace) -> int:
    with _open(options) as session:
        if options.act in {"add", "replace"}:
            return _enrol(session, options)
        if options.act == "remove":
            session.factors.remove(options.kind)
        elif options.act == "add-key":
            session.factors.register_security_key()
        kinds = [factor.kind for factor in session.factors.list()]
        print_json({"factors": kinds}) if options.json else print("\n".join(kinds))
    return 0


def _enrol(session: PortalSession, options: argparse.Namespace) -> int:
    factors = session.factors
    act = factors.declare_application if options.act == "add" else factors.replace_application
    enrolment = act()
    if options.svg is not None:
        options.svg.touch(mode=0o600)
        options.svg.chmod(0o600)
        options.svg.write_bytes(enrolment.qr_svg())
        complain(f"The QR code is in {options.svg}: remove it when it is scanned.")
    else:
        print(enrolment.qr_terminal(), file=sys.stderr)
    enrolment.confirm(Secret(getpass("The code that the application shows: ").strip()))
    print_json({"declared": "totp"}) if options.json else print("declared: log in again with it")
    return 0


def _open(options: argparse.Namespace) -> PortalSession:
    factors = [_factor(kind, options) for kind in options.factor or ("prompt",)]
    return _portal(options).open(factors)


def _portal(options: argparse.Namespace) -> PortalLogin:
    from chorus_sdk.auth.login import PortalLogin
    from chorus_sdk.auth.pages_file import read_pages
    from chorus_sdk.config import Settings

    settings = Settings.load({"environment": options.environment, "base_url": options.base_url})
    return PortalLogin(
        options.user,
        _secret(_PASSWORD, f"Password of {options.user}: "),
        environment=settings.environment(),
        pages=read_pages(options.pages) if options.pages is not None else None,
        store=_store(options.store),
    )


def _factor(kind: str, options: argparse.Namespace) -> SecondFactor:
    from chorus_sdk.auth.email_code import EmailCode
    from chorus_sdk.auth.imap_mailbox import ImapMailbox
    from chorus_sdk.auth.second_factor import Prompt
    from chorus_sdk.auth.security_key import SecurityKey
    from chorus_sdk.auth.totp import Totp

    if kind == "totp":
        used, kept = _store(options.store), _store(options.totp_store)
        return (
            Totp.from_store(kept, used=used)
            if kept is not None
            else Totp.from_environment(used=used)
        )
    if kind == "email-code":
        if options.imap_host is None:
            raise ConfigurationError("Which mail server?", setting="imap_host", hint="--imap-host")
        user = options.imap_user or options.user
        secret = _secret(_MAIL_SECRET, f"Mailbox password of {user}: ")
        return EmailCode(ImapMailbox(options.imap_host, user, secret))
    return SecurityKey() if kind == "security-key" else Prompt()


def _store(folder: Path | None) -> SecretStore | None:
    from chorus_sdk.auth.file_store import FileStore

    return FileStore(folder) if folder is not None else None


def _secret(variable: str, ask: str) -> Secret[str]:
    return Secret(os.environ.get(variable) or getpass(ask))
