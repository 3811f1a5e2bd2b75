"""The one door: history with every change, nothing half-written, versions that refuse a late save."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from registry.acts import write as acts
from registry.cards.naming import name_fields, new_code
from registry.enums import ActKind, EndReason, Scale
from registry.errors import EditConflict, Refusal
from registry.models import Cadre, Posting, Qualification
from tests.factories import registry as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(reference):
    return make.make_user(units=(make.unit_coded("043"),))


@pytest.fixture
def cadre(clerk, commune):
    return make.make_cadre(clerk, commune, levels={Scale.PROFESSIONAL: "elementary"})


@pytest.fixture
def act(clerk, cadre):
    with transaction.atomic():
        yield acts.begin(ActKind.CORRECT_CADRE, clerk)


def new_person(name="Bế Ích Quân", **extra):
    return Cadre(code=new_code(), **{**make.person_values(name, **extra), **name_fields(name)})


def test_act_needs_a_transaction(clerk, django_capture_on_commit_callbacks):
    # Tests run inside a transaction; the door itself asks the connection.
    assert acts.begin(ActKind.CORRECT_CADRE, clerk).pk


def test_created_rows_and_their_children_are_written_with_history(act, commune):
    person = new_person()
    posting = make.make_posting_row(person, commune)

    assert acts.write(act, created=[posting, person]) == 2
    assert Posting.objects.get(pk=posting.pk).cadre == person
    assert [(row.history_type, row.act) for row in person.history.all()] == [("+", act)]
    assert [(row.history_type, row.act) for row in posting.history.all()] == [("+", act)]


def test_change_is_written_with_the_state_after_it(act, cadre):
    acts.write(act, updated=[acts.Change(cadre, {"note": "đã xem"})])

    latest = cadre.history.first()
    assert (latest.history_type, latest.note, latest.act) == ("~", "đã xem", act)
    assert Cadre.objects.get(pk=cadre.pk).note == "đã xem"


def test_change_that_alters_nothing_leaves_no_history(act, cadre):
    before = cadre.history.count()

    assert acts.write(act, updated=[acts.Change(cadre, {"note": cadre.note})]) == 0
    assert cadre.history.count() == before


def test_fields_outside_the_change_are_not_overwritten_by_a_stale_copy(act, cadre, clerk):
    stale = Cadre.objects.get(pk=cadre.pk)
    acts.write(act, updated=[acts.Change(cadre, {"note": "mới"})])

    acts.write(acts.begin(ActKind.CORRECT_CADRE, clerk), updated=[acts.Change(stale, {"health": "Tốt"})])

    stored = Cadre.objects.get(pk=cadre.pk)
    assert (stored.note, stored.health) == ("mới", "Tốt")


def test_several_changes_of_one_row_make_one_row_of_history(act, cadre):
    changes = [acts.Change(cadre, {"note": "a"}), acts.Change(cadre, {"health": "Tốt"})]

    assert acts.write(act, updated=changes) == 1
    stored = Cadre.objects.get(pk=cadre.pk)
    assert (stored.note, stored.health) == ("a", "Tốt")
    assert cadre.history.filter(act=act).count() == 1


def test_different_fields_of_different_rows_in_one_act_keep_the_others(act, clerk, cadre, commune):
    other = make.make_cadre(clerk, commune, "Bế Ích Quân", note="giữ")

    acts.write(act, updated=[acts.Change(cadre, {"note": "đổi"}), acts.Change(other, {"health": "Tốt"})])

    assert Cadre.objects.get(pk=other.pk).note == "giữ"
    assert Cadre.objects.get(pk=cadre.pk).health == ""


def test_deleted_row_keeps_its_last_state_in_history(act, cadre):
    level = cadre.qualifications.get()
    key = level.pk

    acts.write(act, deleted=[level])

    assert not Qualification.objects.filter(pk=key).exists()
    latest = Qualification.history.filter(id=key).first()
    assert (latest.history_type, latest.act, latest.level_id) == ("-", act, level.level_id)


def test_person_with_facts_cannot_be_deleted(act, cadre):
    with pytest.raises(Refusal):
        acts.write(act, deleted=[cadre])
    assert Cadre.objects.filter(pk=cadre.pk).exists()


def test_stale_version_is_refused_and_names_the_other_change(act, clerk, cadre):
    seen = acts.version_of(cadre)
    acts.write(act, updated=[acts.Change(cadre, {"note": "người khác"})])

    with pytest.raises(EditConflict) as conflict:
        acts.write(
            acts.begin(ActKind.CORRECT_CADRE, clerk), updated=[acts.Change(cadre, {"note": "của tôi"}, seen)]
        )

    assert conflict.value.act == act
    assert clerk.full_name in str(conflict.value)
    assert Cadre.objects.get(pk=cadre.pk).note == "người khác"


def test_current_version_is_accepted(act, cadre):
    acts.write(act, updated=[acts.Change(cadre, {"note": "x"}, acts.version_of(cadre))])

    assert Cadre.objects.get(pk=cadre.pk).note == "x"


def test_row_that_is_gone_is_refused_in_words(act, cadre):
    level = cadre.qualifications.get()
    acts.write(act, deleted=[Qualification.objects.get(pk=level.pk)])

    with pytest.raises(Refusal, match="không còn trong hệ thống"):
        acts.write(act, updated=[acts.Change(level, {"detail": "x"})])


def test_fault_in_one_row_writes_none(act, commune):
    good, bad = new_person(), new_person("Lục Văn Đạt", id_number="12ab")

    with pytest.raises(ValidationError, match="9 chữ số"):
        acts.write(act, created=[good, bad])

    assert not Cadre.objects.filter(full_name__in=["Bế Ích Quân", "Lục Văn Đạt"]).exists()
    assert not Cadre.history.filter(act=act).exists()


def test_two_open_main_postings_are_refused_by_the_database_too(act, cadre, commune):
    with pytest.raises((ValidationError, Refusal)):
        acts.write(act, created=[make.make_posting_row(cadre, commune, started_on=date(2013, 1, 1))])


def test_open_main_posting_may_change_hands_in_one_act(act, clerk, cadre, commune):
    posting = cadre.postings.get()
    second = make.make_posting(clerk, cadre, commune, is_main=False, started_on=date(2012, 1, 1))

    acts.write(
        act,
        updated=[acts.Change(posting, {"is_main": False}), acts.Change(second, {"is_main": True})],
    )

    assert [each.is_main for each in cadre.postings.order_by("pk")] == [False, True]


def test_papers_may_be_swapped_between_two_people_in_one_act(act, clerk, commune):
    first = make.make_cadre(clerk, commune, "Lý A Sình", id_number="080000001")
    second = make.make_cadre(clerk, commune, "Bế Ích Quân", id_number="080000002")

    acts.write(
        act,
        updated=[
            acts.Change(first, {"id_number": "080000002"}),
            acts.Change(second, {"id_number": "080000001"}),
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


def test_many_rows_are_written_in_batches(act, clerk, commune):
    people = [new_person(f"Nông Văn A{number}") for number in range(1100)]

    assert acts.write(act, created=people) == 1100
    changes = [acts.Change(person, {"note": f"{number}"}) for number, person in enumerate(people)]
    assert acts.write(act, updated=changes) == 1100
    assert Cadre.objects.get(pk=people[-1].pk).note == "1099"
    assert Cadre.history.filter(act=act, history_type="~").count() == 1100


def test_fault_among_many_rows_writes_none(act, commune):
    people = [new_person(f"Nông Văn A{number}") for number in range(50)]
    people[30].id_number = people[31].id_number = "080000009"

    with pytest.raises((Refusal, ValidationError)):
        acts.write(act, created=people)

    assert not Cadre.objects.filter(full_name__startswith="Nông Văn A").exists()


def test_many_ended_postings_reopen_and_end_in_one_act(act, clerk, commune):
    """Rows that change `ended_on` also keep each its own value of `is_main`."""
    cadre = make.make_cadre(clerk, commune, "Bế Ích Quân")
    main = cadre.postings.get()
    beside = make.make_posting(clerk, cadre, commune, is_main=False, title=make.title("party_deputy"))
    ending = {"ended_on": date(2013, 6, 30), "end_reason": EndReason.RETIRED}

    acts.write(act, updated=[acts.Change(main, ending), acts.Change(beside, ending)])

    assert {each.pk: each.is_main for each in cadre.postings.all()} == {main.pk: True, beside.pk: False}
