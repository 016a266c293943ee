"""A PDF whose signature field holds a signature, as far as anybody looks who does not verify it."""

from __future__ import annotations

import io

import pikepdf


def signed(content: bytes) -> bytes:
    """Return a PDF with a signature field that is filled."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        name = pikepdf.Name
        signature = pdf.make_indirect(pikepdf.Dictionary(Type=name.Sig))
        field = pikepdf.Dictionary(FT=name.Sig, T="signature", V=signature)
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[pdf.make_indirect(field)], SigFlags=3)
        pdf.save(out)
    return out.getvalue()
