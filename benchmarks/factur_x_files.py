"""How long Factur-X takes beside the engine alone and beside other libraries, in one run.

Run: `python benchmarks/factur_x_files.py [folder of documents]`. XML out of a PDF is measured on
folder's Factur-X (where it is given) and on one that is written here; the build on a page that is
made here. The floor of the reading is a bare `pikepdf.open` and its attachments read; ours is the
XML alone, and, beside it, the XML with all that is wrong with its container. Both sides take turns,
each several times in a row. Libraries that are not installed are left out.
"""

import importlib.util
import io
import logging
import statistics
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path = [place for place in sys.path if Path(place).resolve() != HERE]  # it has a namesake

import pikepdf  # noqa: E402
from reportlab.pdfbase import pdfmetrics  # noqa: E402
from reportlab.pdfbase.ttfonts import TTFont  # noqa: E402
from reportlab.pdfgen.canvas import Canvas  # noqa: E402

from chorus_sdk.formats.base import Profile  # noqa: E402
from chorus_sdk.formats.facturx.container import embedded_invoice, embedded_xml  # noqa: E402
from chorus_sdk.formats.facturx.writer import write  # noqa: E402

ROUNDS, IN_A_ROW = 12, 4
MOMENT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
CII = "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"
RAM = "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"
UDT = "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100"
XML = (
    f'<rsm:CrossIndustryInvoice xmlns:rsm="{CII}" xmlns:ram="{RAM}" xmlns:udt="{UDT}">'
    "<rsm:ExchangedDocumentContext><ram:GuidelineSpecifiedDocumentContextParameter>"
    "<ram:ID>urn:cen.eu:en16931:2017</ram:ID></ram:GuidelineSpecifiedDocumentContextParameter>"
    "</rsm:ExchangedDocumentContext><rsm:ExchangedDocument><ram:ID>F-1</ram:ID>"
    "<ram:TypeCode>380</ram:TypeCode><ram:IssueDateTime><udt:DateTimeString format='102'>20261102"
    "</udt:DateTimeString></ram:IssueDateTime></rsm:ExchangedDocument>"
    "<rsm:SupplyChainTradeTransaction><ram:ApplicableHeaderTradeAgreement><ram:SellerTradeParty>"
    "<ram:Name>Vendeur</ram:Name></ram:SellerTradeParty><ram:BuyerTradeParty><ram:Name>Acheteur"
    "</ram:Name></ram:BuyerTradeParty></ram:ApplicableHeaderTradeAgreement>"
    + "<!-- line -->" * 1_000
    + "</rsm:SupplyChainTradeTransaction></rsm:CrossIndustryInvoice>"
).encode()


def in_turns(actions, rounds=ROUNDS):
    """Return the shortest time of each action in milliseconds, measured in turns."""
    best = dict.fromkeys(actions, float("inf"))
    for _ in range(rounds):
        for name, action in actions.items():
            for _ in range(IN_A_ROW):
                start = time.perf_counter()
                action()
                best[name] = min(best[name], (time.perf_counter() - start) * 1e3)
    return best


def page():
    if "Vera" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1, initialFontName="Vera")
    for number in range(40):
        canvas.setFont("Vera", 9)
        canvas.drawString(60, 800 - 18 * number, f"Ligne {number} : article, quantité, prix")
    canvas.save()
    return out.getvalue()


def bare_extract(data):
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for name, attached in pdf.attachments.items():
            if name.lower() in ("factur-x.xml", "xrechnung.xml", "zugferd-invoice.xml"):
                return attached.get_file().read_bytes()
    return None


def bare_build(data):
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        spec = pikepdf.AttachedFileSpec(pdf, XML, filename="factur-x.xml", mime_type="text/xml")
        pdf.attachments["factur-x.xml"] = spec
        pdf.Root.AF = pikepdf.Array([spec.obj])
        pdf.save(out)
    return out.getvalue()


def extractors(data):
    actions = {
        "pikepdf": lambda: bare_extract(data),
        "chorus_sdk": lambda: embedded_xml(data),
        "  examined": lambda: embedded_invoice(data).content,
    }
    if importlib.util.find_spec("pypdf"):
        import pypdf

        actions["pypdf"] = lambda: pypdf.PdfReader(io.BytesIO(data)).attachments["factur-x.xml"]
    if importlib.util.find_spec("facturx"):
        import facturx

        actions["factur-x"] = lambda: facturx.get_xml_from_pdf(io.BytesIO(data), check_xsd=False)
    return actions


def builders(data):
    actions = {
        "pikepdf": lambda: bare_build(data),
        "chorus_sdk": lambda: write(data, XML, profile=Profile.EN16931, moment=MOMENT),
    }
    if importlib.util.find_spec("facturx"):
        import facturx

        actions["factur-x"] = lambda: facturx.generate_from_binary(
            data, XML, flavor="factur-x", level="en16931", check_xsd=False, check_schematron=False
        )
    return actions


def show(what, times):
    floor = times["pikepdf"]
    print(what)
    for name, taken in times.items():
        print(f"  {name:12} {taken:8.3f} ms  {taken / floor:6.2f}x")


def over_folder(folder):
    rows = []
    for path in sorted(folder.glob("*.pdf")):
        data = path.read_bytes()
        try:
            same = bare_extract(data) == embedded_xml(data)
        except ValueError:
            continue
        if same:
            rows.append(in_turns(dict(list(extractors(data).items())[:3]), 8))
    for name in ("chorus_sdk", "  examined"):
        ratios = [row[name] / row["pikepdf"] for row in rows]
        sums = sum(row[name] for row in rows) / sum(row["pikepdf"] for row in rows)
        print(
            f"{name:10} XML out of {len(rows)} PDFs, to bare pikepdf: sums {sums:.2f}"
            f"  median {statistics.median(ratios):.2f}  worst {max(ratios):.2f}"
            f"  at most 1.3: {sum(ratio <= 1.3 for ratio in ratios)}"
        )


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    readable = page()
    built = write(readable, XML, profile=Profile.EN16931, moment=MOMENT)
    show("build a Factur-X", in_turns(builders(readable)))
    show("XML out of what was built", in_turns(extractors(built)))
    if len(sys.argv) > 1:
        over_folder(Path(sys.argv[1]) / "facturx")
