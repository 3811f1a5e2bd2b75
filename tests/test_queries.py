"""Every page costs the same number of queries with one row as with twenty, and the number is pinned here."""

import re
from datetime import date

import pytest
from django.db import connection, transaction
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import AccessEntry, Role
from registry.cards import services
from registry.cards.naming import name_fields
from registry.enums import ActKind, Scale
from registry.models import Act, Cadre, ImportBatch, Posting, Unit
from registry.reference.load import load_reference
from registry.scope import Scope
from tests import two_districts as two
from tests.factories import accounts as make_accounts
from tests.factories import registry as make
from tests.factories import training as school
from tests.registry.workbook.books import list_bytes, person
from tests.walking import address
from training.models import Institution, Payment, Presence

pytestmark = pytest.mark.django_db

# Read for every page, before it begins: session, account, rights, scope, usual day; and the line in the log.
FRAME = re.compile(
    r'FROM "django_session"|"accounts_user"\."id" = \d+ ORDER BY .* LIMIT 1$|FROM "accounts_userright"'
    r'|"registry_unitaccess"\."user_id" = |SELECT "reports_programme"\."default_day"'
    r'|INTO "accounts_accessentry"'
)
ASIDE = ("SAVEPOINT", "RELEASE SAVEPOINT", "BEGIN")
MOST_IN_FRAME = 6
# Queries of a page beyond its frame. At most 12, except where the history of a person is told in words (a
# query for each kind of fact there is and for each kind of thing they name), where a file is checked,
# where what was published is computed anew for every day that it was published for, where people are checked
# for a seat against all that is known of them, and where a year's plan stands beside all that came of it.
CEILING, CEILING_OF_MANY = 12, 14
PINNED = {
    "list": 11,
    "list of all records": 12,
    "card": 12,
    "history of a person": 13,
    "log": 2,
    "act": 10,
    "units": 4,
    "imports": 1,
    "checked file": 13,
    "overview": 9,
    "district": 11,
    "commune": 12,
    "people behind a number": 6,
    "movement": 12,
    "comparison": 5,
    "published figures": 13,
    "accounts": 3,
    "agencies": 2,
    "access log": 2,
    "needs": 4,
    "people in need": 12,
    "form of needs": 11,
    "classes": 11,
    "class": 12,
    "calendar": 1,
    "seats": 5,
    "catalogue": 2,
    "readings of a figure": 9,
    "open work": 1,
    "choosing a class": 6,
    "enrolling": 14,
    "withdrawal": 3,
    "change of seat": 6,
    "results": 2,
    "corrected result": 3,
    "class form": 5,
    "presence": 4,
    "state of a class": 2,
    "transfer of seats": 4,
    "planned seats": 4,
    "answers of a commune": 12,
    "plan": 14,
    "plan of a programme": 12,
    "plan form": 6,
    "money": 11,
    "money of a source": 11,
    "money of a class": 12,
    "payment of support": 5,
    "support policies": 1,
    "exports": 3,
    "attendances": 3,
    "list of trainees": 5,
    "result form": 7,
    "costs by source": 10,
    "draft decision": 7,
    "draft summons": 7,
    "workbook of results": 2,
}
OF_MANY = {"history of a person", "checked file", "published figures", "enrolling", "plan"}
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
    "movement": ("leader", "reports:movement", ("from=2010-12-31",)),
    "comparison": ("leader", "reports:compare", ()),
    "published figures": ("leader", "reports:published_figures", ()),
    "accounts": ("administrator", "accounts:account_list", ()),
    "agencies": ("administrator", "accounts:agency_list", ()),
    "access log": ("administrator", "accounts:access_log", ()),
    "needs": ("leader", "training:need_board", ()),
    "people in need": ("clerk", "training:need_list", ()),
    "form of needs": ("clerk", "training:need_form", (two.OWN_COMMUNE,)),
    "classes": ("clerk", "training:class_list", ("q=l",)),
    "class": ("clerk", "training:class_detail", ("class",)),
    "calendar": ("leader", "training:class_calendar", ("year=2013",)),
    "seats": ("officer", "training:class_seats", ("class",)),
    "catalogue": ("administrator", "training:catalogue_table", ("co-so",)),
    "readings of a figure": ("leader", "reports:published_tries", ("refresher_share",)),
    "open work": ("clerk", "registry:tasks", ()),
    "choosing a class": ("clerk", "training:enrol_choose", ("code=people",)),
    "enrolling": ("clerk", "training:enrol", ("class", "code=people")),
    "withdrawal": ("clerk", "training:enrolment_withdraw", ("class", "enrolment")),
    "change of seat": ("clerk", "training:enrolment_move", ("class", "enrolment")),
    "results": ("officer", "training:result_grid", ("class",)),
    "corrected result": ("officer", "training:result_correct", ("ended", "graduate")),
    "presence": ("officer", "training:session_presence", ("class", "session")),
    "class form": ("officer", "training:class_edit", ("class",)),
    "state of a class": ("officer", "training:class_state", ("class",)),
    "transfer of seats": ("officer", "training:class_transfer", ("class",)),
    "planned seats": ("leader", "training:planned_seats", ()),
    "answers of a commune": ("clerk", "training:need_answers", (two.OWN_COMMUNE,)),
    "plan": ("officer", "training:plan", ("year=2013",)),
    "plan of a programme": ("officer", "training:plan_programme", ("2013", "CM-TC")),
    "plan form": ("officer", "training:plan_edit", ("2013", "CM-TC")),
    "money": ("officer", "training:money", ("year=2013",)),
    "money of a source": ("officer", "training:money_source", ("2013", "DA03")),
    "money of a class": ("officer", "training:class_money", ("class",)),
    "payment of support": ("officer", "training:support_pay", ("class",)),
    "support policies": ("administrator", "training:policy_list", ()),
    "exports": ("officer", "training:exports", ()),
    "attendances": ("officer", "training:attendance_list", ("year=2013",)),
    "list of trainees": ("officer", "training:attendance_download", ("year=2013",)),
    "result form": ("officer", "training:form_download", ()),
    "costs by source": ("officer", "training:cost_download", ("year=2013",)),
    "draft decision": ("officer", "training:sending_draft", ("class",)),
    "draft summons": ("officer", "training:summons_draft", ("class",)),
    "workbook of results": ("officer", "training:result_download", ("class",)),
}


