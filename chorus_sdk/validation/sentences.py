"""What layers say in both languages, beside the rules' own sentences (*libellés*)."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import Final, NamedTuple

from chorus_sdk.findings import Finding, Location, Severity
from chorus_sdk.validation.layers import Why


class Words(NamedTuple):
    """The French sentence and the way out, for findings that come without."""

    fr: str | None = None
    hint: str | None = None
    hint_fr: str | None = None


_ANEW: Final = Words(
    None, "Write the PDF anew with FormatId.FACTURX.", "Réécrire le PDF avec FormatId.FACTURX."
)
_ANOTHER: Final = Words(
    None, "Hand over the invoice's XML itself.", "Fournir directement le XML de la facture."
)

WORDS: Final = MappingProxyType(
    {
        "XSD": Words(
            hint="Correct the structure first: rules are checked only on what fits the schema.",
            hint_fr="Corriger d'abord la structure : les règles supposent un schéma respecté.",
        ),
        "FX-NAME": Words(hint="Name it factur-x.xml.", hint_fr="Le nommer factur-x.xml."),
        "FX-NAME-TREE": Words(
            hint="Some readers look only there: list the file under /Names /EmbeddedFiles.",
            hint_fr="Des lecteurs ne cherchent que là : l'inscrire sous /Names /EmbeddedFiles.",
        ),
        "FX-ASSOCIATED": Words(
            hint="PDF/A-3 demands the array /AF in the catalog.",
            hint_fr="PDF/A-3 exige le tableau /AF dans le catalogue.",
        ),
        "FX-PDFA": _ANEW._replace(
            hint="Write it anew with FormatId.FACTURX.",
            hint_fr="Le réécrire avec FormatId.FACTURX.",
        ),
        "FX-LEVEL": Words(
            hint="Make ConformanceLevel say what BT-24 says.",
            hint_fr="Donner à ConformanceLevel le profil que dit BT-24.",
        ),
        "FX-XMP-NAME": Words(
            hint="Make DocumentFileName say the file's name.",
            hint_fr="Donner à DocumentFileName le nom du fichier.",
        ),
        "FX-RELATIONSHIP": Words(
            hint="Write /Data, /Alternative or /Source.",
            hint_fr="Écrire /Data, /Alternative ou /Source.",
        ),
        "FX-SEVERAL": Words(
            hint="Keep one invoice in the PDF.", hint_fr="Ne garder qu'une facture dans le PDF."
        ),
        "FX-CONTENT": _ANOTHER,
        "FX-PROFILE": Words(
            hint="Name a profile that there is in BT-24.",
            hint_fr="Désigner en BT-24 un profil existant.",
        ),
        **dict.fromkeys(
            (
                "FX-MIME",
                "FX-DATE",
                "FX-CHECKSUM",
                "FX-XMP",
                "FX-XMP-FORM",
                "FX-ENCRYPTED",
                "FX-DAMAGED",
            ),
            _ANEW,
        ),
        "FX-NOT-USED": Words(
            hint="Leave it out, or name a richer profile in BT-24.",
            hint_fr="Le retirer, ou désigner un profil plus riche en BT-24.",
        ),
        "FX-SCH": Words(
            hint="Follow the profile's structure, or name another profile in BT-24.",
            hint_fr="Suivre la structure du profil, ou désigner un autre profil en BT-24.",
        ),
        "document.malformed": Words(
            "Le document est mal formé.",
            "Have it written anew by the program that made it.",
            "Le faire réécrire par le programme qui l'a produit.",
        ),
        "document.unsafe": Words(
            "Le document contient ce qu'aucune facture n'exige.",
            "Remove DOCTYPE, entities and programs.",
            "Retirer DOCTYPE, entités et programmes.",
        ),
        "document.limit_exceeded": Words(
            "Le document dépasse une limite de sécurité.",
            "Split it, or raise the limit in Limits.",
            "Le diviser, ou relever la limite dans Limits.",
        ),
        "document.encrypted": Words(
            "Le PDF demande un mot de passe.",
            "Remove the password.",
            "Retirer le mot de passe.",
        ),
        "document.embedded_invoice_missing": Words(
            "Le PDF ne contient aucune facture.", _ANOTHER.hint, _ANOTHER.hint_fr
        ),
        "document.ambiguous_format": Words(
            "Le PDF contient plusieurs factures différentes.",
            "Ask its sender which one counts.",
            "Demander à l'émetteur laquelle compte.",
        ),
        "document.unsupported_profile": Words(
            "Ce profil n'est pas pris en charge.",
            "Name a profile of EN 16931 or Factur-X in BT-24.",
            "Désigner en BT-24 un profil EN 16931 ou Factur-X.",
        ),
        "document.unknown_format": Words(
            "Ce n'est pas une facture qui peut être lue.",
            "Write it as UBL, CII or Factur-X.",
            "L'écrire en UBL, CII ou Factur-X.",
        ),
    }
)
"""By the finding's code."""

