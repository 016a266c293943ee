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
│  ├─ TokenRefreshError
│  ├─ SecretStoreError               where sessions and secrets are kept: unsafe, absent, or held
│  ├─ PasswordRefusedError           a new password that the portal does not take
│  └─ ResetLinkExpiredError          a mailed link that no longer opens anything
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
│  └─ WouldBeLostError               not deposited: Chorus Pro would lose it; verdict, ways out
├─ JournalError                      the journal cannot be read or written
│  └─ AlreadyDepositedError          it has the invoice in another file; entry_id
├─ FlowError
│  ├─ FlowRejectedError  FlowPartlyIntegratedError  DeliveryNotProvenError    report
│  └─ WaitTimeoutError (TimeoutError)                                         last_status, waited
└─ InvoiceStateError                 an invoice's status does not fit; invoice_id, status
   ├─ IllegalMoveError (ValueError)  not sent: the status does not allow it; target, allowed
   ├─ StatusNotReachedError          ended, but not as waited for
   └─ StatusWaitTimeoutError (TimeoutError)   waited
```

Each class has a stable dotted `code`: test and branch on the class or the code, never on the text.
`hint` says what to do next. Programming mistakes stay plain `TypeError` and `ValueError`.
"""

from __future__ import annotations

from chorus_sdk.errors.answers import (
    AccessDeniedError,
    ApiError,
    NotFoundError,
    PlatformUnavailableError,
    RateLimitedError,
    RejectedRequestError,
    UnexpectedResponseError,
)
from chorus_sdk.errors.authentication import (
    AccountLockedError,
    AuthenticationError,
    FactorAlreadyDeclaredError,
    InvalidCredentialsError,
    PasswordExpiredError,
    PasswordRefusedError,
    ResetLinkExpiredError,
    SecondFactorExpiredError,
    SecondFactorRejectedError,
    SecondFactorRequiredError,
    SecretStoreError,
    SessionExpiredError,
    TokenRefreshError,
    WeakSecretError,
)
from chorus_sdk.errors.base import (
    ChorusError,
    Exchange,
)
from chorus_sdk.errors.configuration import (
    ConfigurationError,
    MissingExtraError,
)
from chorus_sdk.errors.documents import (
    AmbiguousFormatError,
    DocumentError,
    EmbeddedInvoiceMissingError,
    EncryptedDocumentError,
    LimitExceededError,
    LossyDocumentError,
    MalformedDocumentError,
    SignedDocumentError,
    UnknownFormatError,
    UnsafeDocumentError,
    UnsupportedProfileError,
)
from chorus_sdk.errors.flows import (
    AlreadyDepositedError,
    DeliveryNotProvenError,
    FlowError,
    FlowPartlyIntegratedError,
    FlowRejectedError,
    InvalidInvoiceError,
    JournalError,
    WaitTimeoutError,
    WouldBeLostError,
)
from chorus_sdk.errors.invoices import (
    IllegalMoveError,
    InvoiceStateError,
    StatusNotReachedError,
    StatusWaitTimeoutError,
)
from chorus_sdk.errors.transport import (
    ConnectionFailedError,
    Fingerprint,
    OutcomeUnknownError,
    ResponseTimeoutError,
    TransportError,
)

__all__ = [
    "AccessDeniedError",
    "AccountLockedError",
    "AlreadyDepositedError",
    "AmbiguousFormatError",
    "ApiError",
    "AuthenticationError",
    "ChorusError",
    "ConfigurationError",
    "ConnectionFailedError",
    "DeliveryNotProvenError",
    "DocumentError",
    "EmbeddedInvoiceMissingError",
    "EncryptedDocumentError",
    "Exchange",
    "FactorAlreadyDeclaredError",
    "Fingerprint",
    "FlowError",
    "FlowPartlyIntegratedError",
    "FlowRejectedError",
    "IllegalMoveError",
    "InvalidCredentialsError",
    "InvalidInvoiceError",
    "InvoiceStateError",
    "JournalError",
    "LimitExceededError",
    "LossyDocumentError",
    "MalformedDocumentError",
    "MissingExtraError",
    "NotFoundError",
    "OutcomeUnknownError",
    "PasswordExpiredError",
    "PasswordRefusedError",
    "PlatformUnavailableError",
    "RateLimitedError",
    "RejectedRequestError",
    "ResetLinkExpiredError",
    "ResponseTimeoutError",
    "SecondFactorExpiredError",
    "SecondFactorRejectedError",
    "SecondFactorRequiredError",
    "SecretStoreError",
    "SessionExpiredError",
    "SignedDocumentError",
    "StatusNotReachedError",
    "StatusWaitTimeoutError",
    "TokenRefreshError",
    "TransportError",
    "UnexpectedResponseError",
    "UnknownFormatError",
    "UnsafeDocumentError",
    "UnsupportedProfileError",
    "WaitTimeoutError",
    "WeakSecretError",
    "WouldBeLostError",
]
