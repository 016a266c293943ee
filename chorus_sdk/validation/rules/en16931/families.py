"""The VAT categories of EN 16931 (*codes de type de TVA*) and what sets each apart."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Final, NamedTuple, TypeAlias

from chorus_sdk.invoice.model import Invoice

RateTest: TypeAlias = Callable[[Decimal | None], bool]


def _is_zero(rate: Decimal | None) -> bool:
    return rate is not None and rate == 0


def _is_positive(rate: Decimal | None) -> bool:
    return rate is not None and rate > 0


def _is_not_negative(rate: Decimal | None) -> bool:
    return rate is not None and rate >= 0


def _is_absent(rate: Decimal | None) -> bool:
    return rate is None


def _has_agent(invoice: Invoice) -> bool:
    agent = invoice.tax_representative
    return agent is not None and agent.vat_identifier is not None


def _registered(invoice: Invoice) -> bool:
    return invoice.seller.tax_registration is not None or _has_vat_number(invoice)


def _has_vat_number(invoice: Invoice) -> bool:
    return invoice.seller.vat_identifier is not None or _has_agent(invoice)


def _reversed(invoice: Invoice) -> bool:
    buyer = invoice.buyer
    legal = buyer.legal_registration
    known = buyer.vat_identifier is not None or (legal is not None and legal.value is not None)
    return known and _registered(invoice)


def _within_the_union(invoice: Invoice) -> bool:
    return invoice.buyer.vat_identifier is not None and _has_vat_number(invoice)


def _outside(invoice: Invoice) -> bool:
    return invoice.buyer.vat_identifier is None and not _has_vat_number(invoice)


class Family(NamedTuple):
    """One VAT category: its code, the name of its rules, and where the patterns differ.

    `by_rate` categories have an entry of the breakdown for each rate; `is_exempt` ones give a
    reason. `rate` is what lines, allowances and charges may have, `cii_rate` where CII differs.
    """

    code: str
    name: str
    en: str
    fr: str
    by_rate: bool = False
    is_exempt: bool = True
    shape: str = "single"
    rate: RateTest = _is_zero
    cii_rate: RateTest = _is_zero
    rate_expected: str = "0"
    rate_en: str = "a VAT rate of 0"
    rate_fr: str = "un taux de TVA de 0"
    identified: Callable[[Invoice], bool] = _registered
    identifiers: tuple[str, ...] = ("BT-31", "BT-32", "BT-63")
    identified_en: str = "the seller has a VAT or tax number, or the tax representative has one"
    identified_fr: str = "le vendeur ou son représentant fiscal a un numéro de TVA ou fiscal"
    exact_in_cii: bool = False
    any_entry_in_ubl: bool = False
    """In UBL, what is used has its entry in the breakdown though that is said of another tax."""
    untested_in_cii: bool = False
    """The official rules for CII look for the rate where it never is, and so test nothing."""


_RATED_EN: Final = "a VAT rate that is not negative"
_RATED_FR: Final = "un taux de TVA qui n'est pas négatif"

FAMILIES: Final = (
    Family(
        code="S",
        name="S",
        en="standard rated (S)",
        fr="au taux normal ou réduit (S)",
        by_rate=True,
        is_exempt=False,
        shape="rates",
        rate=_is_positive,
        cii_rate=_is_positive,
        rate_expected="> 0",
        rate_en="a VAT rate above 0",
        rate_fr="un taux de TVA supérieur à 0",
        exact_in_cii=True,
    ),
    Family(code="Z", name="Z", en="zero rated (Z)", fr="à taux zéro (Z)", is_exempt=False),
    Family(code="E", name="E", en="exempt from VAT (E)", fr="en exonération de TVA (E)"),
    Family(
        code="AE",
        name="AE",
        en="under reverse charge (AE)",
        fr="en autoliquidation (AE)",
        identified=_reversed,
        identifiers=("BT-31", "BT-32", "BT-63", "BT-47", "BT-48"),
        identified_en="seller and buyer are identified: VAT or tax number, or legal registration",
        identified_fr="vendeur et acheteur sont identifiés : numéro de TVA, fiscal ou légal",
    ),
    Family(
        code="K",
        name="IC",
        en="an intra-community supply (K)",
        fr="en livraison intracommunautaire (K)",
        identified=_within_the_union,
        identifiers=("BT-31", "BT-63", "BT-48"),
        identified_en="seller (or tax representative) and buyer have VAT numbers",
        identified_fr="le vendeur (ou son représentant) et l'acheteur ont un numéro de TVA",
    ),
    Family(
        code="G",
        name="G",
        en="an export outside the Union (G)",
        fr="en exportation hors de l'Union (G)",
        identified=_has_vat_number,
        identifiers=("BT-31", "BT-63"),
        identified_en="the seller or the tax representative has a VAT number",
        identified_fr="le vendeur ou son représentant fiscal a un numéro de TVA",
    ),
    Family(
        code="O",
        name="O",
        en="outside the scope of VAT (O)",
        fr="hors champ de la TVA (O)",
        shape="outside",
        rate=_is_absent,
        cii_rate=_is_absent,
        rate_expected="",
        rate_en="no VAT rate",
        rate_fr="aucun taux de TVA",
        identified=_outside,
        identifiers=("BT-31", "BT-63", "BT-48"),
        identified_en="nobody has a VAT number: neither seller, tax representative nor buyer",
        identified_fr="nul n'a de numéro de TVA : ni vendeur, ni représentant, ni acheteur",
        exact_in_cii=True,
    ),
    Family(
        code="L",
        name="AF",
        en="under the tax of the Canary Islands (L)",
        fr="à l'IGIC des Canaries (L)",
        by_rate=True,
        is_exempt=False,
        shape="rates",
        rate=_is_not_negative,
        cii_rate=_is_positive,
        rate_expected="≥ 0",
        rate_en=_RATED_EN,
        rate_fr=_RATED_FR,
        any_entry_in_ubl=True,
        untested_in_cii=True,
    ),
    Family(
        code="M",
        name="AG",
        en="under the tax of Ceuta and Melilla (M)",
        fr="à l'IPSI de Ceuta et Melilla (M)",
        by_rate=True,
        is_exempt=False,
        shape="rates",
        rate=_is_not_negative,
        cii_rate=_is_not_negative,
        rate_expected="≥ 0",
        rate_en=_RATED_EN,
        rate_fr=_RATED_FR,
        untested_in_cii=True,
    ),
)
