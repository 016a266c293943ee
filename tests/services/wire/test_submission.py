"""Names of the supplier's operations against the reference, field by field."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from chorus_sdk.services.wire import invoices, submission


@pytest.fixture(scope="module")
def reference(corpus) -> str:
    page = Path(corpus).parent / "reference" / "chorus-pro-api.md"
    if not page.is_file():
        pytest.skip("the reference does not stand beside the corpus")
    return page.read_text(encoding="utf-8").split("### 3.1 ")[1].split("### 3.2 ")[0]


def asked(reference: str, title: str) -> set[str]:
    """Every field of an operation's request."""
    section = reference.split(f"`{title}`**: ")[1]
    line = next(x for x in section.splitlines() if "equest" in x and "{" in x)
    request = re.split(r"[;.] [Aa]nswer", line)[0]
    spans = " ".join(re.findall(r"`([^`]+)`", request))
    return set(re.findall(r"(\w+): ", spans)) - {"idUtilisateurCourant"}


def spelt(*tables: dict[str, str]) -> set[str]:
    return {step for table in tables for path in table.values() for step in path.split(".")}


FILE = submission.OTHER_FILE
REQUESTS = {
    "deposer/pdf": spelt(submission.DEPOSIT_PDF),
    "soumettre": spelt(
        submission.SUBMIT, submission.LINE, submission.VAT, submission.MAIN_FILE, FILE
    ),
    "completer": spelt(submission.COMPLETE, FILE),
    "recycler": spelt(submission.RECYCLE),
    "corriger/valideur/facture": spelt(submission.CORRECT_APPROVER),
    "traiterRejet": spelt(submission.ACKNOWLEDGE) | {submission.ACKNOWLEDGED_INVOICE},
    "rechercher/atraiter/fournisseur": spelt(invoices.TO_DO),
}
NOT_SENT = {
    "soumettre": {"pieceJointeComplementaireIdLiaison"},
    "rechercher/atraiter/fournisseur": {"recupererTaille"},
}
"""What is known and not asked for: a tie that is made by the call itself, sizes of files."""


@pytest.mark.parametrize("title", REQUESTS)
def test_every_field_of_a_request_has_its_name(reference, title):
    assert asked(reference, title) - NOT_SENT.get(title, set()) == REQUESTS[title]


@pytest.mark.parametrize(
    ("title", "table"),
    [
        ("deposer/pdf", submission.READ_BY_OCR),
        ("soumettre", submission.SUBMITTED),
        ("recycler", submission.RECYCLED),
    ],
)
def test_every_field_of_an_answer_has_its_name(reference, title, table):
    section = reference.split(f"`{title}`**: ")[1]
    answer = re.search(r"[Aa]nswer `\{ (?:R, )?(.+?) \}`", section)
    assert set(re.findall(r"(\w+): ", answer[1])) == spelt(table)
