"""A progress bar by bytes, for a person who watches (*barre de progression*)."""

from __future__ import annotations

from typing import Final

from chorus_sdk._clock import Clock, SystemClock
from chorus_sdk.cli.output import progress, progress_done

_WIDTH: Final = 30
_MB: Final = 1_000_000


class ByteBar:
    """Shows how much was read (*avancement en octets*), and how fast; silent off a terminal."""

    def __init__(self, clock: Clock | None = None) -> None:
        self._clock = clock or SystemClock()
        self._begin = self._clock.monotonic()
        self._shown = -1

    def show(self, done: int, total: int) -> None:
        """Draw the bar anew, when it has grown by a thousandth."""
        place = done * 1000 // total if total else 1000
        if place != self._shown:
            self._shown = place
            progress(self.text(done, total))

    def text(self, done: int, total: int) -> str:
        """Return the bar as text."""
        share = done / total if total else 1.0
        full = int(share * _WIDTH)
        bar = "#" * full + "." * (_WIDTH - full)
        took = self._clock.monotonic() - self._begin
        speed = f"  {done / took / _MB:,.0f} MB/s" if took > 0 else ""
        return f"[{bar}] {share:4.0%}  {done / _MB:,.1f} of {total / _MB:,.1f} MB{speed}"

    def close(self) -> None:
        """Take the bar away; what is printed next stands on its own line."""
        self._shown = -1
        progress_done()
