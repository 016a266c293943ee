"""The invoicing frameworks of Chorus Pro (*cadres de facturation*), as data."""

from __future__ import annotations

from chorus_sdk._codes import OpenCode


class InvoicingFramework(OpenCode):
    """Who deposits what (*cadre de facturation*), BT-23: an open list.

    A1 to A25 are Chorus Pro's own; a code that is not in the list keeps its text and has it for
    a label. Source: Chorus Pro API description and the schema FEN0036A, V1_22.

    Example:
        >>> InvoicingFramework("A9").label_en, InvoicingFramework("A9").label_fr
        ('Invoice by a subcontractor', "Facture d'un sous-traitant")
        >>> InvoicingFramework("S1").is_known
        False
    """

    A1 = ("A1", "Invoice by a supplier", "Facture d'un fournisseur")
    A2 = ("A2", "Already paid invoice by a supplier", "Facture d'un fournisseur déjà payée")
    A3 = ("A3", "Justice-cost statement", "Mémoire de frais de justice")
    A4 = (
        "A4",
        "Draft monthly account by a supplier (works)",
        "Projet de décompte mensuel d'un fournisseur",
    )
    A5 = ("A5", "Instalment statement by a supplier", "État d'acompte d'un fournisseur")
    A6 = (
        "A6",
        "Validated instalment statement by a supplier",
        "État d'acompte validé d'un fournisseur",
    )
    A7 = ("A7", "Draft final account by a supplier", "Projet de décompte final d'un fournisseur")
    A8 = (
        "A8",
        "General and final account by a supplier",
        "Décompte général et définitif d'un fournisseur",
    )
    A9 = ("A9", "Invoice by a subcontractor", "Facture d'un sous-traitant")
    A10 = (
        "A10",
        "Payment request by a subcontractor (works)",
        "Demande de paiement d'un sous-traitant",
    )
    A11 = (
        "A11",
        "Draft final account by a subcontractor (withdrawn)",
        "Projet de décompte final d'un sous-traitant (retiré)",
    )
    A12 = ("A12", "Invoice by a co-contractor", "Facture d'un cotraitant")
    A13 = (
        "A13",
        "Draft monthly account by a co-contractor",
        "Projet de décompte mensuel d'un cotraitant",
    )
    A14 = (
        "A14",
        "Draft final account by a co-contractor",
        "Projet de décompte final d'un cotraitant",
    )
    A15 = (
        "A15",
        "Instalment statement by the works supervisor",
        "État d'acompte du maître d'œuvre",
    )
    A16 = (
        "A16",
        "Validated instalment statement by the works supervisor",
        "État d'acompte validé du maître d'œuvre",
    )
    A17 = (
        "A17",
        "Draft general account by the works supervisor",
        "Projet de décompte général du maître d'œuvre",
    )
    A18 = ("A18", "General account by the works supervisor", "Décompte général du maître d'œuvre")
    A19 = (
        "A19",
        "Validated instalment statement by the works owner",
        "État d'acompte validé du maître d'ouvrage",
    )
    A20 = ("A20", "General account by the works owner", "Décompte général du maître d'ouvrage")
    A21 = ("A21", "Fuel-tax refund claim", "Demande de remboursement de la TIC")
    A22 = (
        "A22",
        "Draft general account by a supplier, tacit procedure",
        "Projet de décompte général d'un fournisseur, procédure tacite",
    )
    A23 = (
        "A23",
        "Tacit general and final account by a supplier",
        "Décompte général et définitif tacite d'un fournisseur",
    )
    A24 = (
        "A24",
        "Tacit general and final account by the works supervisor",
        "Décompte général et définitif tacite du maître d'œuvre",
    )
    A25 = (
        "A25",
        "Tacit general and final account by the works owner",
        "Décompte général et définitif tacite du maître d'ouvrage",
    )
