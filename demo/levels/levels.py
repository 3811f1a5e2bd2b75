"""Who has what on the two days. The counts are exact; who is behind them follows the score of a person.

On `BASELINE` 1.610 have no professional training at all and 515 of 3.603 meet all five criteria of the set
DA03, so that 3.088 do not. The other counts lie near the picture of the scheme's progress.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from random import Random

from demo.people.plan import CIVIL_TITLES, ELECTED_TITLES, Person
from registry.enums import Scale

PROFESSIONAL, THEORY, STATE = Scale.PROFESSIONAL, Scale.POLITICAL_THEORY, Scale.STATE_MANAGEMENT
DEFENCE, INFORMATICS = Scale.DEFENCE, Scale.INFORMATICS

UNTRAINED = 1610
MEETING_ALL = 515
UNKNOWN_PROFESSIONAL = 10
NONE = "none"
NOISE = 0.55
UNKNOWN_SHARE = 0.03

# Steps are conditions on a person; the base of each target is everyone, or one group.
TRAINED, GRADUATED = "trained", "graduated"
THEORY_FIRST, THEORY_SECOND = "theory_first", "theory_second"
IN_STATE, IN_DEFENCE, IN_INFORMATICS = "state", "defence", "informatics"


@dataclass(frozen=True)
class Goal:
    """How many of a group stand on a step on a day; in permille of the group's size."""

    step: str
    permille: int
    titles: tuple[str, ...] = (*ELECTED_TITLES, *CIVIL_TITLES)
    needs: str = ""


BEFORE_TRAINED = {ELECTED_TITLES: 470, CIVIL_TITLES: 632}
BEFORE = (
    Goal(IN_STATE, 410),
    Goal(IN_DEFENCE, 552),
    Goal(THEORY_FIRST, 623),
    Goal(THEORY_SECOND, 272, needs=THEORY_FIRST),
    Goal(GRADUATED, 96, needs=TRAINED),
)
BEFORE_INFORMATICS = 184
AFTER = (
    Goal(TRAINED, 662, ELECTED_TITLES),
    Goal(TRAINED, 839, CIVIL_TITLES),
    Goal(GRADUATED, 206, needs=TRAINED),
    Goal(THEORY_FIRST, 814),
    Goal(THEORY_SECOND, 385, needs=THEORY_FIRST),
    Goal(IN_STATE, 669),
    Goal(IN_DEFENCE, 783),
    Goal(IN_INFORMATICS, 413),
)
Steps = dict[str, set[int]]


@dataclass
class Picture:
    """Numbers of the persons on each step, on the two days; and what nobody knows."""

    before: Steps
    after: Steps
    elementary: set[int]
    unknown_professional: set[int]


def picture(rng: Random, staff: list[Person], newcomers: list[Person]) -> Picture:
    """Decides the steps of those serving on `BASELINE` and of those who came later."""
    staff = [person for person in staff if person.counts]
    before = _before(rng, staff)
    untrained = [person for person in staff if person.number not in before[TRAINED]]
    spread = rng.sample(untrained, len(untrained) - UNTRAINED)
    unknown = {person.number for person in spread[:UNKNOWN_PROFESSIONAL]}
    elementary = {person.number for person in spread[UNKNOWN_PROFESSIONAL:]}
    after = {step: set(numbers) for step, numbers in before.items()}
    for person in newcomers:
        for step in _steps_of_newcomer(rng, person):
            after[step].add(person.number)
    serving = [person for person in [*staff, *newcomers] if person.stays and person.counts]
    _progress(rng, serving, before, after, unknown | {p.number for p in newcomers})
    return Picture(before, after, elementary, unknown)


def _before(rng: Random, staff: list[Person]) -> Steps:
    ranked = sorted(staff, key=lambda person: -_with_noise(rng, person))
    all_met = {person.number for person in ranked[:MEETING_ALL]}
    steps: Steps = {TRAINED: set(), GRADUATED: set(), THEORY_SECOND: set()}
    for titles, permille in BEFORE_TRAINED.items():
        group = [person for person in staff if person.title in titles]
        steps[TRAINED] |= _pick(rng, group, _share(group, permille), all_met)
    steps[IN_INFORMATICS] = _pick(rng, staff, _share(staff, BEFORE_INFORMATICS), all_met)
    barred = _bar_one_each(rng, sorted(steps[IN_INFORMATICS] & steps[TRAINED] - all_met))
    for goal in BEFORE:
        among = [person for person in staff if not goal.needs or person.number in steps[goal.needs]]
        size = _share(staff, goal.permille)
        sure = set() if goal.needs else all_met
        steps[goal.step] = _pick(rng, among, size, sure, barred.get(goal.step, set()))
    return steps


def _bar_one_each(rng: Random, numbers: Iterable[int]) -> Steps:
    """Each of these would meet every criterion: bars each from one, so that 515 stay 515."""
    barred: Steps = {THEORY_FIRST: set(), IN_STATE: set(), IN_DEFENCE: set()}
    for number in numbers:
        barred[rng.choice((THEORY_FIRST, IN_STATE, IN_STATE, IN_DEFENCE))].add(number)
    return barred


def _share(group: Collection[Person], permille: int) -> int:
    return round(len(group) * permille / 1000)


def _with_noise(rng: Random, person: Person) -> float:
    return person.score + rng.gauss(0, NOISE)


