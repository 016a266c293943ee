"""How goods travelled (*conditions de livraison, conditionnement*): beyond EN 16931."""

from chorus_sdk.invoice._base import Number, Value, term


class DeliveryTerms(Value):
    """Who bears costs and risks of transport (*conditions de livraison*): EXT-FR-FE-BG-14."""

    code: str | None = term("EXT-FR-FE-185, 193", "Code Incoterms")
    location: str | None = term("EXT-FR-FE-186, 194", "Lieu de l'Incoterm")
    country: str | None = term("ram:RelevantTradeLocation/ram:CountryID", "Pays de l'Incoterm")


class Packaging(Value):
    """How the goods of a line were packed (*conditionnement*), and what was free of charge."""

    free_quantity: Number | None = term("ram:ChargeFreeQuantity", "Quantité gratuite")
    free_unit: str | None = term("ram:ChargeFreeQuantity/@unitCode", "Unité")
    packages: Number | None = term("ram:PackageQuantity", "Nombre de colis")
    package_unit: str | None = term("ram:PackageQuantity/@unitCode", "Unité")
    per_package: Number | None = term("ram:PerPackageUnitQuantity", "Quantité par colis")
    per_package_unit: str | None = term("ram:PerPackageUnitQuantity/@unitCode", "Unité")
