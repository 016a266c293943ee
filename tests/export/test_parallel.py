"""Several processes work for one, which alone is told of Ctrl-C."""

from __future__ import annotations

import pytest
from worker_signals import ignores_interrupts

from chorus_sdk.export.files import source_files
from chorus_sdk.export.parallel import map_parts
from chorus_sdk.export.splitting import Part


@pytest.mark.enable_socket  # processes are asked for through a local socket
def test_an_interrupt_leaves_the_workers_to_finish_their_files(folder):
    parts = [Part(file) for file in source_files(folder)]
    given = list(map_parts(parts, ignores_interrupts, 1))
    assert given == [(part, True) for part in parts]
