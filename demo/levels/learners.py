"""Who of the untrained studies for a degree on `CLOSING`: 244 at university, 422 at a school, 666 in all."""

from __future__ import annotations

from random import Random

from demo.people.plan import CLOSING, RETIREMENT, Person
from registry.enums import Scale, Sex

AT_UNIVERSITY, AT_SCHOOL = 244, 422
UNIVERSITY, INTERMEDIATE = "university", "intermediate"
# A degree takes four years at most, a school two: nobody begins who would retire before.
_YEARS_FOR_UNIVERSITY, _YEARS_FOR_SCHOOL = 5, 4
_NONE = "none"


def choose_learners(people: list[Person], seed: int, block: int) -> None:
    """Sets `studies` of those who serve and have learnt nothing yet, the young ones rather than the old.

    It draws from a sequence of its own, so that everybody else stays who they were.
    """
    rng = Random(f"{seed}/{block}/learners")  # noqa: S311 -- invented people, nothing to protect
    ready = [person for person in people if _is_untrained(person) and _years(person) >= _YEARS_FOR_SCHOOL]
    by_youth = sorted(ready, key=lambda person: (-person.born_on.year + rng.gauss(0, 5), person.number))
    able = [person for person in by_youth if _years(person) >= _YEARS_FOR_UNIVERSITY]
    for person in able[:AT_UNIVERSITY]:
        person.studies = UNIVERSITY
    rest = [person for person in by_youth if not person.studies]
    for person in rest[:AT_SCHOOL]:
        person.studies = INTERMEDIATE


def _is_untrained(person: Person) -> bool:
    levels = (person.before.get(Scale.PROFESSIONAL), person.after.get(Scale.PROFESSIONAL))
    return person.stays and person.counts and not person.is_new and levels == (_NONE, _NONE)


def _years(person: Person) -> int:
    return person.born_on.year + RETIREMENT[Sex(person.sex)] - CLOSING.year
