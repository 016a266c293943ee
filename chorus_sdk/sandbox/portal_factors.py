"""The account's factors: their list, declaring an application (*facteurs*)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from chorus_sdk._secrets import Secret
from chorus_sdk.sandbox import portal_keys
from chorus_sdk.sandbox.pages import (
    added_page,
    application_page,
    factors_page,
    refusal_page,
    settings_page,
)
from chorus_sdk.sandbox.portal_login import CODE_ERRORS
from chorus_sdk.sandbox.portal_rules import Verdict
from chorus_sdk.sandbox.portal_sessions import Stage
from chorus_sdk.sandbox.portal_visit import Desk, Reply, Route, Visit
from chorus_sdk.sandbox.wording import word

CONFLICT: Final = 409
REMOVED: Final = "application-removed"
_NOTICES: Final = (REMOVED, portal_keys.ADDED, portal_keys.REMOVED)


def _show_factors(desk: Desk, visit: Visit) -> Reply:
    notice = visit.request.query.get("notice", "")
    html = factors_page(
        visit.view(),
        declared=desk.accounts.applications.is_declared(visit.session.email),
        remove=visit.token("/factors/application/remove"),
        has_key=desk.accounts.keys.is_declared(visit.session.email),
        remove_key=visit.token("/factors/key/remove"),
        notice=notice if notice in _NOTICES else "",
    )
    return Reply(session=visit.session, html=html)


def _show_settings(_desk: Desk, visit: Visit) -> Reply:
    html = settings_page(visit.view(), visit.token("/factors/application"))
    return Reply(session=visit.session, html=html)


def _begin_application(desk: Desk, visit: Visit) -> Reply:
    if not desk.accounts.applications.offer(visit.session.email):
        return _second_application(visit)
    return Reply(session=visit.session, location="/factors/application")


def _show_application(desk: Desk, visit: Visit) -> Reply:
    email, applications = visit.session.email, desk.accounts.applications
    if applications.is_declared(email):
        return _second_application(visit)
    if not applications.is_offered(email):
        return Reply(session=visit.session, location="/factors/settings")
    error = visit.request.query.get("error", "")
    uri = applications.provisioning_uri(email)
    html = application_page(
        visit.view(),
        visit.token("/factors/application/confirm"),
        secret=applications.secret(email),
        uri=uri,
        qr=_qr(uri, word("application.qr", visit.lang)),
        error=error if error in CODE_ERRORS.values() else "",
    )
    return Reply(session=visit.session, html=html)


def _confirm_application(desk: Desk, visit: Visit) -> Reply:
    email, applications = visit.session.email, desk.accounts.applications
    if applications.is_declared(email):
        return _second_application(visit)
    if not applications.is_offered(email):
        return Reply(session=visit.session, location="/factors/settings")
    verdict = applications.confirm(email, visit.field("app_code"))
    if verdict is not Verdict.ACCEPTED:
        where = f"/factors/application?error={CODE_ERRORS[verdict]}"
        return Reply(session=visit.session, location=where)
    desk.sessions.end_all(email)
    return Reply(session=None, location="/application-added")


def _remove_application(desk: Desk, visit: Visit) -> Reply:
    if desk.accounts.applications.is_declared(visit.session.email):
        desk.accounts.applications.remove(visit.session.email)
    return Reply(session=visit.session, location=f"/factors?notice={REMOVED}")


def _show_added(_desk: Desk, visit: Visit) -> Reply:
    return Reply(session=visit.session, html=added_page(visit.view()))


def _second_application(visit: Visit) -> Reply:
    html = refusal_page(visit.view(), "application-exists", title="application.title")
    return Reply(session=visit.session, html=html, status=CONFLICT)


def _qr(uri: Secret[str], title: str) -> Secret[str] | None:
    try:
        import segno
    except ImportError:
        return None
    return Secret(segno.make(uri.reveal(), micro=False, error="m").svg_inline(scale=5, title=title))


FACTOR_ROUTES: Final[Mapping[str, Route]] = {
    "/factors": Route(stage=Stage.OPEN, get=_show_factors),
    "/factors/settings": Route(stage=Stage.OPEN, get=_show_settings),
    "/factors/application": Route(stage=Stage.OPEN, get=_show_application, post=_begin_application),
    "/factors/application/remove": Route(stage=Stage.OPEN, post=_remove_application),
    "/factors/application/confirm": Route(stage=Stage.OPEN, post=_confirm_application),
    **portal_keys.KEY_ROUTES,
    "/application-added": Route(stage=Stage.ANONYMOUS, get=_show_added),
}
