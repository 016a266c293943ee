"""What to do about it (*issues*): a way out for each finding that stands against a deposit."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from chorus_sdk.findings import Finding
from chorus_sdk.formats.base import FormatId
from chorus_sdk.validation.verdict import WayOut, WayOutKind

PLAIN_PDF: Final = WayOut(
    kind=WayOutKind.PLAIN_PDF,
    en="Take the data out (plain_pdf) and deposit the pages as an ordinary PDF.",
    fr="Retirer les données (plain_pdf) et déposer les pages comme un PDF ordinaire.",
)
_CONTAINER: Final = (
    "Write the Factur-X anew from its data and a PDF whose fonts are embedded.",
    "Réécrire la Factur-X à partir de ses données et d'un PDF aux polices incorporées.",
)
_SYNTAX: Final = (
    "Write it anew as UBL 2.1, CII or Factur-X: reading and writing keep what it says.",
    "La réécrire en UBL 2.1, CII ou Factur-X : lecture puis écriture en gardent le contenu.",
)
_SIZE: Final = (
    "Make the file smaller, or split the lot: one file of a flow has 10 MB.",
    "Réduire le fichier ou scinder le lot : un fichier de flux compte 10 Mo.",
)
_REFORM: Final = (
    "Send it through an approved platform, whose frames B1 to M9 these are; or use A1 here.",
    "L'envoyer par une plateforme agréée, dont c'est le cadre (B1 à M9) ; ou dire A1 ici.",
)
_TAR: Final = (
    "Put the invoices of one syntax into a tar.gz.",
    "Mettre les factures d'une même syntaxe dans un tar.gz.",
)
_REWRITES: Final = {
    "CPRO-FILE-FORMAT": _SYNTAX,
    "CPRO-PDF-FONTS": _CONTAINER,
    "CPRO-PDF-SCRIPT": _CONTAINER,
    "XSD": _SYNTAX,
    "CPRO-LOT-SYNTAX": _TAR,
    "CPRO-LOT-EMPTY": _TAR,
}
_SPLITS: Final = frozenset({"CPRO-FILE-SIZE", "CPRO-LOT-SIZE"})


def ways_out(
    causes: Iterable[Finding], format_id: FormatId, *, has_pages: bool
) -> tuple[WayOut, ...]:
    """Return the ways out of what stands against a deposit, without repetition.

    `has_pages` says that the pages of the PDF can be deposited on their own.
    """
    found = [PLAIN_PDF] if has_pages else []
    for cause in causes:
        way = _way(cause, format_id)
        if way not in found:
            found.append(way)
    return tuple(found)


def _way(cause: Finding, format_id: FormatId) -> WayOut:
    code, term = cause.code, cause.location.term if cause.location else None
    if code == "CPRO-FRAME" and (cause.found or "")[:1] in ("B", "S", "M"):
        return _as_way(WayOutKind.OTHER_ROAD, _REFORM, code, term)
    if code in _SPLITS:
        return _as_way(WayOutKind.SPLIT, _SIZE, code, term)
    if code.startswith("FX-"):
        return _as_way(WayOutKind.REWRITE, _CONTAINER, code, term)
    if code in _REWRITES:
        words = _TAR if format_id is FormatId.ZIP else _REWRITES[code]
        return _as_way(WayOutKind.REWRITE, words, code, term)
    expected = f" ({cause.expected})" if cause.expected else ""
    return WayOut(
        kind=WayOutKind.CORRECT,
        en=cause.hint or f"Correct it: {cause.message}{expected}",
        fr=cause.hint_fr or f"Corriger : {cause.message_fr or cause.message}{expected}",
        code=code,
        term=term,
    )


def _as_way(kind: WayOutKind, words: tuple[str, str], code: str, term: str | None) -> WayOut:
    return WayOut(kind=kind, en=words[0], fr=words[1], code=code, term=term)
