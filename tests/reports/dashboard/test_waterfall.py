"""The waterfall goes from the opening to the closing without a gap, and hides what it must."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from reports.dashboard.waterfall import waterfall
from reports.enums import Term
from reports.figures.movement import INCOMING, MovedPerson, Movement

START, END = date(2011, 12, 31), date(2013, 12, 31)
sizes = st.fixed_dictionaries({term: st.integers(0, 9) for term in Term})


def movement_of(opening, sizes):
    person = MovedPerson(1, "A1", "Lý A Sình", "1970", "")
    gained = sum(size if term in INCOMING else -size for term, size in sizes.items())
    terms = {term: [person] * size for term, size in sizes.items()}
    return Movement(opening=opening, closing=opening + gained, terms=terms)


@given(opening=st.integers(60, 500), sizes=sizes)
def test_every_bar_begins_where_the_one_before_ended(opening, sizes):
    result = movement_of(opening, sizes)
    found = waterfall(result, START, END, exact=True)

    assert [bar.after for bar in found.bars[:-1]] == [bar.before for bar in found.bars[1:]]
    assert (found.bars[0].high, found.bars[-1].high) == (opening, result.closing)
    assert found.bars[-1].before == result.closing
    for bar in found.terms:
        assert bar.high - bar.low == bar.size == len(bar.persons)
        assert {bar.low, bar.high} == {bar.before, bar.after}
    assert found.whole == max(bar.high for bar in found.bars)


@given(opening=st.integers(60, 500), sizes=sizes)
def test_with_a_hidden_number_nothing_is_drawn_and_no_name_is_given(opening, sizes):
    found = waterfall(movement_of(opening, sizes), START, END, exact=False)

    small = {term for term, size in sizes.items() if 0 < size < 5}
    hidden = {bar.term for bar in found.terms if bar.is_hidden}
    assert small <= hidden
    assert found.is_drawn is not bool(hidden)
    assert not any(bar.persons for bar in found.bars)


@given(opening=st.integers(60, 500), sizes=sizes)
def test_no_hidden_number_is_what_the_others_leave_over(opening, sizes):
    found = waterfall(movement_of(opening, sizes), START, END, exact=False)
    hidden = [bar for bar in found.terms if bar.is_hidden]

    assert len(hidden) != 1 or not any(bar.size for bar in found.terms if bar not in hidden)


def test_a_small_opening_is_hidden_too():
    found = waterfall(movement_of(3, dict.fromkeys(Term, 0)), START, END, exact=False)

    assert [bar.is_hidden for bar in found.bars if not bar.term] == [True, True]


def test_nobody_at_all_is_no_picture():
    assert not waterfall(movement_of(0, dict.fromkeys(Term, 0)), START, END, exact=True).is_drawn
