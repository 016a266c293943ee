"""The two credentials that every call of the API needs, always both."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from chorus_sdk._secrets import Secret, as_secret

TECHNICAL_PASSWORD_DAYS: Final = 424
"""Age at which a technical account's password must have been renewed (chorus-pro-api §1.6)."""


@dataclass(frozen=True, kw_only=True)
class OAuthClient:
    """A PISTE application (*application PISTE*), under "OAuth Credentials", not "API Keys".

    Example:
        >>> OAuthClient(client_id="app", client_secret="s3cret")
        OAuthClient(client_id='app')
    """

    client_id: str
    client_secret: Secret[str] | str = field(repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "client_secret", as_secret(self.client_secret))

    @property
    def secret(self) -> Secret[str]:
        """The client secret."""
        return as_secret(self.client_secret)


@dataclass(frozen=True, kw_only=True)
class TechnicalAccount:
    """The technical account of a structure (*compte technique*), `TECH_…@cpro.fr`.

    The portal shows its password once; it must be renewed every 424 days.
    """

    login: str
    password: Secret[str] | str = field(repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "password", as_secret(self.password))

    @property
    def secret(self) -> Secret[str]:
        """The password."""
        return as_secret(self.password)


@dataclass(frozen=True, kw_only=True)
class Credentials:
    """Both credentials together (*identifiants*)."""

    application: OAuthClient
    technical_account: TechnicalAccount

    @classmethod
    def of(
        cls,
        *,
        client_id: str,
        client_secret: str | Secret[str],
        technical_login: str,
        technical_password: str | Secret[str],
    ) -> Credentials:
        """Make both from their four parts."""
        return cls(
            application=OAuthClient(client_id=client_id, client_secret=as_secret(client_secret)),
            technical_account=TechnicalAccount(
                login=technical_login, password=as_secret(technical_password)
            ),
        )
