"""Many documents over several processes."""

from __future__ import annotations

import os
from itertools import count

import pytest

from chorus_sdk.errors import ConfigurationError, DocumentError
from chorus_sdk.sandbox.samples import sample_invoice, sample_ubl
from chorus_sdk.validation import batch
from chorus_sdk.validation.batch import validate_many
from chorus_sdk.validation.pyramid import validate


@pytest.fixture
def files(tmp_path):
    """Eight files: invoices, a broken one, and one that is not there."""
    paths = []
    for number in range(6):
        path = tmp_path / f"{number}.xml"
        path.write_bytes(sample_ubl(sample_invoice(number=f"F-{number}")))
        paths.append(path)
    (tmp_path / "broken.xml").write_bytes(b"<Invoice")
    return [*paths[:2], tmp_path / "broken.xml", tmp_path / "absent.xml", *paths[2:]]


def told(results) -> list[tuple]:
    return [(one.path.name, one.is_valid, one.report, type(one.error).__name__) for one in results]


@pytest.mark.slow
def test_results_come_in_order_whatever_the_number_of_processes(files):
    here = told(validate_many(files, workers=0, explain=False))
    apart = told(validate_many(files, workers=2, explain=False))
    assert [name for name, *_ in apart] == [path.name for path in files]
    assert apart == here
    assert apart[0][2] == validate(files[0], explain=False)
    assert [error for *_, error in apart] == [
        *["NoneType"] * 3,
        "FileNotFoundError",
        *["NoneType"] * 4,
    ]


def test_a_file_that_cannot_be_read_is_data(files, tmp_path):
    (absent,) = validate_many([tmp_path / "absent.xml"], workers=0)
    (folder,) = validate_many([tmp_path], workers=0)
    assert absent.report is folder.report is None
    assert isinstance(absent.error, FileNotFoundError)
    assert isinstance(folder.error, OSError)
    assert not absent.is_valid


def test_progress_is_told_after_each_result(files):
    steps = []
    results = list(validate_many(files, workers=0, explain=False, on_progress=steps.append))
    assert [(step.done, step.total) for step in steps] == [(n, 8) for n in range(1, 9)]
    assert [step.last for step in steps] == results


def test_paths_are_taken_as_results_are(files):
    taken = []

    def endless():
        for number in count():
            taken.append(number)
            yield files[0]

    results = validate_many(endless(), workers=0, rules="en16931")
    assert taken == []
    next(results)
    next(results)
    assert len(taken) == 2


@pytest.mark.slow
def test_with_processes_only_a_window_of_paths_is_taken_ahead(files):
    taken = []

    def endless():
        for number in count():
            taken.append(number)
            yield files[0]

    results = validate_many(endless(), workers=1, rules="en16931")
    for _ in range(3):
        next(results)
    results.close()
    assert len(taken) <= 3 + batch._AHEAD


def test_mistakes_of_the_caller_are_raised_before_any_process_starts(files):
    with pytest.raises(ValueError, match="workers"):
        validate_many(files, workers=-1)
    with pytest.raises(ValueError, match="nothing"):
        validate_many(files, rules="nothing")
    with pytest.raises(ValueError, match="steam"):
        validate_many(files, engine="steam")


def die_over(path, options):
    """Stand in for a validation that takes its process down over one file."""
    if os.fspath(path).endswith("broken.xml"):
        os._exit(3)
    return batch.Validated(path=batch.Path(path))


@pytest.mark.slow
def test_a_process_that_dies_takes_one_document_with_it(files, monkeypatch):
    monkeypatch.setattr(batch, "_one", die_over)
    results = list(validate_many(files[:5], workers=2))
    assert [one.path for one in results] == files[:5]
    assert [isinstance(one.error, DocumentError) for one in results] == [
        one.path.name == "broken.xml" for one in results
    ]


def test_a_fault_of_ours_is_data_too(files, monkeypatch):
    def fail(*_, **__):
        raise KeyError("x")

    monkeypatch.setattr(batch, "validate", fail)
    (result,) = validate_many(files[:1], workers=0)
    assert isinstance(result.error, DocumentError)
    assert not isinstance(result.error, ConfigurationError)
