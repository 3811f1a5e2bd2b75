"""The working of support: plain values in, lines out, exact to the đồng."""

from datetime import date

import pytest

from training.costs.support import Course, Rate, Trainee, months_begun, text_of, total_of, working
from training.enums import Beneficiary, Category, SupportBasis, SupportKind

ANYBODY = Trainee()
DAY, MONTH, COURSE = SupportBasis.DAY, SupportBasis.MONTH, SupportBasis.COURSE


def rate(kind, basis, amount, beneficiary=Beneficiary.EVERYONE, category=""):
    return Rate(kind=kind, basis=basis, amount_vnd=amount, beneficiary=beneficiary, category=category)


def refresher(days=20, months=1):
    return Course(category=Category.REFRESHER, days=days, months=months)


MEALS = (
    rate(SupportKind.MEALS, DAY, 40_000),
    rate(SupportKind.MEALS, DAY, 45_000, Beneficiary.WOMEN),
    rate(SupportKind.MEALS, DAY, 50_000, Beneficiary.LOCAL_SMALL),
)
TRAVEL = (
    rate(SupportKind.TRAVEL, COURSE, 100_000),
    rate(SupportKind.TRAVEL, COURSE, 200_000, Beneficiary.BORDER),
)


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        (date(2013, 3, 1), date(2015, 2, 28), 24),
        (date(2013, 3, 1), date(2015, 3, 1), 25),
        (date(2013, 3, 5), date(2013, 3, 5), 1),
        (date(2013, 3, 5), date(2013, 4, 4), 1),
        (date(2013, 3, 5), date(2013, 4, 5), 2),
        (date(2013, 12, 20), date(2014, 1, 19), 1),
        (date(2013, 1, 31), date(2013, 2, 28), 1),
        (date(2013, 1, 31), date(2013, 3, 1), 2),
        (date(2012, 2, 29), date(2013, 2, 28), 12),
    ],
)
def test_months_count_once_they_have_begun(first, last, months):
    assert months_begun(first, last) == months


def test_a_line_says_how_it_is_computed():
    lines = working(refresher(), Trainee(is_woman=True), MEALS)

    assert [line.text for line in lines] == ["Tiền ăn: 20 ngày × 45.000 = 900.000 đồng (mức cho nữ)"]
    assert total_of(lines) == 900_000


@pytest.mark.parametrize(
    ("trainee", "amount", "ending"),
    [
        (ANYBODY, 800_000, "= 800.000 đồng"),
        (Trainee(is_minority=True), 800_000, "= 800.000 đồng"),
        (Trainee(is_woman=True), 900_000, "(mức cho nữ)"),
        (Trainee(is_minority=True, is_local_small=True), 1_000_000, "(mức cho dân tộc thiểu số ít người)"),
        (Trainee(is_woman=True, is_local_small=True), 1_000_000, "(mức cho dân tộc thiểu số ít người)"),
        (Trainee(is_border=True), 800_000, "= 800.000 đồng"),
    ],
    ids=["anybody", "minority", "woman", "small", "woman of a small minority", "border"],
)
def test_of_the_amounts_that_fit_the_highest_counts_and_never_their_sum(trainee, amount, ending):
    lines = working(refresher(), trainee, MEALS)

    assert total_of(lines) == amount
    assert len(lines) == 1
    assert lines[0].text.endswith(ending)


def test_the_common_amount_stands_where_it_is_as_high():
    rates = (
        rate(SupportKind.MEALS, DAY, 40_000, Beneficiary.WOMEN),
        rate(SupportKind.MEALS, DAY, 40_000),
    )

    assert working(refresher(), Trainee(is_woman=True), rates)[0].beneficiary == Beneficiary.EVERYONE


def test_an_amount_for_some_is_nothing_to_the_others():
    rates = (rate(SupportKind.TRAVEL, COURSE, 200_000, Beneficiary.BORDER),)

    assert working(refresher(), ANYBODY, rates) == []
    assert total_of(working(refresher(), Trainee(is_border=True), rates)) == 200_000


def test_each_kind_has_its_line_in_the_order_of_the_vocabulary():
    rates = (*TRAVEL, *MEALS, rate(SupportKind.TUITION, MONTH, 350_000))
    lines = working(Course(Category.DEGREE, days=3, months=24), Trainee(is_border=True), rates)

    assert [line.text for line in lines] == [
        "Học phí: 24 tháng × 350.000 = 8.400.000 đồng",
        "Tiền ăn: 3 ngày × 40.000 = 120.000 đồng",
        "Tiền đi lại: 1 khóa × 200.000 = 200.000 đồng (mức cho người công tác ở xã biên giới)",
    ]
    assert total_of(lines) == 8_720_000
    assert text_of(lines).splitlines() == [line.text for line in lines]


def test_one_kind_by_day_and_by_course_counts_both():
    rates = (rate(SupportKind.TRAVEL, DAY, 10_000), rate(SupportKind.TRAVEL, COURSE, 100_000))

    assert total_of(working(refresher(days=5), ANYBODY, rates)) == 150_000


def test_rates_of_the_other_category_do_not_count():
    rates = (
        rate(SupportKind.MEALS, DAY, 90_000, category=Category.DEGREE),
        rate(SupportKind.MEALS, DAY, 40_000, category=Category.REFRESHER),
        rate(SupportKind.MATERIALS, COURSE, 15_000),
    )

    assert total_of(working(refresher(days=2), ANYBODY, rates)) == 95_000
    assert total_of(working(Course(Category.DEGREE, days=2, months=1), ANYBODY, rates)) == 195_000


def test_without_sessions_no_day_is_paid_and_the_line_says_so():
    lines = working(refresher(days=0), ANYBODY, MEALS)

    assert lines[0].text == "Tiền ăn: 0 ngày × 40.000 = 0 đồng"
    assert total_of(lines) == 0


def test_without_rates_there_is_nothing():
    assert working(refresher(), ANYBODY, ()) == []
    assert total_of([]) == 0


def test_the_demonstration_policy_to_the_dong():
    """An independent count of the policy's file: a woman of a border commune, 24 months, 40 days."""
    rates = (
        rate(SupportKind.TUITION, MONTH, 350_000, category=Category.DEGREE),
        rate(SupportKind.MATERIALS, COURSE, 800_000, category=Category.DEGREE),
        rate(SupportKind.MEALS, DAY, 30_000, category=Category.DEGREE),
        rate(SupportKind.MEALS, DAY, 35_000, Beneficiary.WOMEN, Category.DEGREE),
        rate(SupportKind.LODGING, DAY, 20_000, category=Category.DEGREE),
        rate(SupportKind.TRAVEL, COURSE, 300_000, category=Category.DEGREE),
        rate(SupportKind.TRAVEL, COURSE, 500_000, Beneficiary.BORDER, Category.DEGREE),
    )
    course = Course(Category.DEGREE, days=40, months=24)

    expected = 24 * 350_000 + 800_000 + 40 * 35_000 + 40 * 20_000 + 500_000
    assert total_of(working(course, Trainee(is_woman=True, is_border=True), rates)) == expected == 11_900_000
