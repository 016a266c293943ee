"""Camille, who has an account on the sandbox's portal, a mailbox and a telephone."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pyotp
import zxingcpp
from chromium import Person
from PIL import Image
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By

from chorus_sdk.sandbox import Sandbox, SandboxServer

EMAIL, PASSWORD = "camille@example.test", "canary-browser-password-41c7"


class Camille(Person):
    """Knows the password, reads the mail in the browser, scans the QR code off the screen."""

    def __init__(
        self, chrome: Chrome, server: SandboxServer, sandbox: Sandbox, folder: Path
    ) -> None:
        super().__init__(chrome, f"{server.base_url}/portal")
        self.server, self.sandbox, self.folder = server, sandbox, folder
        self.secrets: set[str] = {PASSWORD}
        self.uri = ""

    def give_password(self, password: str = PASSWORD) -> None:
        """Fill in the login page."""
        self.visit("/login")
        self.fill("Adresse de connexion", EMAIL)
        self.fill("Mot de passe", password)
        self.press("Se connecter")

    def log_in_by_mail(self) -> None:
        """Log in with the code that was mailed, read in the sandbox's mailbox."""
        self.give_password()
        self.visit("/mailbox")
        code = re.search(r"\b\d{6}\b", self.text())[0]
        self.follow("Revenir au portail")
        self._give_code(code)

    def declare_application(self) -> None:
        """Declare the telephone's application by scanning the picture on the screen."""
        self.follow("Mes facteurs d'authentification")
        self.follow("Paramètres de connexion")
        self.press("Ajouter une application")
        shot = self.folder / "screen.png"
        self.picture(shot)
        self.uri = zxingcpp.read_barcode(Image.open(shot)).text
        self.secrets |= {self.uri, parse_qs(urlsplit(self.uri).query)["secret"][0]}
        self._give_code(self.phone_code())

    def log_in_by_application(self) -> None:
        """Log in with the code that the telephone shows, the next one not used yet."""
        self.sandbox.advance(30)
        self.give_password()
        self._give_code(self.phone_code())

    def phone_code(self) -> str:
        """Return what the telephone shows now."""
        return pyotp.parse_uri(self.uri).at(self.sandbox.clock.now())

    def deposit(self, name: str, content: bytes) -> str:
        """Import and deposit a file; return the format that was shown."""
        file = self.folder / name
        file.write_bytes(content)
        self.follow("Déposer une facture")
        self.fill("Fichier de facture", str(file))
        self.press("Importer")
        shown = self.chrome.find_element(By.ID, "detected-format").text
        self.press("Déposer")
        return shown

    def column(self, place: int) -> list[str]:
        """Return a column of the table on the page, from 1."""
        cells = self.chrome.find_elements(By.CSS_SELECTOR, f"tbody tr > :nth-child({place})")
        return [cell.text for cell in cells]

    def _give_code(self, code: str) -> None:
        self.secrets.add(code)
        self.fill("Code de vérification", code)
        self.press("Valider")
