"""Puts the two credentials on a request: the bearer token and the `cpro-account` header."""

from __future__ import annotations

import base64
import threading
from collections.abc import Mapping

from chorus_sdk._secrets import Secret
from chorus_sdk.auth.credentials import TechnicalAccount
from chorus_sdk.auth.tokens import Token, TokenSource


class PisteAuthorizer:
    """Authorises calls of the API (*autorisation*); safe to share between threads.

    `cpro-account` is base64 of `login:password` of the technical account, in UTF-8, on one line.

    Source: chorus-pro-api §1.3.
    """

    def __init__(self, tokens: TokenSource, account: TechnicalAccount) -> None:
        self._tokens = tokens
        self._account = _account_header(account)
        self._given = threading.local()

    def headers(self) -> Mapping[str, str | Secret[str]]:
        """Return both headers with a token that is good now.

        Raises:
            InvalidCredentialsError, TokenRefreshError: no token could be had.
        """
        token = self._tokens.token()
        self._given.token = token
        return {
            "Authorization": Secret(f"Bearer {token.value.reveal()}"),
            "cpro-account": self._account,
        }

    def refresh(self) -> None:
        """Have another token taken than the one that this thread was given last."""
        given: Token | None = getattr(self._given, "token", None)
        if given is not None:
            self._tokens.renew(given)


def _account_header(account: TechnicalAccount) -> Secret[str]:
    return Secret(
        base64.b64encode(f"{account.login}:{account.secret.reveal()}".encode()).decode("ascii")
    )
