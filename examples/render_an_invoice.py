"""Show an invoice to a person: a web page, and a PDF that can become a Factur-X."""

import tempfile
from pathlib import Path

from chorus_sdk.rendering.html import render_html
from chorus_sdk.rendering.pdf import compose_pdf
from chorus_sdk.sandbox.samples import sample_invoice

invoice = sample_invoice()
folder = Path(tempfile.mkdtemp())
print(f"in {folder}")
for language in ("fr", "en"):
    page = folder / f"invoice-{language}.html"
    page.write_text(render_html(invoice, language=language), encoding="utf-8")
    made = compose_pdf(invoice, language=language)
    page.with_suffix(".pdf").write_bytes(made.content)
    print(f"{page.stem}: {page.stat().st_size} and {len(made.content)} bytes")
    for finding in made.findings:
        print(f"  {finding}")
