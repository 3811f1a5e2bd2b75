import unicodedata
from collections import Counter
from datetime import date
from hashlib import sha256
from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.models import Sum

from common.text.folding import compare_key, name_key
from registry.enums import Scale
from registry.models import (
    EthnicGroup,
    PostingKind,
    PostTitle,
    RetirementAge,
    ScaleLevel,
    StaffQuota,
    Standard,
    StandardSet,
    Unit,
    UnitAct,
    UnitPlace,
    UnitVersion,
)
from registry.reference.files import DATA, invented_hamlets
from registry.reference.load import load_reference

REGISTRY_MODELS: list[Any] = [
    *(Unit, UnitVersion, UnitPlace, UnitAct),
    *(PostTitle, PostingKind, EthnicGroup, ScaleLevel, RetirementAge, StaffQuota, StandardSet, Standard),
]
REPORTS_MODELS = [apps.get_model("reports", name) for name in ("Programme", "Target", "PublishedFigure")]
REFERENCE_MODELS: list[Any] = [*REGISTRY_MODELS, *REPORTS_MODELS]

pytestmark = pytest.mark.django_db


def digest() -> str:
    rows = [repr(row) for model in REFERENCE_MODELS for row in model.objects.order_by("pk").values_list()]
    return sha256("\n".join(rows).encode()).hexdigest()


@pytest.fixture
def loaded() -> None:
    load_reference()


def test_a_first_run_loads_everything(loaded):
    counts = {model.__name__: model.objects.count() for model in REFERENCE_MODELS}

    assert counts == {
        "Unit": 278,
        "UnitVersion": 285,
        "UnitPlace": 595,
        "UnitAct": 251,
        "PostTitle": 18,
        "PostingKind": 4,
        "EthnicGroup": 56,
        "ScaleLevel": 49,
        "RetirementAge": 25,
        "StaffQuota": 15,
        "StandardSet": 4,
        "Standard": 77,
        "Programme": 1,
        "Target": 8,
        "PublishedFigure": 51,
    }


def test_every_row_is_valid_by_its_own_model(loaded):
    for model in REFERENCE_MODELS:
        for row in model.objects.order_by("pk"):
            row.clean_fields()


def test_a_second_run_changes_nothing(loaded):
    before = digest()

    second = load_reference()

    assert (second.created, second.corrected, second.removed) == (0, 0, 0)
    assert digest() == before


def test_a_run_corrects_what_differs_and_removes_places_that_never_were(loaded):
    before = digest()
    place = UnitPlace.objects.get(unit__key="01423", valid_from=date(2020, 2, 1))
    UnitPlace.objects.create(
        unit=place.unit, valid_from=date(2021, 1, 1), valid_to=date(2021, 1, 2), province=place.province
    )
    place.valid_to = date(2021, 1, 1)
    place.save()
    PostTitle.objects.filter(code="police_chief").update(name="Sai tên")

    result = load_reference()

    assert (result.created, result.corrected, result.removed) == (0, 2, 1)
    assert digest() == before


def test_settings_of_an_administrator_stay_unless_they_are_reset(loaded):
    before = digest()
    PostTitle.objects.filter(code="culture_society").update(max_holders=3)
    PostingKind.objects.filter(code="project_600").update(counts_in_cbcc=True)
    apps.get_model("reports", "Target").objects.filter(code="TH").update(threshold=75)

    assert load_reference().corrected == 0
    assert PostTitle.objects.get(code="culture_society").max_holders == 3

    assert load_reference(reset_settings=True).corrected == 3
    assert digest() == before


def test_another_default_programme_stays_the_default(loaded):
    programmes = apps.get_model("reports", "Programme").objects
    scheme = programmes.get(code="DA03")
    assert scheme.is_default
    scheme.is_default = False
    scheme.save()
    scheme.pk, scheme.code, scheme.is_default = None, "KHAC", True
    scheme.save()

    load_reference()

    assert not programmes.get(code="DA03").is_default


