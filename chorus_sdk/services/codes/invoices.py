"""Codes that an invoice carries (*énumérations des factures*). Source: chorus-pro-api §4.5."""

from __future__ import annotations

from chorus_sdk._codes import OpenCode


class InvoiceType(OpenCode):
    """What kind of invoice it is (*type de facture*)."""

    INVOICE = ("FACTURE", "invoice", "facture")
    CREDIT_NOTE = ("AVOIR", "credit note", "avoir")
    PREPAYMENT = ("ACOMPTE", "prepayment", "acompte")


class VatRegime(OpenCode):
    """When VAT falls due, or why there is none (*type de TVA*)."""

    ON_DEBITS = ("TVA_SUR_DEBIT", "VAT on debits", "TVA sur débits")
    ON_RECEIPTS = ("TVA_SUR_ENCAISSEMENT", "VAT on receipts", "TVA sur encaissements")
    EXEMPT = ("EXONERATION", "exempt", "exonération")
    NONE = ("SANS_TVA", "without VAT", "sans TVA")


class PaymentMeans(OpenCode):
    """How an invoice is to be paid (*mode de paiement*)."""

    CHEQUE = ("CHEQUE", "cheque", "chèque")
    DIRECT_DEBIT = ("PRELEVEMENT", "direct debit", "prélèvement")
    TRANSFER = ("VIREMENT", "bank transfer", "virement")
    CASH = ("ESPECE", "cash", "espèces")
    OTHER = ("AUTRE", "other", "autre")
    CARRIED_OVER = ("REPORT", "carried over", "report")


class DepositMode(OpenCode):
    """How an invoice came in (*mode de dépôt*)."""

    ENTERED_BY_API = ("SAISIE_API", "entered by API", "saisie API")
    PDF_BY_API = ("DEPOT_PDF_API", "PDF by API", "dépôt PDF API")
    SIGNED_PDF_BY_API = ("DEPOT_PDF_SIGNE_API", "signed PDF by API", "dépôt PDF signé API")
    ENTERED_ON_WEB = ("SAISIE_WEB", "entered on the web", "saisie web")
    ENTERED_ON_PORTAL = ("SAISIE_PORTAIL", "entered on the portal", "saisie portail")
    PORTAL_PDF = ("PORTAIL_PDF", "PDF on the portal", "portail PDF")
    PDF_ON_PORTAL = ("DEPOT_PDF_PORTAIL", "PDF deposited on the portal", "dépôt PDF portail")
    SIGNED_PDF_ON_PORTAL = (
        "DEPOT_PDF_SIGNE_PORTAIL",
        "signed PDF deposited on the portal",
        "dépôt PDF signé portail",
    )
    EDI = ("EDI", "EDI", "EDI")
    EDI_STRUCTURED = ("EDI_XML_STRUCT", "EDI, structured XML", "EDI XML structuré")
    EDI_MIXED = ("EDI_MIXTE", "EDI, mixed", "EDI mixte")
    EDI_PDF_ARCHIVE = ("EDI_PDF_ARCHIVE", "EDI, PDF archive", "EDI archive PDF")
    EDI_SCANNED = ("EDI_NUMERISATION", "EDI, scanned", "EDI numérisation")
    UPLOADED_ON_PORTAL = ("UPLOAD_PORTAIL", "uploaded on the portal", "téléversement portail")
    UPLOADED_BY_API = ("UPLOAD_API", "uploaded by API", "téléversement API")


class PdfForm(OpenCode):
    """How a deposited PDF is signed (*format de dépôt*)."""

    UNSIGNED = ("PDF_NON_SIGNE", "not signed", "non signé")
    SIGNED_PADES = ("PDF_SIGNE_PADES", "signed, PAdES", "signé PAdES")
    SIGNED_XADES = ("PDF_SIGNE_XADES", "signed, XAdES", "signé XAdES")


class HistoryAction(OpenCode):
    """What a person did with an invoice (*action de l'historique*)."""

    DOWNLOADED = ("TELECHARGEMENT_FACTURE", "downloaded", "téléchargement de la facture")
    REJECTION_ACKNOWLEDGED = ("ACQUITTEMENT_REJET", "rejection seen", "acquittement du rejet")
    SUSPENSION_ACKNOWLEDGED = (
        "ACQUITTEMENT_SUSPENSION",
        "suspension seen",
        "acquittement de la suspension",
    )
    REJECTION_PROCESSED = ("TRAITEMENT_REJET", "rejection dealt with", "traitement du rejet")


class ApprovalAction(OpenCode):
    """What an approver does with an invoice (*action du valideur*)."""

    REFUSE = ("REFUS", "refuse", "refus")
    APPROVE = ("VALIDATION", "approve", "validation")
    PAY = ("MISE_EN_PAIEMENT", "put in payment", "mise en paiement")
    RECYCLE = ("MISE_EN_RECYCLAGE", "send back for recycling", "mise en recyclage")
    SUSPEND = ("SUSPENSION", "suspend", "suspension")
    REJECT = ("REJET", "reject", "rejet")
