"""How a readable invoice speaks: labels, figures and days in French or in English (*langue*)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from chorus_sdk.invoice.codes import INVOICE_TYPE
from chorus_sdk.invoice.codes.code_list import CodeList
from chorus_sdk.rendering.labels import LABELS

_TITLES: Final = MappingProxyType(
    {
        "380": ("Facture", "Invoice"),
        "384": ("Facture rectificative", "Corrected invoice"),
    }
)
NO_BREAK: Final = "\u00a0"


@dataclass(frozen=True)
class Words:
    """One language (*langue*): its labels, and how it writes figures and days.

    Raises:
        ValueError: a language other than `fr` and `en`.
    """

    language: str

    def __post_init__(self) -> None:
        if self.language not in ("fr", "en"):
            raise ValueError(f"the language is fr or en, not {self.language!r}")

    def __getitem__(self, key: str) -> str:
        french, english = LABELS[key]
        return french if self.language == "fr" else english

    def title(self, type_code: str | None) -> str:
        """Return what a document of this type (BT-3) is called; an invoice, where it is unknown.

        Example:
            >>> Words("fr").title("381"), Words("en").title(None)
            ('Avoir', 'Invoice')
        """
        if type_code not in _TITLES and type_code in INVOICE_TYPE:
            return INVOICE_TYPE[type_code or ""].label(self.language)
        french, english = _TITLES.get(type_code or "", _TITLES["380"])
        return french if self.language == "fr" else english

    def code(self, codes: CodeList, value: str | None) -> str:
        """Return a code with what it means, `Virement (30)`; alone where that is not known.

        Example:
            >>> from chorus_sdk.invoice.codes import PAYMENT_MEANS
            >>> Words("fr").code(PAYMENT_MEANS, "30"), Words("fr").code(PAYMENT_MEANS, "Z9")
            ('Virement (30)', 'Z9')
        """
        if value is None:
            return ""
        known = codes[value]
        return f"{known.label(self.language)} ({value})" if known.is_known else value

    def meaning(self, codes: CodeList, value: str | None) -> str:
        """Return what a code means, or the code itself."""
        return "" if value is None else codes[value].label(self.language)

    def number(self, value: Decimal | None) -> str:
        r"""Return a number as it is stated, grouped by thousands.

        Example:
            >>> Words("fr").number(Decimal("1234.50"))
            '1\xa0234,50'
            >>> Words("en").number(Decimal("1234.50"))
            '1,234.50'
        """
        if value is None:
            return ""
        text = f"{value:,f}"
        if self.language == "fr":
            text = text.replace(",", NO_BREAK).replace(".", ",")
        return text

    def money(self, value: Decimal | None, currency: str | None) -> str:
        """Return an amount with its currency (BT-5), or nothing."""
        if value is None:
            return ""
        return f"{self.number(value)}{NO_BREAK}{currency}" if currency else self.number(value)

    def percent(self, category: str | None, rate: Decimal | None) -> str:
        r"""Return a VAT category with its rate.

        Example:
            >>> Words("fr").percent("S", Decimal("5.5"))
            'S 5,5\xa0%'
        """
        figure = f"{self.number(rate)}{NO_BREAK}%" if rate is not None else None
        return " ".join(part for part in (category, figure) if part)

    def day(self, value: date | None) -> str:
        """Return a day: 31/12/2026 in French, 2026-12-31 in English."""
        if value is None:
            return ""
        return value.strftime("%d/%m/%Y") if self.language == "fr" else value.isoformat()

    def labelled(self, key: str, value: str) -> str:
        """Return a label of ours and a value."""
        return self.pair(self[key], value)

    def pair(self, label: str, value: str) -> str:
        """Return a label and a value, with the blank before the colon that French has."""
        return f"{label}{NO_BREAK}: {value}" if self.language == "fr" else f"{label}: {value}"
