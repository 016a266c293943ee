"""Spans and metrics for OpenTelemetry (*télémétrie*); the one door to it. Needs the extra `otel`.

Only what an `Exchange` holds is told: the operation's name, the method, the status, the attempt and
the time. No address, header, body or secret gets here.
"""

from __future__ import annotations

from typing import Final

from chorus_sdk._clock import Clock, SystemClock
from chorus_sdk.errors import Exchange, MissingExtraError

_SCOPE: Final = "chorus_sdk"
_NO_ANSWER: Final = "no_answer"


class OpenTelemetry:
    """Tells OpenTelemetry every exchange (*télémétrie*): pass it as the client's `on_event`.

    Each attempt is a client span, child of the span that is current, and one measure of
    `http.client.request.duration` in seconds; attempts after the first also count in
    `chorus.client.retries`. The providers are OpenTelemetry's own, the global ones when left out.

    Raises:
        MissingExtraError: OpenTelemetry is not installed.
    """

    def __init__(
        self,
        *,
        tracer_provider: object | None = None,
        meter_provider: object | None = None,
        clock: Clock | None = None,
    ) -> None:
        try:
            from opentelemetry import metrics, trace
        except ImportError:
            raise MissingExtraError("otel", purpose="Telemetry") from None
        spans = tracer_provider or trace.get_tracer_provider()
        meters = meter_provider or metrics.get_meter_provider()
        if not isinstance(spans, trace.TracerProvider):
            raise TypeError("tracer_provider is a TracerProvider of OpenTelemetry")
        if not isinstance(meters, metrics.MeterProvider):
            raise TypeError("meter_provider is a MeterProvider of OpenTelemetry")
        self._clock = clock or SystemClock()
        self._tracer = spans.get_tracer(_SCOPE)
        meter = meters.get_meter(_SCOPE)
        self._durations = meter.create_histogram(
            "http.client.request.duration", unit="s", description="Duration of each attempt"
        )
        self._retries = meter.create_counter(
            "chorus.client.retries", unit="{attempt}", description="Attempts after the first"
        )

    def __call__(self, exchange: Exchange) -> None:
        """Tell one exchange; it has just ended."""
        from opentelemetry.trace import SpanKind, Status, StatusCode

        told = _attributes(exchange)
        self._durations.record(exchange.duration or 0.0, told)
        resent = {"http.request.resend_count": exchange.attempt - 1}
        if exchange.attempt > 1:
            self._retries.add(1, told)
        end = int(self._clock.now().timestamp() * 1e6) * 1000
        span = self._tracer.start_span(
            exchange.operation,
            kind=SpanKind.CLIENT,
            attributes={**told, **(resent if exchange.attempt > 1 else {})},
            start_time=end - int((exchange.duration or 0.0) * 1e9),
        )
        if "error.type" in told:
            span.set_status(Status(StatusCode.ERROR))
        span.end(end_time=end)


def _attributes(exchange: Exchange) -> dict[str, str | int]:
    told: dict[str, str | int] = {
        "chorus.operation": exchange.operation,
        "http.request.method": exchange.method,
    }
    if exchange.status is None:
        told["error.type"] = _NO_ANSWER
        return told
    told["http.response.status_code"] = exchange.status
    if exchange.status >= 400:
        told["error.type"] = str(exchange.status)
    return told
