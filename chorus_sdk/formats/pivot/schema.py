"""The pivot's schema, as a table (*schéma FEN0036A*): our own transcription, V1_20 to V2_02.

Order is the schema's. It is held against the official files in the tests.
"""

from __future__ import annotations

from typing import Final

from chorus_sdk.formats.pivot import lines, model
from chorus_sdk.formats.pivot.attachments import PivotAttachment
from chorus_sdk.formats.pivot.binding import Group, Kind, Leaf, attribute
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
from chorus_sdk.formats.pivot.plain_line import plain_line
from chorus_sdk.formats.pivot.simple_types import (
    DAY,
    INTEGER,
    NATURAL,
    UNTYPED,
    SimpleType,
    derived,
    exactly,
    of_form,
    up_to,
)
from chorus_sdk.invoice.chorus import InvoicingFramework

_NEW = PivotVersion.V2_02
_DECIMAL = Kind.DECIMAL
_TYPE_PJ = SimpleType("string", first_base="integer")


def _only(*codes: str) -> frozenset[str]:
    return frozenset(codes)


SUPPLIER: Final = Group(
    "Fournisseur",
    (
        Leaf(
            "TypeIdentifiant",
            "identifier_kind",
            required=True,
            simple=NATURAL,
            codes=IdentifierKind,
        ),
        Leaf("Identifiant", "identifier", required=True, simple=UNTYPED),
        Leaf("RaisonSociale", "name", required=True, simple=UNTYPED),
        Leaf("CodePays", "country", required=True, simple=exactly(2)),
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


def recipient(name: SimpleType) -> Group:
    """Describe the public buyer (*débiteur*), whose name has a type in status flows only."""
    return Group(
        "Debiteur",
        (
            Leaf(
                "TypeIdentifiant",
                "identifier_kind",
                required=True,
                simple=NATURAL,
                codes=IdentifierKind,
                allowed=lambda _: _only("1"),
            ),
            Leaf("Identifiant", "siret", required=True, vital=True, simple=exactly(14)),
            Leaf("Nom", "name", simple=name),
            Leaf("CodeService", "service_code", simple=up_to(100)),
            Leaf("NomService", "service_name"),
        ),
        name="recipient",
        build=model.PivotRecipient,
        required=True,
        vital=True,
    )


RECIPIENT: Final = recipient(UNTYPED)

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
        Leaf("ReferenceProduit", "product_reference", simple=UNTYPED),
        Leaf("PrixUnitaire", "unit_price", _DECIMAL, required=True, vital=True),
        Leaf("Quantite", "quantity", _DECIMAL, required=True, vital=True),
        Leaf("MontantHT", "net_amount", _DECIMAL, required=True, vital=True),
        Leaf("TauxTVA", "vat_rate", _DECIMAL),
    ),
    name="lines",
    build=lines.PivotLine,
    repeated=True,
    gather=lines.PivotLines,
)

DATA: Final = Group(
    "DonneesFacture",
    (
        Leaf("Id", "invoice_number", required=True, vital=True, simple=up_to(20)),
        Leaf("IdCPRO", "chorus_id", Kind.INTEGER, simple=derived(INTEGER), since=_NEW),
        Leaf("Renvoi", "resend", codes=Resend, since=_NEW),
        Leaf("IdFactureOrigine", "original_invoice_number", simple=up_to(20)),
        Leaf("Type", "type_code", required=True, vital=True, codes=DocumentType),
        Leaf("Cadre", "framework", required=True, codes=InvoicingFramework, allowed=frameworks),
        Leaf("DateEmissionFacture", "issue_date", Kind.DAY, required=True, vital=True),
        Leaf("DateLivraison", "delivery_date", Kind.DAY, simple=derived(DAY), since=_NEW),
        Group(
            "ModePaiement",
            (
                Leaf("Code", "payment_means", required=True, simple=INTEGER, codes=PaymentMeans),
                Leaf("Libelle", "payment_means_label"),
            ),
            required=True,
        ),
        Leaf("DateReception", "reception_date", Kind.DAY, required=True),
        Leaf(
            "DateMiseADispositionMOE",
            "project_manager_date",
            Kind.DAY,
            simple=derived(DAY),
            since=_NEW,
        ),
        Leaf("Devise", "currency", required=True, vital=True, simple=of_form("[A-Z]{3}")),
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
                Leaf("NumeroMarche", "contract_number", simple=up_to(50)),
                Leaf("NumeroEngagement", "commitment_number", simple=up_to(50)),
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
        Leaf("NomPJ", "name", required=True, simple=up_to(50)),
        Leaf("NomPJOrigine", "original_name", simple=up_to(50), since=_NEW),
        Leaf("CategoriePJ", "category", simple=up_to(50), since=_NEW),
        Leaf("TypePJ", "type_code", required=True, simple=_TYPE_PJ, codes=AttachmentType),
        Leaf("MimeTypePJ", "media_type", required=True, simple=UNTYPED),
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
            simple=NATURAL,
            codes=IdentifierKind,
            allowed=lambda _: _only("1", "2", "3", "4", "5", "6"),
        ),
        Leaf("Id", "identifier", required=True, simple=UNTYPED),
        Leaf("RaisonSociale", "name", required=True, simple=UNTYPED),
        Leaf("CodePays", "country", required=True, simple=exactly(2)),
        Leaf("Note", "note", simple=UNTYPED),
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
            least=1,
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
