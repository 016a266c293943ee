"""A Chorus Pro of your own (*bac à sable*): one engine, in process or on loopback.

Example:
    >>> from chorus_sdk.sandbox import Sandbox
    >>> with Sandbox() as sandbox:
    ...     sandbox.technical_account.siret
    '99900000300015'
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from chorus_sdk._clock import ManualClock

if TYPE_CHECKING:
    from chorus_sdk.sandbox.engine import Sandbox
    from chorus_sdk.sandbox.http import SandboxServer, serve

__all__ = ["ManualClock", "Sandbox", "SandboxServer", "serve"]


def __getattr__(name: str) -> object:
    if name == "Sandbox":
        from chorus_sdk.sandbox.engine import Sandbox

        return Sandbox
    if name in {"SandboxServer", "serve"}:
        from chorus_sdk.sandbox import http

        return getattr(http, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
