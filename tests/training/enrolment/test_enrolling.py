"""Seats are taken, changed and given up: one act a call, everybody asked for or nobody."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from common import sql
from registry.acts import undo
from registry.ahead import expected
from registry.enums import EndReason, Scale
from registry.errors import Refusal
from registry.models import Act
from tests.factories import registry as make
from tests.factories import training as train
from training.costs.seats import free_seats
from training.enrolment import services as enrolling
from training.enrolment.candidates import check_candidates, concerns_in_words
from training.enums import ClassState, Concern, TrainingAct, WithdrawalReason
from training.models import Enrolment

pytestmark = pytest.mark.django_db
DAY = date(2013, 3, 1)


@pytest.fixture
def district(reference):
    return make.unit_coded("043")


@pytest.fixture
def other_district(reference):
    return make.unit_coded("042")


@pytest.fixture
def clerk(district):
    return make.make_user(units=(district,))


@pytest.fixture
def training_class(clerk):
    return train.make_class(clerk)


@pytest.fixture
def seats(clerk, training_class, district):
    return train.make_seats(clerk, training_class, district, 2)


def person(clerk, name="Lý A Sình", commune="01333", **extra):
    levels = {Scale.GENERAL_EDUCATION: "upper_secondary"} | extra.pop("levels", {})
    return make.make_cadre(clerk, make.unit_coded(commune), name, levels=levels, **extra)


def enrol(clerk, seats, *people, **extra):
    return enrolling.enrol(actor=clerk, allotment=seats, cadres=people, **{"enrolled_on": DAY} | extra)


def concerns(seats, cadre, day=DAY):
    [found] = check_candidates(seats, [cadre], day)
    return [line.concern for line in found.concerns]


# Concerns ---------------------------------------------------------------------------------------------


def test_nothing_speaks_against_who_serves_there_and_lacks_the_level(clerk, seats):
    assert concerns(seats, person(clerk, levels={Scale.PROFESSIONAL: "none"})) == []


@pytest.mark.parametrize("code", ["primary", None])
def test_entry_level_must_be_held_and_known(clerk, seats, code):
    levels = {Scale.GENERAL_EDUCATION: code} if code else {}
    cadre = make.make_cadre(clerk, make.unit_coded("01333"), levels=levels)

    assert concerns(seats, cadre) == [Concern.ENTRY_LEVEL]


@pytest.mark.parametrize("code", ["intermediate", "university"])
def test_who_has_the_level_or_a_higher_one_needs_no_seat(clerk, seats, code):
    assert concerns(seats, person(clerk, levels={Scale.PROFESSIONAL: code})) == [Concern.HAS_LEVEL]


def test_a_level_reached_after_the_day_of_enrolment_is_not_held_yet(clerk, seats):
    cadre = person(clerk)
    make.make_qualification(clerk, cadre, Scale.PROFESSIONAL, "intermediate", obtained_on=date(2013, 3, 2))

    assert concerns(seats, cadre) == []
    assert concerns(seats, cadre, date(2013, 3, 2)) == [Concern.HAS_LEVEL]


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "overlaps"),
    [
        (date(2012, 1, 1), date(2013, 2, 28), False),
        (date(2012, 1, 1), date(2013, 3, 1), True),
        (date(2015, 2, 28), date(2015, 6, 30), True),
        (date(2015, 3, 1), date(2015, 6, 30), False),
    ],
)
def test_classes_overlap_when_they_share_a_day(clerk, seats, district, starts_on, ends_on, overlaps):
    cadre = person(clerk)
    other = train.make_class(clerk, "NV-CM", starts_on=starts_on, ends_on=ends_on)
    train.make_enrolment(clerk, train.make_seats(clerk, other, district), cadre, enrolled_on=starts_on)

    assert concerns(seats, cadre) == ([Concern.OVERLAP] if overlaps else [])


def test_a_class_left_finished_early_or_cancelled_does_not_overlap(clerk, seats, district):
    cadre = person(clerk)
    left, done, cancelled = (train.make_class(clerk, "NV-CM", starts_on=date(2013, 1, 1)) for _ in range(3))
    out = {"withdrawn_on": date(2013, 2, 1), "withdrawal_reason": WithdrawalReason.HEALTH}
    train.make_enrolment(clerk, train.make_seats(clerk, left, district), cadre, **out)
    enrolment = train.make_enrolment(clerk, train.make_seats(clerk, done, district), cadre)
    train.make_result(clerk, enrolment, completed_on=date(2013, 2, 15))
    train.make_enrolment(clerk, train.make_seats(clerk, cancelled, district), cadre)
    assert concerns(seats, cadre) == [Concern.OVERLAP]

    make.change(clerk, cancelled, state=ClassState.CANCELLED, state_note="Không đủ người")

    assert concerns(seats, cadre) == []


@pytest.mark.parametrize(("born_on", "retires"), [(date(1955, 1, 31), True), (date(1955, 2, 1), False)])
def test_who_retires_before_the_class_ends(clerk, seats, born_on, retires):
    """Men at 60: from the first day of the month after; the class ends on 28/02/2015."""
    assert concerns(seats, person(clerk, born_on=born_on)) == ([Concern.RETIRES] if retires else [])


def test_the_person_must_serve_in_the_unit_of_the_seat_on_the_day(clerk, seats):
    left = person(clerk, "Bế Ích Quân", ended_on=date(2013, 2, 28))
    elsewhere = person(clerk, "Vi Văn Khởi", commune="01290")

    assert concerns(seats, left) == [Concern.NOT_SERVING]
    assert concerns(seats, left, date(2013, 2, 28)) == []
    assert concerns(seats, elsewhere) == [Concern.NOT_SERVING]


def test_a_seat_of_the_province_or_of_a_commune_is_for_those_who_serve_there(clerk, training_class):
    here, there = person(clerk), person(clerk, "Vi Văn Khởi", commune="01290")
    province = train.make_seats(clerk, training_class, make.unit_coded("04"))
    commune = train.make_seats(clerk, training_class, make.unit_coded("01333"), source_code="NSTX")

    assert [concerns(province, each) for each in (here, there)] == [[], []]
    assert [concerns(commune, each) for each in (here, there)] == [[], [Concern.NOT_SERVING]]


def test_checking_costs_the_same_for_one_and_for_twenty(clerk, seats, django_assert_num_queries):
    people = [person(clerk, f"Nông Văn A{number}") for number in range(20)]
    assert concerns(seats, people[0]) == []
    for some in (people[:1], people):
        with django_assert_num_queries(4):
            check_candidates(seats, some, DAY)


# Enrolling --------------------------------------------------------------------------------------------


def test_several_people_enter_in_one_act_and_are_on_their_way(clerk, seats):
    people = [person(clerk), person(clerk, "Bế Ích Quân")]

    act = enrol(clerk, seats, *people, sending_decision="12-QĐ/HU")

    assert (act.kind, act.summary) == (
        TrainingAct.ENROL,
        f"Ghi danh 2 người vào lớp {seats.training_class.code}",
    )
    rows = Enrolment.objects.all()
    assert {row.cadre_id for row in rows} == {each.pk for each in people}
    assert {(row.enrolled_on, row.sending_decision, row.overridden) for row in rows} == {
        (DAY, "12-QĐ/HU", "")
    }
    facts = sql.rows(expected.expected_facts(DAY, make.EVERYBODY))
    assert {row["cadre_id"] for row in facts} == {each.pk for each in people}


def test_one_person_with_a_concern_keeps_everybody_out_and_is_named(clerk, seats):
    ready = person(clerk)
    trained = person(clerk, "Bế Ích Quân", levels={Scale.PROFESSIONAL: "college"})

    with pytest.raises(enrolling.PeopleRefused) as refused:
        enrol(clerk, seats, ready, trained)

    assert str(refused.value) == ("Chưa ghi danh ai. Bế Ích Quân: đã có trình độ này: hồ sơ ghi Cao đẳng.")
    assert [each.cadre for each in refused.value.candidates] == [trained]
    assert not Enrolment.objects.exists()
    assert not Act.objects.filter(kind=TrainingAct.ENROL).exists()


def test_every_person_and_concern_is_named(clerk, seats):
    first = person(clerk, "Bế Ích Quân", levels={Scale.PROFESSIONAL: "college"}, born_on=date(1950, 1, 1))
    second = person(clerk, "Vi Văn Khởi", commune="01290")

    with pytest.raises(enrolling.PeopleRefused) as refused:
        enrol(clerk, seats, first, second)

    for words in ("Bế Ích Quân", "đã có trình độ này", "đến tuổi nghỉ hưu", "Vi Văn Khởi", "không giữ chức"):
        assert words in str(refused.value)


def test_an_accepted_concern_needs_a_reason_and_is_kept_with_it(clerk, seats):
    trained = person(clerk, levels={Scale.PROFESSIONAL: "college"})
    accepted = {trained.pk: [Concern.HAS_LEVEL]}
    with pytest.raises(ValidationError, match="Ghi lý do bỏ qua"):
        enrol(clerk, seats, trained, accepted=accepted, reason=" ")

    enrol(clerk, seats, trained, accepted=accepted, reason="Chuyển sang ngành khác")

    row = Enrolment.objects.get()
    assert (row.overridden, row.override_reason) == ("has_level", "Chuyển sang ngành khác")
    assert concerns_in_words(row.overridden) == "Đã có trình độ này"


def test_only_the_concern_that_was_seen_is_accepted(clerk, seats):
    trained = person(clerk, levels={Scale.PROFESSIONAL: "college"}, born_on=date(1950, 1, 1))

    with pytest.raises(enrolling.PeopleRefused, match="đến tuổi nghỉ hưu"):
        enrol(clerk, seats, trained, accepted={trained.pk: [Concern.HAS_LEVEL]}, reason="Cần")


def test_a_reason_is_kept_only_where_something_was_overridden(clerk, seats):
    ready, trained = person(clerk), person(clerk, "Bế Ích Quân", levels={Scale.PROFESSIONAL: "college"})

    enrol(clerk, seats, ready, trained, accepted={trained.pk: [Concern.HAS_LEVEL]}, reason="Cần")

    assert Enrolment.objects.get(cadre=ready).override_reason == ""


def test_over_the_seats_nothing_helps(clerk, seats):
    people = [person(clerk, f"Nông Văn A{number}") for number in range(3)]
    everything = {each.pk: list(Concern) for each in people}

    with pytest.raises(Refusal, match="chỉ còn 2 chỗ trong 2, cần 3"):
        enrol(clerk, seats, *people, accepted=everything, reason="Cần")

    assert not Enrolment.objects.exists()


def test_a_seat_given_up_can_be_taken_again(clerk, seats):
    first, second, third = (person(clerk, f"Nông Văn A{number}") for number in range(3))
    enrol(clerk, seats, first, second)
    with pytest.raises(Refusal, match="đã hết chỗ"):
        enrol(clerk, seats, third)

    give_up(clerk, Enrolment.objects.get(cadre=first))
    enrol(clerk, seats, third)

    assert free_seats([seats.pk]) == {seats.pk: 0}


def test_nobody_sits_twice_in_a_class(clerk, seats):
    cadre = person(clerk)
    enrol(clerk, seats, cadre)

    with pytest.raises(enrolling.PeopleRefused, match="đã có tên trong lớp"):
        enrol(clerk, seats, cadre, accepted={cadre.pk: list(Concern)}, reason="Cần")


@pytest.mark.parametrize("state", [ClassState.PLANNED, ClassState.FINISHED, ClassState.CANCELLED])
def test_a_class_that_takes_nobody(clerk, seats, state):
    make.change(clerk, seats.training_class, state=state, state_note="Lý do")

    with pytest.raises(Refusal, match="chưa ghi danh được"):
        enrol(clerk, seats, person(clerk))


@pytest.mark.parametrize(
    ("day", "words"), [(date(2015, 3, 1), "Lớp kết thúc"), (date(2999, 1, 1), "hôm nay")]
)
def test_nobody_enters_after_the_class_or_tomorrow(clerk, seats, day, words):
    with pytest.raises(ValidationError, match=words):
        enrol(clerk, seats, person(clerk), enrolled_on=day)


def test_nobody_chosen_is_told(clerk, seats):
    with pytest.raises(ValidationError, match="Chọn ít nhất một người"):
        enrol(clerk, seats)


# Changing ---------------------------------------------------------------------------------------------


def give_up(clerk, enrolment, reason=WithdrawalReason.OWN_REQUEST, day=date(2013, 6, 1), **extra):
    return enrolling.withdraw(
        actor=clerk, enrolment=enrolment, withdrawal_reason=reason, withdrawn_on=day, **extra
    )


@pytest.fixture
def enrolment(clerk, seats):
    return train.make_enrolment(clerk, seats, person(clerk))


def test_withdrawal_frees_the_seat_and_takes_the_promise_back(clerk, seats, enrolment):
    act = give_up(clerk, enrolment, note="Gia đình khó khăn")

    stored = Enrolment.objects.get()
    assert (stored.withdrawn_on, stored.withdrawal_note) == (date(2013, 6, 1), "Gia đình khó khăn")
    assert act.summary.endswith("ngày 01/06/2013, xin thôi học")
    assert free_seats([seats.pk]) == {seats.pk: 2}
    assert sql.rows(expected.expected_facts(date(2013, 6, 1), make.EVERYBODY)) == []
    assert len(sql.rows(expected.expected_facts(date(2013, 5, 31), make.EVERYBODY))) == 1


def test_who_was_entered_wrongly_was_never_there(clerk, enrolment):
    give_up(clerk, enrolment, WithdrawalReason.ENTERED_WRONGLY)

    assert Enrolment.objects.get().withdrawn_on == enrolment.enrolled_on
    assert not Enrolment.objects.active_on(enrolment.enrolled_on).exists()


def test_withdrawal_is_neither_before_the_start_nor_tomorrow_nor_twice(clerk, enrolment):
    with pytest.raises(ValidationError, match="từ ngày ghi danh"):
        give_up(clerk, enrolment, day=date(2013, 2, 28))
    with pytest.raises(ValidationError, match="hôm nay"):
        give_up(clerk, enrolment, day=date(2999, 1, 1))
    give_up(clerk, enrolment)

    with pytest.raises(Refusal, match="đã thôi học ngày 01/06/2013"):
        give_up(clerk, enrolment)


def test_who_has_a_result_does_not_withdraw(clerk, enrolment):
    train.make_result(clerk, enrolment)

    with pytest.raises(Refusal, match="đã có kết quả"):
        give_up(clerk, enrolment)


def test_a_trainee_moves_to_a_seat_of_another_source(clerk, seats, enrolment, district):
    other = train.make_seats(clerk, seats.training_class, district, 1, "NSTX")

    enrolling.move(actor=clerk, enrolment=enrolment, allotment=other, moved_on=date(2013, 6, 1))

    assert free_seats([seats.pk, other.pk]) == {seats.pk: 2, other.pk: 0}


def test_a_move_keeps_to_the_seats_the_class_and_the_unit(clerk, seats, enrolment, other_district):
    full = train.make_seats(clerk, seats.training_class, make.unit_coded("04"), 0)
    foreign = train.make_seats(clerk, train.make_class(clerk), make.unit_coded("043"))
    elsewhere = train.make_seats(clerk, seats.training_class, other_district)

    def move(allotment, **extra):
        enrolling.move(
            actor=clerk, enrolment=enrolment, allotment=allotment, moved_on=date(2013, 6, 1), **extra
        )

    with pytest.raises(Refusal, match="đã hết chỗ"):
        move(full)
    with pytest.raises(ValidationError, match="thuộc lớp khác"):
        move(foreign)
    with pytest.raises(ValidationError, match="đang ở chỉ tiêu này"):
        move(seats)
    with pytest.raises(ValidationError, match="nếu vẫn chuyển, ghi lý do"):
        move(elsewhere)
    move(elsewhere, reason="Hai huyện thống nhất")
    assert Enrolment.objects.get().allotment == elsewhere


def test_going_on_needs_a_day_and_a_reason(clerk, enrolment):
    def go_on(day, note):
        enrolling.continue_training(actor=clerk, enrolment=enrolment, continues_from=day, note=note)

    with pytest.raises(ValidationError, match="từ ngày ghi danh"):
        go_on(date(2013, 2, 1), "Được học tiếp")
    with pytest.raises(ValidationError, match="lý do"):
        go_on(date(2013, 6, 1), " ")
    go_on(date(2013, 6, 1), "Được học tiếp")

    stored = Enrolment.objects.get()
    assert (stored.continues_from, stored.continues_note) == (date(2013, 6, 1), "Được học tiếp")


@pytest.mark.parametrize("state", [ClassState.FINISHED, ClassState.CANCELLED])
def test_seats_of_a_class_that_is_over_stay_as_they_are(clerk, seats, enrolment, district, state):
    other = train.make_seats(clerk, seats.training_class, district, 1, "NSTX")
    make.change(clerk, seats.training_class, state=state, state_note="Lý do")

    with pytest.raises(Refusal, match="không đổi chỗ"):
        enrolling.move(actor=clerk, enrolment=enrolment, allotment=other, moved_on=date(2013, 6, 1))
    with pytest.raises(Refusal, match="không đổi chỗ"):
        enrolling.continue_training(
            actor=clerk, enrolment=enrolment, continues_from=date(2013, 6, 1), note="x"
        )


# Undo -------------------------------------------------------------------------------------------------


def test_undo_takes_everybody_out_again_unless_something_came_of_it(clerk, seats):
    act = enrol(clerk, seats, person(clerk), person(clerk, "Bế Ích Quân"))
    given_up = give_up(clerk, Enrolment.objects.all()[0])
    assert undo.plan(act).blockers == [given_up]
    undo.undo(given_up, clerk)

    undo.undo(act, clerk)

    assert not Enrolment.objects.exists()


def test_a_person_added_by_mistake_is_held_by_the_enrolment(clerk, seats):
    cadre = person(clerk)
    added = Act.objects.latest("pk")
    act = enrol(clerk, seats, cadre)

    assert undo.plan(added).blockers == [act]


def test_leaving_the_post_does_not_touch_the_seat(clerk, seats, enrolment):
    from_post = {"ended_on": date(2013, 6, 30), "end_reason": EndReason.RETIRED}
    make.change(clerk, enrolment.cadre.postings.get(), **from_post)

    assert Enrolment.objects.holding_seats().get() == enrolment
