"""Take the pictures of `portal.md` from a real browser: `python docs/make_portal_pictures.py`."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

HERE = Path(__file__).parent
PICTURES = HERE / "portal"
sys.path.insert(0, str(HERE.parent / "tests" / "support"))


def main() -> None:
    """Play Camille's day and keep four pages of it."""
    from chromium import start_chromium
    from portal_person import EMAIL, PASSWORD, Camille

    from chorus_sdk._clock import ManualClock
    from chorus_sdk.sandbox import Sandbox, serve

    clock = ManualClock(datetime(2026, 11, 23, 9, 0, 5, tzinfo=UTC))
    with TemporaryDirectory() as name, Sandbox(clock=clock, show_mailbox=True) as sandbox:
        sandbox.add_user(EMAIL, PASSWORD, name="Camille Martin")
        chrome = start_chromium(Path(name) / "browser")
        try:
            with serve(sandbox) as server:
                day(Camille(chrome, server, sandbox, Path(name)))
        finally:
            chrome.quit()


def day(camille) -> None:  # noqa: ANN001 (a helper of the tests)
    """Deposit one good and one bad Factur-X and look at what becomes of them."""
    from chorus_sdk.sandbox.samples import broken_facturx, sample_facturx

    camille.log_in_by_mail()
    camille.declare_application()
    camille.log_in_by_application()
    camille.follow("Mes facteurs d'authentification")
    keep(camille, "factors")
    camille.deposit("perdue.pdf", broken_facturx())
    file = camille.folder / "facture.pdf"
    file.write_bytes(sample_facturx())
    camille.follow("Déposer une facture")
    camille.fill("Fichier de facture", str(file))
    camille.press("Importer")
    keep(camille, "format")
    camille.press("Déposer")
    camille.sandbox.advance(300)
    camille.sandbox.set_status("F2026-0001", "SUSPENDUE", comment="Bon de commande manquant.")
    camille.follow("Factures émises")
    camille.follow("F2026-0001")
    keep(camille, "invoice")
    camille.follow("Suivi des flux")
    camille.follow(camille.column(1)[1])
    keep(camille, "report")


def keep(camille, name: str) -> None:  # noqa: ANN001 (a helper of the tests)
    """Take a picture of the page, in few colours."""
    PICTURES.mkdir(exist_ok=True)
    path = PICTURES / f"{name}.png"
    camille.picture(path)
    with Image.open(path) as picture:
        small = picture.convert("RGB").quantize(96)
    small.save(path, optimize=True)


if __name__ == "__main__":
    main()
