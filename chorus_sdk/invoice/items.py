"""What a line sells (*article*): BG-31, BG-32, and what EXTENDED tells of it."""

from chorus_sdk.invoice._base import Number, Value, term
from chorus_sdk.invoice.identifiers import Identifier
from chorus_sdk.invoice.parties import Party


class Classification(Value):
    """A code of a classification of goods (*classification de l'article*): BT-158."""

    code: str | None = term("BT-158", "Code de classification")
    list_id: str | None = term("BT-158-1", "Liste de codes (UNTDID 7143)")
    list_version: str | None = term("BT-158-2", "Version de la liste")
    name: str | None = term("ram:ClassName", "Libellé de la classe")


class ItemAttribute(Value):
    """A named property of an item (*attribut d'article*): BG-32."""

    name: str | None = term("BT-160", "Nom de l'attribut")
    value: str | None = term("BT-161", "Valeur de l'attribut")
    code: str | None = term("BT-X-11, EXT-FR-FE-159", "Code de l'attribut")
    measure: Number | None = term("BT-X-12, EXT-FR-FE-160", "Valeur mesurée")
    measure_unit: str | None = term("BT-X-12-0, EXT-FR-FE-161", "Unité de la mesure")


class ItemInstance(Value):
    """One piece or batch of an item (*exemplaire*)."""

    batch: str | None = term("ram:BatchID", "Numéro de lot")
    serial_number: str | None = term("ram:SupplierAssignedSerialID", "Numéro de série")


class IncludedItem(Value):
    """An item inside another (*article compris*)."""

    identifier: str | None = term("ram:ID", "Identifiant")
    standard_identifiers: tuple[Identifier, ...] = term(
        "ram:GlobalID", "Identifiants standard", default=()
    )
    seller_identifier: str | None = term("ram:SellerAssignedID", "Identifiant du vendeur")
    buyer_identifier: str | None = term("ram:BuyerAssignedID", "Identifiant de l'acheteur")
    industry_identifier: str | None = term("ram:IndustryAssignedID", "Identifiant sectoriel")
    name: str | None = term("ram:Name", "Nom")
    description: str | None = term("ram:Description", "Description")
    quantity: Number | None = term("ram:UnitQuantity", "Quantité")
    unit: str | None = term("ram:UnitQuantity/@unitCode", "Unité")


class Item(Value):
    """What is sold (*article*): BG-31; from `identifier` on, EXTENDED."""

    name: str | None = term("BT-153", "Nom de l'article")
    description: str | None = term("BT-154", "Description de l'article")
    seller_identifier: str | None = term("BT-155", "Identifiant du vendeur")
    buyer_identifier: str | None = term("BT-156", "Identifiant de l'acheteur")
    standard_identifier: Identifier | None = term("BT-157", "Identifiant standard")
    classifications: tuple[Classification, ...] = term("BT-158", "Classifications", default=())
    origin_country: str | None = term("BT-159", "Pays d'origine")
    attributes: tuple[ItemAttribute, ...] = term("BG-32", "Attributs", default=())
    identifier: str | None = term("ram:ID", "Identifiant de l'article")
    industry_identifier: str | None = term("ram:IndustryAssignedID", "Identifiant sectoriel")
    model_identifier: str | None = term("ram:ModelID", "Identifiant du modèle")
    brand: str | None = term("ram:BrandName", "Marque")
    model: str | None = term("ram:ModelName", "Modèle")
    batches: tuple[str, ...] = term("ram:BatchID", "Numéros de lot", default=())
    instances: tuple[ItemInstance, ...] = term(
        "ram:IndividualTradeProductInstance", "Exemplaires", default=()
    )
    manufacturer: Party | None = term("ram:ManufacturerTradeParty", "Fabricant")
    included: tuple[IncludedItem, ...] = term(
        "ram:IncludedReferencedProduct", "Articles compris", default=()
    )
