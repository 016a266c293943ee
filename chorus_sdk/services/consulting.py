"""Reading one invoice in full, its inner lists to their ends (*consulter une facture*).

Each inner list has pages of its own: where the first answer announces more than it gave, all is
asked for once more, in pages that are long enough.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from chorus_sdk._http.api import Api
from chorus_sdk._http.exchange import JsonObject, JsonValue
from chorus_sdk._http.operation import Operation
from chorus_sdk.errors import UnexpectedResponseError
from chorus_sdk.services.invoice_details import (
    BankDetails,
    DetailFile,
    DetailLine,
    DetailTotals,
    DetailVat,
    Factor,
    FollowingPiece,
    InvoiceActor,
    InvoiceDetails,
    InvoiceRecipient,
    InvoiceReferences,
    InvoiceSupplier,
    PostalAddress,
    PrecedingPiece,
)
from chorus_sdk.services.quirks import as_list, parse_number
from chorus_sdk.services.wire import invoice_details as wire
from chorus_sdk.services.wire.codec import (
    DomainModel,
    Model,
    Names,
    decode,
    decode_rows,
    encode,
    pick,
)

_LISTS: Final = (wire.VAT_ROWS, wire.LINE_ROWS, wire.FILE_ROWS)
_PARTS: Final[Mapping[str, tuple[type[DomainModel], Names]]] = {
    "first_approver": (InvoiceActor, wire.FIRST_APPROVER),
    "second_approver": (InvoiceActor, wire.SECOND_APPROVER),
    "project_manager": (InvoiceActor, wire.PROJECT_MANAGER),
    "contracting_authority": (InvoiceActor, wire.CONTRACTING_AUTHORITY),
    "references": (InvoiceReferences, wire.REFERENCES),
    "totals": (DetailTotals, wire.TOTALS),
    "preceding": (PrecedingPiece, wire.PRECEDING),
}


def consult(
    api: Api,
    operation: Operation,
    invoice_id: int,
    pages: Mapping[str, tuple[str, str]],
    *,
    language: str = "fr",
) -> InvoiceDetails:
    """Ask for an invoice with one of the three operations; `pages` names its paging objects.

    Raises:
        RejectedRequestError: no such invoice, or no right to it.
        UnexpectedResponseError: the answer holds no invoice.
    """
    asked = encode({"id": invoice_id, "language": language}, wire.ASK)
    row = _invoice(api.call(operation, asked))
    wanted = max(_announced(row, at) for at in _LISTS)
    if not _is_complete(row):
        paging = {name: {page: 1, size: wanted} for name, (page, size) in pages.items()}
        row = _invoice(api.call(operation, {**asked, **paging}))
    return read_details(row)


def read_details(row: JsonObject) -> InvoiceDetails:
    """Make an invoice of the platform's members (*facture*)."""
    top = decode(InvoiceDetails, row, wire.TOP)
    parts: dict[str, object] = {
        name: decode(model, row, names) for name, (model, names) in _PARTS.items()
    }
    parts["recipient"] = _with_parts(
        decode(InvoiceRecipient, row, wire.RECIPIENT),
        address=decode(PostalAddress, row, wire.RECIPIENT_ADDRESS),
    )
    parts["supplier"] = _with_parts(
        decode(InvoiceSupplier, row, wire.SUPPLIER),
        address=decode(PostalAddress, row, wire.SUPPLIER_ADDRESS),
        bank=decode(BankDetails, row, wire.BANK),
        factor=decode(Factor, row, wire.FACTOR),
    )
    parts["following"] = _following(row)
    parts["vat"] = _rows(DetailVat, row, wire.VAT, wire.VAT_ROWS)
    parts["lines"] = _rows(DetailLine, row, wire.LINE, wire.LINE_ROWS)
    parts["files"] = _rows(DetailFile, row, wire.FILE, wire.FILE_ROWS)
    return _with_parts(top, **parts, is_complete=_is_complete(row))


def _invoice(members: JsonObject) -> JsonObject:
    row = pick(members, wire.INVOICE)
    if isinstance(row, dict):
        return row
    raise UnexpectedResponseError("The answer holds no invoice.", field=wire.INVOICE)


def _with_parts(whole: Model, **parts: object) -> Model:
    return whole.model_copy(update=parts)


def _rows(
    model: type[Model], row: JsonObject, names: Names, at: Mapping[str, str]
) -> tuple[Model, ...]:
    return decode_rows(model, _listed(row, at), names)


def _listed(row: JsonObject, at: Mapping[str, str]) -> list[JsonValue]:
    return list(as_list(pick(row, at["rows"])))


def _announced(row: JsonObject, at: Mapping[str, str]) -> int:
    return parse_number(pick(row, at["total"])) or 0


def _is_complete(row: JsonObject) -> bool:
    return all(_announced(row, at) <= len(_listed(row, at)) for at in _LISTS)


def _following(row: JsonObject) -> FollowingPiece:
    piece = decode(FollowingPiece, row, wire.FOLLOWING)
    if piece.number is not None:
        return piece
    spelt = {**wire.FOLLOWING, "number": wire.FOLLOWING_NUMBER_AS_RECIPIENT}
    return decode(FollowingPiece, row, spelt)
