"""The pages of needs: board, list, form and answers; whose people, which numbers, what is written."""

import re
from datetime import date

import pytest
from django.urls import reverse

from accounts.models import AccessEntry, AccessKind
from registry.acts.undo import undo
from registry.enums import Scale
from registry.models import Act, EthnicGroup
from tests.factories import registry as make
from tests.factories import training as make_training
from training.models import NeedConfirmation

pytestmark = pytest.mark.django_db

BOARD, LIST = reverse("training:need_board"), reverse("training:need_list")
ALL_BUT_THEORY = {
    Scale.PROFESSIONAL: "university",
    Scale.STATE_MANAGEMENT: "specialist",
    Scale.DEFENCE: "object_4",
    Scale.INFORMATICS: "certificate_a",
}
FORM, ANSWERS = (reverse(f"training:need_{name}", args=["01333"]) for name in ("form", "answers"))
FOREIGN = reverse("training:need_form", args=["01570"])


@pytest.fixture
def theory_class(officer, bao_lac):
    return make_training.make_class(
        officer, "LLCT-TC", code="LLCT-13", starts_on=date(2013, 9, 1), ends_on=date(2014, 6, 30)
    )


@pytest.fixture
def cadre(officer, commune):
    """Lacks both levels of theory; of a people few in number."""
    people = EthnicGroup.objects.get(name="Lô Lô")
    return make.make_cadre(officer, commune, "Lý A Sình", levels=ALL_BUT_THEORY, ethnic_group=people)


@pytest.fixture
def learner(officer, bao_lac, commune, theory_class):
    cadre = make.make_cadre(officer, commune, "Nông Thị Ân", levels=ALL_BUT_THEORY)
    seats = make_training.make_seats(officer, theory_class, bao_lac)
    make_training.make_enrolment(officer, seats, cadre)
    return cadre


@pytest.fixture
def foreigner(officer, elsewhere):
    return make.make_cadre(officer, elsewhere, "Đinh Văn Đào", levels=ALL_BUT_THEORY)


@pytest.fixture
def cast(cadre, learner, foreigner):
    return cadre, learner, foreigner


def names(response):
    return re.findall(r'class="strong" href="/ho-so/[^"]*">([^<]+)<', response.content.decode())


def test_board_of_the_province_counts_districts(as_officer, cast):
    page = as_officer.get(BOARD)
    board = page.context["board"]

    needing = {row.code: row.line.cell("LLCT-TC").needing for row in board.lines if row.line.persons}
    assert needing == {"043": 1, "048": 1}
    assert (board.total.persons, board.total.attendances) == (2, 4)


def test_board_of_a_district_shows_its_communes_only(signed_in, cast):
    board = signed_in.get(BOARD).context["board"]

    assert board.lists_communes
    assert [row.code for row in board.lines if row.line.persons] == ["01333"]
    assert board.total.persons == 1
    assert signed_in.get(BOARD, {"unit": "048"}).status_code == 404


def test_every_number_of_the_board_leads_to_as_many_people(as_officer, cast):
    html = (
        as_officer.get(BOARD).content.decode()
        + as_officer.get(BOARD, {"criterion": "LLCT-TC"}).content.decode()
    )
    links = set(re.findall(rf'<a href="({LIST}\?[^"]+)">(\d+)</a>', html))

    assert len(links) >= 12
    for link, number in links:
        assert as_officer.get(link.replace("&amp;", "&")).context["page"].total == int(number), link


def test_the_subtraction_of_a_criterion_stands_openly(as_officer, cast):
    board = as_officer.get(BOARD, {"criterion": "LLCT-TC", "unit": "043"}).context["board"]

    (line,) = [row.line for row in board.lines if row.code == "01333"]
    cell = line.cell("LLCT-TC")
    assert (cell.lacking, cell.leaving, cell.learning, cell.needing) == (2, 0, 1, 1)


def test_board_of_a_day_when_a_commune_hangs_under_the_province(as_officer, cast):
    page = as_officer.get(BOARD, {"as_of": "2025-08-01"})

    assert page.status_code == 200
    assert page.context["board"].lists_communes


def test_list_shows_the_asked_part(as_officer, cast):
    found = {part: names(as_officer.get(LIST, {"part": part})) for part in ("can", "dang-hoc", "thieu")}

    assert found["can"] == ["Đinh Văn Đào", "Lý A Sình"]
    assert found["dang-hoc"] == ["Nông Thị Ân"]
    assert len(found["thieu"]) == 3


def test_list_is_cut_to_the_scope_and_logged(signed_in, cast):
    assert names(signed_in.get(LIST)) == ["Lý A Sình"]
    entry = AccessEntry.objects.latest("pk")
    assert (entry.kind, entry.object_type, entry.rows) == (AccessKind.VIEW_LIST, "training_need", 1)


def test_small_minority_is_marked_and_asked_for_by_those_who_may_see_it(signed_in, client, leader, cast):
    assert "ít người</span>" in signed_in.get(LIST).content.decode()
    assert names(signed_in.get(LIST, {"small": "on"})) == ["Lý A Sình"]
    client.force_login(leader)
    page = client.get(LIST, {"small": "on"}).content.decode()
    assert "Lô Lô" not in page
    assert "ít người" not in page


