"""What a validation gives: one report a layer, and the verdict of the whole."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple

from chorus_sdk.errors import InvalidInvoiceError
from chorus_sdk.findings import Finding, Report, Severity
from chorus_sdk.formats.base import FormatId, Profile


class Layer(StrEnum):
    """One step of the pyramid (*couche de contrôle*), in the order in which they run."""

    WELL_FORMED = "well-formed"
    CONTAINER = "container"
    SCHEMA = "schema"
    EN16931 = "en16931"
    PROFILE = "profile"
    FRANCE = "france"
    CHORUS_PRO = "chorus-pro"
    CUSTOM = "custom"
    """Rule sets that the caller handed in."""

    @property
    def label_en(self) -> str:
        """The name for people, in English."""
        return _LABELS[self][0]

    @property
    def label_fr(self) -> str:
        """The name for people, in French."""
        return _LABELS[self][1]


_LABELS: Final = {
    Layer.WELL_FORMED: ("Well-formed and safe", "Bien formé et sûr"),
    Layer.CONTAINER: ("Container", "Conteneur"),
    Layer.SCHEMA: ("XML schema", "Schéma XML"),
    Layer.EN16931: ("EN 16931", "EN 16931"),
    Layer.PROFILE: ("Profile", "Profil"),
    Layer.FRANCE: ("France", "France"),
    Layer.CHORUS_PRO: ("Chorus Pro", "Chorus Pro"),
    Layer.CUSTOM: ("Further rules", "Autres règles"),
}


class LayerStatus(StrEnum):
    """What came of a layer (*résultat*)."""

    PASSED = "passed"
    """It ran and no finding is an error."""
    FAILED = "failed"
    """It ran and a finding is an error."""
    SKIPPED = "skipped"
    """It applies and could not run: the whole is then not valid, because nobody knows."""
    NOT_APPLICABLE = "not-applicable"
    """It does not concern this document, or was not asked for: no say in the verdict."""

    @property
    def label_en(self) -> str:
        """The status for people, in English."""
        return self.value.replace("-", " ")

    @property
    def label_fr(self) -> str:
        """The status for people, in French."""
        return _STATUS_FR[self]


_STATUS_FR: Final = {
    LayerStatus.PASSED: "conforme",
    LayerStatus.FAILED: "non conforme",
    LayerStatus.SKIPPED: "non exécuté",
    LayerStatus.NOT_APPLICABLE: "sans objet",
}


class Why(NamedTuple):
    """A reason, in both languages (*motif*)."""

    en: str
    fr: str


@dataclass(frozen=True, kw_only=True)
class Artefact:
    """What a layer held the document against (*référentiel*), and its version."""

    name: str
    version: str | None = None

    def __str__(self) -> str:
        return f"{self.name} {self.version}" if self.version else self.name


@dataclass(frozen=True, kw_only=True)
class LayerReport:
    """What one layer found (*compte rendu de couche*).

    `reason` says why a layer was skipped or does not apply, `reason_fr` the same in French;
    `duration` is in seconds and does not count when reports are compared.
    """

    layer: Layer
    status: LayerStatus
    artefacts: tuple[Artefact, ...] = ()
    reason: str | None = None
    reason_fr: str | None = None
    findings: tuple[Finding, ...] = ()
    duration: float = field(default=0.0, compare=False)

    @property
    def has_run(self) -> bool:
        """True when the layer gave a verdict."""
        return self.status in (LayerStatus.PASSED, LayerStatus.FAILED)


@dataclass(frozen=True, kw_only=True)
class ValidationReport(Report):
    """The verdict of all layers (*compte rendu de validation*).

    Skipped is not valid: `is_valid` is true only when every layer that applies has run and none
    of their findings is an error.

    Example:
        >>> ran = LayerReport(layer=Layer.SCHEMA, status=LayerStatus.PASSED)
        >>> not_run = LayerReport(layer=Layer.EN16931, status=LayerStatus.SKIPPED, reason="why")
        >>> ValidationReport.of("a.xml", (ran,)).is_valid
        True
        >>> ValidationReport.of("a.xml", (ran, not_run)).is_valid
        False
    """

    layers: tuple[LayerReport, ...] = ()
    format: FormatId | None = None
    profile: Profile | None = None
    engine: str = "native"
    on_day: date | None = None

    @classmethod
    def of(
        cls,
        subject: str,
        layers: Iterable[LayerReport],
        *,
        format: FormatId | None = None,  # noqa: A002 (as everywhere in the library)
        profile: Profile | None = None,
        engine: str = "native",
        on_day: date | None = None,
    ) -> ValidationReport:
        """Make a report of its layers; `findings` are theirs, layer after layer."""
        kept = tuple(layers)
        return cls(
            subject=subject,
            findings=tuple(finding for layer in kept for finding in layer.findings),
            layers=kept,
            format=format,
            profile=profile,
            engine=engine,
            on_day=on_day,
        )

    @property
    def is_valid(self) -> bool:
        """True when every layer that applies has run, and none found an error."""
        return not self.errors and not self.skipped and any(one.has_run for one in self.layers)

    @property
    def skipped(self) -> tuple[LayerReport, ...]:
        """The layers that apply and could not run."""
        return tuple(one for one in self.layers if one.status is LayerStatus.SKIPPED)

    @property
    def is_readable(self) -> bool:
        """False when the document could not even be read as an invoice."""
        first = (Layer.WELL_FORMED, Layer.CONTAINER)
        return not any(
            one.layer in first and one.status is LayerStatus.FAILED for one in self.layers
        )

    @property
    def duration(self) -> float:
        """How long all layers took, in seconds."""
        return sum(one.duration for one in self.layers)

    def layer(self, layer: Layer | str) -> LayerReport:
        """Return the report of one layer.

        Raises:
            KeyError: this report has no such layer.
        """
        for one in self.layers:
            if one.layer == layer:
                return one
        raise KeyError(str(layer))

    def raise_if_invalid(self) -> None:
        """Raise `InvalidInvoiceError` with this report when it is not valid, skipped included."""
        if self.is_valid:
            return
        errors, skips = len(self.errors), len(self.skipped)
        because = f"breaks {errors} rule(s)" if errors else f"was not held against {skips} layer(s)"
        raise InvalidInvoiceError(f"{self.subject} {because}.", report=self)

    def to_json(self, *, indent: int | None = None) -> str:
        """Return the report as JSON; its keys are those of `reporting.json_report`."""
        from chorus_sdk.validation.reporting.json_report import to_json

        return to_json(self, indent=indent)

    def to_html(self, language: str = "en") -> str:
        """Return the report as one HTML page that needs nothing else, in `en` or `fr`."""
        from chorus_sdk.validation.reporting.html_report import to_html

        return to_html(self, language)

    def to_sarif(self) -> str:
        """Return the report as SARIF 2.1.0, which editors and code hosts show."""
        from chorus_sdk.validation.reporting.sarif_report import to_sarif

        return to_sarif((self,))

    def to_text(self, *, width: int = 80, color: bool = False, language: str = "en") -> str:
        """Return the report as text that fits a terminal of `width` columns."""
        from chorus_sdk.validation.reporting.text_report import to_text

        return to_text(self, width=width, color=color, language=language)


def judged(
    layer: Layer, artefacts: tuple[Artefact, ...], findings: Iterable[Finding]
) -> LayerReport:
    """Report a layer that has run."""
    kept = tuple(findings)
    failed = any(finding.severity is Severity.ERROR for finding in kept)
    status = LayerStatus.FAILED if failed else LayerStatus.PASSED
    return LayerReport(layer=layer, status=status, artefacts=artefacts, findings=kept)


def skipped(layer: Layer, why: Why, artefacts: tuple[Artefact, ...] = ()) -> LayerReport:
    """Report a layer that applies and could not run."""
    return LayerReport(
        layer=layer,
        status=LayerStatus.SKIPPED,
        reason=why.en,
        reason_fr=why.fr,
        artefacts=artefacts,
    )


def not_applicable(layer: Layer, why: Why) -> LayerReport:
    """Report a layer that does not concern the document."""
    return LayerReport(
        layer=layer, status=LayerStatus.NOT_APPLICABLE, reason=why.en, reason_fr=why.fr
    )
