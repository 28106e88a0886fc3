"""Files and folders of the command line as items of an import."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comparator.intake import IntakeError, Item, Items, Limits, expand

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


def find_files(paths: Iterable[Path]) -> list[Path]:
    """Return the files among ``paths`` and in the folders among them, each once; hidden ones in folders are left out.

    Raises:
        FileNotFoundError: a path leads to nothing.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if not path.exists():
            raise FileNotFoundError(f"There is no {path}.")
        inside = sorted(each for each in path.rglob("*") if each.is_file()) if path.is_dir() else [path]
        hidden = (any(part.startswith(".") for part in each.relative_to(path).parts) for each in inside)
        found |= {each: None for each, out in zip(inside, hidden, strict=True) if not out}
    return list(found)


def count_items(files: Iterable[Path], limits: Limits) -> int:
    """Return how many documents the files hold, those that can't be read included."""
    return sum(_open(file, limits).total for file in files)


def read_items(files: Iterable[Path], limits: Limits) -> Iterator[Item]:
    """Give the documents of the files; a file that can't be opened is an item with its error."""
    for file in files:
        yield from _open(file, limits)


def _open(file: Path, limits: Limits) -> Items | _Unreadable:
    try:
        size = file.stat().st_size
        if size > limits.max_unpacked:
            raise IntakeError(
                f"The file has {size / 1024**2:,.0f} MB; at most {limits.max_unpacked // 1024**2} are taken."
            )
        return expand(file.read_bytes(), name=str(file), limits=limits)
    except (OSError, IntakeError) as error:
        return _Unreadable(file, error)


class _Unreadable:
    """A file that is no document and no collection of any."""

    total = 1

    def __init__(self, file: Path, error: OSError | IntakeError) -> None:
        reason = error.strerror if isinstance(error, OSError) else error
        self._item = Item(str(file), error=f"{file}: {reason}")

    def __iter__(self) -> Iterator[Item]:
        return iter([self._item])
