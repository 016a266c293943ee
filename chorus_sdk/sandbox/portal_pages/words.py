"""The words of the pages on invoices and flows, French and English (*libellés*)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_FRAME: Final[Mapping[str, tuple[str, str]]] = {
    "menu": ("Menu principal", "Main menu"),
    "footer": (
        "Bac à sable local : ce site n'est pas Chorus Pro et rien n'y est transmis à personne.",
        "Local sandbox: this site is not Chorus Pro, and nothing on it is sent to anybody.",
    ),
    "home.structure": ("Vous travaillez pour :", "You work for:"),
    "home.detached": (
        "Votre compte n'est rattaché à aucune structure : demandez un rattachement.",
        "Your account is attached to no structure: ask to be attached to one.",
    ),
    "home.deposit": (
        "Importer un fichier et voir le format que Chorus Pro y reconnaît.",
        "Import a file and see which format Chorus Pro takes it for.",
    ),
    "home.invoices": (
        "Chercher les factures qui sont arrivées, et leur historique.",
        "Search the invoices that have arrived, and their history.",
    ),
    "home.flows": (
        "Suivre les fichiers déposés et lire leur compte rendu d'intégration.",
        "Follow the deposited files and read their integration reports.",
    ),
    "home.factors": (
        "Voir ou déclarer ce qui confirme votre connexion.",
        "See or declare what confirms your login.",
    ),
    "mailbox.about": (
        "Ce que le bac à sable aurait envoyé par courriel ; le plus récent d'abord.",
        "What the sandbox would have sent by e-mail, the newest first.",
    ),
    "mailbox.back": ("Revenir au portail", "Back to the portal"),
    "mailbox.to": ("Destinataire", "To"),
    "mailbox.date": ("Date", "Date"),
    "work.none": (
        "Votre compte n'est rattaché à aucune structure.",
        "Your account is attached to no structure.",
    ),
    "pages.label": ("Pages de résultats", "Pages of results"),
    "pages.count": (
        "{total} en tout, page {page} sur {pages}",
        "{total} in all, page {page} of {pages}",
    ),
    "pages.previous": ("Page précédente", "Previous page"),
    "pages.next": ("Page suivante", "Next page"),
    "search.button": ("Rechercher", "Search"),
    "search.all": ("Tous", "All"),
    "search.reset": ("Effacer les critères", "Clear the criteria"),
    "unknown": ("–", "–"),
    "refresh": ("Actualiser", "Refresh"),
}

_DEPOSIT: Final[Mapping[str, tuple[str, str]]] = {
    "deposit.title": ("Déposer une facture", "Deposit an invoice"),
    "deposit.about": (
        "Étape 1 sur 2 : choisissez le fichier. Son format sera affiché avant le dépôt.",
        "Step 1 of 2: choose the file. Its format is shown before it is deposited.",
    ),
    "deposit.file": ("Fichier de facture", "Invoice file"),
    "deposit.limits": (
        "PDF mixte (Factur-X), XML UBL ou CII, ou archive tar.gz ; 10 Mo au plus.",
        "Hybrid PDF (Factur-X), UBL or CII XML, or a tar.gz archive; 10 MB at most.",
    ),
    "deposit.button": ("Importer", "Import"),
    "import.title": ("Format détecté", "Detected format"),
    "import.about": (
        "Étape 2 sur 2 : vérifiez ce que Chorus Pro a reconnu, puis déposez.",
        "Step 2 of 2: check what Chorus Pro has recognised, then deposit.",
    ),
    "import.takes": (
        "Chorus Pro traitera ce fichier comme :",
        "Chorus Pro will treat this file as:",
    ),
    "import.nothing": ("Format non reconnu", "Format not recognised"),
    "import.file": ("Fichier", "File"),
    "import.size": ("Taille", "Size"),
    "import.bytes": ("{count} octets", "{count} bytes"),
    "import.syntax": ("Syntaxe du flux", "Flow syntax"),
    "import.profile": ("Profil", "Profile"),
    "import.pdfa": ("Norme PDF/A", "PDF/A standard"),
    "import.embedded": ("Données embarquées", "Embedded data"),
    "import.signed": ("Signature", "Signature"),
    "import.is_signed": ("PDF signé", "signed PDF"),
    "import.is_not_signed": ("PDF non signé", "unsigned PDF"),
    "import.facturx": (
        "Ce PDF contient des données de facture : ce sont elles qui comptent, pas la page visible.",
        "This PDF holds invoice data: they are what counts, not the page that one sees.",
    ),
    "import.choose": ("Syntaxe des fichiers de l'archive", "Syntax of the archive's files"),
    "import.button": ("Déposer", "Deposit"),
    "import.cancel": ("Annuler", "Cancel"),
    "import.pdf": (
        (
            "Pour un PDF sans données, le portail lit la page et fait saisir ce qui"
            " manque. Ce bac à sable n'a pas cette saisie : déposez un Factur-X ou un fichier XML."
        ),
        (
            "For a PDF without data the portal reads the page and has the rest typed"
            " in. This sandbox has no such form: deposit a Factur-X or an XML file."
        ),
    ),
    "import.refused": (
        "Chorus Pro ne prend pas ce fichier.",
        "Chorus Pro does not take this file.",
    ),
    "done.title": ("Dépôt enregistré", "Deposit recorded"),
    "done.text": (
        "Le lot de factures a été importé correctement.",
        "The batch of invoices was imported correctly.",
    ),
    "done.number": ("Numéro de flux :", "Flow number:"),
    "done.next": (
        (
            "L'import ne vaut pas livraison : cherchez la facture dans « Factures"
            " émises » et lisez le compte rendu dans « Suivi des flux »."
        ),
        (
            "Imported does not mean delivered: look for the invoice under “Issued"
            " invoices”, and read the report under “Flow tracking”."
        ),
    ),
    "error.upload-none": ("Choisissez un fichier.", "Choose a file."),
    "error.upload-empty": ("Le fichier est vide.", "The file is empty."),
    "error.upload-too-large": (
        "Le fichier dépasse 10 Mo.",
        "The file is larger than 10 MB.",
    ),
    "error.upload-name": (
        "Le nom du fichier doit avoir une extension et 200 caractères au plus.",
        "The file's name must have an extension and 200 characters at most.",
    ),
    "error.upload-gone": (
        "Aucun fichier n'attend votre confirmation. Importez-le de nouveau.",
        "No file waits for your confirmation. Import it again.",
    ),
    "error.upload-refused": (
        "Le dépôt a été refusé. Vérifiez le fichier et la syntaxe choisie.",
        "The deposit was refused. Check the file and the chosen syntax.",
    ),
}

_INVOICES: Final[Mapping[str, tuple[str, str]]] = {
    "invoices.title": ("Factures émises", "Issued invoices"),
    "invoices.number": ("Numéro de facture", "Invoice number"),
    "invoices.flow": ("Numéro de flux", "Flow number"),
    "invoices.status": ("Statut", "Status"),
    "invoices.from": ("Déposée depuis le", "Deposited since"),
    "invoices.until": ("Déposée jusqu'au", "Deposited until"),
    "invoices.caption": (
        "Factures trouvées, les plus récentes d'abord",
        "Invoices found, newest first",
    ),
    "invoices.empty": (
        "Aucune facture ne correspond. Une facture rejetée à l'intégration n'apparaît pas ici.",
        "No invoice matches. An invoice that was rejected at integration does not show here.",
    ),
    "invoices.search": ("Critères de recherche", "Search criteria"),
    "invoice.title": ("Facture", "Invoice"),
    "invoice.date": ("Date de facture", "Invoice date"),
    "invoice.deposited": ("Déposée le", "Deposited on"),
    "invoice.recipient": ("Destinataire", "Recipient"),
    "invoice.supplier": ("Fournisseur", "Supplier"),
    "invoice.service": ("Service", "Service"),
    "invoice.net": ("Montant HT", "Without VAT"),
    "invoice.gross": ("Montant TTC", "With VAT"),
    "invoice.payable": ("Montant à payer", "Amount due"),
    "invoice.frame": ("Cadre de facturation", "Invoicing framework"),
    "invoice.kind": ("Type", "Kind"),
    "invoice.FACTURE": ("Facture", "Invoice"),
    "invoice.AVOIR": ("Avoir", "Credit note"),
    "invoice.ACOMPTE": ("Acompte", "Prepayment invoice"),
    "invoice.engagement": ("Numéro d'engagement", "Commitment number"),
    "invoice.market": ("Numéro de marché", "Contract number"),
    "history.title": ("Historique des statuts", "Status history"),
    "history.caption": ("Du plus récent au plus ancien", "Newest first"),
    "history.when": ("Date et heure", "Date and time"),
    "history.comment": ("Commentaire", "Comment"),
    "error.search": (
        "Un critère n'est pas lisible : vérifiez les dates.",
        "A criterion cannot be read: check the dates.",
    ),
}

_FLOWS: Final[Mapping[str, tuple[str, str]]] = {
    "flows.title": ("Suivi des flux", "Flow tracking"),
    "flows.search": ("Critères de recherche", "Search criteria"),
    "flows.caption": (
        "Fichiers déposés, les plus récents d'abord",
        "Deposited files, newest first",
    ),
    "flows.empty": ("Aucun flux.", "No flow."),
    "flows.forbidden": (
        "Votre compte n'a pas le droit « Suivi des flux » pour cette structure.",
        "Your account lacks the right “Flow tracking” for this structure.",
    ),
    "flow.title": ("Flux", "Flow"),
    "flow.number": ("Numéro de flux", "Flow number"),
    "flow.file": ("Fichier", "File"),
    "flow.syntax": ("Syntaxe", "Syntax"),
    "flow.deposited": ("Déposé le", "Deposited on"),
    "flow.state": ("État", "State"),
    "flow.since": ("Depuis le", "Since"),
    "flow.early": ("dépôt enregistré", "deposit recorded"),
    "report.title": ("Compte rendu d'intégration", "Integration report"),
    "report.pending": (
        "Le traitement n'est pas terminé : le compte rendu viendra avec l'état final.",
        "Processing has not ended: the report comes with the final state.",
    ),
    "report.good": (
        "Toutes les factures du flux sont intégrées.",
        "All invoices of the flow are integrated.",
    ),
    "report.partly": (
        "Une partie des factures est rejetée : les motifs sont ci-dessous.",
        "Some of the invoices are rejected: the reasons are below.",
    ),
    "report.bad": (
        "Le flux est rejeté : aucune de ses factures n'est dans « Factures émises ».",
        "The flow is rejected: none of its invoices is among “Issued invoices”.",
    ),
    "report.technical": ("Erreurs techniques", "Technical errors"),
    "report.business": ("Factures rejetées", "Rejected invoices"),
    "report.code": ("Code", "Code"),
    "report.kind": ("Nature", "Kind"),
    "report.label": ("Motif", "Reason"),
    "report.invoice": ("Facture", "Invoice"),
    "report.supplier": ("Fournisseur", "Supplier"),
    "report.recipient": ("Destinataire", "Recipient"),
    "report.pdf": ("Télécharger le compte rendu (PDF)", "Download the report (PDF)"),
    "report.invoices": ("Voir les factures intégrées", "See the integrated invoices"),
}

WORK_WORDS: Final[Mapping[str, tuple[str, str]]] = {**_FRAME, **_DEPOSIT, **_INVOICES, **_FLOWS}
