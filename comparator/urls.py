"""Addresses of the site. Every page that is read is a GET whose whole state is in its address."""

from django.contrib import admin
from django.urls import path
from django.views.i18n import set_language

from comparator.views import (
    accounts,
    adding,
    calls,
    drawings,
    echoes,
    importing,
    jobs,
    pages,
    syndication,
    terms,
    timeline,
)

urlpatterns = [
    path("", calls.home, name="home"),
    path("calls/", calls.call_list, name="calls"),
    path("calls/<slug:slug>/", calls.call, name="call"),
    path("calls/<slug:slug>/ribbon.svg", calls.ribbon_svg, name="ribbon-svg"),
    path("calls/<slug:slug>/verdicts.svg", drawings.verdicts_svg, name="verdicts-svg"),
    path("calls/<slug:slug>/voices.svg", drawings.voices_svg, name="voices-svg"),
    path("calls/<slug:slug>/matrix/", calls.matrix, name="matrix"),
    path("calls/<slug:slug>/silence/", calls.silence, name="silence"),
    path("calls/<slug:slug>/side-by-side/", calls.beside, name="side-by-side"),
    path("calls/<slug:slug>/accept/", adding.accept_call, name="call-accept"),
    path("calls/<slug:slug>/report.csv", calls.report, name="report-csv"),
    path("statements/<slug:public_id>/", pages.statement, name="statement"),
    path("documents/<slug:public_id>/", pages.document, name="document"),
    path("documents/<slug:public_id>/raw/", pages.document, {"template": "raw.html"}, name="document-raw"),
    path("documents/<slug:public_id>/changes/", pages.document_changes, name="document-changes"),
    path("documents/<slug:public_id>.txt", pages.document_text, name="document-text"),
    path("documents/<slug:public_id>.json", pages.document_json, name="document-json"),
    path("search/", pages.search_page, name="search"),
    path("about/method/", pages.method, name="method"),
    path("echoes/", echoes.echo_list, name="echoes"),
    path("formulas/<slug:slug>/", echoes.formula, name="formula"),
    path("formulas/<slug:slug>/drift.svg", echoes.drift_svg, name="drift-svg"),
    path("jobs/", jobs.job_list, name="jobs"),
    path("jobs/<slug:public_id>/", jobs.job, name="job"),
    path("jobs/<slug:public_id>/retry/", jobs.retry, name="job-retry"),
    path("timeline/", timeline.timeline, name="timeline"),
    path("timeline/timeline.svg", timeline.timeline_svg, name="timeline-svg"),
    path("terms/", terms.term_list, name="terms"),
    path("terms/<slug:thing>/", terms.term, name="term"),
    path("changes.atom", syndication.changes, name="changes"),
    path("sitemap.xml", syndication.sitemap, name="sitemap"),
    path("theme/", pages.theme, name="theme"),
    path("language/", set_language, name="language"),
    path("add/", adding.start, name="add"),
    path("add/many/<int:key>/", importing.collection, name="collection"),
    path("add/many/<int:key>/discard/", importing.discard, name="collection-discard"),
    path("add/<slug:public_id>/", adding.details, name="draft-details"),
    path("add/<slug:public_id>/cleaning/", adding.cleaning, name="draft-cleaning"),
    path("add/<slug:public_id>/sentences/", adding.sentences, name="draft-sentences"),
    path("add/<slug:public_id>/duplicates/", adding.duplicates, name="draft-duplicates"),
    path("add/<slug:public_id>/save/", adding.save, name="draft-save"),
    path("add/<slug:public_id>/accept/", adding.accept, name="draft-accept"),
    path("add/<slug:public_id>/discard/", adding.discard, name="draft-discard"),
    path("login/", accounts.log_in, name="login"),
    path("logout/", accounts.log_out, name="logout"),
    path("robots.txt", pages.robots, name="robots"),
    path("admin/", admin.site.urls),
]

handler400 = "comparator.views.errors.bad_request"
handler404 = "comparator.views.errors.not_found"
