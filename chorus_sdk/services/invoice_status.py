"""Statuses of invoices, with their labels; the list stays open. Source: chorus-pro-api §4.1."""

from __future__ import annotations

from chorus_sdk._codes import OpenCode


class InvoiceStatus(OpenCode):
    """Status of an invoice (*statut de la facture*)."""

    DRAFT = ("BROUILLON", "draft", "brouillon")
    READ_BY_OCR = ("INTERPRETEE_OCR", "read by OCR", "interprétée par OCR")
    TO_VALIDATE_1 = ("A_VALIDER_1", "to be approved (1)", "à valider 1")
    VALIDATED_1 = ("VALIDEE_1", "approved (1)", "validée 1")
    REFUSED_1 = ("REFUSEE_1", "refused (1)", "refusée 1")
    NOT_VALIDATED_IN_TIME_1 = (
        "ABSENCE_VALIDATION_1_HORS_DELAI",
        "not approved in time (1)",
        "absence de validation 1 hors délai",
    )
    TO_VALIDATE_2 = ("A_VALIDER_2", "to be approved (2)", "à valider 2")
    VALIDATED_2 = ("VALIDEE_2", "approved (2)", "validée 2")
    REFUSED_2 = ("REFUSEE_2", "refused (2)", "refusée 2")
    NOT_VALIDATED_IN_TIME_2 = (
        "ABSENCE_VALIDATION_2_HORS_DELAI",
        "not approved in time (2)",
        "absence de validation 2 hors délai",
    )
    WRONG_APPROVER_BY_SUPPLIER = (
        "ERREUR_FOURNISSEUR_SUR_VALIDEUR",
        "wrong approver named by the supplier",
        "erreur du fournisseur sur le valideur",
    )
    WRONG_APPROVER_BY_JOINT_CONTRACTOR = (
        "ERREUR_COTRAITANT_SUR_VALIDEUR",
        "wrong approver named by the joint contractor",
        "erreur du cotraitant sur le valideur",
    )
    DEPOSITED = ("DEPOSEE", "deposited", "déposée")
    ON_ITS_WAY = ("EN_COURS_ACHEMINEMENT", "on its way", "en cours d'acheminement")
    BEING_EXPORTED = (
        "EN_COURS_TRAITEMENT_PIVOT_S",
        "being written into the pivot",
        "en cours de traitement pivot S",
    )
    RECIPIENT_ERROR_PD = ("ERREUR_DESTINATAIRE_PD", "recipient error", "erreur destinataire PD")
    RECIPIENT_ERROR_EA = ("ERREUR_DESTINATAIRE_EA", "recipient error", "erreur destinataire EA")
    NOT_CONFORMING = ("NON_CONFORME", "not conforming", "non conforme")
    MADE_AVAILABLE = ("MISE_A_DISPOSITION", "made available", "mise à disposition")
    TAKEN_IN_CHARGE = (
        "PRISE_EN_COMPTE_DESTINATAIRE",
        "taken in charge",
        "prise en compte par le destinataire",
    )
    TO_RECYCLE = ("A_RECYCLER", "to be recycled", "à recycler")
    SUSPENDED = ("SUSPENDUE", "suspended", "suspendue")
    COMPLETED = ("COMPLETEE", "completed", "complétée")
    SERVICE_DELIVERED = ("SERVICE_FAIT", "service delivered", "service fait")
    PAYMENT_ORDERED = ("MANDATEE", "payment order issued", "mandatée")
    AT_THE_ACCOUNTANT = (
        "MISE_A_DISPOSITION_COMPTABLE",
        "made available to the accountant",
        "mise à disposition du comptable",
    )
    BOOKED = ("COMPTABILISEE", "booked", "comptabilisée")
    IN_PAYMENT = ("MISE_EN_PAIEMENT", "in payment", "mise en paiement")
    REJECTED = ("REJETEE", "rejected", "rejetée")
    ABANDONED = ("ABANDONNEE", "abandoned", "abandonnée")
    DELETED = ("SUPPRIMEE", "deleted", "supprimée")

    # Public works (*factures de travaux*)
    ASSOCIATED = ("ASSOCIEE", "associated", "associée")
    TO_ASSOCIATE_PROJECT_MANAGER = (
        "A_ASSOCIER_MOE",
        "to be associated with the project manager",
        "à associer à la MOE",
    )
    TO_ASSOCIATE_CONTRACTING_AUTHORITY = (
        "A_ASSOCIER_MOA",
        "to be associated with the contracting authority",
        "à associer à la MOA",
    )
    TO_ASSOCIATE_SUPPLIER = (
        "A_ASSOCIER_FOURNISSEUR",
        "to be associated with the supplier",
        "à associer au fournisseur",
    )
    TO_VALIDATE_PROJECT_MANAGER = (
        "A_VALIDER_MOE",
        "to be approved by the project manager",
        "à valider par la MOE",
    )
    REFUSED_BY_PROJECT_MANAGER = (
        "REFUSEE_MOE",
        "refused by the project manager",
        "refusée par la MOE",
    )
    REFUSED_BY_CONTRACTING_AUTHORITY = (
        "REFUSEE_MOA",
        "refused by the contracting authority",
        "refusée par la MOA",
    )
    REFUSED_BY_SUPPLIER = (
        "REFUSEE_FOURNISSEUR",
        "refused by the supplier",
        "refusée par le fournisseur",
    )
    TO_COMPLETE = ("A_COMPLETER", "to be completed", "à compléter")
    SENT_TO_CONTRACTING_AUTHORITY = (
        "TRANSMISE_MOA",
        "sent to the contracting authority",
        "transmise à la MOA",
    )
    AVAILABLE_TO_PROJECT_MANAGER = (
        "MISE_A_DISPOSITION_MOE",
        "made available to the project manager",
        "mise à disposition de la MOE",
    )
    AVAILABLE_TO_CONTRACTING_AUTHORITY = (
        "MISE_A_DISPOSITION_MOA",
        "made available to the contracting authority",
        "mise à disposition de la MOA",
    )
    TAKEN_IN_CHARGE_BY_PROJECT_MANAGER = (
        "PRISE_EN_COMPTE_MOE",
        "taken in charge by the project manager",
        "prise en compte par la MOE",
    )
    TAKEN_IN_CHARGE_BY_CONTRACTING_AUTHORITY = (
        "PRISE_EN_COMPTE_MOA",
        "taken in charge by the contracting authority",
        "prise en compte par la MOA",
    )
    WAITING_FOR_SUPPLIER_RECYCLING = (
        "EN_ATTENTE_RECYCLAGE_FOURNISSEUR",
        "waiting for the supplier to recycle it",
        "en attente de recyclage par le fournisseur",
    )
    WRONG_PROJECT_MANAGER_BY_SUPPLIER = (
        "ERREUR_FOURNISSEUR_SUR_MOE",
        "wrong project manager named by the supplier",
        "erreur du fournisseur sur la MOE",
    )
    WRONG_CONTRACTING_AUTHORITY_BY_SUPPLIER = (
        "ERREUR_FOURNISSEUR_SUR_MOA",
        "wrong contracting authority named by the supplier",
        "erreur du fournisseur sur la MOA",
    )
    WRONG_SUPPLIER_BY_PROJECT_MANAGER = (
        "ERREUR_MOE_SUR_FOURNISSEUR",
        "wrong supplier named by the project manager",
        "erreur de la MOE sur le fournisseur",
    )
    WRONG_SUPPLIER_BY_CONTRACTING_AUTHORITY = (
        "ERREUR_MOA_SUR_FOURNISSEUR",
        "wrong supplier named by the contracting authority",
        "erreur de la MOA sur le fournisseur",
    )
    WRONG_CONTRACTING_AUTHORITY_BY_PROJECT_MANAGER = (
        "ERREUR_MOE_SUR_MOA",
        "wrong contracting authority named by the project manager",
        "erreur de la MOE sur la MOA",
    )
    WRONG_PROJECT_MANAGER = ("ERREUR_DE_MOE", "wrong project manager", "erreur de MOE")
    WRONG_CONTRACTING_AUTHORITY = (
        "ERREUR_DE_MOA",
        "wrong contracting authority",
        "erreur de MOA",
    )
    REPLACED_BY_A22 = ("REMPLACEE_PAR_A22", "replaced by an A22", "remplacée par une A22")
    DUPLICATED_AFTER_REFUSAL = (
        "DUPLIQUE_APRES_REFUS",
        "duplicated after a refusal",
        "dupliquée après refus",
    )
    NOT_VALIDATED_BY_PROJECT_MANAGER_IN_TIME = (
        "ABSENCE_VALIDATION_MOE_DELAI_REGLEMENTAIRE",
        "not approved by the project manager in time",
        "absence de validation de la MOE dans le délai réglementaire",
    )

    TECHNICALLY_UNKNOWN = ("TECHNIQUE_INCONNU", "unknown to the platform", "inconnu technique")

    @property
    def is_final(self) -> bool:
        """True when the invoice moves no more."""
        return self in _INVOICE_ENDS


_INVOICE_ENDS = frozenset(
    {
        InvoiceStatus.IN_PAYMENT,
        InvoiceStatus.REJECTED,
        InvoiceStatus.ABANDONED,
        InvoiceStatus.DELETED,
    }
)
