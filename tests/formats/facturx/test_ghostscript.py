"""The optional pass by Ghostscript."""

import io
import os
import sys
from pathlib import Path

import page
import pikepdf
import pypdf
import pytest

from chorus_sdk._pdf import PdfFile
from chorus_sdk.errors import (
    ConfigurationError,
    DocumentError,
    EncryptedDocumentError,
    MalformedDocumentError,
    SignedDocumentError,
)
from chorus_sdk.formats.base import Profile
from chorus_sdk.formats.facturx.ghostscript import embed_fonts, is_available
from chorus_sdk.formats.facturx.writer import write

needs_ghostscript = pytest.mark.skipif(
    not is_available(), reason="the program Ghostscript (gs) is not installed"
)
needs_shell = pytest.mark.skipif(sys.platform == "win32", reason="needs a shell script")


@pytest.fixture
def program(tmp_path):
    """Make a program that stands in for Ghostscript."""

    def make(text):
        path = tmp_path / "gs"
        path.write_text(f"#!/bin/sh\n{text}\n")
        path.chmod(0o755)
        return os.fspath(path)

    return make


@needs_ghostscript
def test_a_pdf_without_its_fonts_can_become_a_facturx(make_readable, xml, moment):
    plain = make_readable("Helvetica")
    with pytest.raises(DocumentError):
        write(plain, xml, profile=Profile.EN16931, moment=moment)
    embedded = embed_fonts(plain)
    with PdfFile(embedded) as pdf:
        assert pdf.fonts_not_embedded() == ()
    data = write(embedded, xml, profile=Profile.EN16931, moment=moment)
    assert page.validate_pdf_bytes(data, profile=page.ValidationProfile.PDF_A_3B).is_compliant
    assert pypdf.PdfReader(io.BytesIO(data)).pages[0].extract_text().strip() == "Facture réglée"


@needs_ghostscript
def test_a_pdf_in_cmyk_comes_back_in_rgb(readable):
    pdf = pikepdf.open(io.BytesIO(readable))
    pdf.pages[0].contents_add(b"0 1 1 0 k 10 10 50 50 re f")
    out = io.BytesIO()
    pdf.save(out)
    with PdfFile(out.getvalue()) as before, PdfFile(embed_fonts(out.getvalue())) as after:
        assert (before.uses_cmyk(), after.uses_cmyk()) == (True, False)


@needs_ghostscript
def test_it_is_stopped_after_its_time(readable):
    with pytest.raises(DocumentError):
        embed_fonts(readable, timeout=0.001)


def test_a_missing_program_is_a_matter_of_configuration(readable):
    with pytest.raises(ConfigurationError) as caught:
        embed_fonts(readable, program="there-is-no-such-program")
    assert (caught.value.setting, bool(caught.value.hint)) == ("ghostscript", True)


@needs_shell
@pytest.mark.parametrize("text", ["exit 1", "exit 0"])
def test_a_program_that_makes_nothing_of_it_means_malformed(readable, program, text):
    with pytest.raises(MalformedDocumentError):
        embed_fonts(readable, program=program(text))


@needs_shell
def test_it_is_run_safely_without_a_shell_and_without_our_environment(
    readable, program, tmp_path, monkeypatch
):
    monkeypatch.setenv("CHORUS_SECRET", "value")
    seen = tmp_path / "seen"
    script = f"""
printf '%s\\n' "$@" > {seen}
echo "secret=$CHORUS_SECRET" >> {seen}
for last; do :; done
while IFS= read -r line; do :; done < "$last"
exit 1"""
    with pytest.raises(MalformedDocumentError):
        embed_fonts(readable, program=program(script))
    lines = seen.read_text().splitlines()
    assert "-dSAFER" in lines
    assert lines[-1] == "secret="
    assert not Path(lines[-2]).parent.exists()  # the folder is gone


def test_a_locked_or_signed_pdf_is_refused_before_it_is_run(readable, encrypt, sign):
    missing = {"program": sys.executable}
    with pytest.raises(EncryptedDocumentError):
        embed_fonts(encrypt(readable), **missing)
    with pytest.raises(SignedDocumentError):
        embed_fonts(sign(readable), **missing)
