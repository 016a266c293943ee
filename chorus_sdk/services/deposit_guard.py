"""Nothing is sent that would be lost (*garde-fou du dépôt*): preflight before each deposit."""

from __future__ import annotations

from chorus_sdk._clock import Clock
from chorus_sdk.config import Environment
from chorus_sdk.errors import ApiError, TransportError, WouldBeLostError
from chorus_sdk.findings import Report
from chorus_sdk.limits import DEFAULT_LIMITS, Limits
from chorus_sdk.services.recipients import StructureDirectory
from chorus_sdk.validation.preflight import Preflight, Verdict, preflight


class DepositGuard:
    """Looks at each file before it is deposited (*garde-fou*), in the directory too if given."""

    def __init__(
        self, environment: Environment | None, directory: StructureDirectory | None, clock: Clock
    ) -> None:
        self._environment = environment
        self._directory = directory
        self._clock = clock

    def look_at(self, content: bytes, *, limits: Limits = DEFAULT_LIMITS) -> Preflight:
        """Say what Chorus Pro will do with a file (*contrôle avant dépôt*).

        A directory that gives no answer leaves its questions open: they are in `unchecked`. What
        was learnt of a recipient earlier never decides against a file: it is asked again.
        """
        started = self._clock.monotonic()
        found = self._ask(content, limits)
        directory = self._directory
        if found.will_be_lost and directory and directory.forget(older_than=started):
            found = self._ask(content, limits)
        return found

    def refuse_what_is_lost(self, content: bytes, name: str, limits: Limits) -> None:
        """Let a file pass, unless it is known that no invoice would come of it.

        Raises:
            WouldBeLostError: it would be rejected, at once or in silence; nothing was sent.
        """
        found = self.look_at(content, limits=limits)
        if found.will_be_lost:
            raise _refusal(found, name)

    def _ask(self, content: bytes, limits: Limits) -> Preflight:
        try:
            return preflight(
                content, environment=self._environment, directory=self._directory, limits=limits
            )
        except (ApiError, TransportError):
            return preflight(content, environment=self._environment, limits=limits)


def _refusal(found: Preflight, name: str) -> WouldBeLostError:
    is_silent = found.verdict is Verdict.LOST_IN_SILENCE
    fate = "acknowledge this file and lose it in silence" if is_silent else "reject this file"
    first = found.causes[0] if found.causes else None
    because = f" ({first.code})" if first else ""
    ways = tuple(way.en for way in found.ways_out)
    return WouldBeLostError(
        f"Chorus Pro would {fate}{because}.",
        report=Report(subject=name, findings=found.causes),
        verdict=found.verdict.value,
        ways_out=ways,
        hint=" ".join((*ways[:1], "Nothing was sent; allow_lost=True sends it all the same.")),
    )
