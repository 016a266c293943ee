"""A person's day on the portal, in a real browser."""

from __future__ import annotations

import pytest
from portal_person import EMAIL, PASSWORD
from selenium.webdriver.common.by import By

from chorus_sdk import PortalLogin, Totp
from chorus_sdk._secrets import Secret
from chorus_sdk.sandbox.samples import broken_facturx, sample_facturx, sample_invoice, sample_ubl

pytestmark = pytest.mark.slow


def test_from_the_mailed_code_to_the_report_of_a_rejected_invoice(camille):
    camille.log_in_by_mail()
    assert "Camille Martin" in camille.text()
    camille.declare_application()
    assert camille.heading() == "Application déclarée"
    camille.log_in_by_application()
    assert "ATELIER FICTIF DES TILLEULS" in camille.text()
    assert camille.deposit("facture.pdf", sample_facturx()) == "Factur-X (PDF mixte, E2)"
    assert "Le lot de factures a été importé correctement." in camille.text()
    assert camille.deposit("perdue.pdf", broken_facturx()) == "Factur-X (PDF mixte, E2)"
    assert "Le lot de factures a été importé correctement." in camille.text()
    camille.sandbox.advance(120)
    camille.follow("Factures émises")
    camille.fill("Numéro de facture", "F2026-0001")
    camille.press("Rechercher")
    assert camille.column(1) == ["F2026-0001"]
    camille.follow("F2026-0001")
    assert camille.column(2) == ["Mise à disposition", "En cours d'acheminement", "Déposée"]
    camille.follow("Factures émises")
    camille.fill("Numéro de facture", "F2026-0002")
    camille.press("Rechercher")
    assert "Aucune facture ne correspond." in camille.text()
    camille.follow("Suivi des flux")
    rejected, good = camille.column(1)
    assert camille.column(4) == ["Rejeté", "Intégré"]
    camille.follow(rejected)
    assert camille.column(1) == ["F2026-0002"]
    assert "BT-81" in camille.column(4)[0]
    camille.follow("Suivi des flux")
    camille.follow(good)
    assert "Toutes les factures du flux sont intégrées." in camille.text()
    camille.press("Se déconnecter")
    camille.visit("/invoices")
    assert camille.heading() == "Connexion"


def test_the_sdk_logs_in_to_the_same_account_beside_the_browser(camille):
    camille.log_in_by_mail()
    camille.declare_application()
    camille.log_in_by_application()
    clock = camille.sandbox.clock
    clock.advance(30)
    login = PortalLogin(EMAIL, PASSWORD, environment=camille.server.environment, clock=clock)
    totp = Totp.from_uri(Secret(camille.uri), clock=clock)
    with login.open(second_factor=totp) as session:
        assert [factor.kind for factor in session.factors.list()] == ["totp"]
        camille.follow("Mes facteurs d'authentification")
        assert "Application d'authentification" in camille.text()
    camille.follow("Accueil")
    assert "Camille Martin" in camille.text()


def test_wrong_answers_are_told_and_lead_on(camille):
    camille.give_password("canary-wrong-password")
    assert "Adresse de connexion ou mot de passe incorrect." in camille.text()
    camille.give_password()
    camille.fill("Code de vérification", "000000")
    camille.press("Valider")
    assert "Le code est incorrect." in camille.text()
    camille.press("Renvoyer un code")
    camille.log_in_by_mail()
    assert camille.heading() == "Accueil"


def test_an_application_is_removed_and_the_mailed_code_is_back(camille):
    camille.log_in_by_mail()
    camille.declare_application()
    camille.log_in_by_application()
    camille.follow("Mes facteurs d'authentification")
    camille.press("Supprimer l'application")
    assert "Votre application est supprimée." in camille.text()
    camille.press("Se déconnecter")
    camille.log_in_by_mail()
    assert camille.heading() == "Accueil"


def test_the_language_is_the_browsers_and_can_be_changed(camille):
    camille.visit("/login")
    assert camille.heading() == "Connexion"
    camille.follow("English")
    assert camille.heading() == "Log in"
    camille.visit("/login")
    assert camille.heading() == "Log in"


def test_a_document_cannot_run_anything(camille):
    camille.log_in_by_mail()
    script = "<script>document.title='x'</script>"
    hostile = sample_invoice(number=script)
    shown = camille.deposit("un<b>nom&.xml", sample_ubl(hostile))
    assert shown == "XML structuré UBL Invoice (E1)"
    camille.sandbox.advance(60)
    camille.follow("Suivi des flux")
    assert camille.column(2) == ["un<b>nom&.xml"]
    camille.follow(camille.column(1)[0])
    assert camille.column(1) == [script]
    assert camille.chrome.title.startswith("Flux CPP")
    assert not camille.chrome.find_elements(By.CSS_SELECTOR, "script, main b")


def test_the_report_is_downloaded_as_a_file(camille, chromium_folder):
    camille.log_in_by_mail()
    camille.deposit("perdue.pdf", broken_facturx())
    camille.sandbox.advance(60)
    camille.follow("Suivi des flux")
    (number,) = camille.column(1)
    camille.follow(number)
    file = camille.download("Télécharger le compte rendu (PDF)", chromium_folder / "downloads")
    assert file.name == f"{number}.pdf"
    assert file.read_bytes().startswith(b"%PDF-")
