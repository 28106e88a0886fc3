"""The text engine: documents in, records out.

Pure Python. It imports no Django, touches no database, no clock and no network, and reads nothing but its own data files in
``lexicon/``. The stages and their records are described in ``README.md`` beside this file; the machine interface is ``__main__.py``.
"""

from comparator.engine.options import ENGINE_VERSION, Options

__all__ = ["ENGINE_VERSION", "Options"]
