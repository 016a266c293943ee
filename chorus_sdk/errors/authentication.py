"""The platform does not accept who we say we are."""

from __future__ import annotations

from chorus_sdk.errors.base import ChorusError


class AuthenticationError(ChorusError):
    """The platform does not accept who we say we are (*authentification*)."""

    code = "auth"


class InvalidCredentialsError(AuthenticationError):
    """An identifier or its secret is wrong (*identifiants invalides*); tried once only."""

    code = "auth.credentials.invalid"


class PasswordExpiredError(AuthenticationError):
    """The password is past its term (*mot de passe expiré*), 424 days for a technical account."""

    code = "auth.password.expired"


class AccountLockedError(AuthenticationError):
    """The account is locked (*compte bloqué*); never retried."""

    code = "auth.account.locked"


class SecondFactorRequiredError(AuthenticationError):
    """The portal asks for a second factor that nobody gave (*second facteur*).

    `offered` names the kinds that the page offers, such as `email-code` and `totp`.
    """

    code = "auth.second_factor.required"

    def __init__(
        self, message: str, *, offered: tuple[str, ...] = (), hint: str | None = None
    ) -> None:
        super().__init__(message, hint=hint)
        self.offered = offered


class SecondFactorRejectedError(AuthenticationError):
    """The code was refused (*code refusé*): wrong, or already used."""

    code = "auth.second_factor.rejected"


class SecondFactorExpiredError(SecondFactorRejectedError):
    """The code came too late (*code expiré*): an e-mailed one lives ten minutes."""

    code = "auth.second_factor.expired"


class FactorAlreadyDeclaredError(AuthenticationError):
    """The account has its one authenticator application already (*application déclarée*)."""

    code = "auth.second_factor.already_declared"


class WeakSecretError(AuthenticationError):
    """A TOTP secret is too short to be safe (*secret trop court*); `bits` is its length."""

    code = "auth.second_factor.weak_secret"

    def __init__(self, message: str, *, bits: int, hint: str | None = None) -> None:
        super().__init__(message, hint=hint)
        self.bits = bits


class SessionExpiredError(AuthenticationError):
    """The portal session has ended (*session expirée*): log in again."""

    code = "auth.session.expired"


class TokenRefreshError(AuthenticationError):
    """No new access token could be had (*jeton d'accès*)."""

    code = "auth.token.refresh"


class SecretStoreError(AuthenticationError):
    """Where sessions and secrets are kept cannot be used (*coffre*): unsafe, absent, or held."""

    code = "auth.store"


class PasswordRefusedError(AuthenticationError):
    """The portal does not take the new password (*nouveau mot de passe refusé*)."""

    code = "auth.password.refused"


class ResetLinkExpiredError(AuthenticationError):
    """The mailed link of a password reset no longer opens anything (*lien expiré*)."""

    code = "auth.password.link_expired"
