"""What payment instructions say: BR-49 to BR-51, BR-61."""

from __future__ import annotations

from collections.abc import Iterator

from chorus_sdk.findings import Severity
from chorus_sdk.invoice.payments import PaymentMeans
from chorus_sdk.validation.rules.base import Breach, Subject, rule
from chorus_sdk.validation.rules.en16931.completed import invoice_of
from chorus_sdk.validation.rules.en16931.source import SETTLEMENT, is_cii
from chorus_sdk.validation.rules.en16931.texts import is_blank
from chorus_sdk.validation.rules.en16931.traces import traces

_TRANSFERS = frozenset({"30", "58"})
"""UNTDID 4461: credit transfer, SEPA credit transfer."""


_SHOWN_DIGITS = 10
"""How many characters of a card number may be shown: the first six and the last four."""


def _means(subject: Subject) -> Iterator[tuple[str, PaymentMeans]]:
    payment = invoice_of(subject).payment
    for number, means in enumerate(payment.means if payment is not None else ()):
        yield f"payment.means[{number}]", means


@rule(
    "BR-49",
    "BT-81",
    en="Payment instructions have a means of payment.",
    fr="Des instructions de paiement ont un moyen de paiement.",
)
def br_49(subject: Subject) -> Iterator[Breach]:
    """BT-81 is there where BG-16 is."""
    for place, means in _means(subject):
        if means.code is None:
            yield Breach(f"{place}.code")


@rule(
    "BR-50",
    "BT-84",
    en="A credit transfer names the account to pay to.",
    fr="Un virement indique le compte à créditer.",
)
def br_50(subject: Subject) -> Iterator[Breach]:
    """BT-84 is there where BG-17 is."""
    for number, (place, means) in enumerate(_means(subject)):
        if _has_account_part(subject, number, means) and is_blank(_account(means)):
            yield Breach(f"{place}.transfer.account")


@rule(
    "BR-61",
    "BT-84",
    en="Who is to be paid by credit transfer names an account.",
    fr="Un paiement par virement indique le compte à créditer.",
)
def br_61(subject: Subject) -> Iterator[Breach]:
    """BT-84 is there where BT-81 is 30 or 58; CII asks where BG-17 is."""
    for number, (place, means) in enumerate(_means(subject)):
        asked = _has_account_part(subject, number, means) if is_cii(subject) else True
        if not asked or means.code not in _TRANSFERS or _account(means) is not None:
            continue
        if number not in _empty_accounts(subject):
            yield Breach(f"{place}.transfer.account")


def _account(means: PaymentMeans) -> str | None:
    transfer = means.transfer
    if transfer is None or transfer.account is not None:
        return None if transfer is None else transfer.account
    return transfer.second_account


def _empty_accounts(subject: Subject) -> frozenset[int]:
    """Return which means of payment have an account that says nothing: it is there."""
    known, path = traces(subject), "cac:PaymentMeans"
    if not is_cii(subject):
        return known.items(path, "cac:PayeeFinancialAccount/cbc:ID")
    path = f"{SETTLEMENT}/ram:SpecifiedTradeSettlementPaymentMeans"
    account = "ram:PayeePartyCreditorFinancialAccount"
    iban = known.items(path, f"{account}/ram:IBANID")
    return iban | known.items(path, f"{account}/ram:ProprietaryID")


def _has_account_part(subject: Subject, number: int, means: PaymentMeans) -> bool:
    """Tell whether a credit transfer (30, 58) has an account, be it one that says nothing."""
    transfer, known = means.transfer, traces(subject)
    if means.code not in _TRANSFERS:
        return False
    if is_cii(subject):
        told = transfer is not None and not (_account(means) is None is transfer.name)
        part = "ram:PayeePartyCreditorFinancialAccount"
        path = f"{SETTLEMENT}/ram:SpecifiedTradeSettlementPaymentMeans"
    else:
        told = transfer is not None
        part, path = "cac:PayeeFinancialAccount", "cac:PaymentMeans"
    return told or number in known.items(path, part)


def _long_card(subject: Subject) -> Iterator[Breach]:
    for place, means in _means(subject):
        if means.card is not None and len(means.card.number or "") > _SHOWN_DIGITS:
            yield Breach(f"{place}.card.number")


_CARD_EN = "A card number is never shown whole: six first and four last digits at most."


_CARD_FR = "Un numéro de carte n'est jamais entier : six premiers et quatre derniers chiffres."


@rule("BR-51", "BT-87", en=_CARD_EN, fr=_CARD_FR, severity=Severity.WARNING)
def br_51(subject: Subject) -> Iterator[Breach]:
    """BT-87 has at most ten characters."""
    if not is_cii(subject):
        yield from _long_card(subject)


@rule("BR-51", "BT-87", en=_CARD_EN, fr=_CARD_FR)
def br_51_cii(subject: Subject) -> Iterator[Breach]:
    """BT-87 has at most ten characters: in CII, this is fatal."""
    if is_cii(subject):
        yield from _long_card(subject)
