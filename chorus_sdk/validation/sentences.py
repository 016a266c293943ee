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


WORDS: Final = MappingProxyType(
    {
        "XSD": Words(
            hint="Correct the structure first: rules are checked only on what fits the schema."
        ),
        "FX-NAME": Words(hint="Name it factur-x.xml."),
        "FX-NAME-TREE": Words(
            hint="Some readers look only there: list the file under /Names /EmbeddedFiles."
        ),
        "FX-ASSOCIATED": Words(hint="PDF/A-3 demands the array /AF in the catalog."),
        "FX-PDFA": Words(hint="Write it anew with FormatId.FACTURX."),
        "FX-LEVEL": Words(hint="Make ConformanceLevel say what BT-24 says."),
        "document.malformed": Words("Le document est mal formé."),
        "document.unsafe": Words("Le document contient ce qu'aucune facture n'exige."),
        "document.limit_exceeded": Words("Le document dépasse une limite de sécurité."),
        "document.encrypted": Words("Le PDF demande un mot de passe."),
        "document.embedded_invoice_missing": Words("Le PDF ne contient aucune facture."),
        "document.ambiguous_format": Words("Le PDF contient plusieurs factures différentes."),
        "document.unsupported_profile": Words("Ce profil n'est pas pris en charge."),
        "document.unknown_format": Words("Ce n'est pas une facture qui peut être lue."),
    }
)
"""By the finding's code."""

NO_SUCH_PROFILE: Final = Finding(
    code="FX-PROFILE",
    severity=Severity.ERROR,
    message="BT-24 names a profile of Factur-X that there is.",
    message_fr="BT-24 désigne un profil Factur-X existant.",
    location=Location(path="specification", term="BT-24"),
    expected="minimum, basicwl, basic, en16931 or extended",
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
    code = "XSD" if finding.code.startswith("XSD") else finding.code
    words = WORDS.get(code)
    if words is None:
        return finding
    return replace(
        finding,
        message_fr=finding.message_fr or words.fr,
        hint=finding.hint or words.hint,
    )
