"""Pages for people who are attached to a structure (*pages des utilisateurs rattachés*)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeAlias

from chorus_sdk.sandbox.operations.call import RefusalError, UnreadableCallError
from chorus_sdk.sandbox.pages import refusal_page
from chorus_sdk.sandbox.portal_pages.work import detached_page
from chorus_sdk.sandbox.portal_visit import Desk, Handler, Reply, Visit
from chorus_sdk.sandbox.portal_workspace import Member

LAST_PAGE: Final = 100_000
"""No list has more pages."""

MemberHandler: TypeAlias = Callable[[Member, Visit], Reply]


def for_members(handler: MemberHandler) -> Handler:
    """Let only those through who work for a structure; others learn what they lack."""

    def guarded(desk: Desk, visit: Visit) -> Reply:
        member = desk.workspace.member(visit.session.email) if desk.workspace else None
        if member is None:
            return Reply(session=visit.session, html=detached_page(visit.view()), status=403)
        try:
            return handler(member, visit)
        except (RefusalError, UnreadableCallError):
            return not_found(visit)

    return guarded


def not_found(visit: Visit) -> Reply:
    """Answer that there is no such thing, or not for this person: both look alike."""
    return Reply(session=visit.session, html=refusal_page(visit.view(), "not-found"), status=404)


def asked_page(visit: Visit) -> int:
    """Return the page of a list that is wanted, the first one where the number is none."""
    text = visit.request.query.get("page", "")
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 1
    return min(max(number, 1), LAST_PAGE)
