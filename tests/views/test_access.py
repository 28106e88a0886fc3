"""Every address × method × role. The addresses come from the configuration: a new one fails here until it is listed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from http.cookies import SimpleCookie

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLResolver, get_resolver, reverse

from comparator.models import Draft, Job, Review
from comparator.roles import Role, permissions_of
from comparator.services.drafts import draft_start
from comparator.services.uploads import upload_keep
from tests.views.comparisons import make_comparison

pytestmark = pytest.mark.django_db

ANONYMOUS = "anonymous"
EVERYBODY = (ANONYMOUS, *Role)
EDITORS = (Role.EDITOR, Role.REVIEWER, Role.ADMIN)
REVIEWERS = (Role.REVIEWER, Role.ADMIN)
READING, METHODS = ("GET",), ("GET", "POST", "PUT", "PATCH", "DELETE")
"""HEAD is answered as GET is, without the body."""
ADMIN_METHODS = ("GET", "POST", "DELETE")
"""Django's admin tells only whether something is posted."""

PUBLIC_PAGES = {
    "home", "calls", "call", "ribbon-svg", "verdicts-svg", "voices-svg", "matrix", "silence", "side-by-side", "report-csv", "statement",
    "document", "document-raw", "document-changes", "document-text", "document-json", "search", "method", "echoes", "formula", "drift-svg",
    "timeline", "timeline-svg", "terms", "term", "changes", "sitemap", "robots", "patterns", "pattern-svg",
}  # fmt: skip
"""Read by everybody; nothing can be posted to them."""
PUBLIC_FORMS = {"theme", "language", "login", "logout"}
"""Posted by everybody; they keep nothing but a choice in a cookie or a session."""
FOR_EDITORS = {"add": METHODS[:2], "call-accept": ("POST",)}
"""Page → methods that it takes."""
OF_A_DRAFT = {
    **dict.fromkeys(
        ("draft-details", "draft-cleaning", "draft-sentences", "draft-duplicates", "draft-save"), METHODS[:2]
    ),
    "collection": METHODS[:2],
    **dict.fromkeys(("draft-accept", "draft-discard", "collection-discard"), ("POST",)),
}
"""The same for the owner of the draft, and for nobody else."""
FOR_REVIEWERS = {
    **dict.fromkeys(("review", "review-decisions"), READING),
    **dict.fromkeys(("review-item", "review-document", "review-statement"), METHODS[:2]),
    "review-withdraw": ("POST",),
}
"""The same for those who review."""
JOBS = {"jobs": READING, "job": READING, "job-retry": ("POST",)}
"""Whoever is logged in; of single jobs those who asked for them, and those who may see all."""

REGISTER = {"call", "document", "outlet", "side"}
MACHINE_MADE = {"collation", "echo", "link", "sentence", "statement"}
RECORDED = {f"historical{kind}" for kind in ("alias", "call", "callparty", "document", "outlet", "side")}
PEOPLE = {"user", "group"}
SUPERUSERS_ONLY = {"accessattempt", "accesslog", "accessfailurelog", "dbtaskresult"}
ADMIN_PAGES = {
    "index",
    "login",
    "logout",
    "password_change",
    "password_change_done",
    "autocomplete",
    "jsi18n",
    "view_on_site",
    "app_list",
}
ACTIONS = {
    "changelist": "view",
    "add": "add",
    "history": "view",
    "delete": "delete",
    "change": "change",
    "password_change": "change",
}

_WRITES = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"(\w+)"', re.IGNORECASE)
_OWN_BUSINESS = {"django_session", "axes_accessattempt", "axes_accesslog", "axes_accessfailurelog"}


@dataclass(frozen=True)
class Address:
    """One entry of the configuration, with a path that leads to it."""

    name: str
    path: str
    admin: bool = False


def flatten(patterns, prefix=""):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from flatten(pattern.url_patterns, prefix + str(pattern.pattern))
        else:
            yield prefix + str(pattern.pattern), pattern.name or ""


ROUTES = list(flatten(get_resolver().url_patterns))


def admin_model(name):
    """Return the model and the action of a page of the admin, or nothing."""
    found = re.fullmatch(r"(?:comparator|auth|axes|django_tasks_database)_([a-z]+)_([a-z_]+)", name)
    return found.groups() if found else None


