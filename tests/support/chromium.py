"""A headless Chromium, and a person who uses it: by labels and words, as people do."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from selenium.common.exceptions import WebDriverException
from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import Select, WebDriverWait

INSTALL = "apt-get install -y chromium chromium-driver"
_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
    "--force-device-scale-factor=1",
    "--lang=fr",
)
_SECONDS = 20
_NEXT_PAGE_IS_THERE = "return !window.isOld && document.readyState === 'complete'"


def find_programs() -> tuple[str, str]:
    """Return browser and driver; without them the test is skipped, and under CI it fails."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    driver = shutil.which("chromedriver")
    if browser and driver:
        return browser, driver
    if os.environ.get("CI"):
        pytest.fail(f"Chromium and its driver are missing: {INSTALL}")
    pytest.skip(f"Chromium and its driver are missing: {INSTALL}")


def start_chromium(folder: Path) -> Chrome:
    """Start a Chromium that keeps everything below `folder` and calls nobody."""
    browser, driver = find_programs()
    folder.mkdir(exist_ok=True)
    options = ChromeOptions()
    options.binary_location = browser
    for flag in (*_FLAGS, f"--user-data-dir={folder / 'profile'}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    options.add_experimental_option(
        "prefs",
        {
            "download.default_directory": str(folder / "downloads"),
            "intl.accept_languages": "fr,en;q=0.5",
            "credentials_enable_service": False,
        },
    )
    # the driver's log would hold every key that a test presses
    service = Service(executable_path=driver, log_output=subprocess.DEVNULL)
    chrome = Chrome(options=options, service=service)
    chrome.set_window_size(1100, 900)
    chrome.set_page_load_timeout(_SECONDS)
    return chrome


class Person:
    """Somebody at the browser; everything that was seen is kept for the eyes of a test."""

    def __init__(self, chrome: Chrome, portal: str) -> None:
        self.chrome, self.portal = chrome, portal
        self.seen: list[tuple[str, str]] = []
        self.console: list[str] = []

    def visit(self, path: str) -> None:
        """Type an address of the portal."""
        self.chrome.get(f"{self.portal}{path}")
        self.look()

    def fill(self, label: str, text: str) -> None:
        """Type into the field that has this label."""
        field = self.field(label)
        if field.get_attribute("type") not in {"file", "date"}:
            field.clear()
        field.send_keys(text)

    def choose(self, label: str, shown: str) -> None:
        """Choose from the list that has this label."""
        Select(self.field(label)).select_by_visible_text(shown)

    def field(self, label: str) -> WebElement:
        """Return the field that a label is for."""
        found = self.chrome.find_element(By.XPATH, f'//label[normalize-space()="{label}"]')
        return self.chrome.find_element(By.ID, found.get_attribute("for"))

    def press(self, button: str) -> None:
        """Press a button and wait for the next page."""
        self._leave(self.chrome.find_element(By.XPATH, f'//button[normalize-space()="{button}"]'))

    def follow(self, link: str) -> None:
        """Follow a link by its words."""
        self._leave(self.chrome.find_element(By.LINK_TEXT, link))

    def download(self, link: str, folder: Path) -> Path:
        """Follow a link that leads to a file, and return the file."""
        before = set(folder.glob("*"))
        self.chrome.find_element(By.LINK_TEXT, link).click()
        WebDriverWait(self.chrome, _SECONDS).until(lambda _: _arrived(folder, before))
        return _arrived(folder, before).pop()

    def wait_for(self, path: str) -> None:
        """Wait until an element shows that a script brings up."""
        WebDriverWait(self.chrome, _SECONDS).until(
            lambda chrome: chrome.find_element(By.XPATH, path).is_displayed(),
        )

    def text(self) -> str:
        """Return what the main part of the page says."""
        return self.chrome.find_element(By.TAG_NAME, "main").text

    def heading(self) -> str:
        """Return the page's heading."""
        return self.chrome.find_element(By.TAG_NAME, "h1").text

    def look(self) -> None:
        """Note the page and what the browser's console says of it."""
        self.seen.append((self.chrome.current_url, self.chrome.page_source))
        self.console += [entry["message"] for entry in self.chrome.get_log("browser")]

    def picture(self, path: Path) -> None:
        """Take a picture of the whole page."""
        self.chrome.set_window_size(1100, 700)
        height = self.chrome.execute_script("return document.documentElement.scrollHeight")
        self.chrome.set_window_size(1100, max(600, min(int(height) + 150, 3000)))
        self.chrome.save_screenshot(str(path))

    def _leave(self, element: WebElement) -> None:
        self.chrome.execute_script("window.isOld = true")
        element.click()
        wait = WebDriverWait(self.chrome, _SECONDS, 0.05, ignored_exceptions=[WebDriverException])
        wait.until(lambda chrome: chrome.execute_script(_NEXT_PAGE_IS_THERE))
        self.look()


def _arrived(folder: Path, before: set[Path]) -> set[Path]:
    new = set(folder.glob("*")) - before
    return {file for file in new if file.suffix != ".crdownload" and file.stat().st_size}
