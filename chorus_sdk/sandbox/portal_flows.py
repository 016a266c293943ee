"""Following the deposited files (*suivi des flux*): their state, their report, its PDF."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Final

from chorus_sdk.sandbox.operations.reports import consult_report
from chorus_sdk.sandbox.portal_members import MemberHandler, asked_page, for_members, not_found
from chorus_sdk.sandbox.portal_pages.flow import flow_page
from chorus_sdk.sandbox.portal_pages.flows import flows_page
from chorus_sdk.sandbox.portal_pages.paging import PAGE_SIZE, Pages
from chorus_sdk.sandbox.portal_pages.work import forbidden_page
from chorus_sdk.sandbox.portal_sessions import Stage
from chorus_sdk.sandbox.portal_visit import Handler, Reply, Route, Visit
from chorus_sdk.sandbox.portal_workspace import Member


def _for_followers(handler: MemberHandler) -> Handler:
    """Let only those through who have the right to follow flows."""

    def guarded(member: Member, visit: Visit) -> Reply:
        if not member.follows_flows:
            return Reply(session=visit.session, html=forbidden_page(visit.view()), status=403)
        return handler(member, visit)

    return for_members(guarded)


def _list(member: Member, visit: Visit) -> Reply:
    number = visit.request.query.get("number", "").strip()
    page = asked_page(visit)
    flows, total = member.flows(
        number=number or None, start=(page - 1) * PAGE_SIZE, count=PAGE_SIZE
    )
    pages = Pages(page=page, total=total, asked={"number": number})
    html = flows_page(visit.view(), flows, pages, now=member.call.now)
    return Reply(session=visit.session, html=html)


def _show(member: Member, visit: Visit) -> Reply:
    flow = member.flow(visit.request.query.get("number", ""))
    if flow is None:
        return not_found(visit)
    return Reply(session=visit.session, html=flow_page(visit.view(), flow, now=member.call.now))


def _send_report(member: Member, visit: Visit) -> Reply:
    number = visit.request.query.get("number", "")
    said = consult_report(member.asks({"numeroFluxDepot": number}))
    return Reply(
        session=visit.session,
        file=base64.b64decode(str(said["fichierCR"])),
        file_name=f"{said['numeroFluxDepot']}.pdf",
        media_type="application/pdf",
    )


FLOW_ROUTES: Final[Mapping[str, Route]] = {
    "/flows": Route(stage=Stage.OPEN, get=_for_followers(_list)),
    "/flows/detail": Route(stage=Stage.OPEN, get=_for_followers(_show)),
    "/flows/report.pdf": Route(stage=Stage.OPEN, get=_for_followers(_send_report)),
}
