"""Every layer's verdict on one invoice, in one call (*pyramide de contrôle*).

Layers run in order: well-formed and safe, container, XML schema, EN 16931, profile, France,
Chorus Pro. A layer that applies and could not run is *skipped*, and the whole is then not valid.
`validate`, `is_valid` and `iter_findings` are three verbs over one generator, `iter_layers`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Final, Protocol, TypeAlias, TypedDict, Unpack

from chorus_sdk._clock import Clock, SystemClock
from chorus_sdk.findings import Finding
from chorus_sdk.formats.base import Source, load, source_name
from chorus_sdk.formats.profiles import profile_of
from chorus_sdk.invoice.model import Invoice
from chorus_sdk.limits import DEFAULT_LIMITS, Limits
from chorus_sdk.validation import native, registry, sentences, steps
from chorus_sdk.validation.job import Job
from chorus_sdk.validation.layers import (
    Layer,
    LayerReport,
    LayerStatus,
    ValidationReport,
    not_applicable,
)
from chorus_sdk.validation.plan import LAYER_OF, RULE_LAYERS
from chorus_sdk.validation.rules.base import RuleSet

if TYPE_CHECKING:
    from chorus_sdk.validation.directory import Directory

Rules: TypeAlias = "str | RuleSet | Iterable[str | RuleSet]"
"""Which rules: the name of a set, a set of your own, or several."""

_FIRST: Final = (steps.well_formed, steps.container, steps.schema)


class Engine(Protocol):
    """What runs rules (*moteur*)."""

    def run(self, job: Job, layer: Layer) -> LayerReport:
        """Run the rules that hold for the document in a layer."""
        ...

    def run_sets(self, job: Job, layer: Layer, wanted: tuple[str | RuleSet, ...]) -> LayerReport:
        """Run the rule sets that were asked for, whether they apply or not."""
        ...


def validate(
    source_or_invoice: Source | Invoice,
    *,
    rules: Rules | None = None,
    engine: str = "native",
    on_day: date | None = None,
    limits: Limits = DEFAULT_LIMITS,
    directory: Directory | None = None,
    buyer_is_public: bool = False,
    explain: bool = True,
    clock: Clock | None = None,
) -> ValidationReport:
    """Say whether an invoice is right, layer by layer (*valider une facture*).

    What is wrong with a document is in the report, however broken it is: this raises only where
    there is nothing to report on.

    Args:
        source_or_invoice: a path, bytes, a binary stream, or an `Invoice`.
        rules: the rules to hold it against instead of all that apply: `en16931`, `france`,
            `chorus-pro`, a name of `registry.names()`, a `RuleSet`, or several of these. The
            document itself (well-formed, container, schema) is looked at in any case.
        engine: `native`, or `schematron` for the official artefacts (extra `schematron`).
        on_day: the day whose versions of the rules hold; today unless told.
        limits: safety limits.
        directory: answers what only Chorus Pro knows of the recipient.
        buyer_is_public: the invoice goes to a public body, although it does not say so itself.
        explain: put into words what breaks a schema, which takes up to two seconds at the first
            broken document of a process, and say on what line what is only implausible stands;
            without it the schema engine's words and places in the model do.
        clock: the source of time.

    Raises:
        OSError: the path cannot be read.
        TypeError: neither an invoice nor a source.
        ValueError: there is no such engine or rule set.
        LimitExceededError: longer than `limits.document_bytes`.
        MissingExtraError: the engine needs an extra that is not installed.

    Example:
        >>> report = validate(b"<Invoice")
        >>> report.is_valid, report.layers[0].status.value, report.layers[2].status.value
        (False, 'failed', 'skipped')
    """
    run = _prepare(
        source_or_invoice,
        {
            "rules": rules,
            "engine": engine,
            "on_day": on_day,
            "limits": limits,
            "directory": directory,
            "buyer_is_public": buyer_is_public,
            "explain": explain,
            "clock": clock,
        },
    )
    layers = tuple(iter_layers(run))
    return ValidationReport.of(
        run.name,
        layers,
        format=run.job.format,
        profile=run.job.profile,
        engine=engine,
        on_day=run.job.day,
    )


class Options(TypedDict, total=False):
    """What `validate` takes beside the invoice (*options*), described there."""

    rules: Rules | None
    engine: str
    on_day: date | None
    limits: Limits
    directory: Directory | None
    buyer_is_public: bool
    explain: bool
    clock: Clock | None


def is_valid(source_or_invoice: Source | Invoice, **options: Unpack[Options]) -> bool:
    """Say whether an invoice is right, and stop at the first layer that says no (*valide ?*).

    Options and errors are those of `validate`.
    """
    against = (LayerStatus.FAILED, LayerStatus.SKIPPED)
    has_run = False
    for report in iter_layers(_prepare(source_or_invoice, {**options, "explain": False})):
        if report.status in against:
            return False
        has_run = has_run or report.has_run
    return has_run


def iter_findings(
    source_or_invoice: Source | Invoice, **options: Unpack[Options]
) -> Iterator[Finding]:
    """Yield what is wrong, layer after layer, each as soon as it has run (*constats*).

    No finding does not mean valid: a layer that was skipped has none. Options and errors are
    those of `validate`.
    """
    run = _prepare(source_or_invoice, options)
    return (finding for report in iter_layers(run) for finding in report.findings)


@dataclass(frozen=True, kw_only=True)
class Run:
    """One call (*contrôle*): the job, what is asked of it, its engine and clock."""

    name: str
    job: Job
    asked: tuple[str | RuleSet, ...] | None
    engine: Engine
    clock: Clock


def iter_layers(run: Run) -> Iterator[LayerReport]:
    """Run layer after layer (*couche par couche*): the generator under all three verbs."""
    for step in _FIRST:
        yield _timed(run, step)
    for layer in (*RULE_LAYERS, Layer.CUSTOM):
        if run.asked is None:
            if layer is not Layer.CUSTOM:
                yield _timed(run, partial(run.engine.run, layer=layer))
        elif wanted := tuple(one for one in run.asked if _layer_of(one) is layer):
            yield _timed(run, partial(run.engine.run_sets, layer=layer, wanted=wanted))
        elif layer is not Layer.CUSTOM:
            yield not_applicable(layer, sentences.NOT_ASKED)


def check_options(options: Options) -> None:
    """Raise what `validate` would raise for these options, whatever the document.

    Raises:
        ValueError, TypeError, ConfigurationError, MissingExtraError: as `validate` does.
    """
    _engine(options.get("engine", "native"), _asked(options.get("rules")))


def _timed(run: Run, step: Callable[[Job], LayerReport]) -> LayerReport:
    started = run.clock.monotonic()
    report = step(run.job)
    return replace(report, duration=run.clock.monotonic() - started)


def _prepare(source: Source | Invoice, options: Options) -> Run:
    asked = _asked(options.get("rules"))
    engine = _engine(options.get("engine", "native"), asked)
    clock = options.get("clock") or SystemClock()
    limits = options.get("limits", DEFAULT_LIMITS)
    job = Job(
        limits=limits,
        day=options.get("on_day") or clock.now().date(),
        directory=options.get("directory"),
        buyer_is_public=options.get("buyer_is_public", False),
        explain=options.get("explain", True),
        asked=frozenset(_layer_of(one) for one in asked or ()),
    )
    if isinstance(source, Invoice):
        job.invoice, name = source, source.number
        job.profile = profile_of(source.specification).profile if source.specification else None
    else:
        job.data, name = load(source, limits), source_name(source)
    return Run(name=name or "document", job=job, asked=asked, engine=engine, clock=clock)


def _asked(rules: Rules | None) -> tuple[str | RuleSet, ...] | None:
    if rules is None:
        return None
    wanted = (rules,) if isinstance(rules, (str, RuleSet)) else tuple(rules)
    for one in wanted:
        if isinstance(one, str):
            registry.rule_sets(one)
        elif not isinstance(one, RuleSet):
            raise TypeError(f"rules are names and rule sets, not {type(one)!r}")
    return wanted


def _layer_of(wanted: str | RuleSet) -> Layer:
    return LAYER_OF.get(wanted, Layer.CUSTOM) if isinstance(wanted, str) else Layer.CUSTOM


def _engine(name: str, asked: tuple[str | RuleSet, ...] | None) -> Engine:
    if name == "native":
        return native.NativeEngine()
    if name != "schematron":
        raise ValueError(f"there is no engine {name!r}; there are native and schematron")
    if any(_layer_of(one) is Layer.CUSTOM for one in asked or ()):
        raise ValueError("the engine schematron runs the official artefacts, no other rules")
    from chorus_sdk.validation.schematron import SchematronEngine

    return SchematronEngine()
