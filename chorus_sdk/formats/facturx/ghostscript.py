"""Fonts and colours by Ghostscript, where it is installed (*Ghostscript*).

A PDF that uses fonts it does not contain cannot become a Factur-X as it is. Ghostscript renders
the pages anew, with all fonts inside and all colours in RGB. It is a program of its own, never a
dependency: without it, only this room does not work.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Final

from chorus_sdk._pdf import PdfFile
from chorus_sdk.errors import (
    ConfigurationError,
    DocumentError,
    EncryptedDocumentError,
    MalformedDocumentError,
    SignedDocumentError,
)
from chorus_sdk.limits import DEFAULT_LIMITS, Limits

_PROGRAMS: Final = ("gs", "gswin64c", "gswin32c")
_OPTIONS: Final = (
    "-dSAFER",  # no file but the one named, no command
    "-dBATCH",
    "-dNOPAUSE",
    "-dQUIET",
    "-sDEVICE=pdfwrite",
    "-dPDFA=3",
    "-dPDFACompatibilityPolicy=1",
    "-dCompatibilityLevel=1.7",
    "-sColorConversionStrategy=RGB",
    "-dEmbedAllFonts=true",
    "-dSubsetFonts=true",
    "-dAutoRotatePages=/None",
)


def embed_fonts(
    pdf: bytes,
    limits: Limits = DEFAULT_LIMITS,
    *,
    timeout: float = 60.0,
    program: str | None = None,
    allow_breaking_signature: bool = False,
) -> bytes:
    """Return the PDF with all fonts inside and all colours in RGB (*polices incorporées*).

    The pages are rendered anew: they look the same, their structure and embedded files are lost.

    Args:
        pdf: the readable PDF.
        limits: safety limits.
        timeout: seconds after which Ghostscript is stopped.
        program: its name or path; by default it is looked for under its usual names.
        allow_breaking_signature: whether a signature may be lost.

    Raises:
        ConfigurationError: Ghostscript is not installed.
        SignedDocumentError: rendering would lose the PDF's signature.
        EncryptedDocumentError: the PDF is encrypted.
        MalformedDocumentError: the PDF is damaged, or Ghostscript makes nothing of it.
        DocumentError: it took longer than `timeout`.
        LimitExceededError: longer than `limits.document_bytes`.
    """
    command = _program(program)
    with PdfFile(pdf, limits) as document:
        if document.encrypted:
            raise EncryptedDocumentError(
                "The PDF is encrypted.", hint="Give it without protection."
            )
        if document.is_signed() and not allow_breaking_signature:
            raise SignedDocumentError(
                "Rendering this PDF anew would lose its signature.",
                hint="Pass allow_breaking_signature=True if the signature may be lost.",
            )
    with tempfile.TemporaryDirectory(prefix="chorus_sdk-") as folder:
        return _rendered(command, pdf, Path(folder), timeout)


def is_available() -> bool:
    """Tell whether Ghostscript is installed (*disponible*)."""
    return any(shutil.which(name) for name in _PROGRAMS)


def _program(named: str | None) -> str:
    for name in _PROGRAMS if named is None else (named,):
        found = shutil.which(name)
        if found:
            return found
    raise ConfigurationError(
        "Ghostscript is not installed.",
        setting="ghostscript",
        hint="Install the program gs, or make the PDF again with its fonts embedded.",
    )


def _rendered(command: str, pdf: bytes, folder: Path, timeout: float) -> bytes:
    source, target = folder / "in.pdf", folder / "out.pdf"
    source.write_bytes(pdf)
    try:
        run = subprocess.run(  # noqa: S603  a program that we found, arguments of our own
            [command, *_OPTIONS, f"-sOutputFile={target}", str(source)],
            cwd=folder,
            env={"PATH": "", "TMPDIR": str(folder), "TEMP": str(folder)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=timeout,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise DocumentError(
            f"Ghostscript took longer than {timeout:g} seconds.", hint="Raise the timeout."
        ) from error
    except OSError as error:
        raise ConfigurationError("Ghostscript cannot be run.", setting="ghostscript") from error
    if run.returncode or not target.is_file() or not target.stat().st_size:
        raise MalformedDocumentError("Ghostscript makes nothing of the PDF.")
    return target.read_bytes()
