"""Technical data of a flow (*enveloppe*): who sends what to whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from chorus_sdk.formats.pivot.codes import FLOW_ID, PRODUCTION_DATE
from chorus_sdk.formats.pivot.lexical import day


@dataclass(frozen=True, slots=True, kw_only=True)
class PivotParameter:
    """A named value of the envelope (*paramètre*); `rank` has four digits."""

    code: str | None = None
    value: str | None = None
    note: str | None = None
    rank: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PivotPartner:
    """An application at one end (*partenaire*); Chorus Pro is `CPP001`."""

    id: str | None = None
    label: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PivotEnvelope:
    """Technical data of a flow (*enveloppe*).

    Example:
        >>> envelope = PivotEnvelope.of(
        ...     flow_id="CPP0010036000000000000001",
        ...     production_date=date(2026, 1, 5),
        ...     sender=PivotPartner(id="CPP001"),
        ...     receiver=PivotPartner(id="SYN001"),
        ... )
        >>> envelope.flow_id, envelope.production_date.isoformat()
        ('CPP0010036000000000000001', '2026-01-05')
    """

    parameters: tuple[PivotParameter, ...] = ()
    sender: PivotPartner | None = None
    receiver: PivotPartner | None = None
    rank: int | None = None

    @classmethod
    def of(
        cls,
        *,
        flow_id: str,
        production_date: date,
        sender: PivotPartner,
        receiver: PivotPartner,
    ) -> PivotEnvelope:
        """Make an envelope with its two compulsory parameters."""
        return cls(
            parameters=(
                PivotParameter(
                    code=PRODUCTION_DATE, value=production_date.isoformat(), rank="0001"
                ),
                PivotParameter(code=FLOW_ID, value=flow_id, rank="0002"),
            ),
            sender=sender,
            receiver=receiver,
            rank=1,
        )

    @property
    def flow_id(self) -> str | None:
        """Identifier of the flow (*identifiant du flux*), usually 25 characters."""
        return self._value(FLOW_ID)

    @property
    def production_date(self) -> date | None:
        """Day on which the flow was made (*date de production*); None when it is no day."""
        text = self._value(PRODUCTION_DATE)
        try:
            return day(text) if text else None
        except ValueError:
            return None

    def _value(self, code: str) -> str | None:
        return next((item.value for item in self.parameters if item.code == code), None)
