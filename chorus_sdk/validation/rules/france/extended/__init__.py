"""EXTENDED-CTC-FR (*profil étendu français*): its own rules in the place of those of EN 16931.

Lines in groups, sums to a cent for each part, VAT told apart by its reason: the profile loosens
some rules of EN 16931 (BR-FREXT-…), drops others, and keeps the rest.
"""

from __future__ import annotations

from datetime import date
from types import MappingProxyType
from typing import Final

from chorus_sdk.findings import Severity
from chorus_sdk.validation.rules.base import Breach, Rule, RuleSet, Subject, rules_of
from chorus_sdk.validation.rules.france.extended import lines, sums, vat
from chorus_sdk.validation.rules.france.extended.core import CORE
from chorus_sdk.validation.rules.france.facts import is_cii

NOT_IMPLEMENTED: Final = MappingProxyType(
    {
        "BR-FREXT-04": "the code list of item attributes (UNTDID 6313 and more) is not at hand",
        "BR-FREXT-CL-19-GP": "the code list of discounts inside a price is not at hand",
        "BR-FREXT-CL-20-LISTID": "the model does not hold the list that a reason is taken from",
        "BR-FREXT-CL-20-TAX": "the model does not hold the list that a reason is taken from",
        "BR-FREXT-CL-27": "the code of Incoterms is not held against its list",
        "CII-FREXT-DT-024": "restrictions of the syntax that are peculiar to the profile",
        "CII-FREXT-SR-…": "restrictions of the syntax that are peculiar to the profile",
        "UBL-FREXT-CR-…": "restrictions of the syntax that are peculiar to the profile",
    }
)
"""Rules of the published sets that are not run here, and why: see `not_run`."""


def _not_run(subject: Subject) -> list[Breach]:
    """Tell what the invoice holds that a rule not run here would look at."""
    invoice = subject.invoice
    found = [
        Breach(f"lines[{index}].item.attributes[{number}].code", attribute.code, "BR-FREXT-04")
        for index, line in enumerate(invoice.lines)
        for number, attribute in enumerate(line.item.attributes)
        if attribute.code is not None and not is_cii(subject)
    ]
    if invoice.delivery_terms is not None:
        found.append(Breach("delivery_terms.code", invoice.delivery_terms.code, "BR-FREXT-CL-27"))
    return found


not_run: Final = Rule(
    id="BR-FREXT",
    terms=("EXT-FR-FE-159", "EXT-FR-FE-185"),
    en="Not checked: a rule of the profile that is not implemented concerns this.",
    fr="Non contrôlé : une règle du profil, non réalisée, concerne cet élément.",
    check=_not_run,
    severity=Severity.INFORMATION,
    hint="Use the official artefact: validate(…, engine='schematron').",
)

EXTENDED_CTC_FR: Final = RuleSet(
    name="extended-ctc-fr",
    version="1.4.0",
    rules=(*rules_of(lines), *lines.RULES, *sums.RULES, *vat.RULES, not_run),
    families=(CORE,),
    in_force_from=date(2026, 9, 1),
)
"""What holds for BT-24 …extended-ctc-fr; `NOT_IMPLEMENTED` lists what is left out."""
