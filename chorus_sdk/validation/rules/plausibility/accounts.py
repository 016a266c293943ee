"""Accounts and banks (*comptes*): IBAN and BIC."""

from __future__ import annotations

import re
from collections.abc import Iterator
from string import ascii_uppercase
from typing import Final

from chorus_sdk.findings import Severity
from chorus_sdk.invoice.identifiers import Iban
from chorus_sdk.validation.rules.base import Breach, Subject, rule

_SEPA_TRANSFER: Final = "58"
_HEAD: Final = 4
"""Country and check digits."""
_LETTERS: Final = {ord(sign): str(int(sign, 36)) for sign in ascii_uppercase}
_BIC: Final = re.compile(r"[A-Z]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?")
"""ISO 9362: bank, country, place, and for a branch three more."""


@rule(
    "PLAUS-IBAN",
    "BT-84",
    "BT-91",
    en="The check digits of an IBAN fit.",
    fr="La clé d'un IBAN est juste.",
    severity=Severity.WARNING,
    hint="Copy the account anew from the bank's own statement of it.",
    hint_fr="Recopier le compte depuis le RIB.",
)
def iban(subject: Subject) -> Iterator[Breach]:
    """What has the shape of an IBAN; a SEPA transfer (58) needs one."""
    payment = subject.invoice.payment
    if payment is None:
        return
    for index, means in enumerate(payment.means):
        text = means.transfer.account if means.transfer is not None else None
        if text and _is_wrong(text, is_wanted=means.code == _SEPA_TRANSFER):
            yield Breach(f"payment.means[{index}].transfer.account", text, None, "BT-84")
    debit = payment.direct_debit
    if debit is not None and debit.debited_account and _is_wrong(debit.debited_account):
        yield Breach("payment.direct_debit.debited_account", debit.debited_account, None, "BT-91")


def _is_wrong(text: str, *, is_wanted: bool = False) -> bool:
    account = Iban(text)
    return not _key_fits(account) if account.looks_like_one else is_wanted


def _key_fits(account: str) -> bool:
    """ISO 13616: the first four signs last, letters from 10 on, and 1 is left over by 97."""
    turned = account[_HEAD:] + account[:_HEAD]
    return int(turned.upper().translate(_LETTERS)) % 97 == 1


@rule(
    "PLAUS-BIC",
    "BT-86",
    en="The identifier of a bank has the shape of a BIC: eight or eleven characters.",
    fr="L'identifiant d'une banque a la forme d'un BIC : huit ou onze caractères.",
    severity=Severity.INFORMATION,
    hint="Write the BIC without blanks, or leave it out: the IBAN tells the bank.",
    hint_fr="Écrire le BIC sans blancs, ou le retirer : l'IBAN désigne la banque.",
)
def bic(subject: Subject) -> Iterator[Breach]:
    """BT-86 may be another identifier, so that this is no warning."""
    payment = subject.invoice.payment
    for index, means in enumerate(payment.means if payment is not None else ()):
        text = means.transfer.provider if means.transfer is not None else None
        if text and _BIC.fullmatch(text.strip().upper()) is None:
            yield Breach(f"payment.means[{index}].transfer.provider", text)
