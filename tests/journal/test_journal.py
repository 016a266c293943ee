"""Deposits that survive lost answers, crashes and restarts."""

from __future__ import annotations

import stat
from collections import Counter
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest

from chorus_sdk import ChorusClient
from chorus_sdk._clock import ManualClock
from chorus_sdk._http.exchange import HttpResponse
from chorus_sdk.errors import (
    AlreadyDepositedError,
    ApiError,
    InvalidCredentialsError,
    NotFoundError,
    RejectedRequestError,
    ResponseTimeoutError,
    WouldBeLostError,
)
from chorus_sdk.journal.pace import Pace
from chorus_sdk.journal.states import FINAL, MOVES, JournalState
from chorus_sdk.sandbox.faults import Fault, Lost
from chorus_sdk.sandbox.samples import (
    broken_facturx,
    sample_cii,
    sample_invoice,
    sample_lot,
    sample_ubl,
)

S = JournalState


class Killed(BaseException):
    """The process ends here."""


def states(journal, entry):
    return [event.state for event in journal.history(entry)]


def test_a_deposit_is_written_before_and_after_and_followed_to_its_proof(world, journal):
    entry = journal.deposit(world.chorus, sample_ubl(), file_name="f.xml")
    assert (entry.state, entry.file_name, entry.numbers) == (S.SENT, "f.xml", ("F2026-0001",))
    (ended,) = journal.run(world.chorus)
    assert (ended.state, ended.delivered) == (S.DELIVERED, ("F2026-0001",))
    assert states(journal, entry)[:2] == [S.SENDING, S.SENT]
    assert states(journal, entry)[-1] is S.DELIVERED
    assert journal.open_entries() == ()
    assert world.numbers() == ["F2026-0001"]


def test_the_same_bytes_are_one_deposit_before_and_after_the_end(world, journal):
    first = journal.deposit(world.chorus, sample_ubl())
    assert journal.deposit(world.chorus, sample_ubl()).id == first.id
    journal.run(world.chorus)
    assert journal.deposit(world.chorus, sample_ubl()).state is S.DELIVERED
    assert len(list(journal.entries())) == 1


def test_an_invoice_that_another_file_has_is_not_sent_twice(world, journal):
    first = journal.deposit(world.chorus, sample_ubl())
    with pytest.raises(AlreadyDepositedError) as caught:
        journal.deposit(world.chorus, sample_cii())
    assert caught.value.entry_id == first.id
    assert caught.value.invoice_numbers == ("F2026-0001",)
    assert len(list(journal.entries())) == 1


@pytest.mark.parametrize("when", list(Lost))
def test_a_lost_answer_is_found_or_sent_again_and_arrives_once(world, journal, when):
    world.sandbox.faults.lose_next_answer(when, path="deposer/flux")
    entry = journal.deposit(world.chorus, sample_ubl())
    assert entry.state is S.UNKNOWN
    (ended,) = journal.run(world.chorus)
    assert ended.state is S.DELIVERED
    assert ended.attempts == {Lost.AFTER_EFFECT: 1, Lost.BEFORE_EFFECT: 2}[when]
    assert world.numbers() == ["F2026-0001"]


def test_nothing_is_sent_again_before_the_platform_had_its_time(world, journal):
    world.sandbox.faults.lose_next_answer(Lost.BEFORE_EFFECT, path="deposer/flux")
    entry = journal.deposit(world.chorus, sample_ubl())
    world.clock.advance(3_599)
    (looked_at,) = journal.reconcile(world.chorus)
    assert (looked_at.state, looked_at.attempts) == (S.UNKNOWN, 1)
    world.clock.advance(30)
    (looked_at,) = journal.reconcile(world.chorus)
    assert (looked_at.id, looked_at.state, looked_at.attempts) == (entry.id, S.SENT, 2)


def test_a_second_sending_that_is_refused_as_a_double_is_the_first_that_arrived(world):
    quick = Pace(settle=timedelta(seconds=1), look=timedelta(seconds=1))
    with world.journal(pace=quick) as journal:
        world.sandbox.faults.lose_next_answer(Lost.AFTER_EFFECT, path="deposer/flux")
        journal.deposit(world.chorus, sample_ubl())
        world.clock.advance(2)
        (again,) = journal.reconcile(world.chorus)
        assert again.attempts == 2
        (ended,) = journal.run(world.chorus)
    assert (ended.state, ended.delivered) == (S.DELIVERED, ("F2026-0001",))
    assert world.numbers() == ["F2026-0001"]


