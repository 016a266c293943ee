"""What the pages behind the login are worked with (*visiteur*): a session, as its parts see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from chorus_sdk.auth.pages import PageKind
from chorus_sdk.auth.web_page import WebPage

if TYPE_CHECKING:
    from chorus_sdk.auth.forms import Submission


class Visitor(Protocol):
    """What is needed of a session (*session*)."""

    def visit(self, kind: PageKind) -> WebPage:
        """Open a page of the description."""
        ...

    def send(self, page: WebPage, submission: Submission, *, step: str) -> WebPage:
        """Send a form."""
        ...

    def expect(self, page: WebPage, kind: PageKind, *, step: str) -> WebPage:
        """Return the page if it is of that kind."""
        ...

    def end(self) -> None:
        """Forget the session."""
        ...
