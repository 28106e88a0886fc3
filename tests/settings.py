"""Settings of the test run: those of the program, with what a test machine lacks filled in."""

import os

os.environ.setdefault("SECRET_KEY", "only-for-tests")
os.environ.setdefault("HTTPS", "off")
os.environ["DEBUG"] = "off"

from comparator.settings import *  # noqa: F403
from comparator.settings import INSTALLED_APPS, MIDDLEWARE, STORAGES

# Hashed file names need `collectstatic` first; the browser tests do it and serve them as a deployment would.
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_AUTOREFRESH = True

# One round instead of a million: the tests log in often, and what is tested is not Django's hashing.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# Any page that asks the database the same question once for each row fails its test.
INSTALLED_APPS = [*INSTALLED_APPS, "zeal"]
MIDDLEWARE = ["zeal.middleware.zeal_middleware", *MIDDLEWARE]
ZEAL_RAISE = True
# Logging in asks for the old session and for the new one.
ZEAL_ALLOWLIST = [{"model": "sessions.Session", "field": "get()"}]
