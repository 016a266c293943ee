"""The pages as people meet them who read, see or steer otherwise."""

from __future__ import annotations

import pytest
from axe import axe_source, violations
from portal_person import EMAIL, PASSWORD
from selenium.webdriver import Keys
from selenium.webdriver.common.by import By

from chorus_sdk.sandbox.samples import broken_facturx, sample_facturx, sample_lot, sample_ubl

pytestmark = pytest.mark.slow
WIDTH = 320
"""The narrowest page on which nothing may be cut off (WCAG 2.2, 1.4.10)."""
TIMES = 2
"""How often one kind of page is judged: as it is at first, and once more."""
_OVERFLOW = "return document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def judged(camille, monkeypatch):
    """Camille, with every kind of page that she sees judged by axe-core, wide and narrow."""
    source = axe_source()
    found: dict[str, list[list[str]]] = {}
    look = camille.look

    def look_and_judge() -> None:
        look()
        name = camille.chrome.find_element(By.TAG_NAME, "main").get_attribute("id")
        if len(found.setdefault(name, [])) == TIMES:
            return
        wrong = violations(camille.chrome, source)
        camille.chrome.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": WIDTH, "height": 800, "deviceScaleFactor": 1, "mobile": False},
        )
        if (too_wide := camille.chrome.execute_script(_OVERFLOW)) > 0:
            wrong.append(f"{too_wide} px too wide at {WIDTH} px")
        camille.chrome.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
        found[name].append(wrong)

    monkeypatch.setattr(camille, "look", look_and_judge)
    return camille, found


def test_an_independent_judge_finds_nothing_on_any_page(judged):
    camille, found = judged
    camille.give_password("wrong")
    camille.log_in_by_mail()
    camille.declare_application()
    camille.log_in_by_application()
    camille.follow("Mes facteurs d'authentification")
    camille.deposit("perdue.pdf", broken_facturx())
    camille.deposit("facture.pdf", sample_facturx())
    file = camille.folder / "lot.tar.gz"
    file.write_bytes(sample_lot({"a.xml": sample_ubl()}))
    camille.follow("Déposer une facture")
    camille.fill("Fichier de facture", str(file))
    camille.press("Importer")
    camille.press("Annuler")
    camille.sandbox.advance(120)
    camille.follow("Factures émises")
    camille.follow("F2026-0001")
    camille.follow("Suivi des flux")
    _, rejected = camille.column(1)
    camille.follow(rejected)
    camille.visit("/factors/key")
    camille.visit("/nowhere")
    camille.visit("/flows?lang=en")
    assert {page: wrong for page, wrong in found.items() if any(wrong)} == {}
    assert set(found) == {
        "page-login", "page-mailbox", "page-code", "page-home", "page-factors", "page-settings",
        "page-application", "page-application-added", "page-deposit", "page-import",
        "page-deposited", "page-invoices", "page-invoice", "page-flows", "page-flow",
        "page-refused", "page-key",
    }  # fmt: skip


def test_the_judge_does_find_what_is_wrong(camille):
    camille.visit("/login")
    camille.chrome.execute_script("document.querySelector('label').remove()")
    assert any(one.startswith("label:") for one in violations(camille.chrome, axe_source()))


def test_the_keyboard_alone_logs_in(camille):
    camille.visit("/login")
    body = camille.chrome.find_element(By.TAG_NAME, "body")
    order = []
    for _ in range(6):
        (body if not order else camille.chrome.switch_to.active_element).send_keys(Keys.TAB)
        focused = camille.chrome.switch_to.active_element
        assert focused.value_of_css_property("outline-style") != "none"
        order.append(focused.get_attribute("id") or focused.text)
    assert order == [
        "Aller au contenu", "Chorus Pro – portail (bac à sable)", "English",
        "login_address", "login_password", "Se connecter",
    ]  # fmt: skip
    camille.field("Adresse de connexion").send_keys(EMAIL)
    camille.field("Mot de passe").send_keys(PASSWORD, Keys.ENTER)
    assert camille.heading() == "Authentification à deux facteurs"


def test_nothing_needs_a_script_or_an_address_elsewhere(camille):
    camille.log_in_by_mail()
    for page in ("home", "deposit", "invoices", "flows"):
        camille.visit(f"/{page}")
        names = camille.chrome.execute_script(
            "return performance.getEntriesByType('resource').map(one => one.name)"
        )
        assert all(name.startswith(camille.server.base_url) for name in names)
        assert not camille.chrome.find_elements(By.CSS_SELECTOR, "script, [style], iframe")
    assert not [line for line in camille.console if "Content Security Policy" in line]
