"""What is read of a source before anything is decided."""

import os
import threading

import pikepdf
import pytest

from chorus_sdk.formats.base import FormatId
from chorus_sdk.formats.detect import detect
from chorus_sdk.formats.detection.sample import open_sample
from chorus_sdk.limits import Limits

LIMITS = Limits(head_bytes=20_000)


@pytest.mark.parametrize("size", [1, 8_191, 8_192, 8_193, 20_000, 20_001, 50_000])
def test_a_path_gives_head_and_tail_as_bytes_do(tmp_path, size):
    content = bytes(index % 251 for index in range(size))
    path = tmp_path / "document"
    path.write_bytes(content)
    with open_sample(path, LIMITS) as found, open_sample(content, LIMITS) as expected:
        assert found.head == expected.head == content[:20_000]
        assert found.complete is expected.complete is (size <= 20_000)
        assert found.tail() == expected.tail() == content[-20_000:]
        assert found.opened[1] == size


def lowest_free_descriptor():
    descriptor = os.open(os.devnull, os.O_RDONLY)
    os.close(descriptor)
    return descriptor


def test_of_what_says_that_it_is_a_pdf_the_first_bytes_are_read(tmp_path):
    path = tmp_path / "document"
    path.write_bytes(b"x" * 1_000 + b"%PDF-1.7" + b"y" * 30_000)
    with open_sample(str(path), LIMITS) as found:
        assert len(found.head) == 8_192
    path.write_bytes(b"x" * 1_024 + b"%PDF-1.7" + b"y" * 30_000)
    with open_sample(str(path), LIMITS) as found:
        assert len(found.head) == 20_000


def test_an_empty_file_and_a_folder(tmp_path):
    path = tmp_path / "empty"
    path.write_bytes(b"")
    assert detect(path).evidence == ("empty",)
    with pytest.raises(OSError, match="folder"):
        detect(tmp_path / "folder")
    (tmp_path / "folder").mkdir()
    with pytest.raises(OSError, match="folder"):
        detect(tmp_path / "folder")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_pipe_is_read_once(tmp_path):
    path = tmp_path / "pipe"
    os.mkfifo(path)
    writer = threading.Thread(target=path.write_bytes, args=(b"<CPPStatut><a/></CPPStatut>",))
    writer.start()
    assert detect(path).format is FormatId.PIVOT_STATUS
    writer.join(5)


def test_a_path_is_closed_and_the_engine_is_asked_where_bytes_are_not_plain(tmp_path):
    path = tmp_path / "document.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(path, encryption=pikepdf.Encryption(user="", owner="o", R=6))
    before = lowest_free_descriptor()
    found = detect(str(path))
    assert (found.format, found.pdf.encrypted) == (FormatId.PDF, True)
    assert lowest_free_descriptor() == before
    assert detect(path) == detect(path.read_bytes()) == found
