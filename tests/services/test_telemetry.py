"""What OpenTelemetry is told of a call: names, statuses and times, and nothing else."""

from __future__ import annotations

import sys
from dataclasses import dataclass

import pytest
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import InMemoryMetricReader
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind, StatusCode

from chorus_sdk import ChorusClient
from chorus_sdk._clock import ManualClock
from chorus_sdk.errors import Exchange, MissingExtraError, PlatformUnavailableError
from chorus_sdk.sandbox import Sandbox
from chorus_sdk.services.telemetry import OpenTelemetry


@dataclass
class Collected:
    """A telemetry that keeps what it is told."""

    clock: ManualClock
    spans: InMemorySpanExporter
    reader: InMemoryMetricReader
    tracer_provider: TracerProvider
    telemetry: OpenTelemetry

    def points(self, name: str) -> list:
        data = self.reader.get_metrics_data()
        found = (
            []
            if data is None
            else [
                metric
                for resource in data.resource_metrics
                for scope in resource.scope_metrics
                for metric in scope.metrics
                if metric.name == name
            ]
        )
        return [point for metric in found for point in metric.data.data_points]


@pytest.fixture
def collected():
    clock, spans, reader = ManualClock(), InMemorySpanExporter(), InMemoryMetricReader()
    tracers = TracerProvider()
    tracers.add_span_processor(SimpleSpanProcessor(spans))
    meters = MeterProvider(metric_readers=[reader])
    telemetry = OpenTelemetry(tracer_provider=tracers, meter_provider=meters, clock=clock)
    yield Collected(clock, spans, reader, tracers, telemetry)
    tracers.shutdown()
    meters.shutdown()


def test_a_good_answer_is_a_span_with_its_time(collected):
    collected.telemetry(
        Exchange(operation="structures.fetch", method="POST", status=200, duration=1.5)
    )
    (span,) = collected.spans.get_finished_spans()
    assert span.name == "structures.fetch"
    assert span.kind is SpanKind.CLIENT
    assert span.status.status_code is StatusCode.UNSET
    assert dict(span.attributes) == {
        "chorus.operation": "structures.fetch",
        "http.request.method": "POST",
        "http.response.status_code": 200,
    }
    assert span.end_time == int(collected.clock.now().timestamp()) * 1_000_000_000
    assert span.end_time - span.start_time == 1_500_000_000


@pytest.mark.parametrize(("status", "kind"), [(None, "no_answer"), (403, "403"), (503, "503")])
def test_a_failure_is_an_error_of_its_kind(collected, status, kind):
    collected.telemetry(Exchange(operation="x", method="GET", status=status, attempt=3))
    (span,) = collected.spans.get_finished_spans()
    assert span.status.status_code is StatusCode.ERROR
    assert span.attributes["error.type"] == kind
    assert span.attributes["http.request.resend_count"] == 2
    assert [point.value for point in collected.points("chorus.client.retries")] == [1]


def test_durations_are_measured_in_seconds(collected):
    for duration in (0.25, 0.75):
        collected.telemetry(Exchange(operation="x", method="GET", status=200, duration=duration))
    (point,) = collected.points("http.client.request.duration")
    assert (point.count, point.sum) == (2, 1.0)


def test_calls_of_a_client_are_children_of_the_current_span_and_hold_no_secret(collected):
    with Sandbox(clock=collected.clock) as sandbox:
        chorus = ChorusClient(
            sandbox.credentials(),
            environment=sandbox.environment,
            transport=sandbox.transport(),
            clock=collected.clock,
            on_event=collected.telemetry,
        )
        with collected.tracer_provider.get_tracer("t").start_as_current_span("run") as outer:
            chorus.check()
            sandbox.faults.fail_next(503, times=4)
            with pytest.raises(PlatformUnavailableError):
                chorus.check()
        *calls, run = collected.spans.get_finished_spans()
        assert run.name == "run"
        assert [span.attributes["http.response.status_code"] for span in calls] == [200, *[503] * 4]
        assert {span.parent.span_id for span in calls} == {outer.get_span_context().span_id}
        told = "".join(span.to_json() for span in calls)
        for secret in (
            sandbox.application.client_id,
            sandbox.application.client_secret.reveal(),
            sandbox.technical_account.login,
            sandbox.technical_account.password.reveal(),
            sandbox.environment.api_url,
        ):
            assert secret not in told


def test_the_global_providers_serve_when_none_is_passed():
    OpenTelemetry()(Exchange(operation="x", method="GET", status=200))


def test_something_else_than_a_provider_is_a_mistake():
    with pytest.raises(TypeError):
        OpenTelemetry(tracer_provider=object())
    with pytest.raises(TypeError):
        OpenTelemetry(meter_provider=object())


def test_without_opentelemetry_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "opentelemetry", None)
    with pytest.raises(MissingExtraError) as caught:
        OpenTelemetry()
    assert caught.value.extra == "otel"