def test_list_filters_by_answer(signed_in, clerk, cast):
    level = make.level(Scale.POLITICAL_THEORY, "intermediate")
    make.write(
        clerk, NeedConfirmation(cadre=cast[0], level=level, answer="later", answered_on=date(2013, 12, 1))
    )

    for answer, found in {"later": ["Lý A Sình"], "confirmed": [], "none": []}.items():
        assert names(signed_in.get(LIST, {"criterion": "LLCT-TC", "answer": answer})) == found
    assert names(signed_in.get(LIST, {"criterion": "LLCT-SC", "answer": "none"})) == ["Lý A Sình"]
    assert "Hoãn</span>" in signed_in.get(LIST).content.decode()


def test_classes_offered_give_the_level(signed_in, officer, bao_lac, cast, training_class, seats):
    assert [each.code for each in signed_in.get(LIST, {"criterion": "LLCT-TC"}).context["classes"]] == [
        "LLCT-13"
    ]
    both = signed_in.get(LIST).context["classes"]
    assert [each.code for each in both] == ["TC-2013", "LLCT-13"]


def test_people_picked_go_to_the_class_chosen(signed_in, cast):
    cadre = cast[0]
    page = signed_in.post(reverse("training:enrol_choose"), {"code": cadre.code, "class": "LLCT-13"})

    assert page.status_code == 302
    assert page.url == reverse("training:enrol", args=["LLCT-13"]) + f"?code={cadre.code}"


def test_who_may_not_enrol_is_offered_no_boxes(client, leader, cast):
    client.force_login(leader)
    page = client.get(LIST)

    assert names(page) == ["Đinh Văn Đào", "Lý A Sình"]
    assert "Thêm vào lớp" not in page.content.decode()
    assert client.get(ANSWERS).status_code == 403


def test_printed_form_lists_each_person_and_level_once(signed_in, cast):
    page = signed_in.get(FORM)

    (person,) = page.context["people"]
    assert person.row.cadre == cast[0]
    assert [line.level.code for line in person.lines] == ["elementary", "intermediate"]
    assert signed_in.get(FOREIGN).status_code == 404
    assert signed_in.get(reverse("training:need_form", args=["043"])).status_code == 404


def answers_of(page, **values):
    """What the form sends, with values for the lines in order."""
    form = page.context["form"]
    data = {"answered_on": "15/12/2013", "version": form.initial["version"]}
    for number, line in enumerate(form.lines):
        data |= {f"answer-{line.key}": line.mark.answer, f"wish-{line.key}": line.mark.wish}
        data |= {f"{name}-{line.key}": each[number] for name, each in values.items()}
    return data


def test_answers_of_a_commune_are_one_act_and_can_be_undone(signed_in, clerk, cast):
    before = Act.objects.count()
    sent = answers_of(signed_in.get(ANSWERS), answer=["confirmed", "later"], wish=["", "Học tại huyện"])

    assert signed_in.post(ANSWERS, sent).status_code == 302
    rows = NeedConfirmation.objects.order_by("level__rank")
    assert [(row.answer, row.wish, row.answered_on) for row in rows] == [
        ("confirmed", "", date(2013, 12, 15)),
        ("later", "Học tại huyện", date(2013, 12, 15)),
    ]
    assert Act.objects.count() == before + 1
    act = Act.objects.latest("pk")
    assert act.summary.endswith(": 2 trả lời")
    undo(act=act, actor=clerk)
    assert not NeedConfirmation.objects.exists()


def test_an_answer_taken_back_is_deleted_and_nothing_new_writes_no_act(signed_in, cast):
    signed_in.post(ANSWERS, answers_of(signed_in.get(ANSWERS), answer=["confirmed", "later"]))
    acts = Act.objects.count()

    signed_in.post(ANSWERS, answers_of(signed_in.get(ANSWERS)))
    assert Act.objects.count() == acts
    signed_in.post(ANSWERS, answers_of(signed_in.get(ANSWERS), answer=["", "confirmed"]))
    assert [row.answer for row in NeedConfirmation.objects.all()] == ["confirmed"]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"answered_on": "31/02/2013"}, "không phải là ngày có thật"),
        ({"answered_on": "01/01/2100"}, "Ngày không được sau hôm nay"),
        ({"answer": ["có", ""]}, "Chọn một trong các trả lời có sẵn"),
        ({"wish": ["Học xa", ""]}, "có nguyện vọng thì chọn cả trả lời"),
    ],
    ids=["no day", "a coming day", "no such answer", "a wish alone"],
)
def test_what_cannot_be_recorded_is_said(signed_in, cast, changes, sentence):
    page = signed_in.get(ANSWERS)
    lists = {name: each for name, each in changes.items() if isinstance(each, list)}
    sent = answers_of(page, **lists) | {name: each for name, each in changes.items() if name not in lists}

    refused = signed_in.post(ANSWERS, sent)
    assert refused.status_code == 200
    assert sentence in refused.content.decode()
    assert not NeedConfirmation.objects.exists()


def test_answers_recorded_meanwhile_are_not_overwritten(signed_in, cast):
    old = answers_of(signed_in.get(ANSWERS), answer=["declined", ""])
    signed_in.post(ANSWERS, answers_of(signed_in.get(ANSWERS), answer=["confirmed", ""]))

    assert "Có người vừa ghi" in signed_in.post(ANSWERS, old).content.decode()
    assert [row.answer for row in NeedConfirmation.objects.all()] == ["confirmed"]


def test_a_commune_of_another_district_does_not_exist(signed_in, cast):
    assert signed_in.get(reverse("training:need_answers", args=["01570"])).status_code == 404
    assert signed_in.post(reverse("training:need_answers", args=["01570"])).status_code == 404
