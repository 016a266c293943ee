"""Rows of the platform's reference lists (*référentiels*): values."""

from __future__ import annotations

from typing import Annotated

from chorus_sdk.services.codes import AttachmentOwner
from chorus_sdk.services.quirks import (
    AS_TEXT,
    WireAmount,
    WireFlag,
    WireInstant,
    WireNumber,
    WireText,
)
from chorus_sdk.services.wire.codec import DomainModel


class Labelled(DomainModel):
    """A code with the platform's own label (*code et libellé*), in the language asked for."""

    code: str
    label: WireText = None


class VatRate(Labelled):
    """A VAT rate (*taux de TVA*): `rate` is in percent."""

    rate: WireAmount = None


class RefusalReason(Labelled):
    """Why an approver may refuse an invoice (*motif de refus*)."""

    id: WireNumber = None


class AttachmentType(Labelled):
    """A type of attachment (*type de pièce jointe*): `owner` is what it is meant for."""

    id: WireNumber = None
    owner: Annotated[AttachmentOwner | None, AS_TEXT] = None


class TicketCategory(DomainModel):
    """A subject of support tickets (*catégorie de sollicitation*)."""

    id: WireNumber = None
    code: WireText = None
    label: WireText = None


class TicketSubcategory(DomainModel):
    """A closer subject of support tickets (*sous-catégorie de sollicitation*).

    `categories` are the subjects that it was listed under.
    """

    id: WireNumber = None
    code: WireText = None
    label: WireText = None
    is_active: WireFlag = None
    created_at: WireInstant = None
    modified_at: WireInstant = None
    categories: tuple[TicketCategory, ...] = ()
