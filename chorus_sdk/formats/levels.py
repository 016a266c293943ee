"""What each profile carries (*contenu des profils*): from MINIMUM to EXTENDED, as data.

Column P of the list of EN 16931 terms: the first profile of Factur-X that has the term, by its
Schematron where the schema is more patient (BT-137, 138, 142, 143 in BASIC). A place
of the model is named as `lines.item.name`; one that is not listed is that of the group around it,
and what no list has is beyond EN 16931. Terms that only UBL writes, and that its profiles of
EN 16931 allow, are listed with EN 16931.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from chorus_sdk.formats.base import Profile

_ORDER = (
    Profile.MINIMUM,
    Profile.BASIC_WL,
    Profile.BASIC,
    Profile.EN16931,
    Profile.EXTENDED,
)
_ADDRESS = "line1 line2 line3 city post_code subdivision"
_PAYMENT = "means.code means.transfer.account means.transfer.second_account remittance"
_DEBIT = "mandate creditor debited_account"
_ALLOWANCE = "amount base_amount percentage reason reason_code"
_TAXED = f"{_ALLOWANCE} vat_category vat_rate"
_TERM_OF_VAT = "taxable_amount tax_amount category rate exemption_reason exemption_reason_code"
_PARTY = "trading_name identifiers electronic_address address"

_FIRST: dict[Profile, tuple[tuple[str, str], ...]] = {
    Profile.MINIMUM: (
        ("", "number issue_date type_code currency business_process specification"),
        ("references.", "buyer purchase_order"),
        ("seller.", "name legal_registration vat_identifier address.country"),
        ("buyer.", "name legal_registration"),
        ("totals.", "without_vat vat with_vat due"),
    ),
    Profile.BASIC_WL: (
        ("", "vat_currency vat_point_code due_date payment_terms"),
        ("notes.", "text subject"),
        ("references.", "contract despatch_advice buyer_accounting"),
        ("references.preceding_invoices.", "number issue_date"),
        ("seller.", "trading_name identifiers electronic_address"),
        ("seller.address.", _ADDRESS),
        ("buyer.", "vat_identifier identifiers electronic_address address"),
        ("payee.", "name identifiers legal_registration"),
        ("tax_representative.", "name vat_identifier address"),
        ("delivery.", "name location date address"),
        ("invoicing_period.", "start end"),
        ("payment.", _PAYMENT),
        ("payment.direct_debit.", _DEBIT),
        ("allowances.", _TAXED),
        ("charges.", _TAXED),
        ("totals.", "lines allowances charges paid vat_in_accounting_currency"),
        ("vat_breakdown.", _TERM_OF_VAT),
    ),
    Profile.BASIC: (
        ("lines.", "identifier note quantity unit net_amount"),
        ("lines.period.", "start end"),
        ("lines.allowances.", "amount reason reason_code"),
        ("lines.charges.", "amount reason reason_code"),
        ("lines.price.", "net discount gross base_quantity base_unit"),
        ("lines.vat.", "category rate"),
        ("lines.item.", "name standard_identifier"),
    ),
    Profile.EN16931: (
        ("", "vat_point_date supporting_documents"),
        ("references.", "project project_name sales_order receiving_advice tender"),
        ("references.", "invoiced_object"),
        ("seller.", "legal_information tax_registration tax_registration_scheme contact"),
        ("buyer.", "trading_name contact"),
        ("payment.means.", "text transfer card"),
        ("totals.", "rounding"),
        ("lines.", "object_identifier order_line accounting_reference"),
        ("lines.allowances.", "base_amount percentage"),
        ("lines.charges.", "base_amount percentage"),
        ("lines.item.", "description seller_identifier buyer_identifier origin_country"),
        ("lines.item.classifications.", "code list_id list_version"),
        ("lines.item.attributes.", "name value"),
    ),
    Profile.EXTENDED: (
        ("seller.contact.", "fax type_code"),
        ("buyer.contact.", "fax type_code"),
        ("supporting_documents.", "type_code reference_type line issue_date"),
    ),
}

_LEVELS: Final = MappingProxyType(
    {
        f"{prefix}{name}": rank
        for rank, profile in enumerate(_ORDER)
        for prefix, names in _FIRST[profile]
        for name in names.split()
    }
)
_BEYOND = len(_ORDER) - 1
_SAME_AS_EN16931 = (
    Profile.XRECHNUNG,
    Profile.PEPPOL_BIS_3,
    Profile.CIUS_RO,
    Profile.EN16931_CTC_FR,
    Profile.COMFORT,
)
_RANKS: Final = MappingProxyType(
    {profile: rank for rank, profile in enumerate(_ORDER)}
    | dict.fromkeys(_SAME_AS_EN16931, _ORDER.index(Profile.EN16931))
)


def first_profile(path: str) -> Profile:
    """Return the least profile of Factur-X that carries a place of the model.

    Example:
        >>> first_profile("lines.item.name"), first_profile("buyer.address.city")
        (<Profile.BASIC: 'basic'>, <Profile.BASIC_WL: 'basic-wl'>)
        >>> first_profile("payer.name")
        <Profile.EXTENDED: 'extended'>
    """
    return _ORDER[rank_of_place(path)]


def rank_of(profile: Profile) -> int | None:
    """Return how much a profile carries, or None for one that carries all there is."""
    rank = _RANKS.get(profile, _BEYOND)
    return None if rank == _BEYOND else rank


def rank_of_place(path: str) -> int:
    """Return the rank of the first profile that carries a place of the model."""
    while path:
        if path in _LEVELS:
            return _LEVELS[path]
        path = path.rpartition(".")[0]
    return _BEYOND


def has_lines(profile: Profile) -> bool:
    """Tell whether a profile has invoice lines (BG-25): MINIMUM and BASIC WL have none."""
    return _RANKS.get(profile, _BEYOND) >= _ORDER.index(Profile.BASIC)
