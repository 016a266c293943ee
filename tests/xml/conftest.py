"""A target that notes what it is told, and hostile documents that every door meets."""

from __future__ import annotations

import io

import pytest

from chorus_sdk import _xml
from chorus_sdk.limits import Limits


class Collector:
    def __init__(self) -> None:
        self.seen: list[str] = []
        self.longest = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.seen.append(f"<{tag}")

    def data(self, text: str) -> None:
        self.longest = max(self.longest, len(text))

    def end(self, tag: str) -> None:
        self.seen.append(f"{tag}>")

    def close(self) -> None:
        self.seen.append("end")


def feed_to_collector(data: bytes, limits: Limits | None = None) -> Collector:
    target = Collector()
    for _ in _xml.stream(io.BytesIO(data), target, limits or Limits()):
        pass
    return target


@pytest.fixture
def collector():
    return Collector()


@pytest.fixture(scope="session")
def feed():
    return feed_to_collector


@pytest.fixture(
    params=[_xml.parse, _xml.sniff, feed_to_collector],
    ids=["parse", "sniff", "feed"],
    scope="session",
)
def door(request):
    """Each door to XML: whole, head, stream."""
    return request.param