def _pick(
    rng: Random,
    among: list[Person],
    size: int,
    sure: Collection[int] = (),
    barred: Collection[int] = (),
) -> set[int]:
    """`size` of them: the sure ones, then those who do best with some luck, none of the barred."""
    chosen = {person.number for person in among if person.number in sure}
    rest = [person for person in among if person.number not in chosen and person.number not in barred]
    rest.sort(key=lambda person: -_with_noise(rng, person))
    return chosen | {person.number for person in rest[: max(0, size - len(chosen))]}


def _progress(
    rng: Random, serving: list[Person], before: Steps, after: Steps, fixed: Collection[int]
) -> None:
    """Sends as many on courses as the picture of `CLOSING` needs; newcomers keep what they came with."""
    for goal in AFTER:
        group = [person for person in serving if person.last_title in goal.titles]
        have = {person.number for person in group if person.number in after[goal.step]}
        # Nobody goes from nothing to a university degree in two years.
        ready = before[TRAINED] if goal.step == GRADUATED else after[goal.needs] if goal.needs else None
        can = [
            person
            for person in group
            if person.number not in have
            and person.number not in fixed
            and (ready is None or person.number in ready)
        ]
        after[goal.step] |= _pick(rng, can, _share(group, goal.permille) - len(have))


_GRADUATE_STEPS = {IN_STATE: 0.15, IN_DEFENCE: 0.2, IN_INFORMATICS: 0.85, THEORY_FIRST: 0.08}
_ELECTED_STEPS = {
    TRAINED: 0.75, GRADUATED: 0.2, THEORY_FIRST: 0.8, THEORY_SECOND: 0.4, IN_STATE: 0.5, IN_DEFENCE: 0.6,
    IN_INFORMATICS: 0.3,
}  # fmt: skip
_CIVIL_STEPS = {
    TRAINED: 0.97, GRADUATED: 0.3, THEORY_FIRST: 0.45, THEORY_SECOND: 0.12, IN_STATE: 0.3, IN_DEFENCE: 0.4,
    IN_INFORMATICS: 0.6,
}  # fmt: skip
_BELOW = {GRADUATED: TRAINED, THEORY_SECOND: THEORY_FIRST}


def _steps_of_newcomer(rng: Random, person: Person) -> list[str]:
    if person.graduate or not person.counts:
        likely = dict(_GRADUATE_STEPS)
        steps = [TRAINED] if person.graduate == "small_intermediate" else [TRAINED, GRADUATED]
    else:
        likely = _ELECTED_STEPS if person.title in ELECTED_TITLES else _CIVIL_STEPS
        steps = []
    for step, chance in likely.items():
        if rng.random() < chance and (step not in _BELOW or _BELOW[step] in steps):
            steps.append(step)
    return steps


# Codes ---------------------------------------------------------------------------------------------------

_CODES: dict[str, tuple[tuple[str, float], ...]] = {
    TRAINED: (("intermediate", 0.9), ("college", 0.1)),
    THEORY_SECOND: (("intermediate", 0.94), ("advanced", 0.05), ("bachelor", 0.01)),
    IN_STATE: (("commune_refresher", 0.72), ("clerk", 0.17), ("specialist", 0.11)),
    IN_DEFENCE: (("object_4", 0.93), ("object_3", 0.07)),
    IN_INFORMATICS: (("certificate_a", 0.66), ("certificate_b", 0.28), ("intermediate_up", 0.06)),
}
_SINGLE = {GRADUATED: "university", THEORY_FIRST: "elementary"}
_LADDERS: dict[Scale, tuple[str, ...]] = {
    PROFESSIONAL: (GRADUATED, TRAINED),
    THEORY: (THEORY_SECOND, THEORY_FIRST),
    STATE: (IN_STATE,),
    DEFENCE: (IN_DEFENCE,),
    INFORMATICS: (IN_INFORMATICS,),
}


def assign_codes(rng: Random, people: list[Person], seen: Picture) -> None:
    """Gives each person the codes of their levels on both days; what was reached once stays."""
    for person in people:
        for scale, ladder in _LADDERS.items():
            start = _highest(ladder, seen.before, person.number)
            end = _highest(ladder, seen.after, person.number)
            if not person.is_new:
                lacking = _lacking(rng, person, scale, seen)
                code = _code(rng, start, person) if start else lacking
                if code:
                    person.before[scale] = person.after[scale] = code
            if end and (end != start or person.is_new):
                person.after[scale] = _code(rng, end, person)
            elif person.is_new and (scale == PROFESSIONAL or rng.random() > UNKNOWN_SHARE):
                person.after.setdefault(scale, NONE)


def _highest(ladder: tuple[str, ...], steps: Steps, number: int) -> str:
    return next((step for step in ladder if number in steps[step]), "")


def _lacking(rng: Random, person: Person, scale: Scale, seen: Picture) -> str:
    """Known to have none, sơ cấp, or nothing known ("")."""
    if scale == PROFESSIONAL:
        if person.number in seen.unknown_professional:
            return ""
        return "elementary" if person.number in seen.elementary else NONE
    return "" if rng.random() < UNKNOWN_SHARE else NONE


def _code(rng: Random, step: str, person: Person) -> str:
    if step == GRADUATED and person.graduate == "master":
        return "master"
    if step == TRAINED and person.graduate:
        return "intermediate"
    if step in _SINGLE:
        return _SINGLE[step]
    codes, weights = zip(*_CODES[step], strict=True)
    return str(rng.choices(codes, weights)[0])
