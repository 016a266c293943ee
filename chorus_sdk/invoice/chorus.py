"""The French extension: what Chorus Pro reads in an invoice (*données Chorus Pro*)."""

import re
from dataclasses import dataclass

from chorus_sdk.invoice.frameworks import InvoicingFramework
from chorus_sdk.invoice.identifiers import SCHEME_ROUTING_CODE
from chorus_sdk.invoice.parties import Party
from chorus_sdk.invoice.references import References

_FRAME = re.compile(r"[ABSM][0-9]{1,2}")

__all__ = ["ChorusData", "InvoicingFramework", "chorus_data"]


@dataclass(frozen=True, kw_only=True)
class ChorusData:
    """What Chorus Pro reads in an invoice (*données Chorus Pro*).

    `framework` is None when BT-23 is absent or no frame at all, such as a Peppol process URN;
    Chorus Pro then takes A1. `service_code` comes from BT-46 with scheme 0224, else from the
    buyer's contact identifier (historic UBL), else from BT-10 (Factur-X, CII).
    """

    framework: InvoicingFramework | None = None
    service_code: str | None = None
    commitment_number: str | None = None
    """*Numéro d'engagement*, BT-13."""
    contract_number: str | None = None
    """*Numéro de marché*, BT-12."""


def chorus_data(process: str | None, buyer: Party, references: References) -> ChorusData:
    """Derive what Chorus Pro reads from BT-23, BT-46, BT-10, BT-13 and BT-12.

    Example:
        >>> chorus_data("A1", Party(), References(buyer="SERV", purchase_order="E1"))
        ChorusData(framework=<InvoicingFramework.A1: 'A1'>, service_code='SERV',
                   commitment_number='E1', contract_number=None)
    """
    contact = buyer.contact.identifier if buyer.contact else None
    return ChorusData(
        framework=_framework(process),
        service_code=buyer.identifier(SCHEME_ROUTING_CODE) or contact or references.buyer,
        commitment_number=references.purchase_order,
        contract_number=references.contract,
    )


def _framework(process: str | None) -> InvoicingFramework | None:
    code = (process or "").strip().upper()
    return InvoicingFramework(code) if _FRAME.fullmatch(code) else None
