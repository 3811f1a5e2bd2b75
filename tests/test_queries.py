"""Every page costs the same number of queries with one row as with twenty, and the number is pinned here."""

import re
from datetime import date

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import AccessEntry, Role
from registry import acts, services
from registry.enums import Scale
from registry.models import Act, Cadre, ImportBatch, Posting, Unit
from registry.people import name_fields
from registry.reference import load_reference
from registry.scope import Scope
from tests import two_districts as two
from tests.factories import accounts as make_accounts
from tests.factories import registry as make
from tests.importing.books import list_bytes, person
from tests.walking import address

pytestmark = pytest.mark.django_db

# Read for every page, before it begins: session, account, rights, scope, usual day; and the line in the log.
FRAME = re.compile(
    r'FROM "django_session"|"accounts_user"\."id" = \d+ ORDER BY .* LIMIT 1$|FROM "accounts_userright"'
    r'|"registry_unitaccess"\."user_id" = |SELECT "reports_programme"\."default_day"'
    r'|INTO "accounts_accessentry"'
)
ASIDE = ("SAVEPOINT", "RELEASE SAVEPOINT", "BEGIN")
MOST_IN_FRAME = 7
# Queries of a page beyond its frame. At most 12, except where the history of five kinds of facts is told in
# words (a query for each kind of fact, and for each kind of thing they name) and where a file is checked.
CEILING, CEILING_OF_HISTORY = 12, 22
PINNED = {
    "list": 11,
    "list of all records": 12,
    "card": 22,
    "history of a person": 13,
    "log": 2,
    "act": 15,
    "units": 4,
    "imports": 1,
    "checked file": 13,
    "overview": 6,
    "district": 8,
    "commune": 10,
    "people behind a number": 6,
    "movement": 9,
    "comparison": 5,
    "published figures": 11,
    "accounts": 3,
    "agencies": 2,
    "access log": 2,
}
HISTORIES = {"card", "history of a person", "act", "checked file"}
PAGES = {
    "list": ("clerk", "registry:cadre_list", ()),
    "list of all records": ("clerk", "registry:cadre_list", ("serving=all",)),
    "card": ("clerk", "registry:cadre_card", ("code",)),
    "history of a person": ("clerk", "registry:cadre_history", ("code",)),
    "log": ("clerk", "registry:act_list", ()),
    "act": ("clerk", "registry:act_detail", ("act",)),
    "units": ("clerk", "registry:area_tree", ()),
    "imports": ("clerk", "registry:import_start", ()),
    "checked file": ("clerk", "registry:import_check", ("batch",)),
    "overview": ("leader", "reports:overview", ()),
    "district": ("leader", "reports:district", (two.OWN,)),
    "commune": ("leader", "reports:commune", (two.OWN_COMMUNE,)),
    "people behind a number": ("leader", "reports:people", ()),
    "movement": ("leader", "reports:movement", ()),
    "comparison": ("leader", "reports:compare", ()),
    "published figures": ("leader", "reports:published_figures", ()),
    "accounts": ("administrator", "accounts:account_list", ()),
    "agencies": ("administrator", "accounts:agency_list", ()),
    "access log": ("administrator", "accounts:access_log", ()),
}


