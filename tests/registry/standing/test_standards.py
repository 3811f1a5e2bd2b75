"""Đạt chuẩn: one table of cases through the pure function and through the condition in SQL."""

from datetime import date

import pytest

from registry.enums import Scale, StaffGroup
from registry.models import Standard, StandardSet
from registry.scope import Scope
from registry.standing import standings
from registry.standing.standards import Fulfilment, Rule, assess, missing_words
from registry.standing.yardstick import Yardstick
from tests.factories import registry as make

P, T = Scale.PROFESSIONAL, Scale.POLITICAL_THEORY
CADRE, SERVANT = StaffGroup.ELECTED_CADRE.value, StaffGroup.CIVIL_SERVANT.value
# Rules as (scale, level code, group, title code, first term only).
EVERYONE = [(P, "intermediate", "", "", False), (T, "elementary", "", "", False)]
BY_GROUP = [(P, "elementary", CADRE, "", False), (P, "university", SERVANT, "", False)]
BY_TITLE = [(T, "intermediate", "", "party_secretary", False)]
TWO_ON_ONE_SCALE = [(P, "elementary", "", "", False), (P, "university", "", "party_secretary", False)]
FIRST_TERM = [(P, "elementary", "", "", False), (P, "intermediate", "", "", True)]

# id: rules, title, levels held by scale, meets, number missing
CASES = {
    "all met": (EVERYONE, "council_vice", {P: "intermediate", T: "elementary"}, True, 0),
    "higher than asked": (EVERYONE, "council_vice", {P: "doctor", T: "bachelor"}, True, 0),
    "one below": (EVERYONE, "council_vice", {P: "elementary", T: "elementary"}, False, 1),
    "both below": (EVERYONE, "council_vice", {P: "none", T: "none"}, False, 2),
    "unknown counts as not met": (EVERYONE, "council_vice", {P: "intermediate"}, False, 1),
    "nothing known": (EVERYONE, "council_vice", {}, False, 2),
    "no rules": ([], "council_vice", {}, True, 0),
    "group rule, met by the low bar of cán bộ": (BY_GROUP, "council_vice", {P: "elementary"}, True, 0),
    "group rule, missed by the high bar of công chức": (
        BY_GROUP,
        "office_statistics",
        {P: "college"},
        False,
        1,
    ),
    "title rule asks its title": (BY_TITLE, "party_secretary", {T: "elementary"}, False, 1),
    "title rule asks nobody else": (BY_TITLE, "party_deputy", {T: "none"}, True, 0),
    "title rule, other title, unknown": (BY_TITLE, "party_deputy", {}, True, 0),
    "the higher of two rules decides": (TWO_ON_ONE_SCALE, "party_secretary", {P: "college"}, False, 1),
    "the general rule holds for others": (TWO_ON_ONE_SCALE, "party_deputy", {P: "elementary"}, True, 0),
    "first-term rules are told on the card only": (FIRST_TERM, "council_vice", {P: "elementary"}, True, 0),
}


def as_standard_set(rules):
    found = StandardSet.objects.create(code="THU", name="Bộ thử", legal_basis="Thử")
    for scale, minimum, group, title, first_term in rules:
        Standard.objects.create(
            standard_set=found,
            scale=scale,
            minimum=make.level(scale, minimum),
            staff_group=group,
            title=make.title(title) if title else None,
            first_term_only=first_term,
        )
    return found


@pytest.mark.django_db
@pytest.mark.parametrize("name", CASES)
def test_function_and_sql_agree_on_every_case(reference, name):
    rules, title_code, levels, meets, missing = CASES[name]
    user = make.make_user(units=(make.unit_coded("043"),))
    standard_set = as_standard_set(rules)
    title = make.title(title_code)
    cadre = make.make_cadre(user, make.unit_coded("01333"), title=title, levels=levels)
    ranks: dict[str, int | None] = {scale: make.level(scale, code).rank for scale, code in levels.items()}

    rules_of_set = Yardstick.of_set(standard_set.code).rules
    found = assess(ranks, title_id=title.pk, staff_group=title.staff_group, rules=rules_of_set)
    condition = standings.negated(Yardstick.of_set(standard_set.code).lacks_any())
    people = type(cadre).objects.filter(
        pk__in=standings.people(day=date(2013, 12, 31), scope=Scope.of(user), condition=condition)
    )

    assert found.meets is meets
    assert len(found.missing) == missing
    assert people.exists() is meets


