"""Legal commitments: is an order number right before it is invoiced (*engagements juridiques*)."""

from __future__ import annotations

from typing import Annotated, Final, TypeAlias

from chorus_sdk._http.api import Api
from chorus_sdk._http.exchange import JsonValue
from chorus_sdk.errors import RejectedRequestError
from chorus_sdk.services.codes import CommitmentStatus
from chorus_sdk.services.operations import FETCH_COMMITMENT, SEARCH_COMMITMENTS
from chorus_sdk.services.quirks import (
    AS_TEXT,
    WireAmount,
    WireDate,
    WireNumber,
    WireText,
    as_list,
    finds_nothing,
    parse_text,
)
from chorus_sdk.services.structures import Structure
from chorus_sdk.services.wire import commitments as wire
from chorus_sdk.services.wire.codec import DomainModel, decode, decode_rows, encode, pick

NUMBER_CHARACTERS: Final = 50
"""The longest commitment number (chorus-pro-api §6.1)."""

Members: TypeAlias = tuple[tuple[str, str], ...]
"""Members as the platform names them, with their texts: no source says what they are."""


class Commitment(DomainModel):
    """A legal commitment (*engagement juridique*), such as an order; amounts are in euros."""

    id: WireNumber = None
    number: WireText = None
    type_label: WireText = None
    status_label: WireText = None
    created_on: WireDate = None
    service_code: WireText = None
    issuing_service_code: WireText = None
    service_name: WireText = None
    net_total: WireAmount = None
    gross_total: WireAmount = None
    supplier: WireText = None
    supplier_status: WireText = None


class CommitmentLine(DomainModel):
    """A line of a commitment (*poste*): `gross_total` is its amount with VAT."""

    number: WireText = None
    status: WireText = None
    gross_total: WireAmount = None


class CommitmentDetails(DomainModel):
    """What a commitment holds (*détail d'un engagement*).

    `issuer`, `supplier` and `payment_requests` keep the platform's own member names.
    """

    id: WireNumber = None
    status: Annotated[CommitmentStatus | None, AS_TEXT] = None
    issuer: Members = ()
    supplier: Members = ()
    lines: tuple[CommitmentLine, ...] = ()
    payment_requests: tuple[Members, ...] = ()


class Commitments:
    """Legal commitments of the State (*engagements juridiques*); local bodies have none here."""

    def __init__(self, api: Api) -> None:
        self._api = api

    def search(
        self,
        supplier: Structure | int,
        *,
        number: str | None = None,
        status: CommitmentStatus | str | None = CommitmentStatus.ORDERED,
    ) -> tuple[Commitment, ...]:
        """Search the commitments that a supplier received (*rechercher*); *unverified*.

        Raises:
            ValueError: `number` has more than 50 characters.
            ApiError, AuthenticationError, TransportError: no list was given.
        """
        if number is not None and len(number) > NUMBER_CHARACTERS:
            raise ValueError(f"a commitment number has at most {NUMBER_CHARACTERS} characters")
        supplier_id = supplier if isinstance(supplier, int) else supplier.id
        asked = {
            "supplier_id": str(supplier_id),
            "number": number,
            "status": str(status) if status else None,
        }
        try:
            members = self._api.call(SEARCH_COMMITMENTS, encode(asked, wire.SEARCH))
        except RejectedRequestError as error:
            if finds_nothing(error):
                return ()
            raise
        listed = as_list(pick(members, wire.COMMITMENTS))
        return decode_rows(Commitment, listed, wire.COMMITMENT)

    def find(self, supplier: Structure | int, number: str) -> Commitment | None:
        """Return the ordered commitment of that number, or None (*recherche par numéro*)."""
        return next(iter(self.search(supplier, number=number)), None)

    def fetch(self, number: str) -> CommitmentDetails:
        """Return what a commitment holds (*consulter le détail*); *unverified*.

        Raises:
            RejectedRequestError: no such commitment, or no right to it.
        """
        members = self._api.call(FETCH_COMMITMENT, encode({"number": number}, wire.FETCH))
        head = decode(CommitmentDetails, members, wire.DETAILS)
        listed = as_list(pick(members, wire.PAYMENT_REQUESTS))
        return head.model_copy(
            update={
                "issuer": _members(pick(members, wire.ISSUER)),
                "supplier": _members(pick(members, wire.SUPPLIER)),
                "lines": decode_rows(CommitmentLine, as_list(pick(members, wire.LINES)), wire.LINE),
                "payment_requests": tuple(_members(row) for row in listed),
            }
        )


def _members(value: JsonValue) -> Members:
    row = value if isinstance(value, dict) else {}
    texts = ((name, parse_text(inner)) for name, inner in row.items())
    return tuple((name, text) for name, text in texts if text is not None)
