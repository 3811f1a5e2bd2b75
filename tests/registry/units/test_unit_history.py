from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from common.dates import OPEN_END, OPEN_PAST
from registry.reference.files import act_lines, listed_units, unit_history
from registry.units.history import UnitHistory, build_history
from registry.units.records import Change, ListedUnit, PlaceSpan, UnitHistoryError, VersionSpan

HISTORY = unit_history()
ACT_DAYS = [date(2012, 7, 9), date(2012, 9, 25), date(2020, 2, 1), date(2020, 3, 1), date(2025, 7, 1)]
EDGE_DAYS = [day + timedelta(days=shift) for day in ACT_DAYS for shift in (-1, 0, 1)]


def versions_of(unit_key: str) -> list[VersionSpan]:
    return [version for version in HISTORY.versions if version.unit_key == unit_key]


def living_on(history: UnitHistory, day: date, level: str) -> list[VersionSpan]:
    """Versions of the units of a level that live on a day."""
    keys = {life.key for life in history.lives if life.level == level}
    return [v for v in history.versions if v.unit_key in keys and v.valid_from <= day <= v.valid_to]


def place_on(history: UnitHistory, unit_key: str, day: date) -> PlaceSpan:
    """Where a unit counts on a day: in one place."""
    own = [place for place in history.places if place.unit_key == unit_key]
    (found,) = [place for place in own if place.valid_from <= day <= place.valid_to]
    return found


def named_on(day: date, unit_key: str) -> tuple[str, str]:
    (version,) = [v for v in versions_of(unit_key) if v.valid_from <= day <= v.valid_to]
    return version.kind, version.name


@pytest.mark.parametrize(
    ("day", "kinds", "districts"),
    [
        (date(2012, 1, 1), {"xa": 179, "phuong": 6, "thi_tran": 14}, 13),
        (date(2013, 12, 31), {"xa": 177, "phuong": 8, "thi_tran": 14}, 13),
        (date(2020, 2, 15), {"xa": 139, "phuong": 8, "thi_tran": 14}, 12),
        (date(2020, 6, 1), {"xa": 139, "phuong": 8, "thi_tran": 14}, 10),
        (date(2025, 6, 30), {"xa": 139, "phuong": 8, "thi_tran": 14}, 10),
        (date(2025, 7, 1), {"xa": 53, "phuong": 3}, 0),
    ],
    ids=str,
)
def test_as_many_units_live_as_the_province_had(day, kinds, districts):
    assert Counter(version.kind for version in living_on(HISTORY, day, "commune")) == kinds
    assert len(living_on(HISTORY, day, "district")) == districts
    assert len(living_on(HISTORY, day, "province")) == 1


@pytest.mark.parametrize(
    ("day", "communes", "districts"),
    [(date(2013, 12, 31), 46, 9), (date(2020, 6, 1), 40, 7), (date(2025, 7, 1), 21, 0)],
    ids=str,
)
def test_border_communes_stay_border_communes_through_mergers(day, communes, districts):
    border = [version for version in living_on(HISTORY, day, "commune") if version.is_border]
    above = {place_on(HISTORY, version.unit_key, day).district_key for version in border} - {None}

    assert len(border) == communes
    assert len(above) == districts


def test_border_communes_of_2013_are_43_xa_and_3_thi_tran():
    border = [v for v in living_on(HISTORY, date(2013, 12, 31), "commune") if v.is_border]

    assert Counter(version.kind for version in border) == {"xa": 43, "thi_tran": 3}


