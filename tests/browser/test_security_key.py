"""A security key in a real browser: Chromium's own software key, over WebAuthn."""

from __future__ import annotations

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.virtual_authenticator import VirtualAuthenticatorOptions

pytestmark = pytest.mark.slow
ADD, USE, REMOVE = (
    "Enregistrer une clé de sécurité",
    "Utiliser la clé de sécurité",
    "Supprimer la clé de sécurité",
)


@pytest.fixture
def key_holder(camille):
    """Camille with a key in the machine, at an address where browsers let keys work."""
    pytest.importorskip("fido2", reason="the extra [fido2] is not installed")
    camille.portal = camille.portal.replace("127.0.0.1", "localhost")
    options = VirtualAuthenticatorOptions(
        protocol=VirtualAuthenticatorOptions.Protocol.CTAP2,
        transport=VirtualAuthenticatorOptions.Transport.USB,
    )
    camille.chrome.add_virtual_authenticator(options)
    yield camille
    camille.chrome.remove_virtual_authenticator()


def test_a_key_is_registered_used_and_removed(key_holder):
    person = key_holder
    person.log_in_by_mail()
    person.follow("Mes facteurs d'authentification")
    person.follow(ADD)
    person.press(ADD)
    assert person.chrome.find_elements(By.CSS_SELECTOR, "[data-factor=security-key]")
    (credential,) = person.chrome.get_credentials()
    assert credential.rp_id == "localhost"
    person.press("Se déconnecter")
    person.give_password()
    person.press(USE)
    assert person.heading() == "Accueil"
    person.follow("Mes facteurs d'authentification")
    person.press(REMOVE)
    assert not person.chrome.find_elements(By.CSS_SELECTOR, "[data-factor=security-key]")
    assert not [line for line in person.console if "Content Security Policy" in line]


def test_another_key_does_not_open_the_account(key_holder):
    person = key_holder
    person.log_in_by_mail()
    person.follow("Mes facteurs d'authentification")
    person.follow(ADD)
    person.press(ADD)
    person.press("Se déconnecter")
    person.chrome.remove_all_credentials()
    person.give_password()
    person.chrome.find_element(By.XPATH, f'//button[normalize-space()="{USE}"]').click()
    person.wait_for("//*[@data-key-request]//*[@role='status'][not(@hidden)]")
    person.visit("/home")
    assert person.heading() != "Accueil"
