"""How fast the sandbox's Chorus Pro works (*cadence*)."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import ClassVar


@dataclass(frozen=True, kw_only=True)
class Pace:
    """Delays in seconds (*délais*): of a flow since its deposit, of an invoice since integration.

    The real delays are not published (minutes in live tests), so these are free choice.

    Example:
        >>> Pace().scaled(10).settled
        3.0
        >>> Pace.INSTANT.settled
        0.0
    """

    visible: float = 2.0
    """Before it, a report answers `POQ_MSG_01.003`."""
    received: float = 5.0
    exchanged: float = 10.0
    waiting: float = 15.0
    processing: float = 20.0
    settled: float = 30.0
    """Integrated, in part or whole, or rejected."""
    routed: float = 10.0
    """`EN_COURS_ACHEMINEMENT`, counted from integration."""
    delivered: float = 20.0
    """`MISE_A_DISPOSITION`, counted from integration."""

    INSTANT: ClassVar[Pace]

    def __post_init__(self) -> None:
        flow = (self.visible, self.received, self.exchanged, self.waiting, self.processing)
        invoice = (0.0, self.routed, self.delivered)
        steps = (0.0, *flow, self.settled)
        if list(steps) != sorted(steps) or list(invoice) != sorted(invoice):
            raise ValueError("the delays of a pace must not decrease")

    def scaled(self, speed: float) -> Pace:
        """Return the pace `speed` times as fast; raises ValueError unless it is positive."""
        if not speed > 0:
            raise ValueError("speed is a positive number")
        names = [field.name for field in fields(self)]
        return replace(self, **{name: getattr(self, name) / speed for name in names})

    def written(self) -> str:
        """Write the delays as one line of text."""
        return " ".join(repr(float(getattr(self, field.name))) for field in fields(self))

    @classmethod
    def read(cls, text: str) -> Pace:
        """Read what `written` wrote."""
        names = [field.name for field in fields(cls)]
        return cls(**dict(zip(names, map(float, text.split()), strict=True)))


Pace.INSTANT = Pace().scaled(float("inf"))