@pytest.mark.parametrize("reached", [True, False])
def test_a_crash_while_sending_is_taken_up_by_the_next_process(world, monkeypatch, reached):
    send = type(world.chorus.flows).deposit

    def die(*args, **kwargs):
        if reached:
            send(*args, **kwargs)
        raise Killed

    with world.journal() as journal, monkeypatch.context() as patched:
        patched.setattr(type(world.chorus.flows), "deposit", die)
        with pytest.raises(Killed):
            journal.deposit(world.chorus, sample_ubl())
    with world.journal() as journal:
        (left,) = journal.open_entries()
        assert left.state is S.SENDING
        assert journal.reconcile(world.chorus) == ()  # its worker may still be at it
        (ended,) = journal.run(world.chorus)
    assert (ended.id, ended.state) == (left.id, S.DELIVERED)
    assert world.numbers() == ["F2026-0001"]


def test_what_would_be_lost_is_refused_and_its_number_is_free_again(world, journal):
    with pytest.raises(WouldBeLostError):
        journal.deposit(world.chorus, broken_facturx())
    (refused,) = journal.entries()
    assert refused.state is S.REFUSED
    assert refused.numbers == ("F2026-0002",)
    entry = journal.deposit(world.chorus, sample_ubl(sample_invoice(number="F2026-0002")))
    assert entry.state is S.SENT


def test_a_rejection_gives_its_reason_and_its_number_back(world, journal):
    entry = journal.deposit(world.chorus, broken_facturx(), allow_lost=True)
    (ended,) = journal.run(world.chorus)
    assert ended.state is S.REJECTED
    assert "BT-81" in ended.note
    corrected = journal.deposit(world.chorus, sample_ubl(sample_invoice(number="F2026-0002")))
    assert corrected.id != entry.id
    journal.run(world.chorus)
    assert world.numbers() == ["F2026-0002"]


def test_of_a_lot_that_is_taken_in_part_only_the_rest_may_be_sent_anew(world, journal):
    bad = sample_ubl(sample_invoice(number="F-2", payment_means=None))
    lot = sample_lot({"a.xml": sample_ubl(sample_invoice(number="F-1")), "b.xml": bad})
    journal.deposit(world.chorus, lot, allow_lost=True)
    (ended,) = journal.run(world.chorus)
    assert (ended.state, ended.delivered) == (S.PARTLY_DELIVERED, ("F-1",))
    assert journal.deposit(world.chorus, sample_ubl(sample_invoice(number="F-2"))).state is S.SENT
    with pytest.raises(AlreadyDepositedError):
        journal.deposit(world.chorus, sample_ubl(sample_invoice(number="F-1")))


def test_a_rejection_is_one_when_the_number_is_another_invoices(world, journal):
    other = sample_invoice(number="F-1").model_copy(update={"business_process": "A1"})
    dated = other.model_copy(update={"issue_date": other.issue_date - timedelta(days=1)})
    world.chorus.flows.wait_until_delivered(world.chorus.flows.deposit(sample_ubl(dated)))
    journal.deposit(world.chorus, sample_ubl(other))
    (ended,) = journal.run(world.chorus)
    assert ended.state is S.REJECTED


def test_a_rejection_as_the_double_of_the_very_same_is_a_delivery(world, journal):
    content = sample_ubl(sample_invoice(number="F-1"))
    world.chorus.flows.deposit(content)  # a network that sends twice
    journal.deposit(world.chorus, content)
    (ended,) = journal.run(world.chorus)
    assert (ended.state, ended.attempts, ended.delivered) == (S.DELIVERED, 1, ("F-1",))
    assert world.numbers() == ["F-1"]


def test_what_was_surely_not_sent_waits_and_is_sent_later(world, journal):
    world.sandbox.renew_password()
    with pytest.raises(InvalidCredentialsError):
        journal.deposit(world.chorus, sample_ubl())
    (waiting,) = journal.open_entries()
    assert waiting.state is S.NOT_SENT
    with world.journal() as other:
        world.clock.advance(60)
        assert [entry.state for entry in other.reconcile(world.chorus)] == [S.NOT_SENT]


