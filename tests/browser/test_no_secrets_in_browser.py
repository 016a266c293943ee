"""After a whole day at the portal, no secret is left in what the browser wrote down."""

from __future__ import annotations

import re

import pytest
from chromium import start_chromium
from portal_person import Camille

from chorus_sdk.sandbox import serve
from chorus_sdk.sandbox.samples import broken_facturx

pytestmark = pytest.mark.slow
SHOWN_ON_PURPOSE = ("/mailbox", "/factors/application")
"""The caught mail, and the declaration with its secret."""


def day(camille: Camille) -> None:
    """Log in badly and well, declare an application, work, log out."""
    camille.give_password("canary-wrong-password")
    camille.secrets.add("canary-wrong-password")
    camille.log_in_by_mail()
    camille.declare_application()
    camille.log_in_by_application()
    camille.deposit("perdue.pdf", broken_facturx())
    camille.sandbox.advance(60)
    camille.follow("Suivi des flux")
    camille.follow(camille.column(1)[0])
    camille.secrets |= {cookie["value"] for cookie in camille.chrome.get_cookies()} - {"fr", "en"}
    camille.press("Se déconnecter")


def leaked(secrets: set[str], text: str) -> set[str]:
    return {one for one in secrets if re.search(rf"(?<!\w){re.escape(one)}(?!\w)", text)}


def test_no_secret_is_left_in_pages_logs_addresses_or_files(sandbox, tmp_path):
    folder = tmp_path / "browser"
    chrome = start_chromium(folder)
    try:
        with serve(sandbox) as server:
            camille = Camille(chrome, server, sandbox, tmp_path)
            day(camille)
    finally:
        chrome.quit()
    places = {f"page {n} {url}": source for n, (url, source) in enumerate(camille.seen)
              if not url.endswith(SHOWN_ON_PURPOSE)}  # fmt: skip
    places["addresses"] = "\n".join(url for url, _ in camille.seen)
    places["console"] = "\n".join(camille.console)
    for file in folder.rglob("*"):
        if file.is_file() and not file.is_symlink():
            places[str(file.relative_to(folder))] = file.read_bytes().decode("latin-1")
    assert len(camille.secrets) >= 7
    assert len(places) > 30
    found = {place: leaked(camille.secrets, text) for place, text in places.items()}
    assert {place: kinds for place, kinds in found.items() if kinds} == {}


def test_what_is_shown_on_purpose_is_there(camille):
    camille.log_in_by_mail()
    camille.declare_application()
    shown = "".join(source for url, source in camille.seen if url.endswith(SHOWN_ON_PURPOSE))
    secrets = {one for one in camille.secrets if one in shown}
    assert len(secrets) >= 2