def test_units_outside_the_files_are_left_alone(loaded):
    unit = Unit.objects.create(key="X1", level="province")
    UnitVersion.objects.create(unit=unit, code="X1", name="Tỉnh khác", kind="tinh", name_key="tinh khac")
    UnitPlace.objects.create(unit=unit, province=unit)

    load_reference()

    assert unit.versions.count() == unit.places.count() == 1


def test_the_command_says_what_it_did(loaded):
    out = StringIO()

    call_command("load_reference", stdout=out)

    assert out.getvalue() == "Dữ liệu dùng chung: thêm 0 dòng, sửa 0, bỏ 0.\n"


def test_acts_are_told_as_documents_tell_them(loaded):
    moved = UnitAct.objects.get(predecessor__key="01474", kind="move")
    assert moved.predecessor_name == "xã Quốc Toản (huyện Trà Lĩnh)"
    assert moved.successor_name == "xã Quốc Toản (huyện Quảng Hòa)"
    assert moved.decision_no == "897/NQ-UBTVQH14"

    split = UnitAct.objects.filter(predecessor__key="01753").order_by("id")
    assert [(act.kind, act.is_partial, act.successor_name) for act in split] == [
        ("split", True, "xã Vũ Minh"),
        ("split", True, "xã Minh Tâm"),
    ]
    assert UnitAct.objects.filter(kind="close", successor=None, effective_on=date(2025, 7, 1)).count() == 10


def test_units_of_2013_carry_codes_variants_and_tiles(loaded):
    thong_hue = UnitVersion.objects.get(code="01525", name="Thông Huề")
    assert thong_hue.name_variants == ["Thông Hoè"]
    assert UnitVersion.objects.get(code="01699", name="Trưng Vương").name_variants == ["Trương Vương"]

    living = Unit.objects.filter(established_on__lte=date(2013, 12, 31), ended_on__gte=date(2013, 12, 31))
    tiles = living.filter(level="district").values_list("tile_column", "tile_row")
    assert len(set(tiles)) == 13


def test_a_name_means_one_commune_of_a_district(loaded):
    day = date(2013, 12, 31)
    spellings: Counter[tuple[int | None, str]] = Counter()
    for version in UnitVersion.objects.filter(
        unit__level="commune", valid_from__lte=day, valid_to__gte=day
    ).select_related("unit"):
        district = version.unit.places.get(valid_from__lte=day, valid_to__gte=day).district_id
        keys = {name_key(name) for name in (version.name, *version.name_variants)}
        spellings.update((district, key) for key in keys)

    assert [spelling for spelling, count in spellings.items() if count > 1] == []


def test_invented_hamlets_make_the_published_sum():
    hamlets = invented_hamlets()

    assert len(hamlets) == 199
    assert sum(hamlets.values()) == 2480


def test_titles_are_eleven_and_seven(loaded):
    assert Counter(PostTitle.objects.order_by("order").values_list("staff_group", flat=True)) == {
        "elected_cadre": 11,
        "civil_servant": 7,
    }
    land = PostTitle.objects.get(code="land_construction")
    assert land.label_for("xa") == "Địa chính - nông nghiệp - xây dựng và môi trường"
    assert land.label_for("thi_tran") == "Địa chính - xây dựng - đô thị và môi trường"
    assert PostTitle.objects.aggregate(total=Sum("order"))["total"] == sum(range(1, 19))


def test_a_spelling_of_a_title_means_one_title(loaded):
    owners: dict[str, set[str]] = {}
    for title in PostTitle.objects.order_by("order"):
        for word in (title.name, title.urban_name, title.short_name, *title.synonyms):
            owners.setdefault(name_key(word), set()).add(title.code)
    owners.pop("", None)

    assert {word: codes for word, codes in owners.items() if len(codes) > 1} == {}


@pytest.mark.parametrize("scale", Scale.values)
def test_a_spelling_of_a_level_means_one_level_of_its_scale(loaded, scale):
    owners: dict[str, set[str]] = {}
    for level in ScaleLevel.objects.filter(scale=scale):
        for word in (level.label, level.short_label, *level.synonyms):
            owners.setdefault(name_key(word), set()).add(level.code)

    assert {word: codes for word, codes in owners.items() if len(codes) > 1} == {}


