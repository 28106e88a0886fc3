"""Settings, from the environment (see README.md). Secure unless told otherwise: DEBUG is off and HTTPS is on."""

from __future__ import annotations

from datetime import timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from comparator.environment import read_bool, read_int, read_list, read_str

BASE_DIR = Path(__file__).resolve().parent.parent

DEBUG = read_bool("DEBUG", default=False)
HTTPS = read_bool("HTTPS", default=not DEBUG)
"""Whether people reach the site by HTTPS (directly or through a proxy that sets X-Forwarded-Proto)."""

SECRET_KEY = read_str("SECRET_KEY", default="only-for-debugging-on-this-machine" if DEBUG else "")
if not SECRET_KEY:
    raise ImproperlyConfigured(
        "SECRET_KEY is not set. Set it (or SECRET_KEY_FILE) to a long random text, or use `make run`, which makes one."
    )

ALLOWED_HOSTS = read_list("ALLOWED_HOSTS", default="127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = read_list("CSRF_TRUSTED_ORIGINS")
DATA_DIR = Path(read_str("DATA_DIR", default=str(BASE_DIR / "var")))
"""Where large uploads are kept while they arrive, and the SQLite database lives unless DATABASE_URL names another."""

MAINTENANCE = read_bool("MAINTENANCE", default=False)
"""Whether every page answers that the site is closed (503)."""

MAX_UPLOAD_BYTES = read_int("MAX_UPLOAD_MB", default=20, minimum=1) * 1024 * 1024
# Of one person's drafts, and files of documents that are not imported: how many, how large, and how long nobody may have worked on them.
MAX_DRAFTS = read_int("MAX_DRAFTS", default=200, minimum=1)
MAX_DRAFTS_BYTES = read_int("MAX_DRAFTS_MB", default=200, minimum=1) * 1024 * 1024
DRAFT_DAYS = read_int("DRAFT_DAYS", default=60, minimum=1)

INSTALLED_APPS = [
    "comparator.apps.ComparatorConfig",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "template_partials",
    "simple_history",
    "axes",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "comparator.middleware.ErrorPageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "comparator.urls"
WSGI_APPLICATION = "comparator.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": ["template_partials.templatetags.partials"],
        },
    }
]


def _database() -> dict[str, Any]:
    """Return the connection: SQLite with write-ahead logging and immediate transactions, or what DATABASE_URL names."""
    url = read_str("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'comparator.sqlite3'}")
    try:
        config: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True))
    except (ValueError, dj_database_url.ParseError) as error:
        raise ImproperlyConfigured(
            "DATABASE_URL is not understood. Write it as postgres://user:password@host:5432/name or sqlite:///path."
        ) from error
    if config["ENGINE"] == "django.db.backends.sqlite3":
        Path(config["NAME"]).parent.mkdir(parents=True, exist_ok=True)
        # Two workers and 2,000 tasks: 197 failures with Django's defaults, none with these.
        config["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32000;",
        }
    return config


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"


def _tasks() -> dict[str, Any]:
    """Return the queue of background work: in the database, or a broker that Celery workers listen to."""
    name = read_str("TASKS_BACKEND", default="database")
    broker_url = read_str("BROKER_URL", default="amqp://guest:guest@127.0.0.1:5672//")
    if name == "database":
        return {"BACKEND": "django_tasks_db.DatabaseBackend"}
    if name != "celery":
        raise ImproperlyConfigured(f"TASKS_BACKEND is {name!r}; set it to database or celery.")
    if find_spec("celery") is None:
        raise ImproperlyConfigured(
            "TASKS_BACKEND is celery, but Celery is not installed. Install it beside the program, for example with "
            "`.venv/bin/python -m pip install celery`, or set TASKS_BACKEND to database."
        )
    return {"BACKEND": "comparator.queues.celery.CeleryBackend", "OPTIONS": {"broker_url": broker_url}}


TASKS = {"default": _tasks()}
JOB_LEASE_SECONDS = read_int("JOB_LEASE_SECONDS", default=40, minimum=1)
"""How long after its worker was lost a job is queued anew; the reaper looks every few seconds."""


def _cache() -> dict[str, Any]:
    """Return where pages are kept once they are made: in the memory of each process, or in a Redis that all of them share.

    In memory 500 pages take 20 MB of each process at most; those that nobody asked for longest give way.
    """
    url = read_str("CACHE_URL")
    if not url:
        return {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "TIMEOUT": 24 * 3600,
            "OPTIONS": {"MAX_ENTRIES": 500, "CULL_FREQUENCY": 10},
        }
    if url == "off":
        return {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
    if not url.startswith(("redis://", "rediss://", "unix://")):
        raise ImproperlyConfigured(f"CACHE_URL is {url!r}; set it to redis://host:6379/0, to off, or not at all.")
    if find_spec("redis") is None:
        raise ImproperlyConfigured(
            "CACHE_URL names a Redis, but its client is not installed. Install it beside the program, for example with "
            "`.venv/bin/python -m pip install redis`, or leave CACHE_URL out."
        )
    return {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": url,
        "TIMEOUT": 24 * 3600,
        "KEY_PREFIX": "readouts",
    }


CACHES = {"default": _cache()}

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = LOGOUT_REDIRECT_URL = "home"

# Whoever gives five wrong passwords for a name waits. The name counts together with the address, so that nobody locks another out from
# elsewhere; behind a proxy, whose address all share, the name alone decides.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_DISABLE_ACCESS_LOG = True
AXES_LOCKOUT_CALLABLE = "comparator.views.accounts.locked"
AXES_VERBOSE = False

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("hi", "Hindi"), ("ru", "Russian")]
"""Of the interface; every language has a catalogue in comparator/locale/ (but for English)."""
FORMAT_MODULE_PATH = "comparator.formats"
LOCALE_PATHS = [BASE_DIR / "comparator" / "locale"]
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = Path(read_str("STATIC_ROOT", default=str(BASE_DIR / "staticfiles")))
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}


def _folder_for_uploads() -> Path:
    """Make a folder of its own for uploads under way, so that what a killed server leaves there can be swept."""
    folder = DATA_DIR / "uploads"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(
            f"DATA_DIR is {str(DATA_DIR)!r}, where nothing can be stored ({error.strerror}). Name another folder."
        ) from error
    return folder


# A pasted text may be as large as a file; both are checked again, with a message, by the form.
DATA_UPLOAD_MAX_MEMORY_SIZE = MAX_UPLOAD_BYTES + 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_TEMP_DIR = str(_folder_for_uploads())
FILE_UPLOAD_HANDLERS = [
    "comparator.intake.uploads.LimitedUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if read_bool("BEHIND_PROXY", default=False) else None
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_SECURE = HTTPS
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 14 * 24 * 3600
X_FRAME_OPTIONS = "DENY"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"comparator": {"level": "INFO"}},
}
