"""Every error that this library raises, drawn as a tree and defined in that order.

```text
ChorusError                          code, message, hint, exchange (redacted) or None; picklable
├─ ConfigurationError                missing or contradictory settings; names the setting
│  └─ MissingExtraError              an optional dependency is not installed; names the extra
├─ AuthenticationError
│  ├─ InvalidCredentialsError
│  ├─ PasswordExpiredError           the technical account's password has a term
│  ├─ AccountLockedError             never retried
│  ├─ SecondFactorRequiredError      names the factors that the portal offers
│  ├─ SecondFactorRejectedError
│  │  └─ SecondFactorExpiredError    the e-mailed code is older than its ten minutes
│  ├─ FactorAlreadyDeclaredError     an account has one authenticator application, never two
│  ├─ WeakSecretError                a TOTP secret that the library refuses
│  ├─ SessionExpiredError
│  └─ TokenRefreshError
├─ TransportError                    no usable answer
│  ├─ ConnectionFailedError          surely not sent
│  ├─ ResponseTimeoutError (TimeoutError)
│  └─ OutcomeUnknownError            a deposit or an act may have happened; carries its fingerprint
├─ ApiError                          an answer that says no
│  ├─ AccessDeniedError  NotFoundError  RateLimitedError  PlatformUnavailableError
│  ├─ RejectedRequestError           codeRetour ≠ 0: return_code, label (libelle, verbatim)
│  └─ UnexpectedResponseError        outside the contract; says which field
├─ DocumentError (ValueError)
│  ├─ UnknownFormatError  AmbiguousFormatError
│  ├─ MalformedDocumentError         line, column
│  ├─ UnsafeDocumentError            DOCTYPE, entity, hostile name
│  │  └─ LimitExceededError          limit, value, maximum
│  ├─ EncryptedDocumentError         a PDF that needs a password
│  ├─ EmbeddedInvoiceMissingError    a PDF without its XML
│  ├─ SignedDocumentError            writing would break a signature
│  ├─ UnsupportedProfileError
│  └─ LossyDocumentError             the target cannot carry everything; names what
├─ InvalidInvoiceError (ValueError)  report
└─ FlowError
   ├─ FlowRejectedError  FlowPartlyIntegratedError  DeliveryNotProvenError    report
   └─ WaitTimeoutError (TimeoutError)                                         last_status, waited
```

Each class has a stable dotted `code`: test and branch on the class or the code, never on the text.
`hint` says what to do next. Programming mistakes stay plain `TypeError` and `ValueError`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from chorus_sdk.findings import Report


@dataclass(frozen=True, kw_only=True)
class Exchange:
    """What may be told of one request and its answer (*échange*): no URL, header or body.

    `duration` is in seconds; `status` is None when no answer came.
    """

    operation: str
    method: str
    status: int | None = None
    attempt: int = 1
    duration: float | None = None


@dataclass(frozen=True, kw_only=True)
class Fingerprint:
    """What to look for when the answer to a deposit was lost (*empreinte*).

    Shape: file name, SHA-256 in hexadecimal, invoice numbers (BT-1) that the file holds,
    instant of sending.
    """

    operation: str
    file_name: str | None = None
    sha256: str | None = None
    invoice_numbers: tuple[str, ...] = ()
    sent_at: datetime | None = None


def _rebuild(
    cls: type[ChorusError], args: tuple[object, ...], state: dict[str, object]
) -> ChorusError:
    error = cls.__new__(cls, *args)
    error.args = args
    error.__dict__.update(state)
    return error


class ChorusError(Exception):
    """Root of every error of the library (*erreur*).

    Attributes:
        message: one short English sentence, without body or secret.
        hint: what to do next, or None.
        exchange: the redacted exchange with the platform, or None.

    Example:
        >>> error = NotFoundError("No such structure.", hint="Check the SIRET.")
        >>> error.code, str(error)
        ('api.not_found', 'No such structure. Check the SIRET.')
    """

    code: ClassVar[str] = "chorus"

    def __init__(
        self, message: str, *, hint: str | None = None, exchange: Exchange | None = None
    ) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.exchange = exchange

    def __str__(self) -> str:
        return f"{self.message} {self.hint}" if self.hint else self.message

    def __reduce__(
        self,
    ) -> tuple[object, tuple[type[ChorusError], tuple[object, ...], dict[str, object]]]:
        return _rebuild, (type(self), self.args, dict(self.__dict__))


# ── Configuration ───────────────────────────────────────────────────────────────────────────


class ConfigurationError(ChorusError):
    """A setting is missing or contradicts another (*paramétrage*); `setting` names it."""

    code = "configuration"

    def __init__(
        self, message: str, *, setting: str | None = None, hint: str | None = None
    ) -> None:
        super().__init__(message, hint=hint)
        self.setting = setting


class MissingExtraError(ConfigurationError):
    """An optional dependency is not installed (*dépendance facultative*); `extra` names it."""

    code = "configuration.missing_extra"

    def __init__(self, extra: str, *, purpose: str) -> None:
        super().__init__(
            f"{purpose} needs the extra [{extra}].", hint=f'pip install "chorus_sdk[{extra}]"'
        )
        self.extra = extra


# ── Authentication ──────────────────────────────────────────────────────────────────────────


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


# ── Transport ───────────────────────────────────────────────────────────────────────────────


class TransportError(ChorusError):
    """No usable answer came (*transport*); the request may have been seen."""

    code = "transport"


class ConnectionFailedError(TransportError):
    """No connection could be opened: the request was surely not sent (*connexion impossible*)."""

    code = "transport.connection"


class ResponseTimeoutError(TransportError, TimeoutError):
    """No answer within the time limit (*délai dépassé*); the request may have been seen."""

    code = "transport.timeout"


class OutcomeUnknownError(TransportError):
    """The answer to a deposit or an act was lost (*issue inconnue*): it may have happened.

    Look for `fingerprint` on the platform before sending again: Chorus Pro has no idempotency key.
    """

    code = "transport.outcome_unknown"

    def __init__(
        self,
        message: str,
        *,
        fingerprint: Fingerprint,
        hint: str | None = None,
        exchange: Exchange | None = None,
    ) -> None:
        super().__init__(message, hint=hint, exchange=exchange)
        self.fingerprint = fingerprint


# ── Answers that say no ─────────────────────────────────────────────────────────────────────


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


# ── Documents ───────────────────────────────────────────────────────────────────────────────


class DocumentError(ChorusError, ValueError):
    """A document cannot be used (*document*)."""

    code = "document"


class UnknownFormatError(DocumentError):
    """The format is not one that can be used here (*format inconnu*)."""

    code = "document.unknown_format"


class AmbiguousFormatError(DocumentError):
    """Several readings are possible (*format ambigu*); `candidates` lists them."""

    code = "document.ambiguous_format"

    def __init__(
        self, message: str, *, candidates: tuple[str, ...], hint: str | None = None
    ) -> None:
        super().__init__(message, hint=hint)
        self.candidates = candidates


class MalformedDocumentError(DocumentError):
    """The document is not well-formed (*document mal formé*).

    `line` and `column` count from 1; `offset` counts bytes from 0. Each is None when not known.
    """

    code = "document.malformed"

    def __init__(
        self,
        message: str,
        *,
        line: int | None = None,
        column: int | None = None,
        offset: int | None = None,
        hint: str | None = None,
    ) -> None:
        super().__init__(message, hint=hint)
        self.line = line
        self.column = column
        self.offset = offset


class UnsafeDocumentError(DocumentError):
    """The document tries something that no invoice needs (*document dangereux*)."""

    code = "document.unsafe"


class LimitExceededError(UnsafeDocumentError):
    """A safety limit of `chorus_sdk.limits.Limits` is passed (*limite dépassée*).

    `limit` is the field's name, `value` what was met (None when reading stopped before it was
    known), `maximum` what is allowed.
    """

    code = "document.limit_exceeded"

    def __init__(self, limit: str, *, value: int | None, maximum: int) -> None:
        met = "more than that" if value is None else f"{value:,}"
        super().__init__(
            f"The document passes the limit {limit}: {met}, where {maximum:,} is allowed.",
            hint=f"If you trust the document, pass limits=Limits({limit}=…).",
        )
        self.limit = limit
        self.value = value
        self.maximum = maximum


class EncryptedDocumentError(DocumentError):
    """The PDF cannot be opened without a password (*document chiffré*)."""

    code = "document.encrypted"


class EmbeddedInvoiceMissingError(DocumentError):
    """The PDF holds no invoice data (*facture embarquée absente*)."""

    code = "document.embedded_invoice_missing"


class SignedDocumentError(DocumentError):
    """Writing this PDF would break its signature (*document signé*)."""

    code = "document.signed"


class UnsupportedProfileError(DocumentError):
    """The profile cannot be read or written here (*profil non pris en charge*)."""

    code = "document.unsupported_profile"

    def __init__(
        self, message: str, *, profile: str | None = None, hint: str | None = None
    ) -> None:
        super().__init__(message, hint=hint)
        self.profile = profile


class LossyDocumentError(DocumentError):
    """The target format cannot carry everything that the invoice says (*perte de données*).

    `places` names what would be lost, as paths in the model such as `buyer.contact.department`.
    """

    code = "document.lossy"

    def __init__(
        self, message: str, *, places: tuple[str, ...] = (), hint: str | None = None
    ) -> None:
        super().__init__(message, hint=hint)
        self.places = places


# ── Invoices and flows ──────────────────────────────────────────────────────────────────────


class InvalidInvoiceError(ChorusError, ValueError):
    """The invoice breaks rules (*facture non conforme*); `report` lists them."""

    code = "invoice.invalid"

    def __init__(self, message: str, *, report: Report, hint: str | None = None) -> None:
        super().__init__(message, hint=hint)
        self.report = report


class FlowError(ChorusError):
    """Something is wrong with a deposited flow (*flux*); `flow_id` is its number."""

    code = "flow"

    def __init__(self, message: str, *, flow_id: str, hint: str | None = None) -> None:
        super().__init__(message, hint=hint)
        self.flow_id = flow_id


class FlowRejectedError(FlowError):
    """The whole flow was refused (*flux rejeté*): no invoice of it was delivered.

    `report` holds the platform's reasons, `status` the flow's end state on the wire.
    """

    code = "flow.rejected"

    def __init__(
        self, message: str, *, flow_id: str, status: str, report: Report, hint: str | None = None
    ) -> None:
        super().__init__(message, flow_id=flow_id, hint=hint)
        self.status = status
        self.report = report


class FlowPartlyIntegratedError(FlowRejectedError):
    """Some invoices were refused, the others delivered (*flux intégré partiellement*).

    `report` names the refused ones; `delivered` numbers (BT-1) those that search has found.
    """

    code = "flow.partly_integrated"

    def __init__(
        self,
        message: str,
        *,
        flow_id: str,
        status: str,
        report: Report,
        delivered: tuple[str, ...] = (),
        hint: str | None = None,
    ) -> None:
        super().__init__(message, flow_id=flow_id, status=status, report=report, hint=hint)
        self.delivered = delivered


class DeliveryNotProvenError(FlowRejectedError):
    """The flow says integrated, yet search does not find its invoices (*remise non prouvée*).

    This is the silent loss that the library exists to show. `missing` lists the numbers (BT-1).
    """

    code = "flow.delivery_not_proven"

    def __init__(
        self,
        message: str,
        *,
        flow_id: str,
        status: str,
        report: Report,
        missing: tuple[str, ...] = (),
        hint: str | None = None,
    ) -> None:
        super().__init__(message, flow_id=flow_id, status=status, report=report, hint=hint)
        self.missing = missing


class WaitTimeoutError(FlowError, TimeoutError):
    """The end was not reached in time (*attente dépassée*): the wait can be taken up again.

    `waited` is in seconds.
    """

    code = "flow.wait_timeout"

    def __init__(
        self,
        message: str,
        *,
        flow_id: str,
        last_status: str | None,
        waited: float,
        hint: str | None = None,
    ) -> None:
        super().__init__(message, flow_id=flow_id, hint=hint)
        self.last_status = last_status
        self.waited = waited
