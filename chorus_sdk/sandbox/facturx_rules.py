"""Is a Factur-X a sound container (*conteneur Factur-X*)?

That Chorus Pro takes one in whose PDF/A-3 does not conform, and rejects it without a word, is
attested (chorus-pro-api §7.3, portal-facts §3). Which defects it looks at is not published: these
are the demands of PDF/A-3 and Factur-X that can be told without rendering (INF).
"""

from __future__ import annotations

from typing import Final

from chorus_sdk._pdf import PdfFile
from chorus_sdk.formats.facturx.container import EmbeddedInvoice
from chorus_sdk.limits import Limits

_SENTENCES: Final[dict[str, str]] = {
    "FX-NAME": "le fichier de données n'est pas nommé factur-x.xml.",
    "FX-NAME-TREE": "le fichier de données n'est pas dans l'arbre des fichiers embarqués.",
    "FX-ASSOCIATED": "le fichier de données n'est pas associé au document (AF).",
    "FX-RELATIONSHIP": "la relation du fichier de données (AFRelationship) n'est pas admise.",
    "FX-PDFA": "le PDF n'est pas déclaré PDF/A-3.",
    "FX-XMP": "les métadonnées XMP ne déclarent pas Factur-X.",
    "FX-XMP-FORM": "les métadonnées XMP ne sont pas un XML bien formé.",
    "FX-ENCRYPTED": "le PDF est chiffré.",
    "FX-DAMAGED": "le PDF est endommagé.",
}


def container_defects(content: bytes, inside: EmbeddedInvoice, limits: Limits) -> tuple[str, ...]:
    """Return what is wrong with the container, in French sentences; nothing when it is sound."""
    said = [_SENTENCES[finding.code] for finding in inside.findings if finding.code in _SENTENCES]
    with PdfFile(content, limits) as pdf:
        if pdf.fonts_not_embedded():
            said.append("une police du PDF n'est pas incorporée.")
        if pdf.has_script():
            said.append("le PDF contient du JavaScript.")
    return tuple(said)
