"""States of invoices and flows in words (*libellés d'état*)."""

from __future__ import annotations

from typing import Final

from chorus_sdk._codes import OpenCode
from chorus_sdk.sandbox.portal_pages.markup import Markup
from chorus_sdk.sandbox.portal_pages.tables import badge
from chorus_sdk.services.flow_status import FlowOutcome, FlowStatus
from chorus_sdk.services.invoice_status import InvoiceStatus

_BAD: Final = frozenset({"REJETEE", "SUSPENDUE", "A_RECYCLER", "REFUSEE_1", "REFUSEE_2"})
_GOOD: Final = frozenset({"MISE_A_DISPOSITION", "MANDATEE", "MISE_EN_PAIEMENT", "COMPTABILISEE"})
_MOODS: Final = {
    FlowOutcome.INTEGRATED: "good",
    FlowOutcome.PARTLY_INTEGRATED: "bad",
    FlowOutcome.REJECTED: "bad",
}


def invoice_badge(code: str, lang: str) -> Markup:
    """Return the status of an invoice in words."""
    mood = "bad" if code in _BAD else "good" if code in _GOOD else ""
    return badge(_label(InvoiceStatus(code), lang), mood)


def flow_badge(code: str, lang: str) -> Markup:
    """Return the state of a flow in words."""
    state = FlowStatus(code)
    return badge(_label(state, lang), _MOODS.get(state.outcome, ""))


def invoice_states(lang: str) -> list[tuple[str, str]]:
    """Return every status with its label, by label."""
    known = ((status.value, _label(status, lang)) for status in InvoiceStatus)
    return sorted(known, key=lambda pair: pair[1])


def _label(code: OpenCode, lang: str) -> str:
    label = code.label_en if lang == "en" else code.label_fr
    return label[:1].upper() + label[1:]
