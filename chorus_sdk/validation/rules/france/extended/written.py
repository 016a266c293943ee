"""Rules of the profile on how a document is written, which the model does not hold (*écriture*).

Each is a path to what breaks it. An invoice that was never a document cannot break them.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from functools import cache
from typing import Final, NamedTuple

from chorus_sdk._xml import Element, Query, parse, path_of
from chorus_sdk.findings import Severity
from chorus_sdk.formats.codelists import OfficialList, values
from chorus_sdk.validation.rules.base import Breach, Rule, Subject
from chorus_sdk.validation.rules.france.facts import is_cii

_RAM: Final = "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"
_UDT: Final = "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100"
_UBL: Final = "urn:oasis:names:specification:ubl:schema:xsd:Common"
NAMES: Final = {
    "cac": f"{_UBL}AggregateComponents-2",
    "cbc": f"{_UBL}BasicComponents-2",
    "ram": _RAM,
    "udt": _UDT,
}
TAXES: Final = frozenset(
    {"AAA", "AAB", "AAC", "AAD", "AAE", "AAF", "AAG", "AAH", "AAI", "AAJ", "AAK", "AAL"}
    | {"AAM", "AAO", "AAP", "ADD", "BOL", "CAP", "CAR", "COC", "CST", "CUD", "CVD", "ENV"}
    | {"EXC", "EXP", "FET", "FRE", "GCN", "GST", "ILL", "IMP", "IND", "LAC", "LCN", "LDP"}
    | {"LOC", "LST", "MCA", "MCD", "OTH", "PDB", "PDC", "PRF", "SCN", "SSS", "STT", "SUP"}
    | {"SUR", "SWT", "TAC", "TOT", "TOX", "TTA", "VAD"}
)
"""UNTDID 5153 without VAT: what a charge may be that is a tax."""
_UBL_CHARGE: Final = (
    "//cac:AllowanceCharge[normalize-space(cbc:ChargeIndicator)='true'"
    " or normalize-space(cbc:ChargeIndicator)='1']/cbc:AllowanceChargeReasonCode"
)
_CII_CHARGE: Final = (
    "//ram:SpecifiedTradeAllowanceCharge[normalize-space(ram:ChargeIndicator/udt:Indicator)='true'"
    " or normalize-space(ram:ChargeIndicator/udt:Indicator)='1']/ram:ReasonCode"
)
_TRADE: Final = "/*/*[local-name()='SupplyChainTradeTransaction']"
_LINE: Final = f"{_TRADE}/ram:IncludedSupplyChainTradeLineItem/ram:SpecifiedLineTradeAgreement"
_TERMS: Final = "ram:ApplicableTradeDeliveryTerms"
_PLAIN: Final = "[@listID='7161' or not(@listID)]"
_TAX: Final = "[@listID='5153']"
_OTHER: Final = "[@listID!='' and @listID!='7161' and @listID!='5153']"


class Look(NamedTuple):
    """One rule (*règle d'écriture*): a path for each syntax, and what may stand there, if any."""

    id: str
    terms: tuple[str, ...]
    en: str
    fr: str
    ubl: str | None
    cii: str | None
    allowed: str | None = None
    severity: Severity = Severity.ERROR


def _not_named(element: str, *names: str) -> str:
    others = " and ".join(f"local-name()!='{name}'" for name in names)
    return f"{element}/*[{others}]"


def _cii_terms(owner: str) -> str:
    return "|".join(
        (
            _not_named(f"{owner}/{_TERMS}", "DeliveryTypeCode", "RelevantTradeLocation"),
            _not_named(f"{owner}/{_TERMS}/ram:RelevantTradeLocation", "Name"),
        )
    )


def _ubl_terms(owner: str) -> str:
    terms = f"{owner}/cac:DeliveryTerms"
    return "|".join(
        (
            _not_named(terms, "ID", "DeliveryLocation"),
            _not_named(f"{terms}/cac:DeliveryLocation", "Name"),
        )
    )


_CHARGES: Final = ("BT-105", "BT-145")
_INCOTERM: Final = (
    "Terms of delivery say an Incoterm and a place, and nothing else.",
    "Les conditions de livraison disent un Incoterm et un lieu, rien d'autre.",
)
_EXCHANGE: Final = (
    "An exchange of currencies says both currencies, the rate and its date, and nothing else.",
    "Un change dit les deux devises, le cours et sa date, rien d'autre.",
)
LOOKS: Final = (
    Look(
        "BR-FREXT-CL-20",
        _CHARGES,
        "The reason of a charge is a code of UNTDID 7161.",
        "Le motif d'une charge est un code de UNTDID 7161.",
        f"{_UBL_CHARGE}{_PLAIN}",
        f"{_CII_CHARGE}{_PLAIN}",
        "UNTDID 7161",
    ),
    Look(
        "BR-FREXT-CL-20-TAX",
        _CHARGES,
        "A charge that is a tax has a code of UNTDID 5153, VAT excepted.",
        "Une charge qui est une taxe a un code de UNTDID 5153, sauf la TVA.",
        f"{_UBL_CHARGE}{_TAX}",
        f"{_CII_CHARGE}{_TAX}",
        "UNTDID 5153",
    ),
    Look(
        "BR-FREXT-CL-20-LISTID",
        _CHARGES,
        "The reason of a charge names the list 7161, 5153, or none.",
        "Le motif d'une charge désigne la liste 7161, 5153, ou aucune.",
        f"{_UBL_CHARGE}{_OTHER}",
        f"{_CII_CHARGE}{_OTHER}",
    ),
    Look(
        "CII-FREXT-DT-024",
        ("BT-18-1", "BT-128-1", "EXT-FR-FE-01"),
        "A kind of reference is said of invoiced objects and of contracts alone.",
        "Un type de référence n'est dit que des objets facturés et des contrats.",
        None,
        (
            "//ram:ReferenceTypeCode[contains(local-name(..), 'ReferencedDocument')]"
            "[not(parent::ram:ContractReferencedDocument)]"
            "[not(parent::ram:AdditionalReferencedDocument[ram:TypeCode='130'])]"
        ),
    ),
    Look(
        "CII-FREXTDT-027",
        ("BT-26", "EXT-FR-FE-134"),
        "A reference has a date where it is to an invoice, contract, order or despatch advice.",
        "Seules ont une date les références à une facture, un contrat, une commande, un avis.",
        None,
        (
            "//ram:FormattedIssueDateTime[contains(local-name(..), 'ReferencedDocument')]"
            "[not(parent::ram:InvoiceReferencedDocument or parent::ram:ContractReferencedDocument"
            " or parent::ram:BuyerOrderReferencedDocument"
            " or parent::ram:DespatchAdviceReferencedDocument)]"
        ),
    ),
    Look(
        "CII-FREXT-SR-106",
        ("EXT-FR-FE-193", "EXT-FR-FE-194"),
        *_INCOTERM,
        None,
        _cii_terms(_LINE),
        severity=Severity.WARNING,
    ),
    Look(
        "CII-FREXT-SR-293",
        ("EXT-FR-FE-185", "EXT-FR-FE-186"),
        *_INCOTERM,
        None,
        _cii_terms(f"{_TRADE}/ram:ApplicableHeaderTradeAgreement"),
        severity=Severity.WARNING,
    ),
    Look(
        "UBL-FREXT-CR-410",
        ("EXT-FR-FE-185", "EXT-FR-FE-186"),
        *_INCOTERM,
        _ubl_terms("/*"),
        None,
        severity=Severity.WARNING,
    ),
    Look(
        "UBL-FREXT-CR-645",
        ("EXT-FR-FE-193", "EXT-FR-FE-194"),
        *_INCOTERM,
        _ubl_terms("/*/*[self::cac:InvoiceLine or self::cac:CreditNoteLine]"),
        None,
        severity=Severity.WARNING,
    ),
    Look(
        "CII-FREXT-CR-490",
        ("BT-6",),
        *_EXCHANGE,
        _not_named(
            "/*/cac:TaxExchangeRate",
            *("SourceCurrencyCode", "TargetCurrencyCode", "CalculationRate", "Date"),
        ),
        None,
        severity=Severity.WARNING,
    ),
    Look(
        "CII-FREXT-SR-366",
        ("BT-6",),
        *_EXCHANGE,
        None,
        _not_named(
            f"{_TRADE}/ram:ApplicableHeaderTradeSettlement/ram:TaxApplicableTradeCurrencyExchange",
            *("SourceCurrencyCode", "TargetCurrencyCode"),
            *("ConversionRate", "ConversionRateDateTime"),
        ),
        severity=Severity.WARNING,
    ),
)


def _rule(look: Look) -> Rule:
    def check(subject: Subject) -> Iterator[Breach]:
        query = _query(look.id, in_cii=is_cii(subject))
        root = subject.derive(_root)
        if query is None or root is None:
            return
        allowed = _lists()[look.allowed] if look.allowed is not None else ()
        for element in query.elements(root):
            said = " ".join("".join(element.itertext()).split())
            if said not in allowed:
                yield Breach(path_of(element), said or None, look.allowed)

    return Rule(
        id=look.id,
        terms=look.terms,
        en=look.en,
        fr=look.fr,
        check=check,
        severity=look.severity,
    )


def _root(subject: Subject) -> Element | None:
    """Parse the document, under the limits that it was read under."""
    return None if subject.document is None else parse(subject.document, subject.limits)


def is_written(subject: Subject) -> bool:
    """Tell whether there is a document to look into."""
    return subject.document is not None


@cache
def _query(code: str, *, in_cii: bool) -> Query | None:
    (look,) = (one for one in LOOKS if one.id == code)
    path = look.cii if in_cii else look.ubl
    return Query(path, NAMES) if path is not None else None


@cache
def _lists() -> dict[str, Container[str]]:
    return {"UNTDID 7161": frozenset(values(OfficialList.CHARGE_REASON)), "UNTDID 5153": TAXES}


RULES: Final = tuple(_rule(look) for look in LOOKS)
"""In the order of the table."""
