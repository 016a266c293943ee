"""What each finding of a diagnosis says, in both languages (*libellés du diagnostic*).

A code begins with the name of its check; `{api}`, `{setting}`, `{host}`, `{days}` and `{seconds}`
are filled in. Sources: chorus-pro-api §1.1, §1.4 to §1.7.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from chorus_sdk.services.diagnosis_values import Check, CheckState


@dataclass(frozen=True)
class Said:
    """A state, its sentence in English and French, and what to do (*libellé*)."""

    state: CheckState
    en: str
    fr: str
    hint_en: str | None = None
    hint_fr: str | None = None


_OK, _WARNING, _FAILED, _SKIPPED = (
    CheckState.OK,
    CheckState.WARNING,
    CheckState.FAILED,
    CheckState.SKIPPED,
)
_LATER: Final = ("Try again later.", "Réessayez plus tard.")
_NETWORK: Final = (
    "Check the network, the proxy and the firewall, and the address itself.",
    "Vérifiez le réseau, le serveur mandataire, le pare-feu et l'adresse elle-même.",
)
_RENEW: Final = (
    "The structure's main manager renews it on the portal; half an hour later it works.",
    "Le gestionnaire principal de la structure le renouvelle sur le portail ; sous une demi-heure.",
)

_SETTINGS: Final = {
    "settings.complete": Said(
        _OK, "Every setting is there.", "Tous les paramètres sont renseignés."
    ),
    "settings.missing": Said(
        _FAILED,
        "Missing settings: {setting}.",
        "Paramètres manquants : {setting}.",
        "Pass them, set the CHORUS_… variables, or write them into a TOML file.",
        "Passez-les, renseignez les variables CHORUS_…, ou écrivez-les dans un fichier TOML.",
    ),
    "settings.unusable": Said(
        _FAILED,
        "The setting {setting} cannot be used.",
        "Le paramètre {setting} est inutilisable.",
        "The environment is production or qualification; base_url is an address; timeout is a "
        "positive number of seconds.",
        "L'environnement est production ou qualification ; base_url est une adresse ; timeout est "
        "un nombre positif de secondes.",
    ),
    "settings.retired_host": Said(
        _FAILED,
        "The settings name {host}, which has been retired.",
        "Les paramètres désignent {host}, qui n'est plus en service.",
        "Use the environment production or qualification: the addresses end in piste.gouv.fr.",
        "Utilisez l'environnement production ou qualification : les adresses finissent par "
        "piste.gouv.fr.",
    ),
}
_CREDENTIALS: Final = {
    "credentials.plausible": Said(
        _OK,
        "Both credentials have the form that they should have.",
        "Les deux identifiants ont la forme attendue.",
    ),
    "credentials.swapped": Said(
        _FAILED,
        "The PISTE pair and the technical account stand in each other's place.",
        "Le couple PISTE et le compte technique sont intervertis.",
        "client_id and client_secret come from PISTE; technical_login is TECH_…@cpro.fr. Nothing "
        "was sent, so that no secret went to the wrong place.",
        "client_id et client_secret viennent de PISTE ; technical_login est TECH_…@cpro.fr. Rien "
        "n'a été envoyé, pour qu'aucun secret ne parte au mauvais endroit.",
    ),
    "credentials.login_shape": Said(
        _WARNING,
        "The technical login does not look like TECH_…@cpro.fr.",
        "L'identifiant technique ne ressemble pas à TECH_…@cpro.fr.",
        "It is not the address that a person logs in to the portal with.",
        "Ce n'est pas l'adresse avec laquelle une personne se connecte au portail.",
    ),
    "credentials.skipped": Said(
        _SKIPPED, "The credentials were not looked at.", "Les identifiants n'ont pas été examinés."
    ),
}
_HOSTS: Final = {
    f"{name}.{end}": said
    for name, en, fr in (
        ("token_host", "PISTE's token service", "le service de jetons de PISTE"),
        ("api_host", "the API's gateway", "la passerelle de l'API"),
    )
    for end, said in {
        "reachable": Said(
            _OK, f"{en[0].upper()}{en[1:]} answers.", f"{fr[0].upper()}{fr[1:]} répond."
        ),
        "unreachable": Said(
            _FAILED,
            f"No connection to {en} could be opened ({{host}}).",
            f"Aucune connexion possible avec {fr} ({{host}}).",
            *_NETWORK,
        ),
        "silent": Said(
            _FAILED,
            f"There was no answer from {en} in time ({{host}}).",
            f"Pas de réponse à temps : {fr} ({{host}}).",
            *_NETWORK,
        ),
        "foreign": Said(
            _FAILED,
            f"Something else answers in the place of {en} ({{host}}).",
            f"Autre chose répond à la place ({fr}, {{host}}).",
            "A proxy or a login page may stand between, or the address is wrong.",
            "Un serveur mandataire ou une page de connexion s'interpose, ou l'adresse est fausse.",
        ),
        "skipped": Said(
            _SKIPPED, f"{en[0].upper()}{en[1:]} was not asked.", f"Non contrôlé : {fr}."
        ),
    }.items()
}
_PLATFORM: Final = {
    "platform.open": Said(_OK, "The platform is open.", "La plateforme est ouverte."),
    "platform.maintenance": Said(
        _FAILED,
        "The platform is closed: it answers 503, as in maintenance.",
        "La plateforme est fermée : elle répond 503, comme en maintenance.",
        *_LATER,
    ),
    "platform.failing": Said(
        _FAILED,
        "The platform fails: it answers with errors of its own (5xx).",
        "La plateforme est en panne : elle répond par ses propres erreurs (5xx).",
        *_LATER,
    ),
    "platform.rate_limited": Said(
        _FAILED,
        "The platform asks for fewer calls (429).",
        "La plateforme demande moins d'appels (429).",
        "Wait, and pass max_calls_per_minute to the client.",
        "Patientez, et passez max_calls_per_minute au client.",
    ),
    "platform.skipped": Said(
        _SKIPPED,
        "Whether the platform is open is not known.",
        "On ne sait pas si la plateforme est ouverte.",
    ),
}
_CLOCK: Final = {
    "clock.right": Said(
        _OK,
        "This machine's clock agrees with the platform's.",
        "L'horloge de cette machine s'accorde avec celle de la plateforme.",
    ),
    "clock.drifting": Said(
        _WARNING,
        "This machine's clock is {seconds} seconds off the platform's.",
        "L'horloge de cette machine diffère de {seconds} secondes de celle de la plateforme.",
        "Codes of an authenticator application are refused from half a minute on.",
        "Les codes d'une application d'authentification sont refusés dès une demi-minute d'écart.",
    ),
    "clock.wrong": Said(
        _FAILED,
        "This machine's clock is {seconds} seconds off the platform's.",
        "L'horloge de cette machine diffère de {seconds} secondes de celle de la plateforme.",
        "Set it by a time server: tokens, second factors and searches by day rely on it.",
        "Réglez-la sur un serveur de temps : jetons, second facteur et recherches par jour en "
        "dépendent.",
    ),
    "clock.skipped": Said(
        _SKIPPED,
        "No answer told the platform's time.",
        "Aucune réponse n'a donné l'heure de la plateforme.",
    ),
}
_APPLICATION: Final = {
    "application.accepted": Said(
        _OK, "PISTE accepts the application.", "PISTE accepte l'application."
    ),
    "application.refused": Said(
        _FAILED,
        "PISTE does not know this client_id with this client_secret.",
        "PISTE ne connaît pas ce client_id avec ce client_secret.",
        "It does not say which of the two is wrong. Take the pair under « OAuth Credentials », not "
        "« API Keys », of an application of the same environment.",
        "PISTE ne dit pas lequel des deux est faux. Prenez le couple sous « OAuth Credentials », "
        "non sous « API Keys », d'une application du même environnement.",
    ),
    "application.skipped": Said(
        _SKIPPED, "The application was not tried.", "L'application n'a pas été essayée."
    ),
    "declaration.seen": Said(
        _OK,
        "The application may call the API of Chorus Pro.",
        "L'application peut appeler l'API de Chorus Pro.",
    ),
    "declaration.missing": Said(
        _FAILED,
        "The application may not call any API of Chorus Pro (403 everywhere).",
        "L'application ne peut appeler aucune API de Chorus Pro (403 partout).",
        "On the portal, under « Raccordement EDI et API », declare it under its exact name; on "
        "PISTE, accept the terms of each API.",
        "Sur le portail, sous « Raccordement EDI et API », déclarez-la sous son nom exact ; sur "
        "PISTE, acceptez les conditions de chaque API.",
    ),
    "declaration.skipped": Said(
        _SKIPPED,
        "Whether the application is declared is not known.",
        "On ne sait pas si l'application est déclarée.",
    ),
}
_TERMS: Final = (
    "On PISTE, accept this API's terms of use for this application, in this environment.",
    "Sur PISTE, acceptez les conditions de cette API pour cette application et cet environnement.",
)
_API: Final = {
    "api.subscribed": Said(_OK, "The API {api} is subscribed.", "L'API {api} est souscrite."),
    "api.not_subscribed": Said(
        _FAILED,
        "The application has not subscribed the API {api}.",
        "L'application n'a pas souscrit l'API {api}.",
        *_TERMS,
    ),
    "api.not_subscribed_optional": Said(
        _WARNING,
        "The application has not subscribed the API {api}, which not everybody needs.",
        "L'application n'a pas souscrit l'API {api}, dont tous n'ont pas besoin.",
        *_TERMS,
    ),
    "api.unclear": Said(
        _WARNING,
        "The API {api} gave no clear answer.",
        "L'API {api} n'a pas donné de réponse claire.",
        *_LATER,
    ),
    "api.skipped": Said(
        _SKIPPED, "The API {api} was not asked.", "L'API {api} n'a pas été interrogée."
    ),
}
_ACCOUNT: Final = {
    "technical_account.accepted": Said(
        _OK, "The technical account is accepted.", "Le compte technique est accepté."
    ),
    "technical_account.refused": Said(
        _FAILED,
        "The technical account is not accepted.",
        "Le compte technique n'est pas accepté.",
        "Its login or password is wrong, a colleague renewed it, it is older than 424 days, or it "
        "belongs to the other environment.",
        "Son identifiant ou son mot de passe est faux, un collègue l'a renouvelé, il a plus de 424 "
        "jours, ou il appartient à l'autre environnement.",
    ),
    "technical_account.login_shape": Said(
        _FAILED,
        "The technical account is not accepted, and its login is not of the form TECH_…@cpro.fr.",
        "Le compte technique est refusé, et son identifiant n'a pas la forme TECH_…@cpro.fr.",
        "Copy the login of the technical account from the portal; a person's own does not work.",
        "Copiez l'identifiant du compte technique depuis le portail ; celui d'une personne ne "
        "fonctionne pas.",
    ),
    "technical_account.expired": Said(
        _FAILED,
        "The password of the technical account is past its 424 days.",
        "Le mot de passe du compte technique a dépassé ses 424 jours.",
        *_RENEW,
    ),
    "technical_account.unclear": Said(
        _WARNING,
        "Whether the technical account is accepted could not be seen.",
        "On n'a pas pu voir si le compte technique est accepté.",
        *_LATER,
    ),
    "technical_account.skipped": Said(
        _SKIPPED, "The technical account was not tried.", "Le compte technique n'a pas été essayé."
    ),
    "password.lasting": Said(
        _OK,
        "The technical account's password is good for another {days} days.",
        "Le mot de passe du compte technique vaut encore {days} jours.",
    ),
    "password.expiring": Said(
        _WARNING,
        "The technical account's password is good for only {days} more days.",
        "Le mot de passe du compte technique ne vaut plus que {days} jours.",
        *_RENEW,
    ),
    "password.untold": Said(
        _SKIPPED,
        "The platform does not tell until when the password is good.",
        "La plateforme ne dit pas jusqu'à quand vaut le mot de passe.",
    ),
    "password.skipped": Said(
        _SKIPPED,
        "Until when the password is good is not known.",
        "On ne sait pas jusqu'à quand vaut le mot de passe.",
    ),
}
TEXTS: Final = {
    **_SETTINGS,
    **_CREDENTIALS,
    **_HOSTS,
    **_PLATFORM,
    **_CLOCK,
    **_APPLICATION,
    **_API,
    **_ACCOUNT,
}
"""Code of a finding to what it says (*libellés*)."""


def check(code: str, *, name: str | None = None, **parts: object) -> Check:
    """Make the check that a code stands for; `name` when it is not the code's own first part.

    Example:
        >>> check("password.lasting", days=300).message
        "The technical account's password is good for another 300 days."
    """
    said = TEXTS[code]
    hints = [hint.format(**parts) if hint else None for hint in (said.hint_en, said.hint_fr)]
    return Check(
        name=name or code.partition(".")[0],
        state=said.state,
        code=code,
        message=said.en.format(**parts),
        message_fr=said.fr.format(**parts),
        hint=hints[0],
        hint_fr=hints[1],
    )
