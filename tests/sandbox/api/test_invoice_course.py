"""What the platform does with an invoice by itself: pure functions of time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chorus_sdk.sandbox.flow_life import Step
from chorus_sdk.sandbox.invoice_course import arrival_of, unfold
from chorus_sdk.sandbox.pace import Pace

START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
DAY = 86_400


def seen(*acts: tuple[float, str], until: float, frame: str = "A1_FACTURE", twice: bool = False):
    """Seconds and states until a moment, of acts given by seconds and state."""
    steps = [(Step(state, START + timedelta(seconds=at)), None) for at, state in acts]
    now = START + timedelta(seconds=until)
    found = unfold(steps, Pace(), now, frame=frame, twice_approved=twice)
    return [((step.since - START).total_seconds(), step.state) for step, _ in found]


def test_an_invoice_is_deposited_routed_and_delivered():
    assert seen((0, "DEPOSEE"), until=3600) == [
        (0, "DEPOSEE"),
        (10, "EN_COURS_ACHEMINEMENT"),
        (20, "MISE_A_DISPOSITION"),
    ]
    assert seen((0, "DEPOSEE"), until=0) == [(0, "DEPOSEE")]


def test_what_somebody_does_ends_what_would_have_followed():
    assert seen((0, "DEPOSEE"), (15, "ABANDONNEE"), until=3600) == [
        (0, "DEPOSEE"),
        (10, "EN_COURS_ACHEMINEMENT"),
        (15, "ABANDONNEE"),
    ]


def test_a_recycled_invoice_goes_on_its_way_again():
    states = seen((0, "DEPOSEE"), (60, "A_RECYCLER"), (90, "DEPOSEE"), until=120)
    assert states[-4:] == [
        (60, "A_RECYCLER"),
        (90, "DEPOSEE"),
        (100, "EN_COURS_ACHEMINEMENT"),
        (110, "MISE_A_DISPOSITION"),
    ]


def test_an_approver_has_fifteen_days_and_then_the_invoice_goes_on():
    assert seen((0, "A_VALIDER_1"), until=15 * DAY - 1) == [(0, "A_VALIDER_1")]
    assert seen((0, "A_VALIDER_1"), until=16 * DAY)[1:] == [
        (15 * DAY, "ABSENCE_VALIDATION_1_HORS_DELAI"),
        (15 * DAY + 10, "EN_COURS_ACHEMINEMENT"),
        (15 * DAY + 20, "MISE_A_DISPOSITION"),
    ]


def test_two_approvers_follow_one_another_in_time_and_out_of_it():
    approved = seen((0, "A_VALIDER_1"), (60, "VALIDEE_1"), until=61, twice=True)
    assert approved == [(0, "A_VALIDER_1"), (60, "VALIDEE_1"), (60, "A_VALIDER_2")]
    silent = [state for _, state in seen((0, "A_VALIDER_1"), until=31 * DAY, twice=True)]
    assert silent == [
        "A_VALIDER_1",
        "ABSENCE_VALIDATION_1_HORS_DELAI",
        "A_VALIDER_2",
        "ABSENCE_VALIDATION_2_HORS_DELAI",
        "EN_COURS_ACHEMINEMENT",
        "MISE_A_DISPOSITION",
    ]


# chorus-pro-api §8.3, by hand
@pytest.mark.parametrize(
    ("frame", "status"),
    [
        ("A4", "A_ASSOCIER_MOE"),
        ("A5", "A_ASSOCIER_MOA"),
        ("A6", "MISE_A_DISPOSITION"),
        ("A10", "MISE_A_DISPOSITION_MOE"),
        ("A14", "A_ASSOCIER_MOE"),
        ("A18", "A_ASSOCIER_FOURNISSEUR"),
        ("A19", "MISE_A_DISPOSITION"),
        ("A22", "MISE_A_DISPOSITION"),
    ],
)
def test_a_piece_of_works_arrives_at_who_is_next(frame, status):
    assert arrival_of(f"{frame}_NOM") == status


@given(
    acts=st.lists(
        st.tuples(
            st.integers(0, 40 * DAY),
            st.sampled_from(["DEPOSEE", "A_VALIDER_1", "VALIDEE_1", "SUSPENDUE", "A_RECYCLER"]),
        ),
        min_size=1,
        max_size=5,
    ).map(sorted),
    until=st.integers(0, 50 * DAY),
    twice=st.booleans(),
)
@settings(max_examples=60, deadline=None)
def test_time_never_runs_backwards_and_the_past_never_changes(acts, until, twice):
    now = seen(*acts, until=until, twice=twice)
    later = seen(*acts, until=until + DAY, twice=twice)
    assert now == sorted(now, key=lambda one: one[0])
    assert [one for one in later if one[0] <= until] == now
