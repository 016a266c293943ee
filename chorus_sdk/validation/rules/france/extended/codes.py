"""BR-FREXT-04, CL-19-GP, CL-27: code lists of the profile, as far as the model holds the codes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from chorus_sdk.findings import Severity
from chorus_sdk.formats.codelists import OfficialList, values
from chorus_sdk.validation.rules.attributes import odd_attributes
from chorus_sdk.validation.rules.base import Breach, Subject, rule
from chorus_sdk.validation.rules.france.facts import is_cii

INCOTERMS: Final = frozenset(
    {"1", "2", "CFR", "CIF", "CIP", "CPT", "DAP", "DDP", "DPU", "EXW", "FAS", "FCA", "FOB"}
)
"""The terms of 2020, and two codes for what was agreed otherwise."""
_EN_04: Final = "The code of an item's attribute is of UNTDID 6313 or one that Factur-X adds."
_FR_04: Final = "Le code d'un attribut d'article est de UNTDID 6313 ou ajouté par Factur-X."
_HINT: Final = "Take a code of the list, or give a name (BT-160) instead."
_HINT_FR: Final = "Choisir un code de la liste, ou donner un nom (BT-160)."


@rule("BR-FREXT-04", "EXT-FR-FE-159", en=_EN_04, fr=_FR_04, hint=_HINT, hint_fr=_HINT_FR)
def br_frext_04(subject: Subject) -> Iterator[Breach]:
    """Everywhere but in CII."""
    if not is_cii(subject):
        yield from odd_attributes(subject)


@rule(
    "BR-FXEXT-04",
    "EXT-FR-FE-159",
    "BT-X-11",
    en=_EN_04,
    fr=_FR_04,
    severity=Severity.WARNING,
    hint=_HINT,
    hint_fr=_HINT_FR,
)
def br_fxext_04(subject: Subject) -> Iterator[Breach]:
    """In CII, where the published set has the rule of Factur-X: a warning."""
    if is_cii(subject):
        yield from odd_attributes(subject)


@rule(
    "BR-FREXT-CL-19-GP",
    "EXT-FR-FE-196",
    en="The reason of a discount inside a price is a code of UNTDID 5189.",
    fr="Le motif d'un rabais sur le prix est un code de UNTDID 5189.",
)
def br_frext_cl_19_gp(subject: Subject) -> Iterator[Breach]:
    """Discounts of the gross price; the set for UBL does not ask."""
    if not is_cii(subject):
        return
    known = values(OfficialList.ALLOWANCE_REASON)
    for index, line in enumerate(subject.invoice.lines):
        price, place = line.price, f"lines[{index}].price"
        further = enumerate(price.further_discounts)
        said = (
            (f"{place}.discount_reason_code", price.discount_reason_code),
            *((f"{place}.further_discounts[{n}].reason_code", d.reason_code) for n, d in further),
        )
        for where, code in said:
            if code is not None and code.strip() not in known:
                yield Breach(where, code, "UNTDID 5189")


@rule(
    "BR-FREXT-CL-27",
    "EXT-FR-FE-185",
    "EXT-FR-FE-193",
    en="Terms of delivery are an Incoterm of 2020, or 1 or 2.",
    fr="Les conditions de livraison sont un Incoterm 2020, ou 1 ou 2.",
    hint="Take one of EXW, FCA, FAS, FOB, CFR, CIF, CPT, CIP, DAP, DPU and DDP.",
    hint_fr="Choisir parmi EXW, FCA, FAS, FOB, CFR, CIF, CPT, CIP, DAP, DPU et DDP.",
)
def br_frext_cl_27(subject: Subject) -> Iterator[Breach]:
    """Of the invoice and of each line."""
    invoice = subject.invoice
    lines = ((f"lines[{i}].", line.delivery_terms) for i, line in enumerate(invoice.lines))
    for before, terms in (("", invoice.delivery_terms), *lines):
        code = terms.code if terms is not None else None
        if code is not None and code.strip() not in INCOTERMS:
            yield Breach(f"{before}delivery_terms.code", code, " ".join(sorted(INCOTERMS)))
