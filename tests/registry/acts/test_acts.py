"""The one door: history with every change, nothing half-written, versions that refuse a late save."""

from datetime import date
from functools import partial

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.models import User
from registry.acts.recording import Change, record, version_of
from registry.cards.naming import name_fields, new_code
from registry.enums import ActKind, EndReason, Scale
from registry.errors import EditConflict, Refusal
from registry.models import Act, Cadre, Posting, Qualification
from tests.factories import registry as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(reference):
    return make.make_user(units=(make.unit_coded("043"),))


@pytest.fixture
def cadre(clerk, commune):
    return make.make_cadre(clerk, commune, levels={Scale.PROFESSIONAL: "elementary"})


@pytest.fixture
def written(clerk, cadre):
    """The door, held open by a clerk."""
    return partial(record, ActKind.CORRECT_CADRE, clerk, summary="Sửa thử")


def new_person(name="Bế Ích Quân", **extra):
    return Cadre(code=new_code(), **{**make.person_values(name, **extra), **name_fields(name)})


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_written():
    with pytest.raises(RuntimeError, match="inside a transaction"):
        record(ActKind.ADD_CADRE, User(), created=[Cadre()], summary="Thử")

    assert not Act.objects.exists()


def test_act_tells_who_what_why_and_from_which_file(clerk):
    told = {
        "summary": "1 dòng thêm mới",
        "reason": "Nhập bù",
        "source_name": "danh-sach.xlsx",
        "source_digest": "ab" * 32,
    }

    act = make.recorded(ActKind.IMPORT, clerk, created=[new_person()], **told)

    stored = Act.objects.get(pk=act.pk)
    assert (stored.kind, stored.actor) == (ActKind.IMPORT, clerk)
    assert {name: getattr(stored, name) for name in told} == told


def test_sentence_too_long_for_the_log_is_cut(clerk):
    act = make.recorded(ActKind.ADD_CADRE, clerk, created=[new_person()], summary="x" * 301)

    assert Act.objects.get(pk=act.pk).summary == "x" * 299 + "…"


def test_created_rows_and_their_children_are_written_with_history(written, commune):
    person = new_person()
    posting = make.make_posting_row(person, commune)

    act = written(created=[posting, person])

    assert Posting.objects.get(pk=posting.pk).cadre == person
    assert [(row.history_type, row.act) for row in person.history.all()] == [("+", act)]
    assert [(row.history_type, row.act) for row in posting.history.all()] == [("+", act)]


def test_change_is_written_with_the_state_after_it(written, cadre):
    act = written(updated=[Change(cadre, {"note": "đã xem"})])

    latest = cadre.history.first()
    assert (latest.history_type, latest.note, latest.act) == ("~", "đã xem", act)
    assert Cadre.objects.get(pk=cadre.pk).note == "đã xem"


def test_change_that_alters_nothing_leaves_neither_history_nor_act(written, cadre):
    before = cadre.history.count(), Act.objects.count()

    assert written(updated=[Change(cadre, {"note": cadre.note})]) is None
    assert written() is None
    assert (cadre.history.count(), Act.objects.count()) == before


def test_fields_outside_the_change_are_not_overwritten_by_a_stale_copy(written, cadre, clerk):
    stale = Cadre.objects.get(pk=cadre.pk)
    written(updated=[Change(cadre, {"note": "mới"})])

    written(updated=[Change(stale, {"health": "Tốt"})])

    stored = Cadre.objects.get(pk=cadre.pk)
    assert (stored.note, stored.health) == ("mới", "Tốt")


def test_several_changes_of_one_row_make_one_row_of_history(written, cadre):
    changes = [Change(cadre, {"note": "a"}), Change(cadre, {"health": "Tốt"})]

    act = written(updated=changes)

    stored = Cadre.objects.get(pk=cadre.pk)
    assert (stored.note, stored.health) == ("a", "Tốt")
    assert cadre.history.filter(act=act).count() == 1


def test_different_fields_of_different_rows_in_one_act_keep_the_others(written, clerk, cadre, commune):
    other = make.make_cadre(clerk, commune, "Bế Ích Quân", note="giữ")

    written(updated=[Change(cadre, {"note": "đổi"}), Change(other, {"health": "Tốt"})])

    assert Cadre.objects.get(pk=other.pk).note == "giữ"
    assert Cadre.objects.get(pk=cadre.pk).health == ""


def test_deleted_row_keeps_its_last_state_in_history(written, cadre):
    level = cadre.qualifications.get()
    key = level.pk

    act = written(deleted=[level])

    assert not Qualification.objects.filter(pk=key).exists()
    latest = Qualification.history.filter(id=key).first()
    assert (latest.history_type, latest.act, latest.level_id) == ("-", act, level.level_id)