@pytest.mark.django_db
@pytest.mark.parametrize("name", CASES)
def test_lacking_criterion_in_sql_is_the_missing_one_of_the_function(reference, name):
    rules, title_code, levels, _, _ = CASES[name]
    user = make.make_user(units=(make.unit_coded("043"),))
    standard_set = as_standard_set(rules)
    yardstick = Yardstick.of_set(standard_set.code)
    cadre = make.make_cadre(user, make.unit_coded("01333"), title=make.title(title_code), levels=levels)
    day, scope = date(2013, 12, 31), Scope.of(user)
    missing = {
        each.scale
        for each in yardstick.assess(
            standings.standings_of([cadre.pk], day=day, scope=scope)[cadre.pk]
        ).missing
    }

    lacking = {
        scale
        for scale in (P, T)
        if list(
            type(cadre).objects.filter(
                pk__in=standings.people(day=day, scope=scope, condition=yardstick.lacks(scale))
            )
        )
    }

    assert lacking == missing


def rule(scale=P, rank=2, **extra):
    return Rule(scale, rank, "Trung cấp", **extra)


@pytest.mark.parametrize(
    ("rank", "result"),
    [
        (2, Fulfilment.MET),
        (3, Fulfilment.MET),
        (1, Fulfilment.NOT_MET),
        (0, Fulfilment.NOT_MET),
        (None, Fulfilment.UNKNOWN),
    ],
)
def test_result_of_one_criterion(rank, result):
    found = assess({P: rank}, title_id=1, staff_group=CADRE, rules=[rule()])

    assert found.criteria[0].result == result


def test_scale_without_a_rule_is_not_asked_and_never_met():
    found = assess({T: 5}, title_id=1, staff_group=CADRE, rules=[rule(title_id=2)], scales=[T])

    assert {each.scale: each.result for each in found.criteria} == {
        P: Fulfilment.NOT_ASKED,
        T: Fulfilment.NOT_ASKED,
    }
    assert found.words == "Không xét"
    assert found.meets


def test_first_term_variant_asks_only_in_the_first_term():
    rules = [rule(rank=1), rule(rank=2, first_term_only=True)]

    later = assess({P: 1}, title_id=1, staff_group=CADRE, rules=rules)
    first = assess({P: 1}, title_id=1, staff_group=CADRE, rules=rules, is_first_term=True)

    assert later.words == "Đạt chuẩn"
    assert first.words == "Thiếu 1 tiêu chí"


def test_words_count_the_missing_criteria():
    assert missing_words(4) == "Thiếu 4 tiêu chí"


def test_criteria_stand_in_the_order_of_the_scales():
    rules = [rule(Scale.INFORMATICS, 1), rule(P), rule(T, 1)]

    found = assess({}, title_id=1, staff_group=CADRE, rules=rules)

    assert [each.scale for each in found.criteria] == [P, T, Scale.INFORMATICS]


@pytest.mark.django_db
def test_scheme_set_asks_five_criteria_of_everyone(reference):
    yardstick = Yardstick.of_scheme(date(2013, 12, 31))

    assert yardstick.scales == (P, T, Scale.STATE_MANAGEMENT, Scale.DEFENCE, Scale.INFORMATICS)


@pytest.mark.django_db
@pytest.mark.parametrize(("applies_by_validity", "scales"), [(True, ()), (False, (T,))])
def test_a_legal_set_asks_nothing_before_it_is_in_force(reference, applies_by_validity, scales):
    standard_set = as_standard_set([(T, "elementary", "", "", False)])
    first = date(2014, 1, 1)
    StandardSet.objects.filter(pk=standard_set.pk).update(
        valid_from=first, applies_by_validity=applies_by_validity
    )

    yardstick = Yardstick.of_set(standard_set.code)

    assert yardstick.on(date(2013, 12, 31)).scales == scales
    assert yardstick.on(first).scales == (T,)