class Site:
    """A district with as many rows of every kind as asked for, and its cast."""

    def __init__(self) -> None:
        province, district = make.unit_coded(two.PROVINCE), make.unit_coded(two.OWN)
        self.cast = {
            "clerk": make.make_user("ha.quang", units=(district,)),
            "leader": make.make_user("lanh.dao", role=Role.LEADER, units=(province,)),
            "administrator": make.make_user("quan.tri", role=Role.ADMINISTRATOR, units=(province,)),
        }
        self.first = make.make_cadre(self.clerk, make.unit_coded(two.OWN_COMMUNE), "Lý A Sình")
        self.act = Act.objects.latest("pk")
        self.add_facts(1)
        self.batch = self.add_batch(1)

    @property
    def clerk(self):
        return self.cast["clerk"]

    def fill(self, size: int) -> None:
        """Brings every kind of row from one to `size`."""
        with transaction.atomic():
            for number in range(2, size + 1):
                self.add(number)
        self.batch = self.add_batch(size)

    def add(self, number: int) -> None:
        unit = make.unit_coded(two.OWN_COMMUNE if number % 2 else two.SECOND_OWN_COMMUNE)
        values = {**make.person_values(), **name_fields(f"Nông Văn {number}")}
        cadre = Cadre(code=f"NG{number:06}", **values)
        posting = make.make_posting_row(cadre, unit)
        acts.write(self.act, created=[cadre, posting])
        self.add_facts(number)
        make_accounts.make_user(agency=make_accounts.make_agency(f"Cơ quan {number}"))
        AccessEntry.objects.create(user=self.clerk, username="x", kind="view_card", object_key=str(number))

    def add_facts(self, number: int) -> None:
        """One act of each kind on the first person."""
        unit, year = make.unit_coded(two.OWN_COMMUNE), 1990 + number
        services.correct_cadre(actor=self.clerk, cadre=self.first, values={"note": str(number)})
        level = make.level_facts(Scale.POLITICAL_THEORY, "elementary", make.on(year))
        services.record_qualification(actor=self.clerk, cadre=self.first, facts=level)
        past = {"started_on": date(year, 1, 1), "ended_on": date(year, 6, 30), "is_main": False}
        make.make_posting(self.clerk, self.first, unit, **past)

    def add_batch(self, size: int) -> ImportBatch:
        here = {"commune_code": two.OWN_COMMUNE, "commune": None, "district": None}
        return ImportBatch.objects.create(
            user=self.clerk,
            uploaded_at=timezone.now(),
            file_name="danh-sach.xlsx",
            digest="0" * 64,
            content=list_bytes([person(number, **here) for number in range(1, size + 1)]),
            as_of=date(2013, 12, 31),
        )

    def queries(self, page: str) -> list[str]:
        """Statements of a page once the process is warm."""
        role, route, keys = PAGES[page]
        known = {"code": self.first.code, "act": self.act.pk, "batch": self.batch.pk}
        arguments = [known.get(key, key) for key in keys if "=" not in key]
        query = dict(key.split("=") for key in keys if "=" in key)
        client = Client()
        client.force_login(self.cast[role])
        client.get(address(route, *arguments, **query))
        with CaptureQueriesContext(connection) as found:
            assert client.get(address(route, *arguments, **query)).status_code == 200
        return [each["sql"] for each in found.captured_queries if not each["sql"].startswith(ASIDE)]


@pytest.fixture(scope="module")
def costs(django_db_setup, django_db_blocker):
    """Statements of every page with one row and with twenty."""
    with django_db_blocker.unblock(), transaction.atomic():
        if not Unit.objects.exists():
            load_reference()
        site = Site()
        one = {page: site.queries(page) for page in PAGES}
        site.fill(20)
        yield {page: (one[page], site.queries(page)) for page in PAGES}
        transaction.set_rollback(True)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_costs_the_same_with_one_row_and_with_twenty(costs, page):
    one, twenty = costs[page]
    own = [each for each in twenty if not FRAME.search(each)]

    assert len(twenty) == len(one)
    assert len(twenty) - len(own) <= MOST_IN_FRAME
    assert len(own) == PINNED[page], f"{page}: {len(own)}"


def test_the_pinned_numbers_keep_to_the_ceiling():
    assert set(PINNED) == set(PAGES)
    assert {page for page, number in PINNED.items() if number > CEILING} <= HISTORIES
    assert max(PINNED.values()) <= CEILING_OF_HISTORY


def test_the_scope_of_three_districts_is_read_like_that_of_one(django_assert_num_queries):
    units = [make.unit_coded(code) for code in (two.OWN, two.OTHER, two.THIRD)]
    users = [make.make_user(units=tuple(units[:size])) for size in (1, 3)]

    for user in users:
        with django_assert_num_queries(2):
            assert Scope.of(user).unit_ids


def test_a_query_for_each_row_is_seen(costs):
    with CaptureQueriesContext(connection) as found:
        assert [posting.title.name for posting in Posting.objects.order_by("pk")]

    assert len(found) > CEILING_OF_HISTORY
