"""Several invoices in one file (*lots*): what Chorus Pro does with an archive."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from chorus_sdk.findings import Finding
from chorus_sdk.formats.base import DepositRoute
from chorus_sdk.validation.deposit_checks import finding
from chorus_sdk.validation.verdict import Preflight, Verdict

MOST_INVOICES: Final = 500
"""A flow of structured invoices holds at most so many (einvoice-formats §8.2)."""
_WORST: Final = (
    Verdict.LOST_IN_SILENCE,
    Verdict.REJECTED,
    Verdict.UNKNOWN,
    Verdict.ACCEPTED,
)


def lot_findings(members: tuple[Preflight, ...]) -> Iterator[Finding]:
    """Yield what stands against the files of an archive taken together."""
    if not members:
        yield finding(
            "CPRO-LOT-EMPTY",
            "A lot holds an invoice at least.",
            "Un lot contient au moins une facture.",
        )
        return
    if len(members) > MOST_INVOICES:
        yield finding(
            "CPRO-LOT-SIZE",
            "A flow holds at most 500 invoices.",
            "Un flux contient au plus 500 factures.",
            found=str(len(members)),
            expected=str(MOST_INVOICES),
        )
    syntaxes = {member.route.flow_syntax for member in members}
    if any(member.route.route is not DepositRoute.FLOW for member in members) or len(syntaxes) > 1:
        yield finding(
            "CPRO-LOT-SYNTAX",
            "The files of a lot are of one syntax, which is declared for all of them.",
            "Les fichiers d'un lot sont d'une seule syntaxe, déclarée pour tous.",
            found=", ".join(sorted(syntax or "-" for syntax in syntaxes)),
            expected="one syntax of a flow",
        )
    for number in _repeated(member.invoice_number for member in members):
        yield finding(
            "CPRO-LOT-DUPLICATE",
            "An invoice number stands once in a lot.",
            "Un numéro de facture figure une seule fois dans un lot.",
            found=number,
        )


def worst(members: Iterable[Preflight]) -> Verdict:
    """Return the worst verdict: what is lost in silence before what is rejected.

    Example:
        >>> worst(())
        <Verdict.ACCEPTED: 'accepted'>
    """
    verdicts = {member.verdict for member in members}
    return next((verdict for verdict in _WORST if verdict in verdicts), Verdict.ACCEPTED)


def _repeated(numbers: Iterable[str | None]) -> list[str]:
    counts = Counter(number for number in numbers if number)
    return [number for number, count in counts.items() if count > 1]
