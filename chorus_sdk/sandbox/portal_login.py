"""The login's pages (*connexion*): password, code, logout."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from chorus_sdk.sandbox import portal_keys
from chorus_sdk.sandbox.accounts import normal_address
from chorus_sdk.sandbox.mail import code_mail
from chorus_sdk.sandbox.pages import code_page, login_page, refusal_page
from chorus_sdk.sandbox.portal_rules import Verdict
from chorus_sdk.sandbox.portal_sessions import Session, Stage
from chorus_sdk.sandbox.portal_visit import Desk, Reply, Route, Visit

NOTICES: Final = ("session-ended", "logged-out", "password-changed")
CODE_ERRORS: Final[Mapping[Verdict, str]] = {
    Verdict.WRONG: "code-wrong",
    Verdict.USED: "code-used",
    Verdict.EXPIRED: "code-expired",
}
REFUSED: Final = 422
"""A form was understood and its content refused."""


def _show_login(_desk: Desk, visit: Visit) -> Reply:
    if visit.session.stage is Stage.OPEN:
        return Reply(session=visit.session, location="/home")
    notice = visit.request.query.get("notice", "")
    html = login_page(
        visit.view(), visit.token("/login"), notice=notice if notice in NOTICES else ""
    )
    return Reply(session=visit.session, html=html)


def _take_password(desk: Desk, visit: Visit) -> Reply:
    email = normal_address(visit.field("login_address").reveal())
    verdict = desk.accounts.check_password(email, visit.field("login_password"))
    if verdict is Verdict.LOCKED:
        return _locked(desk, visit)
    if verdict is not Verdict.ACCEPTED:
        html = login_page(visit.view(), visit.token("/login"), error="credentials")
        return Reply(session=visit.session, html=html, status=REFUSED)
    session = desk.sessions.advance(visit.session, email=email, stage=Stage.PASSWORD)
    if not desk.accounts.applications.is_declared(email):
        _mail_code(desk, session, visit.lang)
    return Reply(session=session, location="/login/code")


def _show_code(desk: Desk, visit: Visit) -> Reply:
    return _code_form(desk, visit)


def _take_code(desk: Desk, visit: Visit) -> Reply:
    email = visit.session.email
    with_application = desk.accounts.applications.is_declared(email)
    with_key = portal_keys.is_answered(visit)
    if with_key:
        verdict = portal_keys.check(desk, visit)
    elif with_application:
        verdict = desk.accounts.check_application_code(email, visit.field("app_code"))
    else:
        verdict = desk.accounts.check_mailed_code(
            email, visit.session.digest, visit.field("mailed_code")
        )
    if verdict is Verdict.ACCEPTED:
        session = desk.sessions.advance(visit.session, email=email, stage=Stage.OPEN)
        return Reply(session=session, location="/home")
    if verdict is Verdict.LOCKED:
        return _locked(desk, visit)
    if verdict is Verdict.EXPIRED and not (with_application or with_key):
        desk.sessions.end(visit.session)
        html = refusal_page(visit.view(), "mailed-code-expired", title="code.title")
        return Reply(session=None, html=html, status=REFUSED)
    return _code_form(desk, visit, error=CODE_ERRORS[verdict])


def _resend_code(desk: Desk, visit: Visit) -> Reply:
    if not desk.accounts.applications.is_declared(visit.session.email):
        _mail_code(desk, visit.session, visit.lang)
    return Reply(session=visit.session, location="/login/code")


def _log_out(desk: Desk, visit: Visit) -> Reply:
    desk.sessions.end(visit.session)
    return Reply(session=None, location="/login?notice=logged-out")


def _code_form(desk: Desk, visit: Visit, *, error: str = "") -> Reply:
    mailed = not desk.accounts.applications.is_declared(visit.session.email)
    html = code_page(
        visit.view(),
        visit.token("/login/code"),
        rules=desk.accounts.rules,
        resend=visit.token("/login/code/resend") if mailed else None,
        key=portal_keys.login_part(desk, visit),
        error=error,
    )
    return Reply(session=visit.session, html=html, status=REFUSED if error else 200)


def _locked(desk: Desk, visit: Visit) -> Reply:
    desk.accounts.codes.forget(visit.session.digest)
    desk.sessions.end(visit.session)
    return Reply(session=None, html=refusal_page(visit.view(), "locked"), status=403)


def _mail_code(desk: Desk, session: Session, lang: str) -> None:
    if not desk.accounts.is_mailbox(session.email):
        return  # an old account's login: the code goes nowhere
    code = desk.accounts.codes.issue(session.digest)
    minutes = desk.accounts.rules.code_life // 60
    desk.mailbox.send(code_mail(session.email, code, minutes=minutes, lang=lang))


LOGIN_ROUTES: Final[Mapping[str, Route]] = {
    "/login": Route(stage=Stage.ANONYMOUS, get=_show_login, post=_take_password),
    "/login/code": Route(stage=Stage.PASSWORD, get=_show_code, post=_take_code),
    "/login/code/resend": Route(stage=Stage.PASSWORD, post=_resend_code),
    "/logout": Route(stage=Stage.OPEN, post=_log_out),
}
