"""A large upload is refused before its body is stored, and what a killed server leaves of others is swept.

Django takes any number of megabytes of a file into a temporary folder and leaves the judgement to the form. This handler, first in
``FILE_UPLOAD_HANDLERS``, drops the bytes as they come when the request is larger than the limit and gives the form an empty file that bears
the true size, so that the person gets the form's message and the disk nothing. A temporary file goes with its request, also where the
connection breaks; only of a process that was killed it stays, until ``sweep`` finds it old.
"""

from __future__ import annotations

import time
from io import BytesIO
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from django.conf import settings
from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopFutureHandlers

if TYPE_CHECKING:
    from datetime import timedelta

    from django.http import QueryDict
    from django.utils.datastructures import MultiValueDict

_FORM_OVERHEAD = 64 * 1024
"""Bytes of a request that are not the file: the other fields and the boundaries."""


TEMPORARY_FILES = "*.upload*"
"""What Django calls the files of uploads under way."""


def sweep(folder: Path | str, older_than: timedelta) -> int:
    """Remove temporary files of uploads that nothing was written to for so long; return how many.

    A file of a request that is still under way is written to all the time, so an hour is safe.
    """
    oldest = time.time() - older_than.total_seconds()
    removed = 0
    for path in Path(folder).glob(TEMPORARY_FILES):
        try:
            if path.is_file() and path.stat().st_mtime <= oldest:
                path.unlink()
                removed += 1
        except FileNotFoundError:  # its request has just ended
            continue
    return removed


class LimitedUploadHandler(FileUploadHandler):
    """Keeps nothing of a request that is larger than ``MAX_UPLOAD_BYTES``."""

    too_large = False

    def handle_raw_input(
        self,
        input_data: IO[bytes],
        META: dict[str, str],  # noqa: N803 (Django's name)
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> tuple[QueryDict, MultiValueDict[str, UploadedFile[bytes]]] | None:
        """Look at the announced size."""
        self.too_large = content_length > settings.MAX_UPLOAD_BYTES + _FORM_OVERHEAD
        return None

    def new_file(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 (Django's signature)
        """Keep the file from the handlers that would store it."""
        super().new_file(*args, **kwargs)
        if self.too_large:
            raise StopFutureHandlers

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Drop the chunk, or pass it on."""
        return None if self.too_large else raw_data

    def file_complete(self, file_size: int) -> UploadedFile[bytes] | None:
        """Give the form a file without content that bears the true size."""
        if not self.too_large:
            return None
        return InMemoryUploadedFile(
            BytesIO(), self.field_name, self.file_name or "", self.content_type, file_size, self.charset
        )
