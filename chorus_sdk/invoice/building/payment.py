"""When and how an invoice is to be paid."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from chorus_sdk.invoice.building.problems import problem, refuse
from chorus_sdk.invoice.identifiers import Iban
from chorus_sdk.invoice.payments import (
    CreditTransfer,
    DirectDebit,
    Payment,
    PaymentCard,
    PaymentMeans,
)


@dataclass(frozen=True)
class PaymentDelay:
    """When to pay (*délai de paiement*): days after the issue date, or to a month's end.

    Example:
        >>> PaymentDelay(45, end_of_month=True).due(date(2026, 11, 23))
        datetime.date(2027, 1, 31)
        >>> PaymentDelay(30).text
        'Paiement à 30 jours'
    """

    days: int
    end_of_month: bool = False

    def __post_init__(self) -> None:
        if self.days < 0:
            refuse(problem("BR-FR-CO-07", "The due date is before the issue date.", term="BT-9"))

    def due(self, issued: date) -> date:
        """Return the due date (BT-9) of an invoice issued on a day."""
        day = issued + timedelta(days=self.days)
        if not self.end_of_month:
            return day
        return day.replace(day=calendar.monthrange(day.year, day.month)[1])

    @property
    def text(self) -> str:
        """The terms in French (BT-20)."""
        if self.days == 0 and not self.end_of_month:
            return "Paiement à réception"
        return f"Paiement à {self.days} jours" + (" fin de mois" if self.end_of_month else "")


def bank_transfer(
    iban: str, *, bic: str | None = None, name: str | None = None, reference: str | None = None
) -> Payment:
    """Ask for a credit transfer (*virement*), code 30 (BT-81), to an IBAN (BT-84).

    Raises:
        InvalidInvoiceError: what is no IBAN, or whose key does not fit.

    Example:
        >>> bank_transfer("FR14 2004 1010 0505 0001 3M02 606").transfers[0].account
        'FR1420041010050500013M02606'
    """
    transfer = CreditTransfer(account=_iban(iban), provider=bic, name=name)
    return Payment(means=(PaymentMeans(code="30", transfer=transfer),), remittance=reference)


def direct_debit(*, mandate: str, creditor: str, debited_iban: str) -> Payment:
    """Announce a SEPA direct debit (*prélèvement SEPA*), code 59 (BT-81), with its mandate (BT-89).

    Raises:
        InvalidInvoiceError: what is no IBAN.
    """
    debit = DirectDebit(mandate=mandate, creditor=creditor, debited_account=_iban(debited_iban))
    return Payment(means=(PaymentMeans(code="59"),), direct_debit=debit)


def paid_by_card(last_digits: str) -> Payment:
    """Say that a bank card paid (*carte bancaire*), code 48 (BT-81).

    Only the last four to six digits may be told (BR-51).

    Raises:
        InvalidInvoiceError: anything but four to six digits.
    """
    if not (last_digits.isascii() and last_digits.isdigit() and 4 <= len(last_digits) <= 6):
        refuse(problem("BR-51", "Four to six digits of the card are told.", term="BT-87"))
    return Payment(means=(PaymentMeans(code="48", card=PaymentCard(number=last_digits)),))


def _iban(text: str) -> str:
    account = Iban(text)
    if not account.is_valid:
        refuse(problem("BUILD-IBAN", "The account is no valid IBAN.", term="BT-84"))
    return str(account)
