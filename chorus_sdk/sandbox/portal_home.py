"""Home, the caught mail, the QR code as a picture (*accueil, courriels*)."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Final

from chorus_sdk.sandbox.pages import refusal_page
from chorus_sdk.sandbox.portal_pages.home import home_page
from chorus_sdk.sandbox.portal_pages.mailbox import mailbox_page
from chorus_sdk.sandbox.portal_sessions import Stage
from chorus_sdk.sandbox.portal_visit import Desk, Reply, Route, Visit


def _show_home(desk: Desk, visit: Visit) -> Reply:
    email = visit.session.email
    member = desk.workspace.member(email) if desk.workspace else None
    html = home_page(
        visit.view(desk.accounts.name(email)), member.structure_name if member else None
    )
    return Reply(session=visit.session, html=html)


def _show_mailbox(desk: Desk, visit: Visit) -> Reply:
    if not desk.show_mailbox:
        return _nothing_here(visit)
    return Reply(session=visit.session, html=mailbox_page(visit.view(), desk.mailbox.messages()))


def _send_qr(desk: Desk, visit: Visit) -> Reply:
    """Send the QR code of a declaration under way, for another device to scan."""
    applications, email = desk.accounts.applications, visit.session.email
    if not applications.is_offered(email):
        return _nothing_here(visit)
    try:
        import segno
    except ImportError:
        return _nothing_here(visit)
    picture = io.BytesIO()
    code = segno.make(applications.provisioning_uri(email).reveal(), micro=False, error="m")
    code.save(picture, kind="png", scale=6)
    return Reply(
        session=visit.session,
        file=picture.getvalue(),
        file_name="application.png",
        media_type="image/png",
    )


def _nothing_here(visit: Visit) -> Reply:
    return Reply(session=visit.session, html=refusal_page(visit.view(), "not-found"), status=404)


HOME_ROUTES: Final[Mapping[str, Route]] = {
    "/home": Route(stage=Stage.OPEN, get=_show_home),
    "/factors/application/qr.png": Route(stage=Stage.OPEN, get=_send_qr),
    "/mailbox": Route(stage=Stage.ANONYMOUS, get=_show_mailbox),
}
