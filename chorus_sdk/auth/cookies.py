"""Cookies of one origin (*témoins de connexion*), after RFC 6265, by the library's own clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final
from urllib.parse import SplitResult

from chorus_sdk._secrets import Secret

_LONGEST_LIFE: Final = 400 * 24 * 3600
_MOST_COOKIES: Final = 100
_LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, kw_only=True)
class Cookie:
    """One cookie (*témoin*); without `expires` it lives as long as the session."""

    value: Secret[str]
    path: str
    is_secure: bool
    expires: datetime | None


class CookieJar:
    """What the portal has asked us to bring along (*témoins*).

    Meant for one origin: a cookie for another host is dropped. `http.cookiejar` would ask the
    system for the time, so the few rules that apply are written out here.
    """

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], Cookie] = {}

    def take(self, lines: tuple[str, ...], url: SplitResult, now: datetime) -> None:
        """Keep, replace or drop cookies as the `Set-Cookie` lines say."""
        for line in lines:
            pair, _, rest = line.partition(";")
            name, equals, value = pair.partition("=")
            attributes = _attributes(rest)
            if not equals or not name.strip() or not _is_for(url, attributes):
                continue
            path = attributes.get("path", "")
            cookie = Cookie(
                value=Secret(value.strip().strip('"')),
                path=path if path.startswith("/") else _default_path(url.path),
                is_secure="secure" in attributes,
                expires=_expiry(attributes, now),
            )
            self._keep(name.strip(), cookie, now)

    def header(self, url: SplitResult, now: datetime) -> Secret[str] | None:
        """Return the `Cookie` header for a request, the longest path first."""
        fitting = [
            (name, cookie)
            for (name, _), cookie in self._kept.items()
            if (cookie.expires is None or cookie.expires > now)
            and _path_matches(url.path or "/", cookie.path)
            and (not cookie.is_secure or _is_trusted(url))
        ]
        fitting.sort(key=lambda pair: -len(pair[1].path))
        if not fitting:
            return None
        return Secret("; ".join(f"{name}={cookie.value.reveal()}" for name, cookie in fitting))

    def kept(self) -> tuple[tuple[str, Cookie], ...]:
        """Return every cookie with its name."""
        return tuple((name, cookie) for (name, _), cookie in self._kept.items())

    def restore(self, cookies: tuple[tuple[str, Cookie], ...]) -> None:
        """Take cookies that `kept` returned in place of those that are here."""
        self._kept = {(name, cookie.path): cookie for name, cookie in cookies}

    def clear(self) -> None:
        """Forget everything."""
        self._kept.clear()

    def __len__(self) -> int:
        return len(self._kept)

    def __repr__(self) -> str:
        return f"CookieJar(<{len(self)} cookies>)"

    def _keep(self, name: str, cookie: Cookie, now: datetime) -> None:
        key = (name, cookie.path)
        if cookie.expires is not None and cookie.expires <= now:
            self._kept.pop(key, None)
        elif key in self._kept or len(self._kept) < _MOST_COOKIES:
            self._kept[key] = cookie


def _attributes(rest: str) -> dict[str, str]:
    pairs = (part.partition("=") for part in rest.split(";"))
    return {name.strip().lower(): value.strip() for name, _, value in pairs if name.strip()}


def _is_for(url: SplitResult, attributes: dict[str, str]) -> bool:
    host = (url.hostname or "").lower()
    domain = attributes.get("domain", "").lstrip(".").lower()
    fits = not domain or host == domain or host.endswith(f".{domain}")
    return fits and ("secure" not in attributes or _is_trusted(url))


def _expiry(attributes: dict[str, str], now: datetime) -> datetime | None:
    age = attributes.get("max-age", "")
    if age.lstrip("-").isdecimal():
        if age.startswith("-") or not age.strip("0"):
            return now
        return now + timedelta(seconds=min(int(age[:12]), _LONGEST_LIFE))
    if "expires" not in attributes:
        return None
    try:
        said = parsedate_to_datetime(attributes["expires"])
    except (TypeError, ValueError, OverflowError, IndexError):
        return None
    return said if said.tzinfo is not None else said.replace(tzinfo=UTC)


def _default_path(path: str) -> str:
    return path[: path.rfind("/")] or "/" if path.startswith("/") else "/"


def _path_matches(path: str, of_cookie: str) -> bool:
    if path == of_cookie:
        return True
    return path.startswith(of_cookie if of_cookie.endswith("/") else f"{of_cookie}/")


def _is_trusted(url: SplitResult) -> bool:
    return url.scheme == "https" or (url.hostname or "") in _LOOPBACK
