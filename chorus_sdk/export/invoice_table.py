"""The table of invoices (*table des factures*): one row an invoice, and what its columns mean."""

from __future__ import annotations

from typing import Final

from chorus_sdk.export.columns import Column, Kind, Table

_TEXT, _INTEGER, _AMOUNT, _DAY = Kind.TEXT, Kind.INTEGER, Kind.AMOUNT, Kind.DAY

_NEVER_EMPTY: Final = frozenset(
    {
        "source_file",
        "invoice_index",
        "invoice_number",
        "type_code",
        "issue_date",
        "currency",
        "recipient_siret",
    }
)

_COLUMNS: Final = (
    ("source_file", _TEXT, "file", "file, as a path below the folder read"),
    ("invoice_index", _INTEGER, "index", "rank of the invoice in its file, from 1"),
    ("invoice_number", _TEXT, "invoice.invoice_number", "supplier's number, Id"),
    ("flow_id", _TEXT, "envelope.flow_id", "identifier of the flow, IdFlx"),
    ("flow_date", _DAY, "envelope.production_date", "day on which the flow was made, DtPrd"),
    ("chorus_id", _INTEGER, "invoice.chorus_id", "Chorus Pro's number, IdCPRO"),
    ("resend", _TEXT, "invoice.resend", "Renvoi"),
    ("original_invoice_number", _TEXT, "invoice.original_invoice_number", "IdFactureOrigine"),
    ("type_code", _TEXT, "invoice.type_code", "380 invoice, 381 credit note"),
    ("framework", _TEXT, "invoice.framework", "invoicing framework, Cadre, A1 to A25"),
    ("issue_date", _DAY, "invoice.issue_date", "DateEmissionFacture"),
    ("delivery_date", _DAY, "invoice.delivery_date", "DateLivraison"),
    ("reception_date", _DAY, "invoice.reception_date", "received by Chorus Pro, DateReception"),
    ("project_manager_date", _DAY, "invoice.project_manager_date", "DateMiseADispositionMOE"),
    ("currency", _TEXT, "invoice.currency", "ISO 4217, Devise"),
    ("net_total", _AMOUNT, "invoice.net_total", "without VAT, MontantHT"),
    ("gross_total", _AMOUNT, "invoice.gross_total", "with VAT, MontantTTC"),
    ("payable", _AMOUNT, "invoice.payable", "MontantNetAPayer"),
    ("payment_means", _TEXT, "invoice.payment_means", "UNTDID 4461, ModePaiement/Code"),
    ("payment_means_label", _TEXT, "invoice.payment_means_label", "ModePaiement/Libelle"),
    ("supplier_identifier_kind", _TEXT, "invoice.supplier.identifier_kind", "1 to 7; 1 is SIRET"),
    ("supplier_identifier", _TEXT, "invoice.supplier.identifier", "Fournisseur/Identifiant"),
    ("supplier_name", _TEXT, "invoice.supplier.name", "Fournisseur/RaisonSociale"),
    ("supplier_country", _TEXT, "invoice.supplier.country", "ISO 3166-1, Fournisseur/CodePays"),
    ("issuing_mode", _TEXT, "invoice.supplier.issuing_mode", "how it was deposited, ModeEmission"),
    ("bank_account_kind", _TEXT, "invoice.supplier.bank_account.kind", "IBAN or RIB"),
    ("bank_account", _TEXT, "invoice.supplier.bank_account.account", "Compte"),
    ("bank_institution", _TEXT, "invoice.supplier.bank_account.institution", "Etablissement"),
    ("payee", _TEXT, "invoice.supplier.bank_account.payee", "RaisonSocialeEncaisseur"),
    ("recipient_siret", _TEXT, "invoice.recipient.siret", "Debiteur/Identifiant"),
    ("recipient_name", _TEXT, "invoice.recipient.name", "Debiteur/Nom"),
    ("service_code", _TEXT, "invoice.recipient.service_code", "CodeService"),
    ("service_name", _TEXT, "invoice.recipient.service_name", "NomService"),
    ("contract_number", _TEXT, "invoice.contract_number", "NumeroMarche"),
    ("commitment_number", _TEXT, "invoice.commitment_number", "NumeroEngagement"),
    ("rank", _INTEGER, "invoice.rank", "NumOrdre, not to be relied on"),
    ("unmapped", _TEXT, "unmapped", "what no column holds: a JSON list of path and text"),
)

INVOICES: Final = Table(
    "invoices",
    tuple(
        Column(name, kind, path, meaning, nullable=name not in _NEVER_EMPTY)
        for name, kind, path, meaning in _COLUMNS
    ),
    key=("source_file", "invoice_index"),
)
"""One row an invoice (*factures*)."""
