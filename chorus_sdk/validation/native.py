"""The rule layers, run natively (*règles natives*)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from chorus_sdk.errors import ConfigurationError
from chorus_sdk.findings import Finding, Location
from chorus_sdk.formats.base import FormatId, Profile
from chorus_sdk.validation import registry, sentences
from chorus_sdk.validation.job import Job
from chorus_sdk.validation.layers import (
    Artefact,
    Layer,
    LayerReport,
    Why,
    judged,
    not_applicable,
    skipped,
)
from chorus_sdk.validation.plan import FACTURX, names_no_profile, planned
from chorus_sdk.validation.rules.base import RuleSet
from chorus_sdk.validation.steps import held_against, in_file


class NativeEngine:
    """Runs the rules as Python on the model (*moteur natif*)."""

    def run(self, job: Job, layer: Layer) -> LayerReport:
        """Run the rules that hold for the document in a layer."""
        if job.invoice is None and job.stopped is not None:
            return skipped(layer, job.stopped)
        plan = planned(job, layer)
        if isinstance(plan, Why):
            return not_applicable(layer, plan)
        if job.stopped is not None:
            return skipped(layer, job.stopped)
        if plan == FACTURX and job.profile is not None:
            report = _unknown(job) if names_no_profile(job) else _facturx(job, job.profile)
        else:
            report = _run(job, layer, (plan,))
        return _with_plausibility(report, job) if _judges_core(job, layer) else report

    def run_sets(self, job: Job, layer: Layer, wanted: tuple[str | RuleSet, ...]) -> LayerReport:
        """Run the rule sets that were asked for, whether they apply or not."""
        if job.stopped is not None or job.invoice is None:
            return skipped(layer, job.stopped or sentences.NO_EN16931)
        return _run(job, layer, tuple(_by_channel(one, job) for one in wanted))


def _judges_core(job: Job, layer: Layer) -> bool:
    """Tell whether a layer is the one that holds the invoice against the core, or what replaces it.

    There what is implausible is said too, once, whatever the document claims to be.
    """
    if layer is Layer.EN16931:
        return True
    return layer is Layer.PROFILE and isinstance(planned(job, Layer.EN16931), Why)


def _with_plausibility(report: LayerReport, job: Job) -> LayerReport:
    """Add what no official rule looks at; the status stays that of the official rules.

    Looking up lines takes as long as a whole validation, and implausible numbers are frequent:
    without `explain` their place in the model has to do.
    """
    rules = _resolved(registry.PLAUSIBILITY, job)
    if not report.has_run or not isinstance(rules, RuleSet):
        return report
    said = _findings(rules, job)
    placed = job.located(said) if job.explain else map(_in_model, said)
    return replace(report, findings=(*report.findings, *placed))


def _in_model(finding: Finding) -> Finding:
    """Say where in the model a finding stands, or by its path what was kept beside the model."""
    place = finding.location or Location()
    is_kept = (place.path or "").startswith("/")
    where = (
        Location(term=place.term, path=place.path)
        if is_kept
        else Location(term=place.term, field=place.path)
    )
    return replace(finding, location=where)


def _by_channel(wanted: str | RuleSet, job: Job) -> str | RuleSet:
    """Let the document's road decide which rules of Chorus Pro are meant."""
    if wanted != registry.CHORUS_PRO:
        return wanted
    plan = planned(job, Layer.CHORUS_PRO)
    return wanted if isinstance(plan, Why) else plan


def _run(job: Job, layer: Layer, wanted: tuple[str | RuleSet, ...]) -> LayerReport:
    sets: list[RuleSet] = []
    for one in wanted:
        found = _resolved(one, job)
        if isinstance(found, Why):
            return skipped(layer, found)
        if found is None:
            name = one if isinstance(one, str) else one.name
            return not_applicable(layer, sentences.not_in_force(name))
        sets.append(found)
    artefacts = tuple(Artefact(name=one.name, version=one.version) for one in sets)
    findings = (finding for one in sets for finding in _findings(one, job))
    return judged(layer, artefacts, job.located(findings))


def _resolved(wanted: str | RuleSet, job: Job) -> RuleSet | Why | None:
    if isinstance(wanted, RuleSet):
        return wanted if wanted.is_in_force(job.day) else None
    try:
        return registry.in_force(wanted, job.day)
    except ConfigurationError as error:
        return Why(error.message, f"Le jeu de règles {wanted} ne peut pas être chargé.")


def _findings(rules: RuleSet, job: Job) -> Iterator[Finding]:
    if job.invoice is not None:
        yield from rules.run(job.subject(job.invoice))


def _facturx(job: Job, profile: Profile) -> LayerReport:
    """Hold the XML against its profile: the narrower schema, the structure, what rules are left."""
    from chorus_sdk.formats.facturx.profiles import CONTAINER_PROFILES
    from chorus_sdk.validation.rules.facturx.core import core_of

    layer = Layer.PROFILE
    only_heavier = profile is Profile.EN16931
    if job.xml is None and only_heavier:
        return not_applicable(layer, sentences.NO_DOCUMENT)
    rules = _resolved(registry.EN16931, job)
    if not isinstance(rules, RuleSet):
        return skipped(layer, rules or sentences.not_in_force(registry.EN16931))
    try:
        core = core_of(rules, profile, only_heavier=only_heavier)
        findings = [*_structure(job, profile), *job.located(_findings(core, job))]
    except ConfigurationError as error:
        return skipped(layer, sentences.missing_artefact(error.message))
    name = f"Factur-X {CONTAINER_PROFILES[profile].level}"
    return judged(layer, (Artefact(name=name, version=core.version),), findings)


def _unknown(job: Job) -> LayerReport:
    claimed = job.profile.value if job.profile else None
    finding = replace(sentences.NO_SUCH_PROFILE, found=claimed)
    return judged(Layer.PROFILE, (Artefact(name="Factur-X"),), job.located((finding,)))


def _structure(job: Job, profile: Profile) -> Iterator[Finding]:
    from chorus_sdk.validation.rules.facturx.structure import check_structure

    if job.root is not None:
        yield from in_file(job, held_against(job, FormatId.FACTURX, profile))
        told = check_structure(job.root, profile, job.limits)
        yield from in_file(job, (sentences.explained(finding) for finding in told))
