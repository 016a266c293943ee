"""Archives made of a few files."""

from __future__ import annotations

import io
import tarfile
import zipfile

import pytest


def make_zip(files, compression=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo()
            info.filename = name
            info.compress_type = compression
            archive.writestr(info, content)
    return out.getvalue()


def make_tar(files, mode="w", tar_format=tarfile.PAX_FORMAT):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode, format=tar_format) as archive:
        for name, content in files.items():
            header = tarfile.TarInfo(name)
            header.size = len(content)
            archive.addfile(header, io.BytesIO(content))
    return out.getvalue()


def make_tar_gz(files, tar_format=tarfile.PAX_FORMAT):
    return make_tar(files, "w:gz", tar_format)


@pytest.fixture(scope="session")
def zipped():
    return make_zip


@pytest.fixture(scope="session")
def tarred():
    return make_tar


@pytest.fixture(scope="session")
def tar_gzipped():
    return make_tar_gz


@pytest.fixture(params=[make_zip, make_tar_gz], ids=["zip", "tar.gz"], scope="session")
def make(request):
    return request.param
