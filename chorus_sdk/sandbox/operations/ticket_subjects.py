"""Subjects of support tickets (*catégories de sollicitation*).

Source: chorus-pro-api §3.3 no. 60 and 61. What a sandbox's subjects are called is free choice.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from chorus_sdk._http.exchange import JsonObject, JsonValue
from chorus_sdk.sandbox.moments import with_offset
from chorus_sdk.sandbox.operations.call import Call, success
from chorus_sdk.sandbox.operations.paging import Paging
from chorus_sdk.sandbox.reference_lists import CATEGORIES

_SINCE: Final = with_offset(datetime(2020, 1, 1, tzinfo=UTC))


def search_categories(call: Call) -> JsonObject:
    """Answer with the subjects that match."""
    code, label = call.fields.text("codeCategorie"), call.fields.text("libelleCategorie")
    active = call.fields.flag("estActif")
    found: list[JsonValue] = [
        _category(number, own, words)
        for number, own, words, _ in CATEGORIES
        if active is not False and _matches((code, own), (label, words))
    ]
    return _paged(call, "listeCategories", found)


def search_subcategories(call: Call) -> JsonObject:
    """Answer with the closer subjects that match, each group under its subject."""
    wanted = call.fields.integer("idTechniqueCategorie")
    code, label = call.fields.text("code"), call.fields.text("libelle")
    active = call.fields.flag("estActif")
    groups: list[JsonValue] = []
    for number, own, words, children in CATEGORIES:
        inner: list[JsonValue] = [
            _subcategory(number * 100 + place, child, text)
            for place, (child, text) in enumerate(children, start=1)
            if active is not False and _matches((code, child), (label, text))
        ]
        if inner and wanted in {None, number}:
            groups.append({"categorie": [_category(number, own, words)], "ssCategorie": inner})
    return _paged(call, "listeSousCategories", groups)


def _category(number: int, code: str, label: str) -> JsonObject:
    return {"idTechniqueCategorie": number, "codeCategorie": code, "libelleCategorie": label}


def _subcategory(number: int, code: str, label: str) -> JsonObject:
    return {
        "idTechniqueCategorie": number,
        "code": code,
        "libelle": label,
        "estActif": True,
        "dateCreation": _SINCE,
        "dateDerniereModification": _SINCE,
    }


def _matches(code: tuple[str | None, str], label: tuple[str | None, str]) -> bool:
    wanted, words = label
    return code[0] in {None, code[1]} and (wanted or "").casefold() in words.casefold()


def _paged(call: Call, place: str, found: list[JsonValue]) -> JsonObject:
    paging = Paging.of(call.fields.child("pagination"))
    page: list[JsonValue] = list(paging.cut(found))
    return success(parametresRetour=paging.returned(len(found)), **{place: page})
