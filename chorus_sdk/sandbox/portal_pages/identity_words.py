"""The words of the pages on keys, account and password, French and English (*libellés*)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

IDENTITY_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "factors.key": ("Clé de sécurité", "Security key"),
    "key.title": ("Clé de sécurité", "Security key"),
    "key.add": ("Enregistrer une clé de sécurité", "Register a security key"),
    "key.remove": ("Supprimer la clé de sécurité", "Remove the security key"),
    "key.login": ("Utiliser la clé de sécurité", "Use the security key"),
    "key.how": (
        "Branchez votre clé, choisissez « Enregistrer » et touchez-la quand elle clignote.",
        "Plug in your key, choose “Register”, and touch it when it blinks.",
    ),
    "key.failed": (
        "La clé n'a pas répondu. Vérifiez qu'elle est branchée et réessayez.",
        "The key did not answer. Check that it is plugged in and try again.",
    ),
    "key.missing": (
        "Ce bac à sable ne vérifie pas de clés : il lui manque le paquet fido2.",
        "This sandbox cannot check keys: the package fido2 is not installed.",
    ),
    "notice.key-added": ("Votre clé est enregistrée.", "Your key is registered."),
    "notice.key-removed": ("Votre clé est supprimée.", "Your key is removed."),
    "error.key-wrong": (
        "La réponse de la clé n'est pas valable.",
        "The key's answer is not valid.",
    ),
    "error.key-exists": (
        "Une clé est déjà enregistrée pour ce compte.",
        "This account has a security key already.",
    ),
    "account.title": ("Mon compte", "My account"),
    "account.login": ("Adresse de connexion", "Login address"),
    "account.contact": ("Adresse de contact", "Contact address"),
    "account.password_set": ("Mot de passe changé le", "Password set on"),
    "account.managers": (
        "Autres gestionnaires de votre structure",
        "Other managers of your structure",
    ),
    "password.title": ("Changer mon mot de passe", "Change my password"),
    "password.current": ("Mot de passe actuel", "Current password"),
    "password.new": ("Nouveau mot de passe", "New password"),
    "password.again": ("Nouveau mot de passe, encore", "New password, again"),
    "password.button": ("Changer le mot de passe", "Change the password"),
    "password.rule": (
        "Au moins {least} caractères, et pas le mot de passe actuel.",
        "At least {least} characters, and not the current password.",
    ),
    "forgotten.title": ("Mot de passe oublié", "Forgotten password"),
    "forgotten.button": ("Recevoir un lien", "Have a link mailed"),
    "forgotten.sent": (
        "Si un compte a cette adresse de connexion, un lien vient d'y être envoyé.",
        "If an account has this login address, a link was mailed to it.",
    ),
    "reset.title": ("Nouveau mot de passe", "New password"),
    "reset.mail": (
        "Ce lien, valable {minutes} minutes et une fois, donne un nouveau mot de passe :",
        "This link, valid for {minutes} minutes and once, sets a new password:",
    ),
    "notice.password-changed": (
        "Votre mot de passe est changé. Reconnectez-vous.",
        "Your password is changed. Log in again.",
    ),
    "error.password-refused": (
        "Le nouveau mot de passe est refusé.",
        "The new password is refused.",
    ),
    "error.password-wrong": (
        "Le mot de passe actuel est incorrect.",
        "The current password is wrong.",
    ),
    "error.link-expired": (
        "Ce lien n'est plus valable. Demandez-en un nouveau.",
        "This link is no longer valid. Ask for a new one.",
    ),
}
