"""What a preflight gives: the road, the verdict, why, and the ways out (*contrôle avant dépôt*)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from chorus_sdk.findings import Finding
from chorus_sdk.formats.base import DepositRoad, FormatId, Profile
from chorus_sdk.validation.layers import LayerReport


class Verdict(StrEnum):
    """What Chorus Pro will do with a file (*verdict*)."""

    ACCEPTED = "accepted"
    """Nothing that was looked at stands against it; `Preflight.unchecked` says what was not."""
    REJECTED = "rejected"
    """Refused at once, or rejected with a report that says why."""
    LOST_IN_SILENCE = "lost-in-silence"
    """A Factur-X that is acknowledged and then rejected: nobody is told (*rejet silencieux*)."""
    UNKNOWN = "unknown"
    """It breaks a rule whose effect was never seen, or it cannot be read here."""


class WayOutKind(StrEnum):
    """A kind of remedy (*type d'issue*)."""

    PLAIN_PDF = "plain-pdf"
    """Take the data out with `formats.facturx.apart.plain_pdf` and deposit the pages alone."""
    CORRECT = "correct"
    """Give or correct a business term."""
    REWRITE = "rewrite"
    """Write the document anew: another syntax, another container."""
    SPLIT = "split"
    """Send less in one file."""
    OTHER_ROAD = "other-road"
    """Another channel than this one."""


@dataclass(frozen=True, kw_only=True)
class WayOut:
    """One way out (*issue*), in both languages; `term` and `code` say of what finding."""

    kind: WayOutKind
    en: str
    fr: str
    code: str | None = None
    term: str | None = None


@dataclass(frozen=True, kw_only=True)
class Preflight:
    """What Chorus Pro will do with a file, before it is sent (*contrôle avant dépôt*).

    `causes` are the findings that decide the verdict; `reports` one a layer, skipped ones
    included; `unchecked` the codes of what could not be looked at. A lot has one preflight for
    each of its files in `members`, and the worst of their verdicts.
    """

    subject: str
    verdict: Verdict
    route: DepositRoad
    format: FormatId
    profile: Profile | None = None
    invoice_number: str | None = None
    findings: tuple[Finding, ...] = ()
    causes: tuple[Finding, ...] = ()
    reports: tuple[LayerReport, ...] = ()
    unchecked: tuple[str, ...] = ()
    ways_out: tuple[WayOut, ...] = ()
    members: tuple[Preflight, ...] = ()

    @property
    def will_be_lost(self) -> bool:
        """True when it is known that no invoice will come of it."""
        return self.verdict in (Verdict.REJECTED, Verdict.LOST_IN_SILENCE)
