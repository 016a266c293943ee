"""Our schema and the official one say the same, of the samples and of what is made of them."""

from __future__ import annotations

from itertools import chain

import pivot_mutants
import pytest
from lxml import etree
from pivot_documents import (
    FLOW_STATUS,
    INVOICE_STATUS,
    MIDDLE,
    NEWEST,
    OLDEST,
    PIVOTS,
    SECOND,
    STATUS,
    WHOLE,
)

from chorus_sdk.formats.pivot.codes import PivotVersion
from chorus_sdk.formats.pivot.xsd import pivot_xsd, status_xsd, versions_for


def our_schema(name):
    version = name.removeprefix("CPPFacturePivot_").removesuffix(".xsd")
    text = status_xsd() if name == STATUS else pivot_xsd(PivotVersion(version))
    return etree.XMLSchema(etree.fromstring(text))


@pytest.fixture(scope="module")
def judges(corpus):
    """By file name of the official schema: (official, ours)."""
    return {
        name: (etree.XMLSchema(file=str(corpus / "pivot" / "xsd" / name)), our_schema(name))
        for name in [*PIVOTS, STATUS]
    }


def hold(judges, name, mutants):
    """Return (accepted, refused, where the two disagree), as both schemas read the same bytes."""
    official, ours = judges[name]
    verdicts, apart = {True: 0, False: 0}, []
    for label, mutant in mutants:
        document = etree.fromstring(etree.tostring(mutant, with_tail=False))
        verdict = official.validate(document)
        verdicts[verdict] += 1
        if ours.validate(document) is not verdict:
            apart.append((label, verdict))
    return verdicts[True], verdicts[False], apart


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (OLDEST, PIVOTS[:1]),
        (SECOND, PIVOTS[:2]),
        (MIDDLE, PIVOTS[2:]),
        (NEWEST, PIVOTS[3:]),
        (FLOW_STATUS, [STATUS]),
        (INVOICE_STATUS, [STATUS]),
    ],
)
def test_a_document_with_every_element_fits_the_official_schemas_it_is_written_for(
    judges, text, names
):
    root = etree.fromstring(text)
    fits = [name for name, (official, _) in judges.items() if official.validate(root)]
    ours_fits = [name for name, (_, ours) in judges.items() if ours.validate(root)]
    assert fits == names
    assert ours_fits == names


def test_every_sample_has_the_verdict_of_the_official_schemas(corpus, judges):
    samples = sorted(
        path
        for folder in ("", "synthetic", "statut")
        for path in (corpus / "pivot" / folder).glob("*.xml")
    )
    assert samples
    for path in samples:
        root = etree.parse(path).getroot()
        for name, (official, ours) in judges.items():
            assert ours.validate(root) is official.validate(root), (path.name, name)


@pytest.mark.parametrize("name", [*PIVOTS, STATUS])
def test_every_single_change_has_the_verdict_of_the_official_schema(judges, name):
    roots = [etree.fromstring(text) for text in WHOLE[name]]
    mutants = chain.from_iterable(
        (*pivot_mutants.every_single_change(root), *pivot_mutants.as_root(root)) for root in roots
    )
    accepted, refused, apart = hold(judges, name, mutants)
    assert apart == []
    assert accepted + refused >= 1_000
    assert min(accepted, refused) >= 150


@pytest.mark.parametrize("name", [*PIVOTS, STATUS])
def test_every_text_in_every_element_has_the_verdict_of_the_official_schema(judges, name):
    roots = [etree.fromstring(text) for text in WHOLE[name]]
    texts = pivot_mutants.TEXTS + pivot_mutants.CODES
    mutants = chain.from_iterable(pivot_mutants.every_text(root, texts) for root in roots)
    accepted, refused, apart = hold(judges, name, mutants)
    assert apart == []
    assert min(accepted, refused) >= 300


@pytest.mark.parametrize("name", [*PIVOTS, STATUS])
def test_several_changes_of_a_sample_have_the_verdict_of_the_official_schema(corpus, judges, name):
    folder = corpus / "pivot" / ("statut" if name == STATUS else "synthetic")
    sample = "Example01-FactureStatut-ok.xml" if name == STATUS else "syn_v1_22.xml"
    root = etree.parse(folder / sample).getroot()
    for content in root.iter("Contenu"):
        content.text = "AAAA"
    accepted, refused, apart = hold(judges, name, pivot_mutants.drawn(root, 300, seed=11))
    assert apart == []
    assert accepted + refused == 300
    assert refused > 0


@pytest.mark.parametrize(
    ("stated", "versions"),
    [
        ("V1_21", ["V1_21"]),
        (" V2_02 (04/04/2022)", ["V2_02"]),
        ("V9_99", ["V2_02", "V1_20"]),
        ("", ["V2_02", "V1_20"]),
        (None, ["V2_02", "V1_20"]),
    ],
)
def test_the_root_says_which_versions_a_document_is_held_against(stated, versions):
    assert [version.value for version in versions_for(stated)] == versions


def test_what_the_versions_between_allow_the_newest_or_the_oldest_allows_too(judges):
    ends = [judges[PIVOTS[-1]][0], judges[PIVOTS[0]][0]]
    between = [judges[name][0] for name in PIVOTS[1:-1]]
    mutants = chain.from_iterable(
        pivot_mutants.every_text(etree.fromstring(text)) for text in (SECOND, MIDDLE)
    )
    left_out = [
        label
        for label, mutant in mutants
        if any(one.validate(mutant) for one in between)
        and not any(end.validate(mutant) for end in ends)
    ]
    assert left_out == []