def test_a_platform_that_is_down_is_no_reason_to_stop(world, journal):
    journal.deposit(world.chorus, sample_ubl())
    world.clock.advance(60)
    world.sandbox.faults.maintenance(on=True)
    (looked_at,) = journal.follow(world.chorus)
    assert looked_at.state is S.SENT
    assert looked_at.note.startswith("api.unavailable")
    world.sandbox.faults.maintenance(on=False)
    assert [entry.state for entry in journal.run(world.chorus)] == [S.DELIVERED]


def test_a_refusal_at_once_is_an_error_and_an_end(world, journal):
    with pytest.raises(RejectedRequestError):
        journal.deposit(world.chorus, sample_ubl(), syntax="IN_DP_E9_NO_SUCH")
    assert [entry.state for entry in journal.entries()] == [S.REFUSED]


def test_the_file_is_its_owners_alone_and_holds_no_invoice_after_the_end(world, journal):
    content = sample_ubl()
    journal.deposit(world.chorus, content)
    path = Path(world.path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    (entry,) = journal.entries()
    assert journal._store.content(entry) == content
    journal.run(world.chorus)
    with pytest.raises(LookupError):
        journal._store.content(entry)


def test_an_entry_that_is_not_there_is_not_found(journal):
    with pytest.raises(NotFoundError):
        journal.entry("nothing")


def test_run_ends_in_time_with_what_is_still_open(world, journal):
    journal.deposit(world.chorus, sample_ubl())
    assert journal.run(world.chorus, total=1) == ()
    assert len(journal.open_entries()) == 1


def test_every_state_has_a_way_to_an_end_and_ends_have_none():
    assert set(MOVES) == set(S) - FINAL
    reached = set(FINAL)
    while True:
        more = {state for state, after in MOVES.items() if after & reached} | reached
        if more == reached:
            break
        reached = more
    assert reached == set(S)
    assert all(state.label_fr for state in S)


class Counted:
    """A transport that counts what is asked at each address."""

    def __init__(self, inner):
        self.inner = inner
        self.calls = Counter()

    def send(self, request):
        self.calls[request.url.rpartition("/v1/")[2]] += 1
        return self.inner.send(request)

    def close(self):
        self.inner.close()


@pytest.mark.parametrize("when", list(Lost))
def test_a_lot_is_looked_for_by_its_days_and_not_invoice_by_invoice(world, journal, when):
    transport = Counted(world.sandbox.transport())
    options = {"environment": world.sandbox.environment, "transport": transport}
    chorus = ChorusClient(world.sandbox.credentials(), clock=world.clock, **options)
    numbers = [f"F-{place}" for place in range(120)]
    lot = sample_lot({f"{n}.xml": sample_ubl(sample_invoice(number=n)) for n in numbers})
    world.sandbox.faults.lose_next_answer(when, path="deposer/flux")
    journal.deposit(chorus, lot, allow_lost=True)
    (ended,) = journal.run(chorus)
    assert (ended.state, set(ended.delivered)) == (S.DELIVERED, set(numbers))
    assert transport.calls["rechercher/fournisseur"] < 30
    assert world.numbers() == sorted(numbers)


def test_looks_at_a_deposit_are_further_and_further_apart(world, journal):
    world.sandbox.faults.lose_next_answer(Lost.BEFORE_EFFECT, path="deposer/flux")
    entry = journal.deposit(world.chorus, sample_ubl())
    looks = 0
    while journal.entry(entry.id).attempts == 1:
        world.clock.advance(10)
        looks += len(journal.reconcile(world.chorus))
    assert world.clock.now() - entry.sent_at == timedelta(hours=1)
    assert 10 < looks < 30


@pytest.mark.parametrize("name", ["lease", "settle", "look"])
def test_the_journals_times_are_positive(name):
    with pytest.raises(ValueError, match="positive"):
        Pace(**{name: timedelta(0)})
    with pytest.raises(ValueError, match="positive"):
        Pace(shortest=0)


@pytest.mark.parametrize("failure", [InvalidCredentialsError("no"), KeyboardInterrupt()])
def test_what_a_stopped_round_had_in_hand_is_free_at_once(world, journal, monkeypatch, failure):
    journal.deposit(world.chorus, sample_ubl())
    world.clock.advance(60)

    def stop(*args):
        raise failure

    with monkeypatch.context() as patched:
        patched.setattr(type(world.chorus.flows), "report", stop)
        with pytest.raises(type(failure)):
            journal.follow(world.chorus)
    assert [entry.state for entry in journal.follow(world.chorus)] == [S.DELIVERED]


def test_ends_are_told_as_they_come_even_if_the_round_is_stopped(world, journal, monkeypatch):
    for number in ("F-1", "F-2"):
        journal.deposit(world.chorus, sample_ubl(sample_invoice(number=number)))
    world.clock.advance(60)
    report, told = type(world.chorus.flows).report, []

    def once(flows, flow):
        if told:
            raise InvalidCredentialsError("no")
        return report(flows, flow)

    with monkeypatch.context() as patched:
        patched.setattr(type(world.chorus.flows), "report", once)
        with pytest.raises(InvalidCredentialsError):
            journal.run(world.chorus, on_end=told.append)
    assert [entry.numbers for entry in told] == [("F-1",)]


class SetBack(ManualClock):
    """A clock that somebody sets back by an hour, once."""

    behind = timedelta(0)

    def now(self):
        return super().now() - self.behind


def test_a_clock_that_is_set_back_makes_nothing_due_again(world, monkeypatch):
    world.clock = SetBack()
    with world.journal() as journal:
        journal.deposit(world.chorus, sample_ubl())
        world.clock.advance(60)
        asked = []

        def set_back(*args):
            asked.append(args)
            assert len(asked) < 5  # or it is looked at until the hour has passed
            world.clock.behind = timedelta(hours=1)

        monkeypatch.setattr(type(world.chorus.flows), "report", set_back)
        assert [entry.state for entry in journal.follow(world.chorus)] == [S.SENT]


@pytest.mark.parametrize(
    "late", [InvalidCredentialsError("no"), RejectedRequestError("no", return_code=1, label="x")]
)
def test_how_an_earlier_sending_failed_says_nothing_of_the_one_under_way(
    world, journal, monkeypatch, late
):
    send = type(world.chorus.flows).deposit

    def lose(*args, **kwargs):
        raise Killed

    def slow(*args, **kwargs):
        # for an hour: another worker takes this one for dead, and dies itself while it sends again
        monkeypatch.setattr(type(world.chorus.flows), "deposit", lose)
        with world.journal() as other:
            world.clock.advance(3_600)
            with suppress(Killed):
                other.reconcile(world.chorus)
        raise late

    monkeypatch.setattr(type(world.chorus.flows), "deposit", slow)
    with pytest.raises(type(late)):
        journal.deposit(world.chorus, sample_ubl())
    (entry,) = journal.entries()
    assert (entry.state, entry.attempts) == (S.SENDING, 2)
    monkeypatch.setattr(type(world.chorus.flows), "deposit", send)


def test_a_file_that_the_platform_finds_too_big_is_refused_and_not_sent_for_ever(world, journal):
    world.sandbox.faults._add(
        Fault(path="deposer/flux", response=HttpResponse(status=413, body=b"Too Large"))
    )
    with pytest.raises(ApiError):
        journal.deposit(world.chorus, sample_ubl())
    (entry,) = journal.entries()
    assert entry.state is S.REFUSED


def test_of_one_number_of_two_suppliers_the_refused_may_be_sent_anew(world, journal):
    ours = sample_invoice(number="F-1")
    theirs = sample_invoice(number="F-1", supplier="99900001100018", payment_means=None)
    lot = sample_lot({"a.xml": sample_ubl(ours), "b.xml": sample_ubl(theirs)})
    journal.deposit(world.chorus, lot, allow_lost=True)
    (ended,) = journal.run(world.chorus)
    assert (ended.state, ended.delivered) == (S.PARTLY_DELIVERED, ("F-1",))
    assert journal.deposit(world.chorus, sample_ubl(theirs), allow_lost=True).id != ended.id


def test_an_end_that_another_worker_wrote_meanwhile_stands(world, journal, monkeypatch):
    journal.deposit(world.chorus, sample_ubl())
    world.clock.advance(60)
    report = type(world.chorus.flows).report

    def slow(*args):
        monkeypatch.setattr(type(world.chorus.flows), "report", report)
        world.clock.advance(3_600)  # longer than the lease: the first worker is taken for dead
        with world.journal() as other:
            assert [entry.state for entry in other.follow(world.chorus)] == [S.DELIVERED]
        raise ResponseTimeoutError("No answer.")

    monkeypatch.setattr(type(world.chorus.flows), "report", slow)
    assert journal.follow(world.chorus) == ()
    (ended,) = journal.entries()
    assert (ended.state, ended.delivered) == (S.DELIVERED, ("F2026-0001",))
