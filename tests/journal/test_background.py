"""The journal at work in a thread."""

from __future__ import annotations

import threading

import pytest

from chorus_sdk.errors import InvalidCredentialsError
from chorus_sdk.journal.states import JournalState
from chorus_sdk.sandbox.samples import sample_invoice, sample_ubl

PATIENCE = 30


def test_a_deposit_comes_to_its_end_while_the_program_goes_on(world, journal):
    ended, done = [], threading.Event()

    def told(entry):
        ended.append(entry)
        done.set()

    journal.deposit(world.chorus, sample_ubl())
    with journal.in_background(world.chorus, every=0.01, on_end=told):
        for _ in range(200):
            world.clock.advance(30)
            if done.wait(0.05):
                break
    assert [entry.state for entry in ended] == [JournalState.DELIVERED]


def test_an_error_is_told_and_the_next_round_begins(world, journal):
    told, twice = [], threading.Event()

    def note(error):
        told.append(error)
        if len(told) == 2:
            twice.set()

    journal.deposit(world.chorus, sample_ubl())
    world.sandbox.renew_password()
    with journal.in_background(world.chorus, every=0.01, on_error=note):
        for _ in range(200):
            world.clock.advance(700)
            if twice.wait(0.05):
                break
    assert {type(error) for error in told} == {InvalidCredentialsError}
    assert len(journal.open_entries()) == 1


def test_a_fault_of_the_callers_own_is_raised_when_it_stops(world, journal):
    asked = threading.Event()

    def fail(entry):
        asked.set()
        raise ZeroDivisionError

    journal.deposit(world.chorus, sample_ubl())
    with (  # noqa: PT012
        pytest.raises(ZeroDivisionError),
        journal.in_background(world.chorus, every=0.01, on_end=fail),
    ):
        for _ in range(200):
            world.clock.advance(30)
            if asked.wait(0.05):
                break


def test_it_stops_between_two_deposits_and_leaves_the_rest_free(world, journal):
    for number in ("F-1", "F-2", "F-3"):
        journal.deposit(world.chorus, sample_ubl(sample_invoice(number=number)))
    world.clock.advance(60)
    told, first, go_on = [], threading.Event(), threading.Event()

    def wait(entry):
        told.append(entry)
        first.set()
        assert go_on.wait(PATIENCE)

    follower = journal.in_background(world.chorus, every=0.01, on_end=wait)
    with follower:
        assert first.wait(PATIENCE)
        follower._stopped.set()
        go_on.set()
    assert len(told) == 1
    assert len(journal.follow(world.chorus)) == 2
