"""The handlers of an account and of its password (*compte, mot de passe*)."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from typing import Final

from chorus_sdk._secrets import Secret
from chorus_sdk.sandbox.accounts import normal_address
from chorus_sdk.sandbox.mail import reset_mail
from chorus_sdk.sandbox.pages import refusal_page
from chorus_sdk.sandbox.portal_keys import host_of
from chorus_sdk.sandbox.portal_pages.account import (
    account_page,
    forgotten_page,
    password_page,
    reset_page,
)
from chorus_sdk.sandbox.portal_rules import Verdict
from chorus_sdk.sandbox.portal_sessions import Stage
from chorus_sdk.sandbox.portal_visit import Desk, Reply, Route, Visit

CHANGED: Final = "/login?notice=password-changed"
_REFUSED: Final = 422
_GONE: Final = 410


def _show_account(desk: Desk, visit: Visit) -> Reply:
    email = visit.session.email
    html = account_page(visit.view(), email, desk.accounts.profiles.of(email))
    return Reply(session=visit.session, html=html)


def _show_password(desk: Desk, visit: Visit, *, error: str = "") -> Reply:
    least = desk.accounts.rules.password_least
    html = password_page(visit.view(), visit.token("/account/password"), least=least, error=error)
    return Reply(session=visit.session, html=html, status=_REFUSED if error else 200)


def _change_password(desk: Desk, visit: Visit) -> Reply:
    email, current = visit.session.email, visit.field("current_password")
    verdict = desk.accounts.check_password(email, current)
    if verdict is Verdict.LOCKED:
        desk.sessions.end_all(email)
        html = refusal_page(visit.view(), "locked")
        return Reply(session=None, html=html, status=403)
    if verdict is not Verdict.ACCEPTED:
        return _show_password(desk, visit, error="password-wrong")
    chosen = _chosen(visit)
    if chosen is None or chosen == current or not desk.accounts.set_password(email, chosen):
        return _show_password(desk, visit, error="password-refused")
    desk.sessions.end_all(email)
    return Reply(session=None, location=CHANGED)


def _show_forgotten(_desk: Desk, visit: Visit) -> Reply:
    html = forgotten_page(visit.view(), visit.token("/password/forgotten"))
    return Reply(session=visit.session, html=html)


def _mail_link(desk: Desk, visit: Visit) -> Reply:
    email = normal_address(visit.field("login_address").reveal())
    if desk.accounts.exists(email) and desk.accounts.is_mailbox(email):
        key = desk.accounts.links.issue(email)
        host = host_of(visit)
        scheme = "http" if host.startswith(("127.", "localhost", "[::1]")) else "https"
        link = Secret(f"{scheme}://{host}{visit.base}/password/reset?key={key.reveal()}")
        minutes = desk.accounts.rules.reset_life // 60
        desk.mailbox.send(reset_mail(email, link, minutes=minutes, lang=visit.lang))
    html = forgotten_page(visit.view(), visit.token("/password/forgotten"), is_sent=True)
    return Reply(session=visit.session, html=html)


def _show_reset(desk: Desk, visit: Visit) -> Reply:
    return _reset_form(desk, visit, Secret(visit.request.query.get("key", "")))


def _reset(desk: Desk, visit: Visit) -> Reply:
    key, chosen = visit.field("key"), _chosen(visit)
    email = desk.accounts.links.owner(key)
    if email is None:
        return _gone(visit)
    if chosen is None or not desk.accounts.set_password(email, chosen):
        return _reset_form(desk, visit, key, error="password-refused")
    desk.accounts.links.spend(key)
    desk.sessions.end_all(email)
    return Reply(session=visit.session, location=CHANGED)


def _reset_form(desk: Desk, visit: Visit, key: Secret[str], *, error: str = "") -> Reply:
    if desk.accounts.links.owner(key) is None:
        return _gone(visit)
    html = reset_page(
        visit.view(),
        visit.token("/password/reset"),
        key,
        least=desk.accounts.rules.password_least,
        error=error,
    )
    return Reply(session=visit.session, html=html, status=_REFUSED if error else 200)


def _gone(visit: Visit) -> Reply:
    html = refusal_page(visit.view(), "link-expired", title="reset.title")
    return Reply(session=visit.session, html=html, status=_GONE)


def _chosen(visit: Visit) -> Secret[str] | None:
    """Return the new password where it was typed twice alike."""
    chosen, again = visit.field("new_password"), visit.field("new_password_again")
    same = hmac.compare_digest(
        chosen.reveal().encode("utf-8", "replace"), again.reveal().encode("utf-8", "replace")
    )
    return chosen if same else None


ACCOUNT_ROUTES: Final[Mapping[str, Route]] = {
    "/account": Route(stage=Stage.OPEN, get=_show_account),
    "/account/password": Route(stage=Stage.OPEN, get=_show_password, post=_change_password),
    "/password/forgotten": Route(stage=Stage.ANONYMOUS, get=_show_forgotten, post=_mail_link),
    "/password/reset": Route(stage=Stage.ANONYMOUS, get=_show_reset, post=_reset),
}
