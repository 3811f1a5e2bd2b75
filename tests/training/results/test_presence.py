"""Điểm danh: optional, in whole days of a session, corrected and taken back like every other fact."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from accounts.rights import Role
from registry.acts import undo
from registry.errors import Refusal
from registry.models import Act
from tests.factories import registry as make
from tests.factories import training as train
from training.classes.services import change_session, remove_session
from training.enums import ClassState, TrainingAct, WithdrawalReason
from training.models import Enrolment, Presence, TrainingClass
from training.results.presence import DaysPresent, record_presence

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(reference):
    return make.make_user("ban.to.chuc", role=Role.PROVINCE_STAFF, units=(make.unit_coded("04"),))


@pytest.fixture
def training_class(staff):
    return train.make_class(staff, code="TC-NN-01")


@pytest.fixture
def session(staff, training_class):
    return train.make_session(staff, training_class, days=5, ends_on=date(2013, 3, 5))


@pytest.fixture
def trainees(staff, training_class):
    seats = train.make_seats(staff, training_class, make.unit_coded("043"))
    commune = make.unit_coded("01333")
    return [
        train.make_enrolment(staff, seats, make.make_cadre(staff, commune, name))
        for name in ("Lý A Sình", "Bế Thu Dung")
    ]


def note(staff, session, trainees, *pairs):
    facts = [DaysPresent(each, *pair) for each, pair in zip(trainees, pairs, strict=False)]
    return record_presence(actor=staff, session=session, facts=facts)


def stored():
    return dict(Presence.objects.order_by("enrolment").values_list("enrolment__cadre__full_name", "days"))


def test_days_are_recorded_corrected_and_taken_back_each_in_one_act(staff, session, trainees):
    first = note(staff, session, trainees, (None, 5), (None, 0))
    assert stored() == {"Lý A Sình": 5, "Bế Thu Dung": 0}
    assert first.kind == TrainingAct.RECORD_PRESENCE
    assert first.summary == "Điểm danh lớp TC-NN-01, đợt từ 01/03/2013: 2 người"

    second = note(staff, session, trainees, (5, 4), (0, None))
    assert stored() == {"Lý A Sình": 4}

    undo.undo(actor=staff, act=second)
    assert stored() == {"Lý A Sình": 5, "Bế Thu Dung": 0}
    undo.undo(actor=staff, act=first)
    assert stored() == {}


def test_what_stays_the_same_is_no_act(staff, session, trainees):
    note(staff, session, trainees, (None, 5))
    acts = Act.objects.count()

    assert note(staff, session, trainees, (5, 5), (None, None)) is None
    assert Act.objects.count() == acts


@pytest.mark.parametrize(
    ("pair", "sentence"),
    [
        ((None, 6), "Lý A Sình: đợt học có 5 ngày, không ghi 6 ngày được. Chưa ghi gì."),
        ((3, 4), "Người khác vừa điểm danh Lý A Sình. Chưa ghi gì; tải lại trang rồi làm lại."),
    ],
)
def test_a_number_that_cannot_be_is_refused_whole(staff, session, trainees, pair, sentence):
    with pytest.raises(Refusal) as refused:
        note(staff, session, trainees[::-1] + trainees[:0], (None, 1), pair)

    assert str(refused.value) == sentence
    assert stored() == {}


def test_who_left_the_class_and_a_class_not_held_take_none(staff, session, trainees):
    left = {"withdrawn_on": date(2013, 4, 1), "withdrawal_reason": WithdrawalReason.OWN_REQUEST}
    Enrolment.objects.filter(pk=trainees[0].pk).update(**left)
    with pytest.raises(Refusal, match="Lý A Sình không là học viên của lớp trong đợt này"):
        note(staff, session, trainees, (None, 1))

    for state in (ClassState.PLANNED, ClassState.CANCELLED):
        TrainingClass.objects.filter(pk=session.training_class_id).update(
            state=state, state_note="Không đủ học viên"
        )
        with pytest.raises(Refusal, match="chưa mở hoặc đã hủy"):
            note(staff, session, trainees[1:], (None, 1))
    assert stored() == {}


def test_a_trainee_of_another_class_takes_none(staff, session):
    other = train.make_class(staff, code="TC-NN-02")
    seats = train.make_seats(staff, other, make.unit_coded("043"))
    stranger = train.make_enrolment(staff, seats, make.make_cadre(staff, make.unit_coded("01333"), "Vi Lan"))
    with pytest.raises(Refusal, match="Vi Lan không là học viên của lớp trong đợt này"):
        note(staff, session, [stranger], (None, 1))
    assert stored() == {}


def test_who_enrolled_after_the_session_is_neither_listed_nor_written(staff, session, trainees, client):
    late, last = trainees
    Enrolment.objects.filter(pk=late.pk).update(enrolled_on=date(2013, 3, 6))
    Enrolment.objects.filter(pk=last.pk).update(enrolled_on=session.ends_on)
    with pytest.raises(Refusal, match="Lý A Sình không là học viên của lớp trong đợt này"):
        note(staff, session, trainees, (None, 1), (None, 1))
    assert stored() == {}

    client.force_login(staff)
    page = client.get(f"/dao-tao/lop/TC-NN-01/dot-hoc/{session.pk}/diem-danh/").content.decode()
    assert (f"days-{late.pk}" in page, f"days-{last.pk}" in page) == (False, True)


def test_a_session_with_presence_stays_and_keeps_its_days(staff, session, trainees):
    note(staff, session, trainees, (None, 5))

    with pytest.raises(ValidationError, match="có mặt 5 ngày"):
        change_session(actor=staff, session=session, values={"days": 4})
    with pytest.raises(Refusal):
        remove_session(actor=staff, session=session)
    assert stored() == {"Lý A Sình": 5}


def test_the_page_keeps_what_was_typed_wrong_and_writes_what_is_right(staff, session, trainees, client):
    address = f"/dao-tao/lop/TC-NN-01/dot-hoc/{session.pk}/diem-danh/"
    first, second = (each.pk for each in trainees)
    client.force_login(staff)
    assert address in client.get("/dao-tao/lop/TC-NN-01/").content.decode()

    wrong = client.post(address, {f"days-{first}": "5", f"days-{second}": "9"})
    assert (wrong.status_code, stored()) == (200, {})
    assert "Lý A Sình" in wrong.content.decode()
    assert 'value="9"' in wrong.content.decode()

    assert client.post(address, {f"days-{first}": "5", f"days-{second}": ""}).status_code == 302
    assert stored() == {"Lý A Sình": 5}
    assert "có mặt 5 ngày" in client.get("/dao-tao/lop/TC-NN-01/").content.decode()
    assert f'name="seen-{first}" value="5"' in client.get(address).content.decode()


def test_another_class_a_clerk_and_an_unknown_session_are_not_answered(staff, session, trainees, client):
    other = train.make_class(staff, code="TC-NN-02")
    client.force_login(staff)
    assert client.get(f"/dao-tao/lop/{other.code}/dot-hoc/{session.pk}/diem-danh/").status_code == 404
    client.force_login(make.make_user("huyen", units=(make.unit_coded("043"),)))
    assert client.get(f"/dao-tao/lop/TC-NN-01/dot-hoc/{session.pk}/diem-danh/").status_code == 403
