"""What a process of its own says of the signals that it gets."""

from __future__ import annotations

import signal


def ignores_interrupts(number: int, part: object) -> bool:
    """Tell whether Ctrl-C passes this process by."""
    del number, part
    return signal.getsignal(signal.SIGINT) is signal.SIG_IGN
