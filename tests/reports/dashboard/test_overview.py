"""The service of a unit's page: what it says equals what the facts say, also where nobody serves."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from registry.enums import Scale, UnitLevel
from registry.scope import Scope
from registry.units.tree import UnitTree
from reports.dashboard.overview import Asked, overview
from reports.dashboard.verdict import verdict
from reports.enums import Cut, Status
from reports.figures.progress import Yardstick
from reports.targets.programmes import footnotes, targets_of
from tests.factories import registry as facts
from tests.reports.small_province import (
    COMMUNE,
    DAY,
    DISTRICT,
    OTHER_DISTRICT,
    PROVINCE,
    place_on,
)

pytestmark = pytest.mark.django_db

THEORY = 3  # place of LLCT-SC among the eight targets


def page_of(user, code, day=DAY, **keys):
    scope, targets = Scope.of(user), targets_of()
    tree = UnitTree.on(day, scope)
    yardstick = Yardstick(targets[0].programme, day, targets=targets, places=tree.lineage)
    place = place_on(tree, code)
    keys.setdefault("exact", True)
    return overview(Asked(place=place, tree=tree, yardstick=yardstick, scope=scope, **keys))


def numbers(cells):
    return [(cell.figure.count, cell.figure.base) for cell in cells]


def line_of(shown, label):
    return next(line for line in shown.lines if line.label == label)


def test_a_unit_shows_its_people_and_its_eight_targets(cast):
    shown = page_of(cast.leader, PROVINCE)

    assert (shown.staff, shown.elected, shown.civil) == (5, 4, 1)
    assert (shown.communes, shown.districts) == (199, 13)
    assert len(shown.targets) == 8
    assert shown.targets[THEORY].cell.figure.count == 3
    assert shown.targets[THEORY].cell.lacking == 2


def test_the_start_of_the_programme_is_the_units_own(cast):
    shown = page_of(cast.leader, DISTRICT)

    assert numbers([shown.targets[THEORY].cell]) == [(1, 3)]
    assert (shown.targets[THEORY].baseline.count, shown.targets[THEORY].baseline.base) == (0, 3)


def test_units_below_add_up_and_those_without_people_stay_in_the_table(cast):
    shown = page_of(cast.leader, PROVINCE)

    assert len(shown.lines) == 13
    assert sum(line.staff for line in shown.lines) == shown.staff
    assert numbers([line_of(shown, "Bảo Lạc").cells[THEORY]]) == [(1, 3)]
    empty = line_of(shown, "Hà Quảng")
    assert empty.staff == 0
    assert {cell.status for cell in empty.cells} == {Status.EMPTY}
    assert {cell.step for cell in empty.cells} == {""}


def test_a_commune_without_people_is_no_division_error(cast):
    shown = page_of(cast.leader, "01297")

    assert shown.staff == 0
    assert str(shown.verdict) == "Chưa có cán bộ, công chức nào ở đơn vị này vào ngày đang xem."
    assert [line.cell.drawn_share for line in shown.targets] == [None] * 8


def test_units_stand_in_the_order_of_the_chosen_target(cast):
    targets = {target.code: target for target in targets_of()}
    shown = page_of(cast.leader, PROVINCE, sort_by=targets["LLCT-SC"])

    assert [line.label for line in shown.lines[:2]] == ["Bảo Lạc", "Bảo Lâm"]
    assert shown.chosen == targets["LLCT-SC"]


def test_from_2025_communes_hang_under_the_province(cast):
    shown = page_of(cast.leader, PROVINCE, day=date(2025, 12, 31))

    assert shown.districts == 0
    assert len(shown.lines) == shown.communes == 56
    assert sum(line.staff for line in shown.lines) == shown.staff == 5


def test_an_account_of_a_district_finds_only_its_units(cast):
    tree = UnitTree.on(DAY, Scope.of(cast.clerk))

    assert [place.version.code for place in tree.visible() if place.level != "commune"] == [DISTRICT]
    assert tree.coded(PROVINCE) is None
    assert tree.coded(OTHER_DISTRICT) is None
    assert place_on(tree, DISTRICT).count_below(UnitLevel.COMMUNE) == 17
    assert place_on(tree, COMMUNE).ancestors == [place_on(tree, DISTRICT)]


def test_after_a_merger_an_account_still_finds_the_unit_that_took_its_communes_over(cast):
    tree = UnitTree.on(date(2025, 12, 31), Scope.of(cast.clerk))
    found = tree.visible()

    assert found
    assert {place.level for place in found} == {"commune"}
    assert sum(page_of(cast.clerk, place.version.code, tree.day).staff for place in found) == 3


@pytest.mark.parametrize("cut", list(Cut))
def test_the_values_of_a_cut_add_up_to_the_unit(cast, cut):
    shown = page_of(cast.leader, PROVINCE, cut=cut)

    assert shown.lines
    assert sum(line.staff for line in shown.lines) == shown.staff
    for index, line in enumerate(shown.targets):
        assert sum(row.cells[index].figure.count for row in shown.lines) == line.cell.figure.count


def test_who_sees_only_aggregates_sees_no_cell_of_less_than_five(cast):
    shown = page_of(cast.administrator, PROVINCE, exact=False)
    cells = [line.cell for line in shown.targets] + [cell for line in shown.lines for cell in line.cells]

    small = [cell for cell in cells if 0 < cell.figure.count < 5 or 0 < cell.lacking < 5]
    assert small
    assert all(
        cell.hidden and cell.drawn_share is None and not cell.step and not cell.glyph for cell in small
    )
    assert not any(cell.hidden for cell in cells if cell not in small)


def hidden_values(cast, elected, civil, young):
    """Values of the cut by title of which the headcount is hidden, with so many people of three titles."""
    for code, number in (("council_vice", elected), ("office_statistics", civil), ("youth_secretary", young)):
        for each in range(number):
            name = f"Nông Văn {code[0].upper()}{each}"
            facts.make_cadre(cast.staff, facts.unit_coded("01363"), name, title=facts.title(code))
    shown = page_of(cast.administrator, "044", exact=False, cut=Cut.TITLE)
    return {line.value for line in shown.lines if line.hides_staff}


@pytest.mark.parametrize(
    ("sizes", "hidden"),
    [
        # Alone it would be what the shown ones leave over of the unit's total.
        ((3, 9, 6), {"council_vice", "youth_secretary"}),
        ((9, 6, 3), {"office_statistics", "youth_secretary"}),
        # Two small ones hide one another.
        ((4, 9, 3), {"council_vice", "youth_secretary"}),
        ((6, 9, 7), set()),
    ],
)
def test_a_small_value_of_a_cut_is_hidden_together_with_the_next_smallest(cast, sizes, hidden):
    assert hidden_values(cast, *sizes) == hidden


def test_who_sees_people_sees_every_cell(cast):
    shown = page_of(cast.leader, PROVINCE)

    assert not any(line.cell.hidden for line in shown.targets)


def test_the_verdict_counts_the_good_and_names_the_late_worst_first(cast):
    said = page_of(cast.leader, PROVINCE).verdict

    assert str(said) == (
        "2/8 chỉ tiêu đạt hoặc đúng lộ trình. Chậm: công chức: CM từ trung cấp; cán bộ: CM từ trung cấp; "
        "bồi dưỡng QLNN; bồi dưỡng QP-AN; bồi dưỡng tin học; trình độ đại học."
    )


def test_the_verdict_keeps_the_capitals_of_an_abbreviation(cast):
    shown = page_of(cast.leader, PROVINCE)
    late = [line.cell.measured for line in shown.targets if line.cell.status == Status.LATE]

    assert late
    assert str(verdict(late)).startswith(f"0/{len(late)} chỉ tiêu")
    assert "Bồi dưỡng" not in str(verdict(late))


def test_heat_steps_follow_the_one_scale_of_status(cast):
    facts.make_cadre(
        cast.staff, facts.unit_coded(COMMUNE), "Hà Quốc Ơn", levels={Scale.INFORMATICS: "certificate_a"}
    )
    cells = [line.cell for line in page_of(cast.leader, DISTRICT).targets]

    for cell in cells:
        expected = {
            Status.LATE: {"h5"},
            Status.WATCH: {"h4"},
            Status.ON_TRACK: {"h3", "h2"},
            Status.MET: {"h1"},
        }
        assert cell.step in expected[cell.status]
        assert cell.glyph == {Status.LATE: "■", Status.WATCH: "▲"}.get(cell.status, "")


def test_the_path_of_a_unit_is_that_of_the_province(cast):
    of_province = page_of(cast.leader, PROVINCE).targets
    of_district = page_of(cast.clerk, DISTRICT).targets

    assert [line.cell.measured.path for line in of_district] == [
        line.cell.measured.path for line in of_province
    ]
    assert isinstance(of_district[0].cell.measured.path, Fraction)


def test_footnotes_say_over_whom_a_share_is_taken():
    targets = targets_of()
    for target in targets:
        target.footnote = ""
    targets[4].base_minimum = targets[3].minimum

    assert footnotes(targets, DAY) == [
        "“Trong đó 20%” Trình độ đại học: mẫu số là toàn bộ cán bộ, công chức.",
        "“Trong đó 60%” LLCT trung, cao cấp: mẫu số là những người đã đạt từ sơ cấp trở lên.",
    ]
    assert targets[4].threshold == Decimal(60)
