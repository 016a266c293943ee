"""Log in to the portal with the e-mailed code, then with an authenticator application."""

from chorus_sdk import EmailCode, PortalLogin
from chorus_sdk.sandbox import ManualClock, Sandbox

EMAIL, PASSWORD = "compta@exemple.fr", "un long mot de passe"

with Sandbox(clock=ManualClock()) as sandbox:
    sandbox.add_user(EMAIL, PASSWORD)
    login = PortalLogin(
        EMAIL,
        PASSWORD,
        environment=sandbox.environment,
        transport=sandbox.transport(),
        clock=sandbox.clock,
    )
    session = login.open(second_factor=EmailCode(sandbox.mailbox.inbox(EMAIL), clock=sandbox.clock))
    enrolment = session.factors.declare_application()
    print(enrolment.qr_terminal())
    enrolment.confirm()

    # Keep the secret apart from the password: beside it, it is no second factor.
    with login.open(second_factor=enrolment.totp()) as session:
        print([factor.kind for factor in session.factors.list()])
