"""Organisations, their services and files, as the repository gives them: values.

Source: chorus-pro-api §3.8. An empty text counts as none.
"""

from __future__ import annotations

from typing import Annotated

from chorus_sdk._codes import OpenCode
from chorus_sdk.services.quirks import (
    AS_TEXT,
    WireFlag,
    WireInstant,
    WireNumber,
    WireText,
)
from chorus_sdk.services.wire.codec import DomainModel


class OrganisationKind(OpenCode):
    """Public or private (*type d'organisation*)."""

    PRIVATE = ("private", "private", "privée")
    PUBLIC = ("public", "public", "publique")


class OrganisationStatus(OpenCode):
    """Whether an organisation is in use (*statut*)."""

    ACTIVE = ("active", "active", "active")
    INACTIVE = ("inactive", "inactive", "inactive")
    BEING_ACTIVATED = ("activation in progress", "being activated", "en cours d'activation")


class OrganisationServiceStatus(OpenCode):
    """Whether a service is in use (*état du service*)."""

    ACTIVE = ("ACTIF", "active", "actif")
    INACTIVE = ("INACTIF", "inactive", "inactif")
    DELETED = ("SUPPRIME", "deleted", "supprimé")


class _Place(DomainModel):
    """Where something is; `country` is a name, not a code."""

    address: WireText = None
    address_2: WireText = None
    address_3: WireText = None
    post_code: WireText = None
    city: WireText = None
    country: WireText = None
    phone: WireText = None
    updated_at: WireInstant = None


class Organisation(_Place):
    """An organisation of the repository (*organisation*).

    `uuid` has 32 hexadecimal characters. A search that names `fields` leaves the others None.
    """

    uuid: WireText = None
    identifier: WireText = None
    identifier_type: WireText = None
    name: WireText = None
    legal_name: WireText = None
    last_name: WireText = None
    first_name: WireText = None
    kind: Annotated[OrganisationKind | None, AS_TEXT] = None
    status: Annotated[OrganisationStatus | None, AS_TEXT] = None
    vat_number: WireText = None
    register_number: WireText = None
    main_contact: WireText = None
    parent: WireText = None
    email: WireText = None
    commitment_required: WireFlag = None
    service_code_required: WireFlag = None
    service_code_or_commitment_required: WireFlag = None
    payment_status_not_reported: WireFlag = None
    has_contracting_authority: WireFlag = None
    is_contracting_authority_only: WireFlag = None
    receives_life_cycles: WireFlag = None
    sends_flows: WireFlag = None
    is_agricultural_centre: WireFlag = None
    pacage_number: WireText = None
    memorandum_category: WireText = None
    beneficiary_category: WireText = None
    origin: WireText = None
    is_confidential: WireFlag = None
    legal_category: WireText = None
    size_category: WireText = None


class OrganisationService(_Place):
    """A service of an organisation (*service*): `organisation` is its organisation's `uuid`."""

    uuid: WireText = None
    code: WireText = None
    name: WireText = None
    description: WireText = None
    organisation: WireText = None
    status: Annotated[OrganisationServiceStatus | None, AS_TEXT] = None
    commitment_required: WireFlag = None
    created_at: WireInstant = None
    active_from: WireInstant = None
    active_to: WireInstant = None
    modified_at: WireInstant = None
    deleted_at: WireInstant = None


class OrganisationAttachment(DomainModel):
    """A file of an organisation (*pièce jointe*): `size` is in bytes."""

    uuid: str
    file_name: WireText = None
    media_type: WireText = None
    size: WireNumber = None
