"""The handlers of a security key (*clé de sécurité*): declared, used, removed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from chorus_sdk.sandbox.pages import refusal_page
from chorus_sdk.sandbox.portal_pages.markup import NOTHING, Markup
from chorus_sdk.sandbox.portal_pages.security_key import (
    RESPONSE_FIELD,
    key_login,
    key_missing_page,
    key_page,
)
from chorus_sdk.sandbox.portal_rules import Verdict
from chorus_sdk.sandbox.portal_sessions import Stage
from chorus_sdk.sandbox.portal_visit import Desk, Reply, Route, Visit

ADDED: Final = "key-added"
REMOVED: Final = "key-removed"
_CONFLICT: Final = 409
_REFUSED: Final = 422


def host_of(visit: Visit) -> str:
    """Return where the browser is: what a key's answer is bound to."""
    return (visit.request.headers.get("host") or "").lower()


def login_part(desk: Desk, visit: Visit) -> Markup:
    """Return the part of the code page for a key, where the account has one."""
    email = visit.session.email
    if not desk.accounts.keys.is_declared(email):
        return NOTHING
    request = desk.accounts.keys.challenge(email, visit.session.digest, host_of(visit))
    return key_login(visit.view(), visit.token("/login/code"), request)


def is_answered(visit: Visit) -> bool:
    """Say whether a key's answer was sent."""
    return bool(visit.field(RESPONSE_FIELD))


def check(desk: Desk, visit: Visit) -> Verdict:
    """Check a key's answer of this login."""
    return desk.accounts.check_key(
        visit.session.email, visit.session.digest, host_of(visit), visit.field(RESPONSE_FIELD)
    )


def _show(desk: Desk, visit: Visit, *, error: str = "") -> Reply:
    keys, session = desk.accounts.keys, visit.session
    if not keys.are_possible():
        return Reply(session=session, html=key_missing_page(visit.view()), status=_CONFLICT)
    if keys.is_declared(session.email):
        return _second_key(visit)
    offer = keys.offer(session.email, session.digest, host_of(visit))
    html = key_page(visit.view(), visit.token("/factors/key"), offer, error=error)
    return Reply(session=session, html=html, status=_REFUSED if error else 200)


def _declare(desk: Desk, visit: Visit) -> Reply:
    keys, session = desk.accounts.keys, visit.session
    if keys.is_declared(session.email):
        return _second_key(visit)
    if not keys.are_possible():
        return _show(desk, visit)
    answer = visit.field(RESPONSE_FIELD)
    verdict = keys.declare(session.email, session.digest, host_of(visit), answer)
    if verdict is not Verdict.ACCEPTED:
        return _show(desk, visit, error="key-wrong")
    return Reply(session=session, location=f"/factors?notice={ADDED}")


def _remove(desk: Desk, visit: Visit) -> Reply:
    desk.accounts.keys.remove(visit.session.email)
    return Reply(session=visit.session, location=f"/factors?notice={REMOVED}")


def _second_key(visit: Visit) -> Reply:
    html = refusal_page(visit.view(), "key-exists", title="key.title")
    return Reply(session=visit.session, html=html, status=_CONFLICT)


KEY_ROUTES: Final[Mapping[str, Route]] = {
    "/factors/key": Route(stage=Stage.OPEN, get=_show, post=_declare),
    "/factors/key/remove": Route(stage=Stage.OPEN, post=_remove),
}
