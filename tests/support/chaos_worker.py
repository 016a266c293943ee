"""A worker that deposits invoices over a network that fails at random, until all are at their end.

Run as `chaos_worker.py SETTINGS PLACE SEED FIRST LAST`: it may be killed and started anew at will.
"""

from __future__ import annotations

import random
import sys
import time
from datetime import timedelta
from pathlib import Path

from chorus_sdk import ChorusClient, Settings
from chorus_sdk._http.exchange import HttpRequest, HttpResponse
from chorus_sdk._http.requests_transport import RequestsTransport
from chorus_sdk.errors import ChorusError, ConnectionFailedError, ResponseTimeoutError
from chorus_sdk.journal.journal import Journal
from chorus_sdk.journal.pace import Pace
from chorus_sdk.sandbox.samples import sample_invoice, sample_ubl

PACE = Pace(
    lease=timedelta(seconds=4),
    settle=timedelta(seconds=2),
    look=timedelta(milliseconds=300),
    longest=timedelta(seconds=2),
)


class BadNetwork:
    """Loses requests and answers, delays and repeats them, by a seeded chance."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self._inner = RequestsTransport()

    def send(self, request: HttpRequest) -> HttpResponse:
        chance = self._chance.random()
        if chance < 0.05:
            raise ConnectionFailedError("No connection.")
        if chance < 0.10:
            raise ResponseTimeoutError("Lost on its way.")
        if chance < 0.15:
            self._inner.send(request)
            raise ResponseTimeoutError("The answer was lost.")
        if chance < 0.17:
            time.sleep(0.02)
        if chance < 0.20:
            self._inner.send(request)
        return self._inner.send(request)

    def close(self) -> None:
        self._inner.close()


def invoice(number: int) -> bytes:
    return sample_ubl(sample_invoice(number=f"C-{number:05}"))


def main(settings: str, place: str, seed: str, first: str, last: str) -> None:
    transport = BadNetwork(int(seed))
    opened = Journal.connect(place, pace=PACE) if "://" in place else Journal.open(place, pace=PACE)
    client = ChorusClient.from_settings(Settings.load({}, path=Path(settings)), transport=transport)
    with client as chorus, opened as journal:
        for number in range(int(first), int(last)):
            try:
                journal.deposit(chorus, invoice(number))
            except ChorusError:
                continue  # written down: it is sent again below
        while journal.open_entries():
            journal.run(chorus, total=60)


if __name__ == "__main__":
    main(*sys.argv[1:])
