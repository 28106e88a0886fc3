"""WSGI entry point, for example ``gunicorn comparator.wsgi``."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "comparator.settings")
application = get_wsgi_application()

# The pages and all that they need are loaded now and not with the first request. They stay for good: the collector of cyclic garbage need
# not look at these 200,000 objects again in the middle of requests, which took a sixth of their time.
_ = get_resolver().url_patterns
gc.collect()
gc.freeze()
