"""The lines of an invoice (*lignes de facture*): BG-25 to BG-32."""

from __future__ import annotations

from chorus_sdk.invoice._base import Number, Value, term
from chorus_sdk.invoice.amounts import AllowanceCharge, Period
from chorus_sdk.invoice.identifiers import Identifier


class Price(Value):
    """What one base quantity costs, without VAT (*détail du prix*): BG-29."""

    net: Number | None = term("BT-146", "Prix net de l'article")
    discount: Number | None = term("BT-147", "Rabais sur le prix")
    gross: Number | None = term("BT-148", "Prix brut de l'article")
    base_quantity: Number | None = term("BT-149", "Quantité de base du prix")
    base_unit: str | None = term("BT-150", "Unité de la quantité de base")


class Classification(Value):
    """A code of a classification of goods (*classification de l'article*): BT-158."""

    code: str | None = term("BT-158", "Code de classification")
    list_id: str | None = term("BT-158-1", "Liste de codes (UNTDID 7143)")
    list_version: str | None = term("BT-158-2", "Version de la liste")


class ItemAttribute(Value):
    """A named property of an item (*attribut d'article*): BG-32."""

    name: str | None = term("BT-160", "Nom de l'attribut")
    value: str | None = term("BT-161", "Valeur de l'attribut")


class Item(Value):
    """What is sold (*article*): BG-31."""

    name: str | None = term("BT-153", "Nom de l'article")
    description: str | None = term("BT-154", "Description de l'article")
    seller_identifier: str | None = term("BT-155", "Identifiant du vendeur")
    buyer_identifier: str | None = term("BT-156", "Identifiant de l'acheteur")
    standard_identifier: Identifier | None = term("BT-157", "Identifiant standard")
    classifications: tuple[Classification, ...] = term("BT-158", "Classifications", default=())
    origin_country: str | None = term("BT-159", "Pays d'origine")
    attributes: tuple[ItemAttribute, ...] = term("BG-32", "Attributs", default=())


class LineVat(Value):
    """The VAT of a line (*TVA de la ligne*): BG-30."""

    category: str | None = term("BT-151", "Code de type de TVA")
    rate: Number | None = term("BT-152", "Taux de TVA")


class Line(Value):
    """One line (*ligne de facture*): BG-25."""

    identifier: str | None = term("BT-126", "Identifiant de ligne")
    note: str | None = term("BT-127", "Note de ligne")
    object_identifier: Identifier | None = term("BT-128", "Identifiant d'objet de la ligne")
    quantity: Number | None = term("BT-129", "Quantité facturée")
    unit: str | None = term("BT-130", "Unité de mesure (UN/ECE Rec 20 et 21)")
    net_amount: Number | None = term("BT-131", "Montant net de la ligne")
    order_line: str | None = term("BT-132", "Ligne du bon de commande")
    accounting_reference: str | None = term("BT-133", "Référence comptable de l'acheteur")
    period: Period | None = term("BG-26", "Période de la ligne")
    allowances: tuple[AllowanceCharge, ...] = term("BG-27", "Remises de ligne", default=())
    charges: tuple[AllowanceCharge, ...] = term("BG-28", "Charges de ligne", default=())
    price: Price = term("BG-29", "Détail du prix", default=Price())
    vat: LineVat = term("BG-30", "TVA de la ligne", default=LineVat())
    item: Item = term("BG-31", "Article", default=Item())
