"""A session as a store keeps it (*session conservée*): cookies and an instant, nothing else.

The password is not in it, nor any code: who steals it has the session until it ends, and no more.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from chorus_sdk._secrets import Secret
from chorus_sdk.auth.cookies import Cookie

_VERSION: Final = 1


@dataclass(frozen=True, kw_only=True)
class KeptSession:
    """The cookies of a session, and when it was opened (*session*)."""

    cookies: tuple[tuple[str, Cookie], ...]
    opened_at: datetime

    def written(self) -> Secret[str]:
        """Write it as JSON."""
        return Secret(
            json.dumps(
                {
                    "version": _VERSION,
                    "opened_at": self.opened_at.isoformat(),
                    "cookies": [_written(name, cookie) for name, cookie in self.cookies],
                }
            )
        )

    @classmethod
    def read(cls, text: Secret[str]) -> KeptSession | None:
        """Read what `written` wrote; None for anything else."""
        try:
            return _read(text)
        except (ValueError, KeyError, TypeError, AttributeError):
            return None


def session_name(portal_url: str, email: str) -> str:
    """Return the name that the session of one person on one portal is kept under."""
    whose = f"{portal_url.rstrip('/')}\0{email.strip().casefold()}"
    return f"session-{hashlib.sha256(whose.encode()).hexdigest()[:32]}"


def _written(name: str, cookie: Cookie) -> dict[str, object]:
    return {
        "name": name,
        "value": cookie.value.reveal(),
        "path": cookie.path,
        "is_secure": cookie.is_secure,
        "expires": cookie.expires.isoformat() if cookie.expires else None,
    }


def _read(text: Secret[str]) -> KeptSession | None:
    members = json.loads(text.reveal())
    if members["version"] != _VERSION:
        return None
    opened_at = datetime.fromisoformat(members["opened_at"])
    if opened_at.tzinfo is None:
        return None
    cookies = tuple(_read_cookie(each) for each in members["cookies"])
    return KeptSession(cookies=cookies, opened_at=opened_at)


def _read_cookie(members: dict[str, str | bool | None]) -> tuple[str, Cookie]:
    expires = members["expires"]
    return str(members["name"]), Cookie(
        value=Secret(str(members["value"])),
        path=str(members["path"]),
        is_secure=bool(members["is_secure"]),
        expires=datetime.fromisoformat(str(expires)) if expires else None,
    )
