"""An upload over the limit is dropped as it comes and the form learns its true size; of one that is cut off nothing stays."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from datetime import timedelta
from io import BytesIO

import pytest
from django.conf import settings
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.test import RequestFactory

from comparator.intake.uploads import sweep

LIMIT = 100_000


@pytest.fixture
def upload(settings):
    settings.MAX_UPLOAD_BYTES = LIMIT
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 1000

    def upload(size):
        body = BytesIO(b"x" * size)
        body.name = "report.txt"
        request = RequestFactory().post("/", {"file": body, "title": "Leaders speak"})
        return request.POST, request.FILES["file"]

    return upload


def test_a_file_within_the_limit_is_kept(upload):
    fields, file = upload(LIMIT)
    assert isinstance(file, TemporaryUploadedFile)
    assert (file.size, len(file.read()), fields["title"]) == (LIMIT, LIMIT, "Leaders speak")
    file.close()


@pytest.mark.parametrize("size", [2 * LIMIT, 5_000_000])
def test_nothing_is_kept_of_a_larger_one(size, upload):
    fields, file = upload(size)
    assert not isinstance(file, TemporaryUploadedFile)
    assert (file.size, file.read(), fields["title"]) == (size, b"", "Leaders speak")


def test_what_is_old_is_swept_and_nothing_else(tmp_path):
    for name, age in [("a.upload.pdf", 7200), ("b.upload", 7200), ("under-way.upload.pdf", 10), ("other.pdf", 7200)]:
        path = tmp_path / name
        path.write_bytes(b"x")
        os.utime(path, (time.time() - age,) * 2)
    (tmp_path / "folder.upload").mkdir()
    assert sweep(tmp_path, timedelta(hours=1)) == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder.upload", "other.pdf", "under-way.upload.pdf"]
    assert sweep(tmp_path / "nowhere", timedelta(0)) == 0


@pytest.fixture
def server(tmp_path):
    """A server of its own process that can be killed, and the folder of its uploads."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "manage.py", "runserver", "--noreload", "--skip-checks", f"127.0.0.1:{port}"]
    environment = {**os.environ, "DEBUG": "on", "DATA_DIR": str(tmp_path), "DATABASE_URL": f"sqlite:///{tmp_path}/db"}
    process = subprocess.Popen(
        command, cwd=settings.BASE_DIR, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        assert wait_for(lambda: accepts(port), seconds=60), "the server did not start"
        yield process, port, tmp_path / "uploads"
    finally:
        process.kill()
        process.wait()


def accepts(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def wait_for(happens, seconds=20):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if happens():
            return True
        time.sleep(0.05)
    return False


def begin_upload(port):
    """Send half of an upload of 8 MB; return the connection."""
    token = "a" * 32
    head = '--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\nContent-Type: text/plain\r\n\r\n'
    request = (
        f"POST /admin/login/ HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: csrftoken={token}\r\n"
        f"Content-Type: multipart/form-data; boundary=b\r\nContent-Length: {8 * 1024 * 1024}\r\n\r\n{head}"
    )
    connection = socket.create_connection(("127.0.0.1", port), timeout=30)
    connection.sendall(request.encode() + b"x" * (4 * 1024 * 1024))
    return connection


def test_an_upload_that_is_cut_off_leaves_no_file(server):
    process, port, folder = server
    connection = begin_upload(port)
    assert wait_for(lambda: len(list(folder.iterdir())) == 1), "nothing was stored while the upload came"
    connection.close()
    assert wait_for(lambda: not list(folder.iterdir())), "the person left, and the file stayed"
    assert process.poll() is None


def test_an_upload_whose_server_is_killed_is_swept(server):
    process, port, folder = server
    with begin_upload(port):
        assert wait_for(lambda: len(list(folder.iterdir())) == 1), "nothing was stored while the upload came"
        process.kill()
        process.wait()
    assert len(list(folder.iterdir())) == 1
    assert sweep(folder, timedelta(0)) == 1
    assert list(folder.iterdir()) == []
