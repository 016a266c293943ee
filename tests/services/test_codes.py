"""Every enumeration of the reference, open and labelled."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from chorus_sdk.services import codes
from chorus_sdk.services.codes import (
    ApprovalAction,
    ArchiveScope,
    AttachmentObject,
    AttachmentOwner,
    BankAccountKind,
    CommitmentStatus,
    DepositMode,
    FlowFormat,
    FlowSyntax,
    HistoryAction,
    IdentifierType,
    InvoiceType,
    MembershipStatus,
    PaymentMeans,
    PaymentRequestType,
    PdfForm,
    Sector,
    StructureStatus,
    UserRole,
    VatRegime,
    WorksInvoiceType,
    WorkspaceRight,
    WorkspaceStatus,
)

# chorus-pro-api §4.5 and §3.2, by hand: how many values, and some of them
COUNTED = [
    (InvoiceType, 3, "FACTURE AVOIR ACOMPTE"),
    (PaymentRequestType, 4, "FACTURE FACTURE_TRAVAUX MEMOIRE_JUSTICE DEMANDE_REMBOURSEMENT"),
    (WorksInvoiceType, 11, "ETAT_ACOMPTE DECOMPTE_GENERAL_DEFINITIF_PROCEDURE_TACITE"),
    (VatRegime, 4, "TVA_SUR_DEBIT TVA_SUR_ENCAISSEMENT EXONERATION SANS_TVA"),
    (PaymentMeans, 6, "CHEQUE PRELEVEMENT VIREMENT ESPECE AUTRE REPORT"),
    (DepositMode, 15, "SAISIE_API DEPOT_PDF_API DEPOT_PDF_SIGNE_API EDI_NUMERISATION UPLOAD_API"),
    (PdfForm, 3, "PDF_NON_SIGNE PDF_SIGNE_PADES PDF_SIGNE_XADES"),
    (IdentifierType, 7, "SIRET UE_HORS_FRANCE HORS_UE RIDET TAHITI AUTRE PARTICULIER"),
    (UserRole, 5, "FOURNISSEUR MOE MOA VALIDEUR DESTINATAIRE"),
    (ArchiveScope, 2, "DEMANDE_PAIEMENT DP_ARCHIVE"),
    (HistoryAction, 4, "TELECHARGEMENT_FACTURE ACQUITTEMENT_REJET TRAITEMENT_REJET"),
    (BankAccountKind, 2, "RIB IBAN"),
    (AttachmentOwner, 15, "STRUCTURE CB EJ DMD_RBST DMDE_CPTE_DEV_SI_EXT PJ_REJET_EDI"),
    (AttachmentObject, 7, "DEMANDE_PAIEMENT STRUCTURE_PIECEJOINTE STRUCTURE_MANDAT UTILISATEUR"),
    (ApprovalAction, 6, "REFUS VALIDATION MISE_EN_PAIEMENT MISE_EN_RECYCLAGE SUSPENSION REJET"),
    (CommitmentStatus, 2, "COMMANDE A_TRAITER"),
    (FlowFormat, 3, "IN_DP_E1_STRUCT IN_DP_E2_MIXTE IN_DP_E2_FACTURX"),
    (FlowSyntax, 14, "IN_DP_E1_CII_16B IN_DP_E2_CII_FACTURX IN_DP_E3_UBL_INVOICE"),
    (Sector, 2, "PUBLIQUE PRIVEE"),
    (StructureStatus, 2, "ACTIVE INACTIVE"),
    (MembershipStatus, 5, "EN_COURS_DE_VALIDATION REFUSEE VALIDEE DESACTIVEE SUPPRIMEE"),
    (WorkspaceStatus, 2, "ACTIVE SUPPRIME"),
    (WorkspaceRight, 2, "CONSULTATION_UNIQUEMENT MODIFICATION"),
]
IN_THE_TABLE = {
    "TypeFacture (answers, searches)": InvoiceType,
    "TypeDP (`typeDemandePaiement`)": PaymentRequestType,
    "TypeFactureTravaux (11)": WorksInvoiceType,
    "TypeTva": VatRegime,
    "ModePaiement": PaymentMeans,
    "FormatDepotPdf": PdfForm,
    "TypeIdentifiant (structure)": IdentifierType,
    "`dpOuDpArchive`": ArchiveScope,
    "ActionHisto": HistoryAction,
    "`coordBancairesFournisseurType`": BankAccountKind,
    "TypeObjet (`recuperer/typespj`, S2)": AttachmentOwner,
    "ObjetPJ (`telecharger/pieceJointe`, S2)": AttachmentObject,
    "ActionFacture (validator, S2)": ApprovalAction,
    "Engagement state": CommitmentStatus,
}


@pytest.mark.parametrize(("code", "count", "some"), COUNTED)
def test_each_list_has_the_values_of_the_reference(code, count, some):
    values = {member.value for member in code}
    assert len(values) == count
    assert set(some.split()) <= values


@pytest.mark.parametrize("code", [code for code, *_ in COUNTED])
def test_every_value_is_labelled_and_an_unknown_one_stays_readable(code):
    assert all(member.label_en and member.label_fr for member in code)
    unknown = code("TOUT_NOUVEAU")
    assert (str(unknown), unknown.is_known, unknown.label_fr) == (
        *("TOUT_NOUVEAU", False),
        "TOUT_NOUVEAU",
    )


def test_every_list_is_offered_and_tested():
    assert {code.__name__ for code, *_ in COUNTED} == set(codes.__all__)
    assert sorted(codes.__all__) == codes.__all__


def test_the_reference_has_the_same_values(corpus):
    page = Path(corpus).parent / "reference" / "chorus-pro-api.md"
    if not page.is_file():
        pytest.skip("the reference does not stand beside the corpus")
    section = page.read_text(encoding="utf-8").split("### 4.5 ")[1].split("Sort columns")[0]
    rows = dict(re.findall(r"^\| (.+?) \| (.+?) \|$", section, re.MULTILINE))
    for name, code in IN_THE_TABLE.items():
        told = set(re.findall(r"`([A-Z][A-Z_0-9]+)`", rows[name]))
        assert told == {member.value for member in code}, name