@pytest.mark.parametrize(
    ("scale", "cell", "code"),
    [
        ("general_education", "10/10", "upper_secondary"),
        ("general_education", "12/12", "upper_secondary"),
        ("general_education", "12/12 BT", "upper_secondary"),
        ("general_education", "10/12", "lower_secondary"),
        ("general_education", "9/12", "lower_secondary"),
        ("general_education", "7/10", "lower_secondary"),
        ("professional", "ĐH", "university"),
        ("professional", "TC", "intermediate"),
        ("professional", "CĐ", "college"),
        ("professional", "ThS", "master"),
        ("professional", "CN", "university"),
        ("political_theory", "CN", "bachelor"),
        ("political_theory", "CC", "advanced"),
        ("state_management", "x", "commune_refresher"),
        ("defence", "x", "object_4"),
        ("informatics", "x", "certificate_a"),
        ("informatics", "A", "certificate_a"),
    ],
)
def test_cells_of_real_lists_are_understood(loaded, scale, cell, code):
    (level,) = [
        level
        for level in ScaleLevel.objects.filter(scale=scale)
        if name_key(cell) in map(name_key, (level.label, level.short_label, *level.synonyms))
    ]

    assert level.code == code


def test_every_scale_starts_with_known_to_have_none(loaded):
    for scale in Scale.values:
        ranks = list(ScaleLevel.objects.filter(scale=scale).order_by("order").values_list("rank", flat=True))
        assert ranks[0] == 0, scale
        assert 0 not in ranks[1:], scale
        assert ranks == sorted(ranks), scale

    equal = ScaleLevel.objects.filter(scale="political_theory", code__in=["advanced", "bachelor"])
    assert {level.rank for level in equal} == {3}


def test_the_scheme_asks_the_same_of_every_title(loaded):
    asked = Standard.objects.filter(standard_set__code="DA03")

    assert {
        (s.scale, s.minimum.code, s.staff_group, s.title_id) for s in asked.select_related("minimum")
    } == {
        ("professional", "intermediate", "", None),
        ("political_theory", "elementary", "", None),
        ("state_management", "commune_refresher", "", None),
        ("defence", "object_4", "", None),
        ("informatics", "certificate_a", "", None),
    }
    assert not StandardSet.objects.get(code="DA03").applies_by_validity


def test_a_first_term_asks_more_of_party_secretaries_in_the_mountains(loaded):
    asked = Standard.objects.filter(
        standard_set__code="QD04-2004", title__code="party_secretary", scale="professional"
    )

    assert {(s.first_term_only, s.minimum.code) for s in asked.select_related("minimum")} == {
        (False, "elementary"),
        (True, "intermediate"),
    }


def test_a_minimum_is_a_level_of_its_scale(loaded):
    for row in Standard.objects.select_related("minimum"):
        assert row.minimum.scale == row.scale
        assert row.minimum.rank > 0


def test_ethnic_groups_carry_three_different_flags(loaded):
    groups = {group.code: group for group in EthnicGroup.objects.order_by("code")}

    assert sorted(groups) == [f"{number:02d}" for number in range(1, 57)]
    assert not groups["01"].is_minority
    assert sum(group.is_minority for group in groups.values()) == 53
    assert {"08", "09", "43"} <= {code for code, group in groups.items() if group.is_local_small}
    assert not groups["02"].is_local_small
    assert groups["43"].is_very_small
    assert not groups["08"].is_very_small


def test_a_spelling_of_an_ethnic_group_means_one_group(loaded):
    owners: dict[str, set[str]] = {}
    for group in EthnicGroup.objects.order_by("code"):
        for word in (group.name, *group.variants):
            owners.setdefault(compare_key(word), set()).add(group.code)

    assert {word: codes for word, codes in owners.items() if len(codes) > 1} == {}
    assert owners[compare_key("H'Mông")] == {"08"}
    assert owners[compare_key("Sán Chỉ")] == {"15"}


def test_files_are_composed_unicode():
    reports_data = DATA.parents[1] / "reports" / "data"
    for path in (*DATA.iterdir(), *reports_data.iterdir()):
        text = path.read_text(encoding="utf-8")
        assert unicodedata.is_normalized("NFC", text), path
