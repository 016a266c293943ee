"""The pivot's schema, as a table (*schéma FEN0036A*): our own transcription, V1_20 to V2_02.

Order is the schema's. It is held against the official files in the tests.
"""

from __future__ import annotations

import re
from typing import Final

from chorus_sdk.formats.pivot import model
from chorus_sdk.formats.pivot.attachments import PivotAttachment
from chorus_sdk.formats.pivot.binding import Group, Kind, Leaf, attribute, exactly, up_to
from chorus_sdk.formats.pivot.codes import (
    AttachmentType,
    BankReferenceKind,
    DocumentType,
    IdentifierKind,
    IssuingMode,
    PaymentMeans,
    PivotVersion,
    Resend,
    frameworks,
)
from chorus_sdk.formats.pivot.envelope import PivotEnvelope, PivotParameter, PivotPartner
from chorus_sdk.formats.pivot.plain_line import plain_line
from chorus_sdk.invoice.chorus import InvoicingFramework

_NEW = PivotVersion.V2_02
_DECIMAL = Kind.DECIMAL


def _only(*codes: str) -> frozenset[str]:
    return frozenset(codes)


def _partner(tag: str, name: str) -> Group:
    return Group(
        tag,
        (
            Leaf("Id", "id", required=True, shape=re.compile(r".{3,8}", re.DOTALL)),
            Leaf("Libelle", "label"),
            Leaf("Note", "note"),
        ),
        name=name,
        build=PivotPartner,
        required=True,
    )


ENVELOPE: Final = Group(
    "EnveloppeUnitaire",
    (
        attribute("NumOrdre", "rank", Kind.INTEGER),
        Group(
            "Parametres",
            (
                Group(
                    "ParametreIndiv",
                    (
                        Leaf("@NumOrdre", "rank", shape=re.compile("[0-9]{4}")),
                        Leaf("Code", "code", required=True, shape=exactly(5)),
                        Leaf("Valeurparametre", "value", required=True),
                        Leaf("Note", "note"),
                    ),
                    name="parameters",
                    build=PivotParameter,
                    repeated=True,
                ),
            ),
            required=True,
        ),
        Group(
            "Partenaires",
            (_partner("Recepteur", "receiver"), _partner("Emetteur", "sender")),
            required=True,
        ),
    ),
    build=PivotEnvelope,
)

SUPPLIER: Final = Group(
    "Fournisseur",
    (
        Leaf("TypeIdentifiant", "identifier_kind", required=True, codes=IdentifierKind),
        Leaf("Identifiant", "identifier", required=True),
        Leaf("RaisonSociale", "name", required=True),
        Leaf("CodePays", "country", required=True, shape=exactly(2)),
        Group(
            "ReferenceBancaire",
            (
                Leaf("@Type", "kind", codes=BankReferenceKind),
                Leaf("Compte", "account"),
                Leaf("Etablissement", "institution"),
                Leaf("RaisonSocialeEncaisseur", "payee"),
            ),
            name="bank_account",
            build=model.PivotBankAccount,
        ),
        Leaf("ModeEmission", "issuing_mode", required=True, codes=IssuingMode),
    ),
    name="supplier",
    build=model.PivotSupplier,
    required=True,
    vital=True,
)

RECIPIENT: Final = Group(
    "Debiteur",
    (
        Leaf(
            "TypeIdentifiant",
            "identifier_kind",
            required=True,
            codes=IdentifierKind,
            allowed=lambda _: _only("1"),
        ),
        Leaf("Identifiant", "siret", required=True, vital=True, shape=exactly(14)),
        Leaf("Nom", "name"),
        Leaf("CodeService", "service_code", shape=up_to(100)),
        Leaf("NomService", "service_name"),
    ),
    name="recipient",
    build=model.PivotRecipient,
    required=True,
    vital=True,
)

VAT: Final = Group(
    "TVA",
    (
        Leaf("Taux", "rate", _DECIMAL, required=True, vital=True),
        Leaf("BaseHt", "base", _DECIMAL, required=True, vital=True),
        Leaf("MontantTVA", "amount", _DECIMAL, required=True, vital=True),
    ),
    name="vat",
    build=model.PivotVat,
    repeated=True,
)


LINE: Final = Group(
    "Ligne",
    (
        attribute("NumOrdre", "rank", Kind.INTEGER, vital=True),
        Leaf("ReferenceProduit", "product_reference"),
        Leaf("PrixUnitaire", "unit_price", _DECIMAL, required=True, vital=True),
        Leaf("Quantite", "quantity", _DECIMAL, required=True, vital=True),
        Leaf("MontantHT", "net_amount", _DECIMAL, required=True, vital=True),
        Leaf("TauxTVA", "vat_rate", _DECIMAL),
    ),
    name="lines",
    build=model.PivotLine,
    repeated=True,
    gather=model.PivotLines,
)