class Site:
    """A district with as many rows of every kind as asked for, and its cast."""

    def __init__(self) -> None:
        province, district = make.unit_coded(two.PROVINCE), make.unit_coded(two.OWN)
        self.cast = {
            "clerk": make.make_user("ha.quang", units=(district,)),
            "leader": make.make_user("lanh.dao", role=Role.LEADER, units=(province,)),
            "administrator": make.make_user("quan.tri", role=Role.ADMINISTRATOR, units=(province,)),
            "officer": make.make_user("ban.to.chuc", role=Role.PROVINCE_STAFF, units=(province,)),
        }
        self.first = make.make_cadre(self.clerk, make.unit_coded(two.OWN_COMMUNE), "Lý A Sình")
        self.add_facts(1)
        self.training_class = school.make_class(self.clerk)
        self.seats = school.make_seats(self.clerk, self.training_class, district, 40)
        self.ended = school.make_class(self.clerk, "TH-A", ends_on=date(2013, 6, 1), state="finished")
        self.seats_of_ended = school.make_seats(self.clerk, self.ended, district, 40)
        self.people: list[str] = []
        self.rows: list[Model] = list(self.newcomer(1))
        self.add_training(make.make_cadre(self.clerk, make.unit_coded(two.OWN_COMMUNE), "Nông Văn 1"), 1)
        self.act = self.record_rows()
        self.batch = self.add_batch(1)

    @property
    def clerk(self):
        return self.cast["clerk"]

    def fill(self, size: int) -> None:
        """Brings every kind of row from one to `size`."""
        with transaction.atomic():
            for number in range(2, size + 1):
                self.add(number)
            self.act = self.record_rows()
        self.batch = self.add_batch(size)

    def record_rows(self) -> Act:
        """What was gathered, as one act over many people."""
        rows, self.rows = self.rows, []
        return make.recorded(ActKind.IMPORT, self.clerk, created=rows)

    def add(self, number: int) -> None:
        cadre, posting = self.newcomer(number)
        make.write(self.clerk, cadre, posting)
        self.rows += self.newcomer(100 + number)
        self.add_facts(number)
        self.add_training(cadre, number)
        make_accounts.make_user(agency=make_accounts.make_agency(f"Cơ quan {number}"))
        AccessEntry.objects.create(user=self.clerk, username="x", kind="view_card", object_key=str(number))

    def newcomer(self, number: int) -> tuple[Cadre, Posting]:
        """A person with a first title, not stored yet."""
        unit = make.unit_coded(two.OWN_COMMUNE if number % 2 else two.SECOND_OWN_COMMUNE)
        values = {**make.person_values(), **name_fields(f"Nông Văn {number}")}
        cadre = Cadre(code=f"NG{number:06}", **values)
        return cadre, make.make_posting_row(cadre, unit)

    def add_facts(self, number: int) -> None:
        """One act of each kind on the first person."""
        unit, year = make.unit_coded(two.OWN_COMMUNE), 1990 + number
        services.correct_cadre(actor=self.clerk, cadre=self.first, values={"note": str(number)})
        level = make.level_facts(Scale.POLITICAL_THEORY, "elementary", make.on(year))
        services.record_qualification(actor=self.clerk, cadre=self.first, facts=level)
        past = {"started_on": date(year, 1, 1), "ended_on": date(year, 6, 30), "is_main": False}
        make.make_posting(self.clerk, self.first, unit, **past)

    def add_training(self, cadre: Cadre, number: int) -> None:
        """A trainee, a payment and a session of the class, somebody who passed, and a class beside it."""
        self.people.append(cadre.code)
        self.enrolment = school.make_enrolment(self.clerk, self.seats, cadre)
        self.graduate = school.make_enrolment(self.clerk, self.seats_of_ended, cadre)
        school.make_result(self.clerk, self.graduate)
        bill = {"amount_vnd": 1000, "paid_on": date(2013, 6, 1), "document_no": f"PC-{number}"}
        self.rows.append(Payment(allotment=self.seats, **bill))
        session = school.make_session(self.clerk, self.training_class)
        self.rows.append(Presence(enrolment=self.enrolment, cadre=cadre, session=session, days=1))
        beside = school.make_class(self.clerk)
        school.make_seats(self.clerk, beside, self.seats.unit, number)
        Institution.objects.create(code=f"CS-{number}", name=f"Cơ sở {number}")

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
        known |= {"class": self.training_class.code, "ended": self.ended.code, "people": self.people}
        known["session"] = self.training_class.sessions.order_by("pk")[0].pk
        known |= {"enrolment": self.enrolment.pk, "graduate": self.graduate.pk}
        arguments = [known.get(key, key) for key in keys if "=" not in key]
        asked = [key.split("=") for key in keys if "=" in key]
        query = {key: known.get(value, value) for key, value in asked}
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
    assert {page for page, number in PINNED.items() if number > CEILING} <= OF_MANY
    assert max(PINNED.values()) <= CEILING_OF_MANY


def test_the_scope_of_three_districts_is_read_like_that_of_one(django_assert_num_queries):
    units = [make.unit_coded(code) for code in (two.OWN, two.OTHER, two.THIRD)]
    users = [make.make_user(units=tuple(units[:size])) for size in (1, 3)]

    for user in users:
        with django_assert_num_queries(1):
            assert Scope.of(user).unit_ids


def test_a_query_for_each_row_is_seen(costs):
    with CaptureQueriesContext(connection) as found:
        assert [posting.title.name for posting in Posting.objects.order_by("pk")]

    assert len(found) > CEILING_OF_MANY