NO_SUCH_PROFILE: Final = Finding(
    code="FX-PROFILE",
    severity=Severity.ERROR,
    message="BT-24 names a profile of Factur-X that there is.",
    message_fr="BT-24 désigne un profil Factur-X existant.",
    location=Location(path="specification", term="BT-24"),
    expected="minimum, basicwl, basic, en16931, extended",
    hint=WORDS["FX-PROFILE"].hint,
    hint_fr=WORDS["FX-PROFILE"].hint_fr,
)

NO_DOCUMENT: Final = Why(
    "the invoice was handed over as a value, not as a document",
    "la facture a été fournie comme valeur, non comme document",
)
NO_CONTAINER: Final = Why("the document is no PDF", "le document n'est pas un PDF")
NOT_ASKED: Final = Why("not asked for", "non demandé")
UNREADABLE: Final = Why("the document cannot be read", "le document ne peut pas être lu")
BROKEN_SCHEMA: Final = Why(
    "the document breaks its schema; the official rules stop there too",
    "le document enfreint son schéma ; les règles officielles s'arrêtent là aussi",
)
NO_SCHEMA: Final = Why("no schema of it is installed", "aucun schéma n'en est installé")
NO_EN16931: Final = Why(
    "the document is a relative of EN 16931, not an invoice of it",
    "le document est apparenté à EN 16931, sans en être une facture",
)
IN_PROFILE: Final = Why(
    "the official rules of the profile include these",
    "les règles officielles du profil les comprennent",
)
REPLACED: Final = Why(
    "the profile's own rules stand in for these", "les règles propres au profil les remplacent"
)
BELOW_CORE: Final = Why(
    "the profile is less than an EN 16931 invoice", "le profil est en deçà d'EN 16931"
)
NO_PROFILE: Final = Why("the profile has no rules here", "le profil n'a pas de règles ici")
FOREIGN: Final = Why("nothing in it is French", "rien n'y est français")
HISTORIC: Final = Why(
    "written for Chorus Pro's historic road, which has rules of its own",
    "écrite pour le canal historique de Chorus Pro, qui a ses propres règles",
)
NOT_PUBLIC: Final = Why(
    "nothing says that the buyer is a public body", "rien n'indique un acheteur public"
)
NO_OFFICIAL: Final = Why(
    "no official artefact is published for it", "aucun référentiel officiel n'est publié"
)


def not_in_force(name: str) -> Why:
    """Say that no version of a rule set holds on the day."""
    return Why(
        f"no version of {name} is in force on that day",
        f"aucune version de {name} n'est en vigueur ce jour-là",
    )


def missing_artefact(message: str) -> Why:
    """Say that a published artefact is not installed."""
    return Why(message.rstrip("."), "le référentiel publié n'est pas installé")


def explained(finding: Finding) -> Finding:
    """Add the French sentence and the way out where the finding has none."""
    words = WORDS.get(_key(finding.code))
    if words is None:
        return finding
    return replace(
        finding,
        message_fr=finding.message_fr or words.fr,
        hint=finding.hint or words.hint,
        hint_fr=finding.hint_fr or words.hint_fr,
    )


def _key(code: str) -> str:
    return next((start for start in ("XSD", "FX-SCH") if code.startswith(start)), code)
