"""The demonstration province in the database: figures of the standing query, history, sign-ins, refusal."""

from collections import Counter
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import TestCase

from accounts.models import Right, Role, User
from demo.password import DEMONSTRATION_PASSWORD
from demo.people import units
from demo.people.plan import BASELINE, CLOSING
from registry import audit as verification
from registry.enums import ActKind, Scale, StaffGroup, UnitLevel
from registry.models import Act, Cadre, Posting, Unit, UnitProfile
from registry.scope import Scope
from registry.standing import standings
from registry.standing.yardstick import Yardstick

EVERYTHING = Scope(everything=True)


@pytest.mark.usefixtures("demonstration")
class TestLoadedProvince(TestCase):
    def test_the_standing_query_finds_the_published_figures(self):
        province = Unit.objects.get(key="04")
        below = Yardstick.of_scheme(BASELINE).lacks_any()
        found = {
            name: Cadre.objects.filter(
                pk__in=standings.people(day=day, scope=EVERYTHING, unit=province, condition=condition)
            ).count()
            for name, day, condition in (
                ("staff 2011", BASELINE, standings.everyone()),
                ("staff 2013", CLOSING, standings.everyone()),
                ("untrained 2011", BASELINE, standings.known_none(Scale.PROFESSIONAL)),
                ("below 2011", BASELINE, below),
            )
        }

        assert found == {"staff 2011": 3603, "staff 2013": 3603, "untrained 2011": 1610, "below 2011": 3088}

    def test_the_eight_targets_stand_where_the_scheme_stood(self):
        def shares(day: date) -> list[float]:
            staff = standings.standings(day=day, scope=EVERYTHING)
            elected = [each for each in staff if each.staff_group == StaffGroup.ELECTED_CADRE]
            civil = [each for each in staff if each.staff_group == StaffGroup.CIVIL_SERVANT]
            steps = (
                (elected, Scale.PROFESSIONAL, 2),
                (civil, Scale.PROFESSIONAL, 2),
                (staff, Scale.PROFESSIONAL, 4),
                (staff, Scale.POLITICAL_THEORY, 1),
                (staff, Scale.POLITICAL_THEORY, 2),
                (staff, Scale.STATE_MANAGEMENT, 1),
                (staff, Scale.DEFENCE, 1),
                (staff, Scale.INFORMATICS, 1),
            )
            return [
                round(100 * sum((each.rank(scale) or 0) >= least for each in base) / len(base), 1)
                for base, scale, least in steps
            ]

        assert shares(BASELINE) == [47.0, 63.2, 9.6, 62.3, 27.2, 41.0, 55.2, 18.4]
        assert shares(CLOSING) == [66.2, 83.9, 20.6, 81.4, 38.5, 66.9, 78.3, 41.3]

    def test_weak_and_strong_districts_differ(self):
        def theory(key: str) -> float:
            staff = standings.standings(day=CLOSING, scope=EVERYTHING, unit=Unit.objects.get(key=key))
            return sum((each.political_theory or 0) >= 2 for each in staff) / len(staff)

        assert max(map(theory, ("042", "043", "044"))) + 0.1 < min(map(theory, ("040", "050")))

    def test_what_is_stored_agrees_with_its_history(self):
        assert list(verification.check_history()) == []
        assert list(verification.check_overlaps()) == []
        assert list(verification.check_names()) == []
        acts = Act.objects.filter(kind=ActKind.DEMONSTRATION)
        assert acts.filter(summary__contains="người hư cấu").count() == 13

    def test_stored_rows_pass_the_validation_of_a_form(self):
        for row in (*Cadre.objects.order_by("code")[:150], *Posting.objects.order_by("-pk")[:150]):
            row.full_clean(validate_unique=False)

    def test_no_commune_has_more_staff_than_its_quota(self):
        staff = Counter(each.commune_id for each in standings.standings(day=CLOSING, scope=EVERYTHING))
        profiles = UnitProfile.objects.filter(is_invented=True)

        assert profiles.count() == 199
        assert [p for p in profiles if staff[p.unit_id] > (p.staff_quota or 0)] == []

    def test_there_is_a_sign_in_for_every_role_and_district(self):
        users = {user.username: user for user in User.objects.filter(is_active=True)}
        clerks = [Scope.of(user) for user in users.values() if user.role == Role.DISTRICT_CLERK]

        assert {user.role for user in users.values()} == set(Role)
        assert len(clerks) == 13
        assert sum(len(scope.unit_ids) for scope in clerks) == 199 + 13
        assert not any(scope.is_provincial for scope in clerks)
        assert all(
            Scope.of(users[name]).is_provincial
            for name in ("quantri", "tinh", "sonoivu", "lanhdao", "kiemtra")
        )
        assert users["tinh"].has_right(Right.EXPORT_PERSONAL)
        assert all(user.check_password(DEMONSTRATION_PASSWORD) for user in users.values())
        assert all(user.agency for user in users.values())

    def test_nobody_can_sign_in_as_the_system(self):
        system = User.objects.get(username="he-thong")

        assert not system.is_active
        assert not system.has_usable_password()

    def test_a_second_province_has_units_of_its_own(self):
        with transaction.atomic():
            before = Unit.objects.count()
            units.add_province(1)
            second = Unit.objects.get(key="P02")
            below = Unit.objects.filter(places__province=second)

            assert Unit.objects.count() == before + 1 + 13 + 199
            assert below.filter(level=UnitLevel.COMMUNE).count() == 199
            assert standings.standings(day=CLOSING, scope=EVERYTHING, unit=second) == []
            transaction.set_rollback(True)

    def test_a_database_with_people_is_refused(self):
        before = Cadre.objects.count()

        with pytest.raises(CommandError, match="đã có hồ sơ"):
            call_command("load_demo")

        assert Cadre.objects.count() == before
