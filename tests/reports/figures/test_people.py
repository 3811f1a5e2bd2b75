"""The people behind a number: as many as the number says, each with the reason."""

import pytest

from registry.enums import Scale, StaffGroup
from registry.scope import Scope
from registry.units.tree import UnitTree
from reports.dashboard.roll import roll
from reports.enums import Cut
from reports.figures.indicators import figures, totals
from reports.figures.people import Counted, Question, Subject, all_lines, lines_of, people_behind
from reports.published.people import subject_of
from reports.targets.programmes import targets_of
from tests.factories import registry as facts
from tests.reports.small_province import COMMUNE, DAY, DISTRICT, PROVINCE, place_on

pytestmark = pytest.mark.django_db


def target(code):
    return next(each for each in targets_of() if each.code == code)


def asked(user, subject, code=PROVINCE, **keys):
    scope = Scope.of(user)
    tree = UnitTree.on(DAY, scope)
    return Question(subject, place_on(tree, code), DAY, scope, **keys), tree


def names(question):
    return [cadre.full_name for cadre in people_behind(question)]


def reasons(question, tree):
    return {line.cadre.full_name: (line.reason, line.is_counted) for line in all_lines(question, tree)}


def test_counted_and_not_counted_stand_apart_by_given_name(cast):
    subject = Subject.of_target(target("LLCT-SC"), DAY)

    assert names(asked(cast.leader, subject, counted=Counted.YES)[0]) == [
        "Bế Thu Dung",
        "Vàng Mùi Phin",
        "Lý A Sình",
    ]
    assert names(asked(cast.leader, subject, counted=Counted.NO)[0]) == ["Nông Thị Ân", "Đinh Văn Đào"]
    assert len(names(asked(cast.leader, subject)[0])) == 5


def test_each_person_has_the_level_and_its_day_as_reason(cast):
    assert reasons(*asked(cast.leader, Subject.of_target(target("LLCT-SC"), DAY))) == {
        "Nông Thị Ân": ("LLCT: chưa qua đào tạo", False),
        "Bế Thu Dung": ("LLCT: Sơ cấp, 01/05/2010", True),
        "Đinh Văn Đào": ("LLCT: chưa có dữ liệu", False),
        "Vàng Mùi Phin": ("LLCT: Cao cấp, 31/12/2013", True),
        "Lý A Sình": ("LLCT: Trung cấp, 15/06/2012", True),
    }


def test_a_level_of_unknown_day_says_so(cast):
    facts.make_cadre(
        cast.staff, facts.unit_coded(COMMUNE), "Ma Văn Thắng", levels={Scale.INFORMATICS: "certificate_a"}
    )

    found = reasons(*asked(cast.leader, Subject.of_target(target("TH"), DAY), counted=Counted.YES))

    assert found == {"Ma Văn Thắng": ("Tin học: Chứng chỉ A, không rõ ngày", True)}


def test_the_reason_is_the_highest_level_and_the_day_it_was_first_held(cast):
    person = people_behind(asked(cast.leader, Subject.of_target(target("LLCT-SC"), DAY))[0]).get(
        full_name="Lý A Sình"
    )
    facts.make_qualification(cast.staff, person, Scale.POLITICAL_THEORY, "elementary", obtained_on=DAY)
    facts.make_qualification(cast.staff, person, Scale.POLITICAL_THEORY, "intermediate", obtained_on=DAY)

    found = reasons(*asked(cast.leader, Subject.of_target(target("LLCT-SC"), DAY)))

    assert found["Lý A Sình"] == ("LLCT: Trung cấp, 15/06/2012", True)


def test_staff_totals_have_their_people_too(cast):
    everyone, _ = asked(cast.leader, Subject.of_staff())
    civil, tree = asked(cast.leader, Subject.of_staff(StaffGroup.CIVIL_SERVANT))

    assert len(names(everyone)) == 5
    assert reasons(civil, tree) == {"Nông Thị Ân": ("giữ chức danh từ 25/05/2011", True)}


@pytest.mark.parametrize("cut", list(Cut))
def test_the_list_of_every_cut_is_as_long_as_its_number(cast, cut):
    scope = Scope.of(cast.leader)
    unit = facts.unit_coded(PROVINCE)
    found = figures(targets=targets_of(), day=DAY, scope=scope, unit=unit, cut=cut)

    assert found
    for figure in found:
        subject = Subject.of_target(figure.target, DAY)
        yes, _ = asked(cast.leader, subject, counted=Counted.YES, cut=cut, value=figure.cut)
        everyone, _ = asked(cast.leader, subject, cut=cut, value=figure.cut)
        assert (len(names(yes)), len(names(everyone))) == (figure.count, figure.base)


def test_not_counted_of_a_narrower_base_leaves_out_those_outside_it(cast):
    narrow = target("LLCT-TC")
    narrow.base_minimum = target("LLCT-SC").minimum
    figure = totals(targets=[narrow], day=DAY, scope=Scope.of(cast.leader))[0]
    not_counted, _ = asked(cast.leader, Subject.of_target(narrow, DAY), counted=Counted.NO)

    assert (figure.count, figure.base) == (2, 3)
    assert names(not_counted) == ["Bế Thu Dung"]


def test_an_account_of_a_district_finds_only_its_people(cast):
    question, tree = asked(cast.clerk, Subject.of_staff(), DISTRICT)

    assert names(question) == ["Nông Thị Ân", "Đinh Văn Đào", "Lý A Sình"]
    strangers = list(people_behind(asked(cast.leader, Subject.of_staff())[0]))
    assert len(lines_of(strangers, question, tree)) == 3


def test_a_published_figure_about_people_has_a_list(cast):
    programme = targets_of()[0].programme
    subject = subject_of(programme, "below_standard", DAY)
    question, tree = asked(cast.leader, subject, counted=Counted.YES)

    assert len(names(question)) == 5
    assert reasons(question, tree)["Lý A Sình"][0].count("chưa có dữ liệu") == 4
    assert subject_of(programme, "communes", DAY) is None
    assert subject_of(programme, "nothing", DAY) is None


def test_the_roll_of_a_commune_stands_in_the_order_of_titles(cast):
    scope = Scope.of(cast.leader)
    place = place_on(UnitTree.on(DAY, scope), COMMUNE)
    found = roll(place, scope, targets_of(), DAY)

    assert [line.cadre.full_name for line in found.lines] == ["Đinh Văn Đào", "Lý A Sình", "Nông Thị Ân"]
    theory = [each.short_name for each in found.criteria].index("LLCT")
    assert [(line.marks[theory].is_known, line.marks[theory].is_met) for line in found.lines] == [
        (False, False),
        (True, True),
        (True, False),
    ]