def test_person_with_facts_cannot_be_deleted(written, cadre):
    with pytest.raises(Refusal):
        written(deleted=[cadre])
    assert Cadre.objects.filter(pk=cadre.pk).exists()


def test_stale_version_is_refused_and_names_the_other_change(written, clerk, cadre):
    seen = version_of(cadre)
    act = written(updated=[Change(cadre, {"note": "người khác"})])

    with pytest.raises(EditConflict) as conflict:
        written(updated=[Change(cadre, {"note": "của tôi"}, seen)])

    assert Act.objects.latest("pk") == act
    assert conflict.value.act == act
    assert clerk.full_name in str(conflict.value)
    assert Cadre.objects.get(pk=cadre.pk).note == "người khác"


def test_current_version_is_accepted(written, cadre):
    written(updated=[Change(cadre, {"note": "x"}, version_of(cadre))])

    assert Cadre.objects.get(pk=cadre.pk).note == "x"


def test_row_that_is_gone_is_refused_in_words(written, cadre):
    level = cadre.qualifications.get()
    written(deleted=[Qualification.objects.get(pk=level.pk)])

    with pytest.raises(Refusal, match="không còn trong hệ thống"):
        written(updated=[Change(level, {"detail": "x"})])


def test_fault_in_one_row_writes_none(written, commune):
    good, bad = new_person(), new_person("Lục Văn Đạt", id_number="12ab")
    acts = Act.objects.count()

    with pytest.raises(ValidationError, match="9 chữ số"):
        written(created=[good, bad])

    assert not Cadre.objects.filter(full_name__in=["Bế Ích Quân", "Lục Văn Đạt"]).exists()
    assert Act.objects.count() == acts


def test_two_open_main_postings_are_refused_by_the_database_too(written, cadre, commune):
    with pytest.raises((ValidationError, Refusal)):
        written(created=[make.make_posting_row(cadre, commune, started_on=date(2013, 1, 1))])


def test_open_main_posting_may_change_hands_in_one_act(written, clerk, cadre, commune):
    posting = cadre.postings.get()
    second = make.make_posting(clerk, cadre, commune, is_main=False, started_on=date(2012, 1, 1))

    written(
        updated=[Change(posting, {"is_main": False}), Change(second, {"is_main": True})],
    )

    assert [each.is_main for each in cadre.postings.order_by("pk")] == [False, True]


def test_papers_may_be_swapped_between_two_people_in_one_act(written, clerk, commune):
    first = make.make_cadre(clerk, commune, "Lý A Sình", id_number="080000001")
    second = make.make_cadre(clerk, commune, "Bế Ích Quân", id_number="080000002")

    written(
        updated=[
            Change(first, {"id_number": "080000002"}),
            Change(second, {"id_number": "080000001"}),
        ],
    )

    assert Cadre.objects.get(pk=first.pk).id_number == "080000002"
    assert Cadre.objects.get(pk=second.pk).id_number == "080000001"


def test_stray_save_of_a_fact_is_refused_by_the_database(cadre):
    cadre.note = "lén"
    with pytest.raises(IntegrityError), transaction.atomic():
        cadre.save()


def test_stray_delete_of_a_fact_is_refused_by_the_database(cadre):
    with pytest.raises(IntegrityError), transaction.atomic():
        cadre.qualifications.get().delete()


def test_many_rows_are_written_in_batches(written, clerk, commune):
    people = [new_person(f"Nông Văn A{number}") for number in range(1100)]

    written(created=people)
    changes = [Change(person, {"note": f"{number}"}) for number, person in enumerate(people)]
    act = written(updated=changes)

    assert Cadre.objects.get(pk=people[-1].pk).note == "1099"
    assert Cadre.history.filter(act=act, history_type="~").count() == 1100


def test_fault_among_many_rows_writes_none(written, commune):
    people = [new_person(f"Nông Văn A{number}") for number in range(50)]
    people[30].id_number = people[31].id_number = "080000009"

    with pytest.raises((Refusal, ValidationError)):
        written(created=people)

    assert not Cadre.objects.filter(full_name__startswith="Nông Văn A").exists()


def test_many_ended_postings_reopen_and_end_in_one_act(written, clerk, commune):
    """Rows that change `ended_on` also keep each its own value of `is_main`."""
    cadre = make.make_cadre(clerk, commune, "Bế Ích Quân")
    main = cadre.postings.get()
    beside = make.make_posting(clerk, cadre, commune, is_main=False, title=make.title("party_deputy"))
    ending = {"ended_on": date(2013, 6, 30), "end_reason": EndReason.RETIRED}

    written(updated=[Change(main, ending), Change(beside, ending)])

    assert {each.pk: each.is_main for each in cadre.postings.all()} == {main.pk: True, beside.pk: False}
