"""The admin: documents are added here, and what is known of sides, outlets and calls is edited here.

What the engine found is shown, never edited. All writing goes through the services.
"""

from django.contrib import admin
from django.utils.translation import gettext_lazy

from comparator.admin import calls, documents, people, recorded, register, results

__all__ = ["calls", "documents", "people", "recorded", "register", "results"]

admin.site.site_header = admin.site.site_title = "Readout Comparator"
admin.site.index_title = gettext_lazy("Editing")