@pytest.mark.parametrize(
    ("unit_key", "changed_on", "before", "after"),
    [
        ("01285", date(2012, 7, 9), ("xa", "Hòa Chung"), ("phuong", "Hòa Chung")),
        ("01288", date(2012, 7, 9), ("xa", "Duyệt Trung"), ("phuong", "Duyệt Trung")),
        ("040", date(2012, 9, 25), ("thi_xa", "Cao Bằng"), ("thanh_pho", "Cao Bằng")),
        ("01630", date(2020, 2, 1), ("xa", "Triệu Ẩu"), ("xa", "Bế Văn Đàn")),
        ("01447", date(2020, 3, 1), ("thi_tran", "Hùng Quốc"), ("thi_tran", "Trà Lĩnh")),
    ],
)
def test_a_rename_is_a_version_of_the_same_unit(unit_key, changed_on, before, after):
    assert named_on(changed_on - timedelta(days=1), unit_key) == before
    assert named_on(changed_on, unit_key) == after


def test_a_merger_under_the_code_of_a_merged_unit_establishes_a_new_unit():
    merged_on = date(2020, 2, 1)
    ends = {life.key: life.ended_on for life in HISTORY.lives}

    assert ends["01468"] == ends["01459"] == merged_on - timedelta(days=1)
    assert named_on(merged_on, "01468-20200201") == ("xa", "Quang Vinh")
    assert named_on(merged_on - timedelta(days=1), "01468") == ("xa", "Lưu Ngọc")


def test_a_unit_that_absorbs_others_lives_on():
    (nam_quang,) = [life for life in HISTORY.lives if life.key == "01297"]

    assert (nam_quang.established_on, nam_quang.ended_on) == (OPEN_PAST, date(2025, 6, 30))
    assert place_on(HISTORY, "01306", date(2021, 1, 1)).commune_key == "01297"


@pytest.mark.parametrize(
    ("unit_key", "day", "commune", "district"),
    [
        ("01423", date(2020, 1, 31), "01423", "045"),
        ("01423", date(2021, 1, 1), "01420", "045"),
        ("01423", date(2025, 7, 1), "01393-20250701", None),
        ("01459", date(2020, 2, 29), "01468-20200201", "046"),
        ("01459", date(2020, 3, 1), "01468-20200201", "047"),
        ("01474", date(2020, 2, 29), "01474", "046"),
        ("01474", date(2020, 3, 1), "01474", "049-20200301"),
        ("01579", date(2020, 2, 29), "01579", "049"),
        ("01579", date(2020, 3, 1), "01579", "049-20200301"),
        ("01627", date(2020, 3, 1), "01627", "049-20200301"),
        ("01366", date(2020, 1, 31), "01366", "044"),
        ("01366", date(2020, 2, 1), "01366", "045"),
        ("01369", date(2020, 2, 1), "01366", "045"),
        ("01495", date(2025, 7, 1), "01501-20250701", None),
        ("044", date(2020, 1, 31), None, "044"),
        ("044", date(2020, 2, 1), None, "045"),
        ("050", date(2022, 1, 1), None, "049-20200301"),
        ("050", date(2025, 7, 1), None, None),
        ("04", date(2025, 7, 1), None, None),
    ],
)
def test_a_unit_counts_where_its_successors_count(unit_key, day, commune, district):
    place = place_on(HISTORY, unit_key, day)

    assert (place.commune_key, place.district_key, place.province_key) == (commune, district, "04")


def test_a_split_commune_counts_in_its_district_but_in_no_commune_until_people_are_moved():
    assert place_on(HISTORY, "01753", date(2020, 1, 31)).commune_key == "01753"
    split = place_on(HISTORY, "01753", date(2020, 2, 1))
    assert (split.commune_key, split.district_key) == (None, "052")
    without_districts = place_on(HISTORY, "01753", date(2025, 7, 1))
    assert (without_districts.commune_key, without_districts.district_key) == (None, None)


def assert_unbroken(spans: Sequence[PlaceSpan | VersionSpan], first: date, last: date) -> None:
    assert spans[0].valid_from == first
    assert spans[-1].valid_to == last
    for earlier, later in zip(spans, spans[1:], strict=False):
        assert later.valid_from == earlier.valid_to + timedelta(days=1), later


def test_a_unit_has_one_name_on_every_day_of_its_life():
    for life in HISTORY.lives:
        assert_unbroken(versions_of(life.key), life.established_on, life.ended_on)


