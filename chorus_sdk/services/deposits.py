"""What is known of a file before it is deposited: its road, its size, its invoice numbers."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from chorus_sdk.errors import DocumentError, LimitExceededError, UnknownFormatError
from chorus_sdk.formats.archives import members
from chorus_sdk.formats.base import DepositRoute, Detection, FormatId, Source, load, source_name
from chorus_sdk.formats.detect import detect
from chorus_sdk.formats.documents import read
from chorus_sdk.limits import (
    DEFAULT_LIMITS,
    DEPOSIT_FILE_BYTES,
    DEPOSIT_NAME_CHARACTERS,
    Limits,
)

_EXTENSIONS = {
    FormatId.FACTURX: ".pdf",
    FormatId.PDF: ".pdf",
    FormatId.TAR_GZ: ".tar.gz",
    FormatId.ZIP: ".zip",
}


class InvoiceKey(NamedTuple):
    """What Chorus Pro tells two invoices apart by (*clé d'unicité*), and what to know them by.

    All are texts, empty where the file does not say: `supplier` is the SIRET, `number` BT-1,
    `issued_on` BT-2 as YYYY-MM-DD, `total` BT-112. A number is taken once a year for each SIREN
    (chorus-pro-business §7), and that is the text of the key.
    """

    supplier: str
    number: str
    issued_on: str = ""
    total: str = ""

    def __str__(self) -> str:
        return f"{self.supplier[:9]}/{self.issued_on[:4]}/{self.number}"


def distinct_numbers(invoices: Iterable[InvoiceKey]) -> tuple[str, ...]:
    """Return the number of each invoice (*numéros*); two suppliers' may be the same.

    Example:
        >>> first = InvoiceKey("12345678200051", "F1")
        >>> distinct_numbers([first, InvoiceKey("99900000300015", "F1"), first])
        ('F1', 'F1')
    """
    return tuple({str(one): one.number for one in invoices}.values())


@dataclass(frozen=True, kw_only=True)
class Parcel:
    """A file that is ready to be deposited (*fichier à déposer*)."""

    content: bytes
    file_name: str
    syntax: str
    sha256: str
    invoices: tuple[InvoiceKey, ...]

    @property
    def invoice_numbers(self) -> tuple[str, ...]:
        """The numbers (BT-1) of the invoices that could be read, each invoice once."""
        return distinct_numbers(self.invoices)

    def encoded(self) -> str:
        """The content in base64, as the platform takes it."""
        return base64.b64encode(self.content).decode("ascii")


def pack(
    source: Source,
    *,
    file_name: str | None = None,
    syntax: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Parcel:
    """Make a parcel of a source, refusing what the platform is known to refuse.

    Raises:
        UnknownFormatError: Chorus Pro takes no such file as a flow.
        LimitExceededError: over 10 MB, or a name over 200 characters.
    """
    name = file_name or source_name(source)
    content = load(source, limits)
    if len(content) > DEPOSIT_FILE_BYTES:
        raise LimitExceededError(
            "DEPOSIT_FILE_BYTES", value=len(content), maximum=DEPOSIT_FILE_BYTES
        )
    found = _road(content, limits)
    name = name or _default_name(found)
    if len(name) > DEPOSIT_NAME_CHARACTERS:
        raise LimitExceededError(
            "DEPOSIT_NAME_CHARACTERS", value=len(name), maximum=DEPOSIT_NAME_CHARACTERS
        )
    return Parcel(
        content=content,
        file_name=name,
        syntax=syntax or _syntax(found),
        sha256=hashlib.sha256(content).hexdigest(),
        invoices=_invoices(content, found, limits),
    )


def _road(content: bytes, limits: Limits) -> Detection:
    """Detect a file; of a lot, its first member, since a lot holds one syntax."""
    found = detect(content, limits=limits)
    if found.format is not FormatId.TAR_GZ:
        return found
    first = next(iter(members(content, limits=limits)), None)
    inner = detect(first.content, limits=limits) if first else None
    if inner is None or inner.deposit.route is not DepositRoute.FLOW:
        raise UnknownFormatError(
            "The archive holds no invoice that Chorus Pro takes as a flow.",
            hint="A lot is a tar.gz of invoices of one syntax.",
        )
    return Detection(format=FormatId.TAR_GZ, deposit=inner.deposit, evidence=inner.evidence)


def _syntax(found: Detection) -> str:
    road = found.deposit
    if road.route is DepositRoute.FLOW and road.flow_syntax:
        return road.flow_syntax
    if road.route in (DepositRoute.PDF, DepositRoute.SIGNED_PDF):
        raise UnknownFormatError(
            "A PDF without invoice data is not deposited as a flow.",
            hint="Embed its data (Factur-X) and deposit that, or deposit it on the portal.",
        )
    is_known = found.format is not FormatId.UNKNOWN
    raise UnknownFormatError(
        f"Chorus Pro takes no {found.format.value if is_known else 'such file'} as a flow.",
        hint="It takes UBL, CII, Factur-X, and tar.gz lots of one of them.",
    )


def _invoices(content: bytes, found: Detection, limits: Limits) -> tuple[InvoiceKey, ...]:
    """Read whose invoices these are; what cannot be read is judged by the platform."""
    if found.format is FormatId.TAR_GZ:
        files = [member.content for member in members(content, limits=limits)]
    else:
        files = [content]
    keys = (_key(file, limits) for file in files)
    return tuple(key for key in keys if key)


def _key(content: bytes, limits: Limits) -> InvoiceKey | None:
    try:
        invoice = read(content, limits=limits)
    except DocumentError:
        return None
    if not invoice.number:
        return None
    total = invoice.totals.with_vat
    return InvoiceKey(
        supplier=str(invoice.seller.siret or ""),
        number=invoice.number,
        issued_on=invoice.issue_date.isoformat() if invoice.issue_date else "",
        total="" if total is None else str(total),
    )


def _default_name(found: Detection) -> str:
    return f"facture{_EXTENSIONS.get(found.format, '.xml')}"
