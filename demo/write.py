"""Stores a generated province through the door of acts: one act per district, history and all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from django.db import transaction
from django.db.models import Model

from common.numbers import format_int
from demo.people.accounts import create_sign_ins, grant_province, system_account
from demo.people.plan import BASELINE, CLOSING, Person, ProfilePlan, ProvincePlan
from demo.people.units import add_province, prefix_of, province_key
from demo.province import communes, generate
from demo.steps import Step, Written
from demo.training.write import demonstration_step as classes
from registry.acts.recording import record
from registry.cards.naming import name_fields
from registry.enums import ActKind, UnitLevel
from registry.errors import Refusal
from registry.models import (
    Cadre,
    EthnicGroup,
    Posting,
    PostingKind,
    PostTitle,
    Qualification,
    Remedy,
    ScaleLevel,
    StaffQuota,
    Unit,
    UnitProfile,
)
from registry.reference.load import load_reference

# In this order: a later step may build on what an earlier one generated.
STEPS: tuple[Step, ...] = (classes,)
REASON = "Nạp tỉnh trình diễn: người hư cấu, không phải số liệu thật"


@dataclass(frozen=True)
class _Keys:
    """Primary keys by the words that the generator uses."""

    prefix: str
    units: dict[str, int]
    titles: dict[str, int]
    kinds: dict[str, int]
    groups: dict[str, int]
    levels: dict[tuple[str, str], int]
    quotas: dict[int, int]

    @classmethod
    def read(cls, block: int) -> _Keys:
        prefix = prefix_of(block)
        units = Unit.objects.exclude(level=UnitLevel.PROVINCE).filter(key__startswith=prefix)
        quotas = StaffQuota.objects.filter(valid_from__lte=CLOSING, valid_to__gte=CLOSING)
        return cls(
            prefix=prefix,
            units=dict(units.values_list("key", "pk")),
            titles=dict(PostTitle.objects.values_list("code", "pk")),
            kinds=dict(PostingKind.objects.values_list("code", "pk")),
            groups=dict(EthnicGroup.objects.values_list("code", "pk")),
            levels={(level.scale, level.code): level.pk for level in ScaleLevel.objects.all()},
            quotas=dict(quotas.values_list("unit_class", "maximum")),
        )

    def unit(self, key: str) -> int:
        return self.units[self.prefix + key]


def load(*, seed: int, provinces: int) -> None:
    """Reference data where missing, accounts, then province by province, each in one transaction.

    Refuses a database in which there are people.
    """
    if Cadre.objects.exists():
        raise Refusal(
            "Cơ sở dữ liệu đã có hồ sơ nên không nạp tỉnh trình diễn; dữ liệu giữ nguyên. "
            "Muốn xem trình diễn, chạy lệnh này với một cơ sở dữ liệu trống (đặt DATABASE_URL)."
        )
    with transaction.atomic():
        if not (ScaleLevel.objects.exists() and Unit.objects.filter(key=province_key(0)).exists()):
            load_reference()
        create_sign_ins()
        _write_province(seed, 0)
    for block in range(1, provinces):
        with transaction.atomic():
            add_province(block)
            _write_province(seed, block)


def _write_province(seed: int, block: int) -> None:
    actor = system_account()
    grant_province(actor, province_key(block))
    plan = generate(seed, block)
    writers = [step(plan, seed, block) for step in STEPS]
    keys = _Keys.read(block)
    province = Unit.objects.get(key=province_key(block))
    written = Written(province, actor, REASON, keys.prefix, keys.units, {}, {})
    for code, name in {each.district_key: each.district_name for each in communes()}.items():
        _write_district(plan, keys, written, code, name)
    for write in writers:
        write(written)


def _write_district(plan: ProvincePlan, keys: _Keys, written: Written, code: str, name: str) -> None:
    people = [person for person in plan.people if person.commune.district_key == code]
    here = {each.key for each in communes() if each.district_key == code}
    profiles = [profile for profile in plan.profiles if profile.unit_key in here]
    rows: list[Model] = [row for person in people for row in _rows(person, keys, written)]
    rows += [_profile(profile, keys) for profile in profiles]
    summary = f"{name}: {format_int(len(people))} người hư cấu, {len(profiles)} xã, phường, thị trấn"
    record(ActKind.DEMONSTRATION, written.actor, created=rows, summary=summary, reason=REASON)


def _rows(person: Person, keys: _Keys, written: Written) -> Iterator[Model]:
    """The person, then everything that hangs on them."""
    cadre = Cadre(
        **name_fields(person.full_name),
        born_on=person.born_on,
        born_precision=person.born_precision,
        sex=person.sex,
        ethnic_group_id=keys.groups[person.ethnic],
        **person.details,
    )
    written.cadres[person.number] = cadre
    yield cadre
    for posting in person.postings:
        values = asdict(posting)
        unit_id, title_id = keys.unit(values.pop("unit_key")), keys.titles[values.pop("title")]
        kind_id = keys.kinds[values.pop("kind")]
        yield Posting(cadre=cadre, unit_id=unit_id, title_id=title_id, kind_id=kind_id, **values)
    for level in person.levels:
        qualification = Qualification(
            cadre=cadre,
            level_id=keys.levels[level.scale, level.code],
            obtained_on=level.obtained_on,
            obtained_precision=level.obtained_precision,
            **{"source": "Hồ sơ trình diễn", **level.extra},
        )
        written.levels[id(level)] = qualification
        yield qualification
    for remedy in person.remedies:
        yield Remedy(cadre=cadre, **asdict(remedy))


def _profile(profile: ProfilePlan, keys: _Keys) -> UnitProfile:
    values = asdict(profile)
    unit_id, unit_class = keys.unit(values.pop("unit_key")), values.pop("unit_class")
    return UnitProfile(
        unit_id=unit_id,
        as_of=BASELINE,
        staff_quota=keys.quotas[unit_class],
        is_invented=True,
        source="Số liệu trình diễn, không phải số liệu thật",
        **values,
    )
