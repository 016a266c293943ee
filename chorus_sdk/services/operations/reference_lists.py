"""The reference lists of the *API Transverses* (*référentiels*).

Source: chorus-pro-api §3.3 op. 39 to 61.
"""

from __future__ import annotations

from typing import Final

from chorus_sdk._http.operation import Effect, Operation, Role

_AT: Final = "/cpro/transverses/v1/"

STATUSES_BY_TYPE: Final = Operation(
    number=39,
    name="reference_data.statuses",
    path=_AT + "recuperer/etat/typedp",
    effect=Effect.READ,
    served_by="chorus_sdk.services.reference_data.ReferenceData.statuses",
)
NEXT_STATUSES: Final = Operation(
    number=40,
    name="reference_data.next_statuses",
    path=_AT + "recuperer/etats/traitement",
    effect=Effect.READ,
    roles=(Role.RECIPIENT,),
    served_by="chorus_sdk.services.reference_data.ReferenceData.next_statuses",
)
FLOW_FORMATS: Final = Operation(
    number=41,
    name="reference_data.flow_formats",
    path=_AT + "recuperer/formatflux",
    effect=Effect.READ,
    served_by="chorus_sdk.services.reference_data.ReferenceData.flow_formats",
)
FLOW_SYNTAXES: Final = Operation(
    number=42,
    name="reference_data.flow_syntaxes",
    path=_AT + "recuperer/syntaxeflux",
    effect=Effect.READ,
    served_by="chorus_sdk.services.reference_data.ReferenceData.flow_syntaxes",
)
CURRENCIES: Final = Operation(
    number=43,
    name="reference_data.currencies",
    path=_AT + "recuperer/devises",
    effect=Effect.READ,
    served_by="chorus_sdk.services.reference_data.ReferenceData.currencies",
)
DEPOSIT_MODES: Final = Operation(
    number=44,
    name="reference_data.deposit_modes",
    path=_AT + "recuperer/modedepot",
    effect=Effect.READ,
    served_by="chorus_sdk.services.reference_data.ReferenceData.deposit_modes",
)
PAYMENT_MEANS: Final = Operation(
    number=45,
    name="reference_data.payment_means",
    path=_AT + "recuperer/modereglements",
    effect=Effect.READ,
    served_by="chorus_sdk.services.reference_data.ReferenceData.payment_means",
)
COUNTRIES: Final = Operation(
    number=46,
    name="reference_data.countries",
    path=_AT + "recuperer/pays",
    effect=Effect.READ,
    served_by="chorus_sdk.services.reference_data.ReferenceData.countries",
)
VAT_RATES: Final = Operation(
    number=47,
    name="reference_data.vat_rates",
    path=_AT + "recuperer/tauxtva",
    effect=Effect.READ,
    served_by="chorus_sdk.services.reference_data.ReferenceData.vat_rates",
)
VAT_EXEMPTION_REASONS: Final = Operation(
    number=48,
    name="reference_data.vat_exemption_reasons",
    path=_AT + "recuperer/motifs/exonerationtva",
    effect=Effect.READ,
    served_by="chorus_sdk.services.reference_data.ReferenceData.vat_exemption_reasons",
)
REFUSAL_REASONS: Final = Operation(
    number=49,
    name="reference_data.refusal_reasons",
    path=_AT + "recuperer/motifs/refus/Facture/AValider",
    effect=Effect.READ,
    roles=(Role.APPROVER,),
    served_by="chorus_sdk.services.reference_data.ReferenceData.refusal_reasons",
)
FRAMEWORKS: Final = Operation(
    number=50,
    name="reference_data.frameworks",
    path=_AT + "recuperer/cadrefacturation",
    effect=Effect.READ,
    served_by="chorus_sdk.services.reference_data.ReferenceData.frameworks",
)
ATTACHMENT_TYPES: Final = Operation(
    number=52,
    name="reference_data.attachment_types",
    path=_AT + "recuperer/typespj",
    effect=Effect.READ,
    served_by="chorus_sdk.services.reference_data.ReferenceData.attachment_types",
)
PAYMENT_REQUEST_TYPES: Final = Operation(
    number=53,
    name="reference_data.payment_request_types",
    path=_AT + "recuperer/typedp",
    effect=Effect.READ,
    served_by="chorus_sdk.services.reference_data.ReferenceData.payment_request_types",
)
WORKS_INVOICE_TYPES: Final = Operation(
    number=54,
    name="reference_data.works_invoice_types",
    path=_AT + "recuperer/typefacturetravaux",
    effect=Effect.READ,
    served_by="chorus_sdk.services.reference_data.ReferenceData.works_invoice_types",
)
IDENTIFIER_TYPES: Final = Operation(
    number=55,
    name="reference_data.identifier_types",
    path=_AT + "recuperer/typeidentifiant/structure",
    effect=Effect.READ,
    served_by="chorus_sdk.services.reference_data.ReferenceData.identifier_types",
)
TICKET_CATEGORIES: Final = Operation(
    number=60,
    name="reference_data.ticket_categories",
    path=_AT + "rechercher/categorieSollicitation",
    effect=Effect.READ,
    served_by="chorus_sdk.services.reference_data.ReferenceData.ticket_categories",
)
TICKET_SUBCATEGORIES: Final = Operation(
    number=61,
    name="reference_data.ticket_subcategories",
    path=_AT + "rechercher/sousCategorieSollicitation",
    effect=Effect.READ,
    served_by="chorus_sdk.services.reference_data.ReferenceData.ticket_subcategories",
)
