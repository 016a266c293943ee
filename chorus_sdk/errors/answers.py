"""Answers of the platform that say no."""

from __future__ import annotations

from chorus_sdk.errors.base import ChorusError, Exchange


class ApiError(ChorusError):
    """The platform answered, and the answer is no (*refus*)."""

    code = "api"


class AccessDeniedError(ApiError):
    """The application or the account has no right to this operation (*accès refusé*)."""

    code = "api.access_denied"


class NotFoundError(ApiError):
    """The thing asked for does not exist (*introuvable*)."""

    code = "api.not_found"


class RateLimitedError(ApiError):
    """Too many calls (*trop d'appels*); `retry_after` is in seconds, or None."""

    code = "api.rate_limited"

    def __init__(
        self,
        message: str,
        *,
        retry_after: float | None = None,
        hint: str | None = None,
        exchange: Exchange | None = None,
    ) -> None:
        super().__init__(message, hint=hint, exchange=exchange)
        self.retry_after = retry_after


class PlatformUnavailableError(ApiError):
    """The platform is down or in maintenance (*plateforme indisponible*)."""

    code = "api.unavailable"


class RejectedRequestError(ApiError):
    """`codeRetour` is not 0 (*demande refusée*).

    Codes are per operation, so read `return_code` together with `label`, the platform's own
    `libelle`, passed on verbatim.
    """

    code = "api.rejected"

    def __init__(
        self,
        message: str,
        *,
        return_code: int,
        label: str,
        hint: str | None = None,
        exchange: Exchange | None = None,
    ) -> None:
        super().__init__(message, hint=hint, exchange=exchange)
        self.return_code = return_code
        self.label = label


class UnexpectedResponseError(ApiError):
    """The answer is outside the contract (*réponse inattendue*); `field` says where."""

    code = "api.unexpected"

    def __init__(
        self,
        message: str,
        *,
        field: str | None = None,
        hint: str | None = None,
        exchange: Exchange | None = None,
    ) -> None:
        super().__init__(message, hint=hint, exchange=exchange)
        self.field = field
