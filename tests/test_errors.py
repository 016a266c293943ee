"""Errors are typed, coded, picklable, and say what to do."""

from __future__ import annotations

import inspect
import pickle
import re
from pathlib import Path

import pytest

from chorus_sdk import errors
from chorus_sdk.errors import ChorusError, Exchange, Fingerprint
from chorus_sdk.findings import Finding, Report, Severity

REPORT = Report(
    subject="x", findings=(Finding(code="BR-02", severity=Severity.ERROR, message="No number."),)
)
FACTS: dict[str, object] = {
    "hint": "Do this.",
    "exchange": Exchange(operation="flows.deposit", method="POST", status=502),
    "setting": "client_id",
    "extra": "qr",
    "purpose": "A picture",
    "offered": ("totp",),
    "bits": 80,
    "fingerprint": Fingerprint(operation="flows.deposit", invoice_numbers=("F-1",)),
    "retry_after": 3.0,
    "return_code": 20001,
    "label": "POQ_MSG_01.003",
    "field": "codeRetour",
    "candidates": ("a", "b"),
    "line": 3,
    "column": 4,
    "offset": 90,
    "limit": "xml_depth",
    "value": 300,
    "maximum": 200,
    "profile": "minimum",
    "report": REPORT,
    "entry_id": "5f",
    "invoice_numbers": ("F-4",),
    "verdict": "rejected",
    "ways_out": ("Correct it.",),
    "flow_id": "CPP001",
    "status": "IN_REJETE",
    "delivered": ("F-2",),
    "missing": ("F-3",),
    "last_status": "IN_RECU",
    "invoice_id": 31,
    "target": "MANDATEE",
    "allowed": ("REJETEE",),
    "waited": 12.5,
}


def every_class() -> list[type[ChorusError]]:
    found = [
        kind
        for _, kind in inspect.getmembers(errors, inspect.isclass)
        if issubclass(kind, ChorusError)
    ]
    assert len(found) > 30
    return found


def make(kind: type[ChorusError]) -> ChorusError:
    wanted = inspect.signature(kind.__init__).parameters
    given = {name: FACTS[name] for name in wanted if name in FACTS}
    return kind("It failed.", **given) if "message" in wanted else kind(**given)


@pytest.mark.parametrize("kind", every_class(), ids=lambda kind: kind.__name__)
def test_every_error_survives_pickling_with_all_it_carries(kind):
    error = make(kind)
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is kind
    assert again.__dict__ == error.__dict__
    assert str(again) == str(error)


def test_every_class_has_a_code_of_its_own_and_it_extends_its_parents():
    codes = [kind.code for kind in every_class()]
    assert len(codes) == len(set(codes))
    assert all(re.fullmatch(r"[a-z]+(\.[a-z_]+)*", code) for code in codes)


def test_the_tree_in_the_docstring_names_exactly_the_classes_that_exist():
    drawn = set(re.findall(r"\b[A-Z]\w+Error\b", errors.__doc__ or "")) - {
        "ValueError",
        "TimeoutError",
        "TypeError",
    }
    assert drawn == {kind.__name__ for kind in every_class()}


def test_classes_are_defined_in_the_order_of_the_tree():
    drawn = re.findall(r"\b[A-Z]\w+Error\b", (errors.__doc__ or "").split("```")[1])
    order = list(dict.fromkeys(n for n in drawn if n not in ("ValueError", "TimeoutError")))
    rooms = (
        "base",
        "configuration",
        "authentication",
        "transport",
        "answers",
        "documents",
        "flows",
        "invoices",
    )
    folder = Path(errors.__file__).parent
    assert {path.stem for path in folder.glob("*.py")} == {"__init__", *rooms}
    source = "".join((folder / f"{room}.py").read_text(encoding="utf-8") for room in rooms)
    assert re.findall(r"^class (\w+Error)\b", source, re.MULTILINE) == order


def test_the_package_offers_all_of_them():
    assert {kind.__name__ for kind in every_class()} < set(errors.__all__)
    assert errors.__all__ == sorted(errors.__all__)


def test_no_class_shadows_a_builtin():
    import builtins

    assert not [kind.__name__ for kind in every_class() if hasattr(builtins, kind.__name__)]


def test_document_errors_are_value_errors_and_waits_are_timeouts():
    assert issubclass(errors.DocumentError, ValueError)
    assert issubclass(errors.InvalidInvoiceError, ValueError)
    assert issubclass(errors.WaitTimeoutError, TimeoutError)
    assert issubclass(errors.ResponseTimeoutError, TimeoutError)


def test_a_hint_follows_the_message():
    assert str(errors.NotFoundError("Gone.", hint="Look again.")) == "Gone. Look again."
    assert errors.NotFoundError("Gone.").hint is None