DATA: Final = Group(
    "DonneesFacture",
    (
        Leaf("Id", "invoice_number", required=True, vital=True, shape=up_to(20)),
        Leaf("IdCPRO", "chorus_id", Kind.INTEGER, since=_NEW),
        Leaf("Renvoi", "resend", codes=Resend, since=_NEW),
        Leaf("IdFactureOrigine", "original_invoice_number", shape=up_to(20)),
        Leaf("Type", "type_code", required=True, vital=True, codes=DocumentType),
        Leaf("Cadre", "framework", required=True, codes=InvoicingFramework, allowed=frameworks),
        Leaf("DateEmissionFacture", "issue_date", Kind.DAY, required=True, vital=True),
        Leaf("DateLivraison", "delivery_date", Kind.DAY, since=_NEW),
        Group(
            "ModePaiement",
            (
                Leaf("Code", "payment_means", required=True, codes=PaymentMeans),
                Leaf("Libelle", "payment_means_label"),
            ),
            required=True,
        ),
        Leaf("DateReception", "reception_date", Kind.DAY, required=True),
        Leaf("DateMiseADispositionMOE", "project_manager_date", Kind.DAY, since=_NEW),
        Leaf("Devise", "currency", required=True, vital=True, shape=re.compile("[A-Z]{3}")),
        Group(
            "Montants",
            (
                Leaf("MontantHT", "net_total", _DECIMAL, required=True, vital=True),
                Leaf("MontantTTC", "gross_total", _DECIMAL, required=True, vital=True),
                Leaf("MontantNetAPayer", "payable", _DECIMAL, required=True, vital=True),
            ),
            required=True,
            vital=True,
        ),
        Group("TVAs", (VAT,)),
        Group(
            "Engagement",
            (
                Leaf("NumeroMarche", "contract_number", shape=up_to(50)),
                Leaf("NumeroEngagement", "commitment_number", shape=up_to(50)),
            ),
        ),
        Group("Lignes", (LINE,)),
    ),
    required=True,
    vital=True,
)

ATTACHMENT: Final = Group(
    "PJ",
    (
        attribute("NumOrdre", "rank", Kind.INTEGER),
        Leaf("IdUnique", "unique_id"),
        Leaf("IdOriginal", "original_id"),
        Leaf("Contenu", "content", Kind.CONTENT),
        Leaf("NomPJ", "name", required=True, shape=up_to(50)),
        Leaf("NomPJOrigine", "original_name", shape=up_to(50), since=_NEW),
        Leaf("CategoriePJ", "category", shape=up_to(50), since=_NEW),
        Leaf("TypePJ", "type_code", required=True, codes=AttachmentType),
        Leaf("MimeTypePJ", "media_type", required=True),
    ),
    name="attachments",
    build=PivotAttachment,
    repeated=True,
    required=True,
)

PRODUCER: Final = Group(
    "ProducteurStatut",
    (
        Leaf(
            "TypeIdentifiant",
            "identifier_kind",
            required=True,
            codes=IdentifierKind,
            allowed=lambda _: _only("1", "2", "3", "4", "5", "6"),
        ),
        Leaf("Id", "identifier", required=True),
        Leaf("RaisonSociale", "name", required=True),
        Leaf("CodePays", "country", required=True, shape=exactly(2)),
        Leaf("Note", "note"),
    ),
    name="producer",
    build=model.PivotProducer,
    required=True,
)

VALIDATION: Final = Group(
    "CycleDeValidation",
    (
        Group(
            "ValidationUnitaire",
            (
                Leaf("DateStatut", "on", Kind.DAY, required=True, vital=True),
                Leaf("CodeStatut", "status_code", Kind.NUMERAL, required=True, vital=True),
                Leaf("ComplementStatut", "complement"),
                Leaf("Commentaire", "comment"),
                PRODUCER,
            ),
            name="validation_steps",
            build=model.PivotValidationStep,
            repeated=True,
        ),
    ),
)

INVOICE: Final = Group(
    "CPPFacturePivotUnitaire",
    (
        attribute("NumOrdre", "rank", Kind.INTEGER),
        SUPPLIER,
        RECIPIENT,
        DATA,
        ATTACHMENT,
        VALIDATION,
    ),
    build=model.PivotInvoice,
)

SHORTCUTS: Final = {LINE.tag: plain_line}
"""Elements that are read as soon as they close."""

DOCUMENT: Final = Group(
    "CPPFacturePivot",
    (
        Leaf("@Version", "version"),
        Group("Enveloppe", (), required=True),
        Group("CPPFactures", (attribute("Compteur", "count", Kind.INTEGER),), required=True),
    ),
)
"""What stands around the envelopes and the invoices."""