@pytest.fixture(autouse=True)
def whoever_asks_may_be_shown(settings):
    """The pages of a user ask for that user beside the one who is logged in."""
    settings.ZEAL_ALLOWLIST = [*settings.ZEAL_ALLOWLIST, {"model": "auth.User", "field": "get()"}]


@pytest.fixture
def world(db):
    """Objects to lead to, a draft of somebody else among them."""
    made = make_comparison()
    owner = User.objects.create_user("owner")
    owner.groups.add(Group.objects.get(name=Role.EDITOR))
    draft = draft_start(owner=owner, raw="Mr. Modi called Mr. Putin on 24 February 2022. They spoke of trade.")
    job = Job.objects.create(public_id="j0b", key="k", kind="collate", state="done", created_by=owner)
    return {
        "call": made.call.slug,
        "statement": made.statements["Contacts"].public_id,
        "document": made.documents[0].public_id,
        "draft": draft.public_id,
        "job": job.public_id,
        "owner": owner.pk,
        "decision": Review.objects.create(document=made.documents[0], kind="voice", start=0, end=5, value="IN").pk,
        "upload": upload_keep(name="a.csv", content=b"title,text\nA,Mr. Modi called.\n", created_by=owner).pk,
    }


def address(route, name, world):
    kind = next((kind for kind in ("statement", "document", "draft", "job") if kind in name), "call")
    path = re.sub(r"<slug:(\w+)>", lambda part: world[kind] if part[1] in {"slug", "public_id"} else "nothing", route)
    path = re.sub(r"<int:key>", str(world["upload"]), path)
    path = re.sub(r"<int:decision>", str(world["decision"]), path)
    path = re.sub(r"<id>", str(world["owner"]), path)
    path = re.sub(r"<path:object_id>|<int:\w+>|<path:\w+>", "1", path)
    path = path.replace("^(?P<app_label>comparator|auth|django_tasks_database|axes)/$", "comparator/")
    path = path.replace("(?P<url>.*)$", "nothing-here/")
    return Address(name, "/" + path, admin=route.startswith("admin/"))


def client_of(role, world, *, staff=True):
    client = Client(raise_request_exception=False)
    if role != ANONYMOUS:
        user = User.objects.create_user(f"the {role}", is_staff=staff)
        user.groups.add(Group.objects.get(name=role))
        client.force_login(user)
    return client


def ask(client, cookies, method, path):
    """Make a request that leaves nothing behind; return its answer and the tables that it wrote to."""
    client.cookies = SimpleCookie(cookies)
    with transaction.atomic(), CaptureQueriesContext(connection) as queries:
        response = client.generic(method, path, b"", content_type="application/x-www-form-urlencoded")
        transaction.set_rollback(True)
    written = {match[1] for query in queries if (match := _WRITES.match(query["sql"]))}
    return response, written - _OWN_BUSINESS


def allowed_on_site(name, role, method):
    """Return the statuses that a page of the site may answer with."""
    if name in PUBLIC_PAGES:
        return {200, 302, 404} if method in READING else {405}
    if name in PUBLIC_FORMS:
        return {200, 302, 405}
    methods = {**FOR_EDITORS, **FOR_REVIEWERS, **OF_A_DRAFT, **JOBS}[name]
    if method not in methods:
        return {405}
    if role == ANONYMOUS:
        return {302}
    if name in JOBS:
        return {200} if name == "jobs" else {200, 302} if role in EDITORS else {404}
    if role not in (REVIEWERS if name in FOR_REVIEWERS else EDITORS):
        return {403}
    if name in FOR_REVIEWERS:
        return {200} if method in READING else {302, 404}
    return {404} if name in OF_A_DRAFT else {200, 302}


def allowed_in_admin(name, role, method):
    """Return the statuses that a page of the admin may answer a member of staff with."""
    if role == ANONYMOUS:
        return {200, 302, 405} if name == "login" else {302}
    page = admin_model(name)
    if page is None:
        return {200, 302, 403, 404, 405}
    model, action = page
    held = {codename for _, codename in permissions_of(role)}
    wanted = ACTIONS[action]
    if action == "change" and method != "POST":
        wanted = "view"
    if action == "history":
        return {200, 302, 404} if f"view_{model}" in held else {302, 403, 404}  # of what is not there nothing is told
    readable = wanted == "view" and f"view_{model}" in held
    writable = model not in MACHINE_MADE | RECORDED | SUPERUSERS_ONLY and f"{wanted}_{model}" in held
    return {200, 302} if readable or writable else {403}


