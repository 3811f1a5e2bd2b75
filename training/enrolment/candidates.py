"""Who may take a seat: for each person the concerns that speak against it, in words.

A concern may be overridden with a reason. That a person is in the class already may not.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Q

from common.dates import format_day
from registry.ahead.retirement import RetirementAges
from registry.enums import Scale
from registry.models import Cadre, ScaleLevel
from registry.scope import EVERYTHING
from registry.standing.held_levels import HeldLevels, levels_on
from registry.standing.standings import Standing, standings_of
from registry.units.names import UnitNames
from training.enums import ClassState, Concern
from training.models import Enrolment, SeatAllotment

SEPARATOR = ","


@dataclass(frozen=True)
class ConcernLine:
    """A concern about one person: "Chưa đủ trình độ đầu vào: cần từ Trung cấp, hồ sơ ghi Sơ cấp"."""

    concern: Concern
    text: str


@dataclass(frozen=True)
class Candidate:
    """A person who is to take a seat, and what speaks against it."""

    cadre: Cadre
    concerns: tuple[ConcernLine, ...] = ()
    is_enrolled: bool = False

    @property
    def codes(self) -> str:
        """The concerns as `Enrolment.overridden` keeps them."""
        return SEPARATOR.join(line.concern for line in self.concerns)

    @property
    def words(self) -> str:
        """All concerns in one sentence part."""
        return "; ".join(line.text[:1].lower() + line.text[1:] for line in self.concerns)

    @property
    def objection(self) -> str:
        """Everything in the way, also that the person is in the class already."""
        already = "đã có tên trong lớp" if self.is_enrolled else ""
        return "; ".join(filter(None, (already, self.words)))


def concerns_in_words(codes: str) -> str:
    """The stored codes of overridden concerns as people read them."""
    labels = dict(Concern.choices)
    return "; ".join(str(labels.get(code, code)) for code in codes.split(SEPARATOR) if code)


def serves_in(standing: Standing | None, unit_id: int) -> bool:
    """True when a standing counts in the unit, at whatever level that unit is."""
    return standing is not None and unit_id in (
        standing.commune_id,
        standing.district_id,
        standing.province_id,
    )


def check_candidates(allotment: SeatAllotment, cadres: Sequence[Cadre], day: date) -> list[Candidate]:
    """Concerns about each person taking a seat of the allotment on a day; the same few queries for any
    number of persons. `allotment` carries its class, programme and levels."""
    keys = [cadre.pk for cadre in cadres]
    classes, enrolled = _seats_held(allotment, keys)
    facts = _Facts(
        allotment=allotment,
        day=day,
        levels=levels_on(keys, day),
        standings=standings_of(keys, day=day, scope=EVERYTHING),
        classes=classes,
        ages=RetirementAges.stored(),
    )
    return [Candidate(cadre, tuple(facts.concerns_of(cadre)), cadre.pk in enrolled) for cadre in cadres]


@dataclass(frozen=True)
class _Facts:
    """Everything that is read once for all persons."""

    allotment: SeatAllotment
    day: date
    levels: dict[int, HeldLevels]
    standings: dict[int, Standing]
    classes: dict[int, list[str]]
    ages: RetirementAges

    @cached_property
    def unit_name(self) -> str:
        """Of the seats; read only when somebody serves elsewhere."""
        version = UnitNames.on(self.day, [self.allotment.unit_id]).get(self.allotment.unit_id)
        return version.full_name if version else "đơn vị"

    def concerns_of(self, cadre: Cadre) -> Iterable[ConcernLine]:
        training_class = self.allotment.training_class
        programme, ends = training_class.programme, training_class.ends_on
        held = self.levels[cadre.pk]
        entry = programme.entry_level
        if entry is not None and _rank(held, entry) < entry.rank:
            yield _line(Concern.ENTRY_LEVEL, f"cần từ {entry.label}, {_recorded(held, entry)}")
        level = programme.level
        if level is not None and _rank(held, level) >= level.rank:
            yield _line(Concern.HAS_LEVEL, _recorded(held, level))
        if cadre.pk in self.classes:
            yield _line(Concern.OVERLAP, ", ".join(self.classes[cadre.pk]))
        retires = self.ages.retires_on(cadre.born_on, cadre.born_precision, cadre.sex)
        if retires is not None and retires <= ends:
            text = f"nghỉ từ {format_day(retires)}, lớp kết thúc {format_day(ends)}"
            yield _line(Concern.RETIRES, text)
        if not serves_in(self.standings.get(cadre.pk), self.allotment.unit_id):
            yield _line(Concern.NOT_SERVING, f"{self.unit_name}, ngày {format_day(self.day)}")


def _line(concern: Concern, detail: str) -> ConcernLine:
    return ConcernLine(concern, f"{concern.label}: {detail}")


def _rank(held: HeldLevels, asked: ScaleLevel) -> int:
    row = held.get(Scale(asked.scale))
    return -1 if row is None else row.level.rank


def _recorded(held: HeldLevels, asked: ScaleLevel) -> str:
    row = held.get(Scale(asked.scale))
    return "hồ sơ chưa có dữ liệu" if row is None else f"hồ sơ ghi {row.level.label}"


def _seats_held(allotment: SeatAllotment, keys: Sequence[int]) -> tuple[dict[int, list[str]], set[int]]:
    """Other classes that each person attends while this one is held, and who has a seat in it already."""
    asked = allotment.training_class
    under_way = Q(result__isnull=True) | Q(result__completed_on__gte=asked.starts_on)
    meanwhile = under_way & Q(
        ~Q(training_class__state=ClassState.CANCELLED),
        training_class__starts_on__lte=asked.ends_on,
        training_class__ends_on__gte=asked.starts_on,
    )
    rows = (
        Enrolment.objects.holding_seats()
        .filter(Q(training_class=asked) | meanwhile, cadre__in=keys)
        .order_by("training_class__starts_on", "pk")
    )
    classes: dict[int, list[str]] = {}
    enrolled: set[int] = set()
    for cadre_id, class_id, code in rows.values_list("cadre_id", "training_class_id", "training_class__code"):
        if class_id == asked.pk:
            enrolled.add(cadre_id)
        else:
            classes.setdefault(cadre_id, []).append(f"lớp {code}")
    return classes, enrolled
