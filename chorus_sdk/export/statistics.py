"""What pivot flows amount to (*statistiques*): of an invoice, two days are kept at most."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import reduce
from types import MappingProxyType
from typing import Final, TypeAlias, cast

from chorus_sdk.export.exact import EXACT
from chorus_sdk.export.files import PivotSource, source_files
from chorus_sdk.export.invoice_table import INVOICES
from chorus_sdk.export.pieces import Block, Failure, Selection
from chorus_sdk.export.progress import ByteCount, OnProgress
from chorus_sdk.export.reading import read_pieces
from chorus_sdk.export.tables import VALIDATION_STEPS
from chorus_sdk.formats.pivot.codes import DocumentType
from chorus_sdk.limits import DEFAULT_LIMITS, Limits

Month: TypeAlias = str
"""A month as `2026-01`."""

IN_PAYMENT: Final = 11
"""Status of an invoice that is being paid (*mise en paiement*)."""


@dataclass(frozen=True, kw_only=True)
class Sum:
    """Invoices and credit notes together (*cumul*): how many, and what they amount to with VAT."""

    count: int = 0
    invoiced: Decimal = Decimal(0)
    credited: Decimal = Decimal(0)

    def plus(self, amount: Decimal, *, is_credit: bool) -> Sum:
        """Return the sum with one more document."""
        zero = Decimal(0)
        return Sum(
            count=self.count + 1,
            invoiced=EXACT.add(self.invoiced, zero if is_credit else amount),
            credited=EXACT.add(self.credited, amount if is_credit else zero),
        )


@dataclass(frozen=True, kw_only=True)
class PivotStatistics:
    """What flows amount to (*statistiques*), in the currency most used; other ones are counted.

    `until_received` are days from the invoice's date to its reception, with which the time to pay
    begins; `until_payment` days from reception to the step *mise en paiement*, where a flow has it.
    """

    currency: str | None = None
    currencies: Mapping[str, int]
    months: Mapping[Month, Sum]
    suppliers: Mapping[str, Sum]
    modes: Mapping[str, int]
    until_received: Mapping[int, int]
    until_payment: Mapping[int, int]
    failures: tuple[Failure, ...] = ()

    @property
    def total(self) -> Sum:
        """All months together (*total*)."""
        return Sum(
            count=sum(one.count for one in self.months.values()),
            invoiced=reduce(EXACT.add, (one.invoiced for one in self.months.values()), Decimal(0)),
            credited=reduce(EXACT.add, (one.credited for one in self.months.values()), Decimal(0)),
        )


def pivot_statistics(
    source: PivotSource,
    *,
    on_progress: OnProgress | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> PivotStatistics:
    """Count what pivot flows hold (*statistiques d'un flux pivot*).

    A flow that cannot be read to its end counts as far as it was read; see `failures`.

    Raises:
        OSError: a file cannot be read.
    """
    files = source_files(source)
    count = ByteCount(files, on_progress)
    selection = Selection(
        tables=(INVOICES.name, VALIDATION_STEPS.name), keep_going=True, limits=limits
    )
    tally = _Tally()
    for piece in read_pieces(files, selection, count.read):
        if isinstance(piece, Failure):
            tally.failures.append(piece)
        else:
            tally.add(piece)
    return tally.result()


@dataclass
class _Tally:
    currencies: Counter[str] = field(default_factory=Counter)
    months: dict[str, dict[str, Sum]] = field(default_factory=lambda: defaultdict(dict))
    suppliers: dict[str, dict[str, Sum]] = field(default_factory=lambda: defaultdict(dict))
    modes: Counter[str] = field(default_factory=Counter)
    received: Counter[int] = field(default_factory=Counter)
    failures: list[Failure] = field(default_factory=list)
    steps: dict[tuple[object, object], date] = field(default_factory=dict)
    receptions: dict[tuple[object, object], date] = field(default_factory=dict)

    def add(self, block: Block) -> None:
        """Count the rows of a block; steps and invoices meet at the end, by their key."""
        names = block.table.names
        is_invoices = block.table.name == INVOICES.name
        for cells in block.rows:
            row = dict(zip(names, cells, strict=True))
            if is_invoices:
                self._invoice(row)
            elif row["status"] == IN_PAYMENT:
                self.steps[row["source_file"], row["invoice_index"]] = cast(
                    "date", row["status_date"]
                )

    def _invoice(self, row: Mapping[str, object]) -> None:
        currency = cast("str", row["currency"])
        self.currencies[currency] += 1
        self.modes[cast("str | None", row["issuing_mode"]) or ""] += 1
        issued = cast("date", row["issue_date"])
        amount = cast("Decimal | None", row["gross_total"]) or Decimal(0)
        is_credit = row["type_code"] == DocumentType.CREDIT_NOTE.value
        supplier = cast("str | None", row["supplier_name"] or row["supplier_identifier"]) or ""
        for sums, name in ((self.months, issued.isoformat()[:7]), (self.suppliers, supplier)):
            before = sums[currency].get(name, Sum())
            sums[currency][name] = before.plus(amount, is_credit=is_credit)
        received = cast("date | None", row["reception_date"])
        if received is not None:
            self.received[(received - issued).days] += 1
            self.receptions[row["source_file"], row["invoice_index"]] = received

    def _paid(self) -> Counter[int]:
        """Hold the days of payment against those of reception, once all have been seen."""
        return Counter(
            (day - self.receptions[key]).days
            for key, day in self.steps.items()
            if key in self.receptions
        )

    def result(self) -> PivotStatistics:
        """Return what was counted, sorted."""
        currency = next((name for name, _ in self.currencies.most_common(1)), None)
        months, suppliers = self.months[currency or ""], self.suppliers[currency or ""]
        return PivotStatistics(
            currency=currency,
            currencies=_sorted(self.currencies),
            months=MappingProxyType(dict(sorted(months.items()))),
            suppliers=MappingProxyType(
                dict(
                    sorted(
                        suppliers.items(),
                        key=lambda item: (item[1].invoiced.copy_negate(), item[0]),
                    )
                )
            ),
            modes=_sorted(self.modes),
            until_received=MappingProxyType(dict(sorted(self.received.items()))),
            until_payment=MappingProxyType(dict(sorted(self._paid().items()))),
            failures=tuple(self.failures),
        )


def _sorted(counter: Counter[str]) -> Mapping[str, int]:
    pairs: Iterable[tuple[str, int]] = sorted(counter.items(), key=lambda item: (-item[1], item[0]))
    return MappingProxyType(dict(pairs))