def test_a_unit_has_one_place_on_every_day_from_its_establishment_on():
    for life in HISTORY.lives:
        places = [place for place in HISTORY.places if place.unit_key == life.key]
        assert_unbroken(places, life.established_on, OPEN_END)


@pytest.mark.parametrize("day", EDGE_DAYS, ids=str)
def test_a_code_means_at_most_one_unit_on_a_day(day):
    living = [v.code for level in ("province", "district", "commune") for v in living_on(HISTORY, day, level)]

    assert len(living) == len(set(living))


@pytest.mark.parametrize("day", EDGE_DAYS, ids=str)
def test_every_unit_counts_only_in_units_that_live_on_the_day(day):
    living = {
        v.unit_key for level in ("province", "district", "commune") for v in living_on(HISTORY, day, level)
    }

    for place in HISTORY.places:
        if place.valid_from <= day <= place.valid_to:
            assert {place.commune_key, place.district_key, place.province_key} - {None} <= living


def test_every_act_line_links_units_that_were_there():
    lines = act_lines()
    lives = {life.key: life for life in HISTORY.lives}

    assert len(lines) == len(HISTORY.links) == 251
    for line, (old_key, new_key) in zip(lines, HISTORY.links, strict=True):
        day = line.change.effective_on
        assert lives[old_key].established_on < day, line
        assert lives[old_key].ended_on >= day - timedelta(days=1), line
        assert (new_key is None) == (line.change.kind == "dissolve"), line
        if new_key:
            assert lives[new_key].established_on <= day <= lives[new_key].ended_on, line


def test_the_order_of_the_lines_does_not_matter():
    changes = [line.change for line in act_lines()]
    backwards = build_history(listed_units(), date(2013, 12, 31), changes[::-1])

    assert set(backwards.places) == set(HISTORY.places)
    assert set(backwards.versions) == set(HISTORY.versions)


SMALL = [
    ListedUnit("province", "04", "tinh", "Cao Bằng", "", True),
    ListedUnit("district", "040", "huyen", "Một", "04", False),
    ListedUnit("commune", "01000", "xa", "An", "040", False),
    ListedUnit("commune", "01001", "xa", "Bình", "040", True),
]
DAY = date(2020, 1, 1)


def test_a_single_line_that_keeps_code_kind_and_name_changes_nothing():
    line = Change(DAY, "merge", "commune", "01000", "xa", "An", "01000", "xa", "An")
    history = build_history(SMALL, date(2013, 12, 31), [line])

    assert history.links == (("01000", "01000"),)
    assert [life.ended_on for life in history.lives] == [OPEN_END] * 4


def test_a_commune_that_absorbs_a_border_commune_becomes_one_from_that_day():
    line = Change(DAY, "merge", "commune", "01001", "xa", "Bình", "01000", "xa", "An")
    history = build_history(SMALL, date(2013, 12, 31), [line])

    assert [v.is_border for v in history.versions if v.unit_key == "01000"] == [False, True]
    assert place_on(history, "01001", DAY).commune_key == "01000"


@pytest.mark.parametrize(
    "line",
    [
        Change(DAY, "merge", "commune", "01001", "xa", "Tên khác", "01000", "xa", "An"),
        Change(DAY, "merge", "commune", "09999", "xa", "Bình", "01000", "xa", "An"),
        Change(DAY, "merge", "commune", "01001", "xa", "Bình", "01000", "xa", "Tên khác"),
        Change(DAY, "move", "commune", "01000", "xa", "An", "01000", "xa", "An", new_parent_code="049"),
        Change(date(2012, 1, 1), "merge", "commune", "01001", "xa", "Bình", "01000", "xa", "An"),
    ],
    ids=["other name", "unknown code", "other result", "unknown district", "merger before the list"],
)
def test_a_line_that_contradicts_the_units_is_refused(line):
    with pytest.raises(UnitHistoryError):
        build_history(SMALL, date(2013, 12, 31), [line])
