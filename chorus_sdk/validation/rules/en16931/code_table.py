"""Which codes are of which list, and where they stand in either syntax: BR-CL as a table."""

from __future__ import annotations

from typing import Final, NamedTuple

from chorus_sdk.formats.codelists import OfficialList
from chorus_sdk.validation.rules.en16931 import code_values
from chorus_sdk.validation.rules.en16931.code_values import Allowed, listed


class CodeList(NamedTuple):
    """One rule: its number and terms, what is coded, its list, and where it stands.

    `ubl` and `cii` are the ends of element paths. `within` is what the path in the model contains,
    where one element stands for two things; `written` is what the document may say, where the
    model says it in another way.
    """

    number: int
    terms: tuple[str, ...]
    en: str
    fr: str
    list: str
    allowed: Allowed
    ubl: tuple[str, ...]
    cii: tuple[str, ...]
    within: str = ""
    written: Allowed | None = None


_ICD: Final = "ISO 6523 ICD"


_TAX: Final = "UNTDID 5305 (EN 16931)"


LISTS: Final = (
    CodeList(
        1,
        ("BT-3",),
        "The type of an invoice",
        "Le type de facture",
        "UNTDID 1001 (EN 16931)",
        code_values.invoice_types,
        ("cbc:InvoiceTypeCode", "cbc:CreditNoteTypeCode"),
        ("rsm:ExchangedDocument/ram:TypeCode",),
    ),
    CodeList(
        4,
        ("BT-5",),
        "The currency of an invoice",
        "La devise de facturation",
        "ISO 4217",
        code_values.currencies,
        ("cbc:DocumentCurrencyCode",),
        ("ram:InvoiceCurrencyCode",),
    ),
    CodeList(
        5,
        ("BT-6",),
        "The currency of VAT accounting",
        "La devise de comptabilisation de la TVA",
        "ISO 4217",
        code_values.currencies,
        ("cbc:TaxCurrencyCode",),
        ("ram:TaxCurrencyCode",),
    ),
    CodeList(
        6,
        ("BT-8",),
        "The code of the VAT point date",
        "Le code de date d'exigibilité de la TVA",
        "UNTDID 2005, CII: 2475 (EN 16931)",
        code_values.point_codes,
        ("cac:InvoicePeriod/cbc:DescriptionCode",),
        ("ram:DueDateTypeCode",),
        written=code_values.written_point_codes,
    ),
    CodeList(
        7,
        ("BT-18", "BT-128"),
        "The scheme of an invoiced object",
        "Le schéma d'un objet facturé",
        "UNTDID 1153",
        listed(OfficialList.REFERENCE_TYPE),
        (
            "cac:AdditionalDocumentReference/cbc:ID/@schemeID",
            "cac:DocumentReference/cbc:ID/@schemeID",
        ),
        ("ram:ReferenceTypeCode",),
        within="object",
    ),
    CodeList(
        10,
        ("BT-29", "BT-46", "BT-60"),
        "The scheme of a party's identifier",
        "Le schéma d'un identifiant de partie",
        _ICD,
        listed(OfficialList.IDENTIFIER_SCHEME),
        ("cac:PartyIdentification/cbc:ID/@schemeID",),
        ("Party/ram:GlobalID/@schemeID",),
    ),
    CodeList(
        11,
        ("BT-30", "BT-47", "BT-61"),
        "The scheme of a legal registration",
        "Le schéma d'un enregistrement légal",
        _ICD,
        listed(OfficialList.IDENTIFIER_SCHEME),
        ("cac:PartyLegalEntity/cbc:CompanyID/@schemeID",),
        ("ram:ID/@schemeID",),
    ),
    CodeList(
        13,
        ("BT-158",),
        "The list of an item's classification",
        "La liste d'une classification d'article",
        "UNTDID 7143",
        listed(OfficialList.ITEM_CLASSIFICATION),
        ("cac:CommodityClassification/cbc:ItemClassificationCode/@listID",),
        ("ram:ClassCode/@listID",),
    ),
    CodeList(
        14,
        ("BT-40", "BT-55", "BT-69", "BT-80"),
        "A country",
        "Un pays",
        "ISO 3166-1",
        code_values.countries,
        ("cac:Country/cbc:IdentificationCode",),
        ("ram:CountryID",),
    ),
    CodeList(
        15,
        ("BT-159",),
        "The country of origin of an item",
        "Le pays d'origine d'un article",
        "ISO 3166-1",
        code_values.countries,
        ("cac:OriginCountry/cbc:IdentificationCode",),
        ("ram:OriginTradeCountry/ram:ID",),
    ),
    CodeList(
        16,
        ("BT-81",),
        "A means of payment",
        "Un moyen de paiement",
        "UNTDID 4461",
        listed(OfficialList.PAYMENT_MEANS),
        ("cac:PaymentMeans/cbc:PaymentMeansCode",),
        ("ram:SpecifiedTradeSettlementPaymentMeans/ram:TypeCode",),
    ),
    CodeList(
        17,
        ("BT-95", "BT-102", "BT-118"),
        "A VAT category of an allowance, a charge or the breakdown",
        "Un type de TVA d'une remise, d'une charge ou de la ventilation",
        _TAX,
        listed(OfficialList.VAT_CATEGORY),
        ("cac:TaxCategory/cbc:ID",),
        ("ram:CategoryTradeTax/ram:CategoryCode",),
    ),
    CodeList(
        18,
        ("BT-151",),
        "A VAT category of a line",
        "Un type de TVA d'une ligne",
        _TAX,
        listed(OfficialList.VAT_CATEGORY),
        ("cac:ClassifiedTaxCategory/cbc:ID",),
        ("ram:ApplicableTradeTax/ram:CategoryCode",),
    ),
    CodeList(
        19,
        ("BT-98", "BT-140"),
        "The reason code of an allowance",
        "Le code de motif d'une remise",
        "UNTDID 5189",
        listed(OfficialList.ALLOWANCE_REASON),
        ("cac:AllowanceCharge/cbc:AllowanceChargeReasonCode",),
        ("ram:SpecifiedTradeAllowanceCharge/ram:ReasonCode",),
        within="allowances|discount",
    ),
    CodeList(
        20,
        ("BT-105", "BT-145"),
        "The reason code of a charge",
        "Le code de motif d'une charge",
        "UNTDID 7161",
        listed(OfficialList.CHARGE_REASON),
        ("cac:AllowanceCharge/cbc:AllowanceChargeReasonCode",),
        ("ram:SpecifiedTradeAllowanceCharge/ram:ReasonCode",),
        within="charges",
    ),
    CodeList(
        21,
        ("BT-157",),
        "The scheme of an item's standard identifier",
        "Le schéma d'un identifiant standard d'article",
        _ICD,
        listed(OfficialList.IDENTIFIER_SCHEME),
        ("cac:StandardItemIdentification/cbc:ID/@schemeID",),
        ("ram:SpecifiedTradeProduct/ram:GlobalID/@schemeID",),
    ),
    CodeList(
        22,
        ("BT-121",),
        "The code of a reason of exemption",
        "Le code d'un motif d'exonération",
        "VATEX",
        code_values.exemption_reasons,
        ("cbc:TaxExemptionReasonCode",),
        ("ram:ExemptionReasonCode",),
    ),
    CodeList(
        23,
        ("BT-130", "BT-150"),
        "A unit",
        "Une unité de mesure",
        "UN/ECE Rec 20, Rec 21",
        listed(OfficialList.UNIT),
        (
            "cbc:InvoicedQuantity/@unitCode",
            "cbc:CreditedQuantity/@unitCode",
            "cbc:BaseQuantity/@unitCode",
        ),
        ("ram:BilledQuantity/@unitCode", "ram:BasisQuantity/@unitCode"),
    ),
    CodeList(
        24,
        ("BT-125",),
        "The type of an attached document",
        "Le type d'un document joint",
        "MIME (EN 16931)",
        code_values.mime_types,
        ("cbc:EmbeddedDocumentBinaryObject/@mimeCode",),
        ("ram:AttachmentBinaryObject/@mimeCode",),
    ),
    CodeList(
        25,
        ("BT-34", "BT-49"),
        "The scheme of an electronic address",
        "Le schéma d'une adresse électronique",
        "EAS",
        code_values.electronic_addresses,
        ("cbc:EndpointID/@schemeID",),
        ("/ram:URIUniversalCommunication/ram:URIID/@schemeID",),
    ),
    CodeList(
        26,
        ("BT-71",),
        "The scheme of a place of delivery",
        "Le schéma d'un lieu de livraison",
        _ICD,
        listed(OfficialList.IDENTIFIER_SCHEME),
        ("cac:DeliveryLocation/cbc:ID/@schemeID",),
        ("ram:ApplicableHeaderTradeDelivery/ram:ShipToTradeParty/ram:GlobalID/@schemeID",),
    ),
)
