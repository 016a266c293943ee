"""Chapter 1: log in with the e-mailed code, declare an application, log in with its code."""

from __future__ import annotations

from chorus_sdk.auth.email_code import EmailCode
from chorus_sdk.auth.login import PortalLogin
from chorus_sdk.cli.demo.stage import EMAIL, Stage


def log_in_with_both_factors(stage: Stage) -> None:
    """Tell the chapter (*connexion*)."""
    login = PortalLogin(EMAIL, stage.password, environment=stage.environment, clock=stage.clock)

    inbox = stage.sandbox.mailbox.inbox(EMAIL)
    session = login.open(second_factor=EmailCode(inbox, clock=stage.clock))
    mail = stage.sandbox.mailbox.messages(EMAIL)[-1]
    print(f"  password accepted; a code came by mail from « {mail['From']} »")
    print("  code accepted: logged in")

    enrolment = session.factors.declare_application()
    picture = stage.folder / "authenticator.png"
    picture.write_bytes(enrolment.qr_png())
    print(enrolment.qr_terminal())
    print(f"  to be scanned by an authenticator application (also in {picture})")
    enrolment.confirm()
    print("  application confirmed by its first code; the portal ends the session")

    with login.open(second_factor=enrolment.totp()) as session:
        declared = ", ".join(factor.kind for factor in session.factors.list())
        print(f"  logged in again with the application's code; declared factors: {declared}")
