"""One of several processes that want the same portal session: prints what came of it."""

from __future__ import annotations

import sys
from pathlib import Path

from chorus_sdk import EmailCode, Environment, PortalLogin
from chorus_sdk._clock import SystemClock
from chorus_sdk.auth.file_store import FileStore
from chorus_sdk.errors import AuthenticationError
from chorus_sdk.sandbox.mail import Mailbox


def main(base_url: str, mails: str, folder: str, email: str, password: str) -> None:
    inbox = Mailbox(Path(mails), SystemClock()).inbox(email)
    login = PortalLogin(
        email, password, environment=Environment.at(base_url), store=FileStore(folder)
    )
    print("ready", flush=True)
    sys.stdin.readline()  # all begin at once
    try:
        with login.open(EmailCode(inbox, poll=0.05)) as session:
            print("in", *(factor.kind for factor in session.factors.list()))
    except AuthenticationError as error:
        print(error.code)


if __name__ == "__main__":
    main(*sys.argv[1:])
