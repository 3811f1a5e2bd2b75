"""Saving a form by its service: refusals in words, somebody else's values beside one's own, the way back."""

from functools import partial

import pytest
from django.contrib.messages import get_messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.exceptions import ValidationError

from common.pages.forms import CleanCharField
from registry.acts.recording import version_of
from registry.cards.services import correct_cadre
from registry.errors import Refusal
from registry.models import Act, Cadre
from registry.pages.saving import done, saved
from registry.pages.service_forms import ConflictLine, ServiceForm
from tests.factories import registry as make

pytestmark = pytest.mark.django_db


class NoteForm(ServiceForm):
    note = CleanCharField(label="Ghi chú", max_length=20)

    def stored(self, row):
        return {"note": row.note}

    def arguments(self):
        return self.values_beside("version")


@pytest.fixture
def cadre(clerk, commune):
    return make.make_cadre(clerk, commune, note="cũ")


@pytest.fixture
def request_of(rf, clerk):
    request = rf.post("/")
    request.user = clerk
    request._messages = CookieStorage(request)
    return request


def refusing(error):
    def service(**_given):
        raise error

    return service


def told(request):
    return [str(message) for message in get_messages(request)]


def test_form_over_a_stored_row_begins_with_it_and_carries_its_version(cadre):
    form = NoteForm(row=cadre)

    assert (form["note"].value(), form["version"].value()) == ("cũ", version_of(cadre))
    assert NoteForm(row=cadre, initial={"note": "gợi ý"})["note"].value() == "gợi ý"
    assert "version" not in NoteForm().fields


def test_saved_tells_what_the_service_returned(request_of, clerk, cadre):
    form = NoteForm({"note": "mới", "version": version_of(cadre)}, row=cadre)

    made = saved(request_of, form, partial(correct_cadre, actor=clerk, cadre=cadre))

    assert made is not None
    assert made.result == Act.objects.latest("pk")
    assert Cadre.objects.get(pk=cadre.pk).note == "mới"


def test_nothing_changed_is_told_apart_from_not_saved(request_of, clerk, cadre):
    acts = Act.objects.count()
    form = NoteForm({"note": "cũ", "version": version_of(cadre)}, row=cadre)

    made = saved(request_of, form, partial(correct_cadre, actor=clerk, cadre=cadre))

    assert made is not None
    assert made.result is None
    assert not form.errors
    assert Act.objects.count() == acts


@pytest.mark.parametrize("data", [None, {"note": ""}, {"note": "x" * 21}])
def test_service_is_not_called_for_what_is_not_sent_or_not_valid(request_of, data):
    assert saved(request_of, NoteForm(data), refusing(AssertionError("called"))) is None


def test_service_that_refuses_saves_nothing_and_says_why_on_the_form(request_of):
    form = NoteForm({"note": "mới"})

    assert saved(request_of, form, refusing(Refusal("Chưa ghi gì vì vậy."))) is None
    assert form.non_field_errors() == ["Chưa ghi gì vì vậy."]


@pytest.mark.parametrize(
    ("refused", "where"),
    [({"note": "Sai."}, "note"), ({"ended_on": "Sai."}, "__all__"), ("Sai.", "__all__")],
)
def test_value_that_is_refused_is_told_under_its_field_or_on_top(request_of, refused, where):
    form = NoteForm({"note": "mới"})

    assert saved(request_of, form, refusing(ValidationError(refused))) is None
    assert form.errors == {where: ["Sai."]}


def test_somebody_quicker_is_shown_beside_and_the_next_save_has_seen_it(request_of, clerk, cadre):
    seen = version_of(cadre)
    correct_cadre(actor=clerk, cadre=cadre, values={"note": "của người kia"})
    row = Cadre.objects.get(pk=cadre.pk)
    form = NoteForm({"note": "của tôi", "version": seen}, row=row)
    correct = partial(correct_cadre, actor=clerk, cadre=row)

    assert saved(request_of, form, correct) is None
    assert list(form.conflicts) == [ConflictLine("Ghi chú", "của người kia", "của tôi")]
    assert len(form.non_field_errors()) == 1
    assert Cadre.objects.get(pk=cadre.pk).note == "của người kia"

    assert saved(request_of, NoteForm(form.data, row=row), correct) is not None
    assert Cadre.objects.get(pk=cadre.pk).note == "của tôi"


def test_done_leads_back_with_the_way_to_take_it_back(request_of, clerk, cadre):
    correct_cadre(actor=clerk, cadre=cadre, values={"note": "mới"})
    act = Act.objects.latest("pk")

    response = done(request_of, act, "Đã lưu.", "/dao-tao/")

    assert response["Location"] == "/dao-tao/"
    assert told(request_of) == [f'Đã lưu. <a href="/nhat-ky/{act.pk}/">Xem nhật ký, hoàn tác</a>']


def test_done_without_an_act_says_that_nothing_changed(request_of):
    done(request_of, None, "Đã lưu.", "/dao-tao/")

    assert told(request_of) == ["Không có gì thay đổi."]


def test_done_on_a_card_leads_through_the_history_of_the_person(request_of, cadre):
    response = done(request_of, None, "Đã lưu.", cadre)

    assert response["Location"] == cadre.get_absolute_url()
    assert told(request_of) == [
        f'Đã lưu. <a href="{cadre.get_absolute_url()}lich-su/">Xem lịch sử, hoàn tác</a>'
    ]
