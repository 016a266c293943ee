"""What an invoice refers to (*références*): orders, contracts, earlier invoices."""

from chorus_sdk.invoice._base import Day, Value, term
from chorus_sdk.invoice.identifiers import Identifier


class PrecedingInvoice(Value):
    """An earlier invoice (*facture antérieure*): BG-3; `line` where a line refers to one."""

    number: str | None = term("BT-25, EXT-FR-FE-136", "Numéro de la facture antérieure")
    issue_date: Day | None = term("BT-26, EXT-FR-FE-138", "Date de la facture antérieure")
    type_code: str | None = term("EXT-FR-FE-02, 137", "Type de la facture antérieure")
    line: str | None = term("EXT-FR-FE-139", "Ligne de la facture antérieure")


class DocumentReference(Value):
    """Another document (*document référencé*): its number, the line in it, its day."""

    number: str | None = term("ram:IssuerAssignedID", "Numéro du document")
    line: str | None = term("ram:LineID", "Ligne du document")
    issue_date: Day | None = term("ram:FormattedIssueDateTime", "Date du document")


class References(Value):
    """References at document level (*références du document*): BT-10 to BT-19, BG-3.

    The dates of documents and the references from `quotation` on are those of EXTENDED.
    """

    buyer: str | None = term("BT-10", "Référence de l'acheteur (Chorus Pro : code service)")
    project: str | None = term("BT-11", "Référence du projet")
    project_name: str | None = term("ram:SpecifiedProcuringProject/ram:Name", "Nom du projet")
    contract: str | None = term("BT-12", "Numéro de contrat (marché)")
    contract_type: str | None = term("EXT-FR-FE-01", "Type de contrat")
    contract_date: Day | None = term("EXT-FR-FE-199", "Date du contrat")
    purchase_order: str | None = term("BT-13", "Bon de commande (Chorus Pro : engagement)")
    purchase_order_date: Day | None = term("EXT-FR-FE-197", "Date du bon de commande")
    sales_order: str | None = term("BT-14", "Ordre de vente")
    sales_order_date: Day | None = term("ram:SellerOrderReferencedDocument", "Date de l'ordre")
    receiving_advice: str | None = term("BT-15", "Avis de réception")
    receiving_advice_date: Day | None = term(
        "ram:ReceivingAdviceReferencedDocument", "Date de l'avis de réception"
    )
    despatch_advice: str | None = term("BT-16", "Avis d'expédition")
    despatch_advice_date: Day | None = term("EXT-FR-FE-198", "Date de l'avis d'expédition")
    tender: str | None = term("BT-17", "Appel d'offres ou lot")
    tender_date: Day | None = term("ram:AdditionalReferencedDocument", "Date de l'appel d'offres")
    invoiced_object: Identifier | None = term("BT-18", "Objet facturé")
    further_objects: tuple[Identifier, ...] = term("BT-18", "Autres objets facturés", default=())
    buyer_accounting: str | None = term("BT-19", "Référence comptable de l'acheteur")
    buyer_accounting_type: str | None = term("ram:TypeCode", "Type de compte comptable")
    preceding_invoices: tuple[PrecedingInvoice, ...] = term(
        "BG-3", "Factures antérieures", default=()
    )
    quotation: DocumentReference | None = term("ram:QuotationReferencedDocument", "Devis")
    delivery_note: DocumentReference | None = term(
        "ram:DeliveryNoteReferencedDocument", "Bon de livraison"
    )
    customer_orders: tuple[DocumentReference, ...] = term(
        "ram:UltimateCustomerOrderReferencedDocument", "Commandes du client final", default=()
    )
    issuer: str | None = term("ram:InvoiceIssuerReference", "Référence de l'émetteur")


class LineReferences(Value):
    """References of one line beyond EN 16931 (*références de la ligne*).

    The line of the purchase order is `Line.order_line` (BT-132).
    """

    purchase_order: str | None = term("EXT-FR-FE-135", "Bon de commande")
    purchase_order_date: Day | None = term("EXT-FR-FE-200", "Date du bon de commande")
    sales_order: DocumentReference | None = term("EXT-FR-FE-144, 145", "Ordre de vente")
    quotation: DocumentReference | None = term("ram:QuotationReferencedDocument", "Devis")
    contract: DocumentReference | None = term("ram:ContractReferencedDocument", "Contrat")
    customer_orders: tuple[DocumentReference, ...] = term(
        "ram:UltimateCustomerOrderReferencedDocument", "Commandes du client final", default=()
    )
    despatch_advice: DocumentReference | None = term("EXT-FR-FE-140, 141", "Avis d'expédition")
    receiving_advice: DocumentReference | None = term(
        "ram:ReceivingAdviceReferencedDocument", "Avis de réception"
    )
    delivery_note: DocumentReference | None = term(
        "ram:DeliveryNoteReferencedDocument", "Bon de livraison"
    )
    preceding_invoice: PrecedingInvoice | None = term("EXT-FR-FE-136", "Facture antérieure")