def test_every_address_is_listed():
    site = {name for route, name in ROUTES if not route.startswith("admin/")}
    assert (
        site
        == PUBLIC_PAGES | PUBLIC_FORMS | FOR_EDITORS.keys() | FOR_REVIEWERS.keys() | OF_A_DRAFT.keys() | JOBS.keys()
    )
    admin = {name for route, name in ROUTES if route.startswith("admin/")} - {""}
    models = REGISTER | MACHINE_MADE | RECORDED | PEOPLE | SUPERUSERS_ONLY
    assert {
        page for page in map(admin_model, admin) if page and (page[0] not in models or page[1] not in ACTIONS)
    } == set()
    assert {name for name in admin if admin_model(name) is None} == ADMIN_PAGES


@pytest.mark.parametrize("role", EVERYBODY)
def test_each_role_gets_what_it_may(role, world):
    """What the role may not read or do is refused, no page breaks, and nothing but a POST writes."""
    client = client_of(role, world)
    cookies = client.cookies.output(header="", sep=";")
    wrong = []
    for route, name in ROUTES:
        one = address(route, name, world)
        for method in ADMIN_METHODS if one.admin else METHODS:
            response, written = ask(client, cookies, method, one.path)
            allowed = (allowed_in_admin if one.admin else allowed_on_site)(name, role, method)
            if not name:
                allowed = {302, 404}  # the admin's own redirects
            if response.status_code not in allowed:
                wrong.append((method, one.path, response.status_code, sorted(allowed)))
            if written and (method != "POST" or role in (ANONYMOUS, Role.VIEWER)):
                wrong.append((method, one.path, "wrote to", sorted(written)))
    assert not wrong, "\n".join(map(str, wrong))


@pytest.mark.parametrize("role", [ANONYMOUS, Role.VIEWER])
def test_who_may_only_read_writes_nothing_whatever_is_posted(role, world):
    """Forms that are filled in, not only empty ones."""
    client = client_of(role, world, staff=False)
    before = (Draft.objects.count(), Job.objects.count())
    for name, fields in (
        ("add", {"text": "Mr. Modi called Mr. Putin. They spoke of trade."}),
        ("draft-duplicates", {"choice": "discard"}),
        ("draft-discard", {}),
        ("draft-save", {}),
    ):
        arguments = [] if name == "add" else [world["draft"]]
        assert client.post(reverse(name, args=arguments), fields).status_code in (302, 403)
    assert (Draft.objects.count(), Job.objects.count()) == before


@pytest.mark.parametrize("role", [Role.VIEWER, Role.EDITOR, Role.REVIEWER, Role.ADMIN])
def test_who_is_no_member_of_staff_has_no_admin(role, world):
    client = client_of(role, world, staff=False)
    response = client.get(reverse("admin:index"))
    assert response.status_code == 302
    assert response.url.startswith(reverse("admin:login"))


def test_forms_ask_for_the_token_against_forged_requests(world):
    client = Client(enforce_csrf_checks=True)
    user = User.objects.get(username="owner")
    client.force_login(user)
    for name, arguments in (("add", []), ("draft-discard", [world["draft"]]), ("logout", [])):
        response = client.post(reverse(name, args=arguments), {})
        assert response.status_code == 403
        assert "too old" in response.content.decode()


@pytest.mark.parametrize(("name", "value"), [("theme", "dark"), ("language", "hi")])
def test_a_choice_of_colours_or_language_is_taken_from_the_own_pages_only(name, value):
    """Their forms stand on every page that is kept, and so have no token."""
    client = Client(enforce_csrf_checks=True)

    def choose(**headers):
        response = client.post(reverse(name), {name: value, "next": "/calls/"}, headers=headers)
        return response.status_code, bool(response.cookies)

    chosen, refused = (302, True), (403, False)
    assert choose(**{"Sec-Fetch-Site": "same-origin"}) == choose(Origin="http://testserver") == choose() == chosen
    for site in ("cross-site", "same-site"):
        assert choose(**{"Sec-Fetch-Site": site, "Origin": "http://testserver"}) == refused
    for origin in ("https://elsewhere.example", "http://testserver.elsewhere.example", "null"):
        assert choose(Origin=origin) == refused
