"""Figures over the demonstration province: what was published moves with each person, movements add up."""

from datetime import date

from django.core.management import call_command
from django.db import connection
from django.test import TestCase

from registry import standings
from registry.enums import Scale
from registry.models import Cadre, Posting, Qualification, Remedy, Unit
from registry.scope import Scope
from reports.commands import programme_of
from reports.enums import Measure, Term, Verdict
from reports.movement import movement
from reports.published import compare_all

EVERYTHING = Scope(everything=True)
BASELINE = date(2011, 12, 31)


def counts():
    """{key: (count, base)} of every published figure that is computed."""
    found = compare_all(programme_of("DA03"))
    return {each.figure.key: (each.computed.count, each.computed.base) for each in found if each.computed}


def delete_in_database(cadre_id):
    """Takes a person out behind the program's back."""
    for model, column in (
        (Remedy, "cadre_id"),
        (Qualification, "cadre_id"),
        (Posting, "cadre_id"),
        (Cadre, "id"),
    ):
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {model._meta.db_table} WHERE {column} = %s", [cadre_id])  # noqa: S608


def of_measure(measure):
    programme = programme_of("DA03")
    return set(programme.published_figures.filter(measure=measure).values_list("key", flat=True))


class TestDemonstrationFigures(TestCase):
    """Django's test case keeps one load of the province for all tests and rolls each of them back."""

    @classmethod
    def setUpTestData(cls) -> None:
        call_command("load_demo", verbosity=0)

    def person(self, condition, day=BASELINE):
        people = standings.people(day=day, scope=EVERYTHING, condition=condition)
        # Somebody who serves on every day that a published figure is of.
        stays = Posting.objects.filter(ended_on__isnull=True, is_main=True, started_on__lt=day)
        return Cadre.objects.filter(pk__in=people, postings__in=stays).order_by("pk").first()

    def change_after_deleting(self, condition):
        before = counts()
        delete_in_database(self.person(condition).pk)
        after = counts()
        return {
            key: (after[key][0] - before[key][0], (after[key][1] or 0) - (before[key][1] or 0))
            for key in before
            if after[key] != before[key]
        }

    def test_deleting_an_untrained_person_moves_each_figure_by_one(self):
        moved = self.change_after_deleting(standings.known_none(Scale.PROFESSIONAL))

        assert moved == (
            dict.fromkeys(of_measure(Measure.STAFF), (-1, 0))
            | dict.fromkeys(of_measure(Measure.WITHOUT_PROFESSIONAL_TRAINING), (-1, -1))
            | dict.fromkeys(of_measure(Measure.BELOW_STANDARD), (-1, -1))
        )

    def test_deleting_a_person_who_meets_the_standard_moves_the_bases_only(self):
        moved = self.change_after_deleting(standings.meets_standard(programme_of("DA03").standard_set))

        assert moved == (
            dict.fromkeys(of_measure(Measure.STAFF), (-1, 0))
            | dict.fromkeys(of_measure(Measure.WITHOUT_PROFESSIONAL_TRAINING), (0, -1))
            | dict.fromkeys(of_measure(Measure.BELOW_STANDARD), (0, -1))
        )

    def test_every_figure_that_people_and_units_carry_is_computed(self):
        found = {each.figure.key: each.verdict for each in compare_all(programme_of("DA03")) if each.computed}
        differing = {key for key, verdict in found.items() if verdict == Verdict.DIFFERS}

        assert len(found) == 11
        # 3.732 comes from another survey (December 2012): shown as differing, not bent.
        assert differing == {"staff_survey_2012"}

    def test_movements_add_up_for_three_targets_two_units_and_three_pairs_of_days(self):
        programme = programme_of("DA03")
        pairs = (
            (BASELINE, date(2013, 12, 31)),
            (date(2012, 6, 30), date(2012, 12, 31)),
            (date(2012, 12, 31), date(2021, 1, 1)),
        )
        for code in ("CM-CB", "LLCT-TC", "TH"):
            target = programme.targets.get(code=code)
            for key in ("04", "043"):
                unit = Unit.objects.get(key=key)
                for start, end in pairs:
                    with self.subTest(code=code, unit=key, start=start, end=end):
                        found = movement(target=target, unit=unit, start=start, end=end, scope=EVERYTHING)
                        listed = [person.cadre_id for term in Term for person in found.terms[term]]
                        assert found.adds_up
                        assert len(listed) == len(set(listed)) > 0
