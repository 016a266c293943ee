"""Which rule layer holds a document against what (*plan de contrôle*)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from chorus_sdk.formats.base import FormatId, Profile
from chorus_sdk.invoice.model import Invoice
from chorus_sdk.validation import registry, sentences
from chorus_sdk.validation.job import Job
from chorus_sdk.validation.layers import Layer, Why
from chorus_sdk.validation.scope import Channel, channel, is_french

FACTURX: Final = "facturx"
"""The rules of a Factur-X profile: its own schema, and what of EN 16931 holds in it."""

FACTURX_PROFILES: Final = frozenset(
    {Profile.MINIMUM, Profile.BASIC_WL, Profile.BASIC, Profile.EN16931, Profile.EXTENDED}
)
_BELOW_CORE: Final = frozenset({Profile.MINIMUM, Profile.BASIC_WL})
_NO_EN16931: Final = frozenset({FormatId.ZUGFERD_1, FormatId.ORDER_X})

RULE_LAYERS: Final = (Layer.EN16931, Layer.PROFILE, Layer.FRANCE, Layer.CHORUS_PRO)
LAYER_OF: Final[Mapping[str, Layer]] = {
    registry.EN16931: Layer.EN16931,
    registry.EXTENDED_CTC_FR: Layer.PROFILE,
    registry.FRANCE: Layer.FRANCE,
    registry.CHORUS_PRO: Layer.CHORUS_PRO,
    registry.CHORUS_PRO_HISTORIC: Layer.CHORUS_PRO,
}


def planned(job: Job, layer: Layer) -> str | Why:
    """Return the name of the rules that hold in a layer, or why it does not apply."""
    invoice = job.invoice
    if invoice is None or job.xml_format in _NO_EN16931:
        return sentences.NO_EN16931
    match layer:
        case Layer.EN16931:
            return _core(job)
        case Layer.PROFILE:
            return _profile(job)
        case Layer.FRANCE:
            return _france(job, invoice)
        case _:
            return _chorus_pro(job, invoice)


def _core(job: Job) -> str | Why:
    if job.profile is Profile.EXTENDED_CTC_FR:
        return sentences.REPLACED
    if has_facturx_profile(job):
        if job.profile in _BELOW_CORE:
            return sentences.BELOW_CORE
        if job.profile is not Profile.EN16931:
            return sentences.REPLACED
    return registry.EN16931


def _profile(job: Job) -> str | Why:
    if job.profile is Profile.EXTENDED_CTC_FR:
        return registry.EXTENDED_CTC_FR
    if has_facturx_profile(job) or names_no_profile(job):
        return FACTURX
    return sentences.NO_PROFILE


def names_no_profile(job: Job) -> bool:
    """Tell whether BT-24 claims a profile of Factur-X that there is not."""
    claimed = job.profile.value.lower() if job.profile else ""
    return job.profile not in FACTURX_PROFILES and "urn:factur-x.eu:" in claimed


def has_facturx_profile(job: Job) -> bool:
    """Tell whether the XML is CII of a Factur-X profile; a value counts as such."""
    return job.profile in FACTURX_PROFILES and job.xml_format in (None, FormatId.CII_INVOICE)


def _france(job: Job, invoice: Invoice) -> str | Why:
    if channel(invoice) is Channel.HISTORIC:
        return sentences.HISTORIC
    return registry.FRANCE if is_french(invoice, job.profile) else sentences.FOREIGN


def _chorus_pro(job: Job, invoice: Invoice) -> str | Why:
    match channel(invoice, buyer_is_public=job.subject(invoice).buyer_is_public):
        case Channel.HISTORIC:
            return registry.CHORUS_PRO_HISTORIC
        case Channel.AFNOR:
            return registry.CHORUS_PRO
        case Channel.NONE:
            return sentences.NOT_PUBLIC
