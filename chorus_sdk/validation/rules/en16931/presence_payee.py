"""Who is to be paid: BR-17."""

from __future__ import annotations

from collections.abc import Iterator

from chorus_sdk._xml import parse
from chorus_sdk.invoice.parties import Party
from chorus_sdk.validation.rules.base import Breach, Subject, rule
from chorus_sdk.validation.rules.en16931.completed import invoice_of
from chorus_sdk.validation.rules.en16931.source import SETTLEMENT, is_cii, is_ubl, path_of
from chorus_sdk.validation.rules.en16931.texts import is_blank
from chorus_sdk.validation.rules.en16931.traces import traces

_PARTY = "ram:PayeeTradeParty"
_PAYEE = ("cac:PayeeParty", f"{SETTLEMENT}/{_PARTY}")


@rule(
    "BR-17",
    "BT-59",
    en="A payee has a name and is not the seller.",
    fr="Un bénéficiaire a un nom et n'est pas le vendeur.",
    hint="Leave the payee out where it is the seller.",
    hint_fr="Retirer le bénéficiaire lorsqu'il est le vendeur.",
)
def br_17(subject: Subject) -> Iterator[Breach]:
    """BT-59 is there, and neither name nor identifier is the seller's.

    The rule for CII asks a payee inside terms of payment for a name too, and nothing else.
    """
    yield from _unnamed_payees(subject)
    seller, payee = invoice_of(subject).seller, invoice_of(subject).payee
    known, path = traces(subject), path_of(subject, *_PAYEE)
    if payee is None:
        if known.has(path):
            yield Breach("payee.name")
        return
    named = not is_blank(payee.name) or known.has(
        path + ("/ram:Name" if is_cii(subject) else "/cac:PartyName/cbc:Name")
    )
    names = seller.trading_name if is_ubl(subject) else seller.name
    if not named or (payee.name is not None and payee.name == names):
        yield Breach("payee.name", payee.name)
    elif _identifiers(subject, payee) & _identifiers(subject, seller):
        yield Breach("payee.identifiers")


def _unnamed_payees(subject: Subject) -> Iterator[Breach]:
    """Look at the payees inside terms of payment, where CII has any, as the document has them."""
    invoice, path = subject.invoice, f"{SETTLEMENT}/ram:SpecifiedTradePaymentTerms/{_PARTY}"
    terms = (
        invoice.payment_conditions,
        *(each.conditions for each in invoice.further_payment_terms),
    )
    held = any(each is not None and each.payee is not None for each in terms)
    if subject.document is None or not (held or traces(subject).has(path)):
        return
    root = parse(subject.document, subject.limits)
    for payee in root.iterfind("{*}*/{*}*/{*}SpecifiedTradePaymentTerms/{*}PayeeTradeParty"):
        if payee.find("{*}Name") is None:
            yield Breach(f"/{path}")


def _identifiers(subject: Subject, party: Party) -> frozenset[tuple[str, str]]:
    """Return by what BR-17 tells a payee from a seller: CII takes those without a scheme."""
    cii = is_cii(subject)
    found = {("", i.value) for i in party.identifiers if i.value and not (cii and i.scheme)}
    legal = party.legal_registration
    if not is_ubl(subject) and legal is not None and legal.value:
        found.add(("legal", legal.value))
    return frozenset(found)
