"""An upload over the limit is dropped as it comes: nothing of it is kept, and the form learns its true size."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.test import RequestFactory

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
