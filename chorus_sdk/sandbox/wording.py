"""The words of the portal's pages and mails, French and English (*libellés*)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from chorus_sdk.sandbox.portal_pages.identity_words import IDENTITY_WORDS
from chorus_sdk.sandbox.portal_pages.words import WORK_WORDS

LANGUAGES: Final = ("fr", "en")

_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    **WORK_WORDS,
    **IDENTITY_WORDS,
    "portal": ("Chorus Pro – portail (bac à sable)", "Chorus Pro – portal (sandbox)"),
    "other_language": ("English", "Français"),
    "skip": ("Aller au contenu", "Skip to content"),
    "login.title": ("Connexion", "Log in"),
    "login.email": ("Adresse de connexion", "Login address"),
    "login.password": ("Mot de passe", "Password"),
    "login.button": ("Se connecter", "Log in"),
    "login.again": ("Revenir à la connexion", "Back to the login page"),
    "code.title": ("Authentification à deux facteurs", "Two-factor authentication"),
    "code.mailed": (
        "Un code à {digits} chiffres, valable {minutes} minutes, a été envoyé à votre adresse.",
        "A code of {digits} digits, valid for {minutes} minutes, was sent to your login address.",
    ),
    "code.application": (
        "Saisissez le code affiché par votre application d'authentification.",
        "Enter the code that your authenticator application shows.",
    ),
    "code.label": ("Code de vérification", "Verification code"),
    "code.button": ("Valider", "Confirm"),
    "code.resend": ("Renvoyer un code", "Send a new code"),
    "home.title": ("Accueil", "Home"),
    "home.hello": ("Bonjour {name}.", "Hello {name}."),
    "logout": ("Se déconnecter", "Log out"),
    "factors.title": ("Mes facteurs d'authentification", "My authentication factors"),
    "factors.mail": ("Code envoyé par courriel", "Code sent by e-mail"),
    "factors.application": ("Application d'authentification", "Authenticator application"),
    "factors.none": ("Aucune application n'est déclarée.", "No application is declared."),
    "factors.remove": ("Supprimer l'application", "Remove the application"),
    "settings.title": ("Paramètres de connexion", "Connection settings"),
    "settings.add": ("Ajouter une application", "Add an application"),
    "settings.one": (
        "Une seule application peut être déclarée pour un compte.",
        "An account can have one application only.",
    ),
    "application.title": ("Déclarer une application", "Declare an application"),
    "application.scan": (
        "Scannez ce QR code avec votre application, puis saisissez le code affiché.",
        "Scan this QR code with your application, then enter the code that it shows.",
    ),
    "application.type": (
        "Ou saisissez cette clé à la main :",
        "Or type this key by hand:",
    ),
    "application.address": ("Adresse de déclaration :", "Provisioning address:"),
    "application.qr": ("QR code de l'application", "QR code of the application"),
    "application.no_qr": (
        "Le QR code demande le paquet segno ; utilisez la clé ci-dessous.",
        "The QR code needs the package segno; use the key below.",
    ),
    "application.png": ("Télécharger le QR code (PNG)", "Download the QR code (PNG)"),
    "added.title": ("Application déclarée", "Application declared"),
    "added.text": (
        "Votre application est déclarée. Reconnectez-vous avec un code de cette application.",
        "Your application is declared. Log in again with a code of this application.",
    ),
    "mailbox.title": ("Courriels envoyés (outil de test)", "Mail sent (test tool)"),
    "mailbox.empty": ("Aucun courriel.", "No mail."),
    "notice.session-ended": (
        "Votre session a expiré. Reconnectez-vous.",
        "Your session has expired. Log in again.",
    ),
    "notice.logged-out": ("Vous êtes déconnecté.", "You are logged out."),
    "notice.application-removed": (
        "Votre application est supprimée. La prochaine connexion demandera un code par courriel.",
        "Your application is removed. The next login will ask for a mailed code.",
    ),
    "error.credentials": (
        "Adresse de connexion ou mot de passe incorrect.",
        "Wrong login address or password.",
    ),
    "error.locked": (
        "Votre compte est bloqué. Contactez le support.",
        "Your account is locked. Contact support.",
    ),
    "error.code-wrong": ("Le code est incorrect.", "The code is wrong."),
    "error.code-used": (
        "Ce code a déjà été utilisé. Attendez le suivant.",
        "This code was used already. Wait for the next one.",
    ),
    "error.code-expired": (
        "Ce code a expiré. Utilisez le code suivant.",
        "This code has expired. Use the next one.",
    ),
    "error.mailed-code-expired": (
        "Ce code a expiré. Reconnectez-vous pour en recevoir un nouveau.",
        "This code has expired. Log in again to receive a new one.",
    ),
    "error.application-exists": (
        "Une application est déjà déclarée pour ce compte.",
        "This account has an application already.",
    ),
    "error.form": (
        "Ce formulaire n'est plus valable. Recommencez.",
        "This form is no longer valid. Start again.",
    ),
    "error.not-found": ("Cette page n'existe pas.", "There is no such page."),
    "error.method": ("Cette action n'est pas possible ici.", "That cannot be done here."),
    "error.title": ("Erreur", "Error"),
    "mail.hello": ("Bonjour,", "Hello,"),
    "mail.code": ("Votre code de vérification est :", "Your verification code is:"),
    "mail.life": (
        "Ce code est valable {minutes} minutes et ne sert qu'une fois.",
        "This code is valid for {minutes} minutes and works once.",
    ),
    "mail.ignore": (
        "Si vous n'êtes pas à l'origine de cette demande, changez votre mot de passe.",
        "If you did not ask for it, change your password.",
    ),
}


def word(key: str, lang: str) -> str:
    """Return one wording; French where the language is another than English."""
    return _WORDS[key][1 if lang == "en" else 0]


def choose_language(asked: str | None, kept: str | None, accepted: str | None) -> str:
    """Choose by `?lang`, then by the cookie of an earlier choice, then by `Accept-Language`.

    Example:
        >>> choose_language(None, None, "de, en;q=0.8, fr;q=0.5")
        'en'
    """
    for named in (asked, kept):
        if named in LANGUAGES:
            return named
    ranked = sorted(
        (part.strip() for part in (accepted or "").lower().split(",")), key=_weight, reverse=True
    )
    return next((tag[:2] for tag in ranked if tag[:2] in LANGUAGES), "fr")


def _weight(part: str) -> float:
    _, _, quality = part.partition(";q=")
    try:
        return float(quality) if quality else 1.0
    except ValueError:
        return 0.0
