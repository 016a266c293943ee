"""Rows of the directory of recipients (*annuaire des destinataires*): values."""

from __future__ import annotations

from chorus_sdk.services.quirks import WireDate, WireFlag, WireText
from chorus_sdk.services.wire.codec import DomainModel


class Recipient(DomainModel):
    """A recipient that a search found (*destinataire*); `id` is its *idStructureCPP*."""

    id: int
    siret: WireText = None
    name: WireText = None
    post_code: WireText = None
    city: WireText = None


class Company(DomainModel):
    """What the register of companies says of a SIRET (*informations SIRET*)."""

    siret: WireText = None
    siren: WireText = None
    head_office: WireText = None
    head_office_place: WireText = None
    name: WireText = None
    title: WireText = None
    address: WireText = None
    size_category: WireText = None
    legal_category: WireText = None
    company_created_on: WireDate = None
    created_on: WireDate = None
    reactivated_on: WireDate = None
    related_siret: WireText = None
    internal_number: WireText = None
    is_active: WireFlag = None
    is_confidential: WireFlag = None


class ExecutingService(DomainModel):
    """A service that carries out an order (*service exécutant*)."""

    id: int
    code: WireText = None
    name: WireText = None


class _Listed(DomainModel):
    """Where something is."""

    address: WireText = None
    address_2: WireText = None
    address_3: WireText = None
    post_code: WireText = None
    city: WireText = None
    phone: WireText = None
    email: WireText = None
    country_code: WireText = None
    country: WireText = None


class ListedStructure(_Listed):
    """A structure of the directory's file (*structure de l'annuaire*): what it demands."""

    identifier: str
    identifier_type: WireText = None
    name: WireText = None
    sends_by_edi: WireFlag = None
    receives_by_edi: WireFlag = None
    reports_payment: WireFlag = None
    commitment_required: WireFlag = None
    service_code_required: WireFlag = None
    service_code_or_commitment_required: WireFlag = None
    is_contracting_authority: WireFlag = None
    is_contracting_authority_only: WireFlag = None
    is_active: WireFlag = None


class ListedService(_Listed):
    """A service of the directory's file (*service de l'annuaire*), with its structure's SIRET."""

    structure_identifier: WireText = None
    structure_name: WireText = None
    code: str
    name: WireText = None
    commitment_required: WireFlag = None
    is_active: WireFlag = None
