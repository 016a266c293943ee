"""Documents that cannot be used."""

from __future__ import annotations

from chorus_sdk.errors.base import ChorusError


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
