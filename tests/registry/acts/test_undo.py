"""Undo: the registry afterwards equals the registry before, row for row, or says what stands in the way."""

import hashlib
import json
from datetime import date, timedelta

import pytest
from django.core import serializers

from registry.acts import undo
from registry.acts.recording import TRACKED, Change
from registry.cards import services
from registry.cards.naming import name_fields, new_code
from registry.enums import ActKind, EndReason, RemedyKind, Scale, Verification
from registry.errors import Refusal, UndoBlocked
from registry.models import Act, Cadre, DistinctPair, Posting, Qualification, Remedy
from tests.factories import registry as make

pytestmark = pytest.mark.django_db


def digest():
    """One number for every stored fact."""
    rows = [
        serializers.serialize("json", model._default_manager.order_by("pk"), use_natural_primary_keys=False)
        for model in TRACKED
    ]
    return hashlib.sha256(json.dumps(rows).encode()).hexdigest()


def last_act():
    return Act.objects.order_by("-pk").first()


@pytest.fixture
def other_commune(reference):
    return make.unit_coded("01324")


@pytest.fixture
def clerk(reference):
    return make.make_user(units=(make.unit_coded("043"),))


@pytest.fixture
def cadre(clerk, commune):
    return make.make_cadre(clerk, commune, levels={Scale.PROFESSIONAL: "elementary"})


def add(clerk, commune, other, cadre):
    services.add_cadre(
        actor=clerk,
        person=make.person_values("Bế Ích Quân"),
        posting=make.posting_facts(commune),
        levels=[make.level_facts(Scale.PROFESSIONAL, "college", None)],
    )


def correct(clerk, commune, other, cadre):
    services.correct_cadre(actor=clerk, cadre=cadre, values={"full_name": "Lý A Sính", "note": "x"})


def transfer(clerk, commune, other, cadre):
    services.transfer(actor=clerk, cadre=cadre, posting=make.posting_facts(other, make.on(2013, 3, 1)))


def end(clerk, commune, other, cadre):
    services.end_posting(
        actor=clerk,
        posting=cadre.postings.get(),
        ended_on=date(2013, 6, 30),
        end_reason=EndReason.RETIRED,
    )


def concurrent(clerk, commune, other, cadre):
    services.appoint(
        actor=clerk,
        cadre=cadre,
        posting=make.posting_facts(
            commune, make.on(2012, 1, 1), is_main=False, title=make.title("party_deputy")
        ),
    )


def diploma(clerk, commune, other, cadre):
    services.record_qualification(
        actor=clerk,
        cadre=cadre,
        facts=make.level_facts(Scale.PROFESSIONAL, "intermediate", make.on(2012, 6, 15)),
    )


def unlawful(clerk, commune, other, cadre):
    services.verify_qualification(
        state="unlawful",
        actor=clerk,
        qualification=cadre.qualifications.get(),
        decision="12/KL",
        decided_on=date(2013, 1, 5),
    )


def remedy(clerk, commune, other, cadre):
    services.set_remedy(
        actor=clerk, cadre=cadre, kind=RemedyKind.TRAINING, decided_on=date(2013, 1, 5), reason="Còn trẻ"
    )


SERVICES = (add, correct, transfer, end, concurrent, diploma, unlawful, remedy)


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.__name__)
def test_undone_act_leaves_every_row_as_it_was(clerk, commune, other_commune, cadre, service):
    before = digest()
    service(clerk, commune, other_commune, cadre)
    assert digest() != before

    undo.undo(last_act(), clerk)

    assert digest() == before


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.__name__)
def test_undo_of_the_undo_brings_the_act_back(clerk, commune, other_commune, cadre, service):
    service(clerk, commune, other_commune, cadre)
    after = digest()

    undoing = undo.undo(last_act(), clerk)
    undo.undo(undoing, clerk)

    assert digest() == after


def test_all_services_undone_backwards_lead_to_the_start(clerk, commune, other_commune, cadre):
    before = digest()
    done = []
    for service in (correct, diploma, remedy, concurrent, transfer, end):
        if service is end:
            services.end_posting(
                actor=clerk,
                posting=cadre.postings.get(ended_on=None, is_main=True),
                ended_on=date(2013, 6, 30),
                end_reason=EndReason.RETIRED,
            )
        else:
            service(clerk, commune, other_commune, cadre)
        done.append(last_act())

    for act in reversed(done):
        undo.undo(act, clerk)

    assert digest() == before


def test_an_undo_tells_how_many_facts_it_gave_back(clerk, commune, other_commune, cadre):
    """A transfer ends one posting and begins another."""
    transfer(clerk, commune, other_commune, cadre)

    assert undo.undo(last_act(), clerk).summary == "2 mục được đưa về như trước"


def test_act_can_be_undone_once_only(clerk, commune, other_commune, cadre):
    correct(clerk, commune, other_commune, cadre)
    act = last_act()
    undo.undo(act, clerk)

    with pytest.raises(Refusal, match="đã được hoàn tác"):
        undo.undo(act, clerk)


def test_later_change_of_the_same_row_blocks_and_is_named(clerk, commune, other_commune, cadre):
    correct(clerk, commune, other_commune, cadre)
    first = last_act()
    services.correct_cadre(actor=clerk, cadre=cadre, values={"note": "sau"})
    before = digest()

    with pytest.raises(UndoBlocked) as blocked:
        undo.undo(first, clerk)

    assert blocked.value.blockers == [last_act()]
    assert digest() == before


def test_fact_hung_later_on_a_new_person_blocks(clerk, commune, other_commune):
    add(clerk, commune, other_commune, None)
    added = last_act()
    person = Cadre.objects.get(full_name="Bế Ích Quân")
    diploma_of = make.level_facts(Scale.POLITICAL_THEORY, "elementary", make.on(2012, 6, 15))
    services.record_qualification(actor=clerk, cadre=person, facts=diploma_of)

    with pytest.raises(UndoBlocked) as blocked:
        undo.undo(added, clerk)

    assert [act.kind for act in blocked.value.blockers] == [ActKind.RECORD_QUALIFICATION]


def test_undone_later_act_does_not_block(clerk, commune, other_commune, cadre):
    before = digest()
    correct(clerk, commune, other_commune, cadre)
    first = last_act()
    services.correct_cadre(actor=clerk, cadre=cadre, values={"note": "sau"})
    undo.undo(last_act(), clerk)

    undo.undo(first, clerk)

    assert digest() == before


def test_redone_later_act_blocks_again(clerk, commune, other_commune, cadre):
    correct(clerk, commune, other_commune, cadre)
    first = last_act()
    services.correct_cadre(actor=clerk, cadre=cadre, values={"note": "sau"})
    undoing = undo.undo(last_act(), clerk)
    undo.undo(undoing, clerk)

    with pytest.raises(UndoBlocked):
        undo.undo(first, clerk)


def test_act_that_was_undone_and_redone_is_undone_through_its_redoing(clerk, commune, other_commune, cadre):
    before = digest()
    diploma(clerk, commune, other_commune, cadre)
    redone = undo.undo(undo.undo(last_act(), clerk), clerk)

    undo.undo(redone, clerk)

    assert digest() == before


def many(clerk, commune, names):
    """An import of several people in one act."""
    people = [make_person(name) for name in names]
    postings = [make.make_posting_row(person, commune) for person in people]
    levels = [Qualification(cadre=person, level=make.level(Scale.PROFESSIONAL, "none")) for person in people]
    act = make.recorded(ActKind.IMPORT, clerk, created=[*people, *postings, *levels])
    return act, people


def make_person(name):
    values = {**make.person_values(name), **name_fields(name)}
    return Cadre(code=new_code(), **values)


def test_rest_leaves_out_those_on_whom_something_stands(clerk, commune, other_commune, cadre):
    act, people = many(clerk, commune, ["Bế Ích Quân", "Lục Văn Đạt", "Vi Văn Khởi"])
    services.correct_cadre(actor=clerk, cadre=people[1], values={"note": "đã sửa tay"})

    undo.undo(act, clerk, rest=True)

    assert set(Cadre.objects.values_list("full_name", flat=True)) == {"Lý A Sình", "Lục Văn Đạt"}
    kept = Cadre.objects.get(full_name="Lục Văn Đạt")
    assert (kept.note, kept.postings.count(), kept.qualifications.count()) == ("đã sửa tay", 1, 1)


def test_row_kept_by_an_undo_of_the_rest_still_blocks_what_it_stands_on(clerk, commune):
    """The second import was undone but for one person: there it is still in force."""
    first, people = many(clerk, commune, ["Bế Ích Quân", "Lục Văn Đạt"])
    changes = [Change(person, {"note": "lần hai"}) for person in people]
    second = make.recorded(ActKind.IMPORT, clerk, updated=changes)
    services.correct_cadre(actor=clerk, cadre=people[0], values={"health": "Tốt"})
    third = last_act()
    undo.undo(second, clerk, rest=True)
    undo.undo(third, clerk)

    found = undo.plan(first)

    assert found.blockers == [second]
    assert found.kept == {people[0].pk}


def test_people_told_apart_by_somebody_may_still_disappear_with_their_import(clerk, commune, cadre):
    before = digest()
    act, people = many(clerk, commune, ["Lý A Sình"])
    DistinctPair.objects.create(first=cadre, second=people[0])

    undo.undo(act, clerk)

    assert digest() == before
    assert not DistinctPair.objects.exists()


def test_rest_of_nothing_is_refused(clerk, commune, other_commune, cadre):
    correct(clerk, commune, other_commune, cadre)
    first = last_act()
    services.correct_cadre(actor=clerk, cadre=cadre, values={"note": "sau"})

    with pytest.raises(Refusal, match="Không còn gì"):
        undo.undo(first, clerk, rest=True)


def test_imported_people_disappear_with_all_they_held(clerk, commune, cadre):
    before = digest()
    act, _ = many(clerk, commune, [f"Nông Văn A{number}" for number in range(60)])

    undo.undo(act, clerk)

    assert digest() == before
    assert Cadre.history.filter(act=act).count() == 60


def test_papers_that_changed_hands_change_back(clerk, commune):
    first = make.make_cadre(clerk, commune, "Lý A Sình", id_number="080000001")
    second = make.make_cadre(clerk, commune, "Bế Ích Quân", id_number="080000002")
    before = digest()
    papers = [Change(first, {"id_number": "080000002"}), Change(second, {"id_number": "080000001"})]
    act = make.recorded(ActKind.CORRECT_CADRE, clerk, updated=papers)

    undo.undo(act, clerk)

    assert digest() == before


def test_papers_given_to_somebody_else_later_refuse_the_undo_in_words(clerk, commune):
    first = make.make_cadre(clerk, commune, "Lý A Sình", id_number="080000001")
    second = make.make_cadre(clerk, commune, "Bế Ích Quân")
    services.correct_cadre(actor=clerk, cadre=first, values={"id_number": ""})
    freed = last_act()
    services.correct_cadre(actor=clerk, cadre=second, values={"id_number": "080000001"})
    before = digest()

    with pytest.raises(Refusal, match="Số CMND/CCCD này đã có"):
        undo.undo(freed, clerk)

    assert digest() == before


def test_undo_takes_a_deletion_back_with_the_same_key(clerk, cadre):
    level = cadre.qualifications.get()
    key = level.pk
    before = digest()
    act = make.recorded(ActKind.CORRECT_QUALIFICATION, clerk, deleted=[level])

    undo.undo(act, clerk)

    assert digest() == before
    assert Qualification.objects.filter(pk=key).exists()


def test_what_stood_on_a_row_before_it_was_brought_back_does_not_block(clerk, commune, cadre):
    """The person is created again by the second undo; what the import hung on them is older than that."""
    _, people = many(clerk, commune, ["Bế Ích Quân"])
    person = people[0]
    deleted = [*person.qualifications.all(), *person.postings.all(), person]
    deletion = make.recorded(ActKind.CORRECT_CADRE, clerk, deleted=deleted)
    brought_back = undo.undo(deletion, clerk)

    assert undo.plan(brought_back).blockers == []
    undo.undo(brought_back, clerk)

    assert not Cadre.objects.filter(full_name="Bế Ích Quân").exists()


def test_new_rows_after_an_undone_deletion_get_keys_of_their_own(clerk, commune, cadre):
    """The restored key must not collide with the next one the database gives."""
    act, people = many(clerk, commune, ["Bế Ích Quân"])
    redone = undo.undo(undo.undo(act, clerk), clerk)
    assert Cadre.objects.filter(full_name="Bế Ích Quân").exists()

    another, _ = many(clerk, commune, ["Lục Văn Đạt"])

    assert Cadre.objects.count() == 3
    assert redone.pk < another.pk


def test_restored_rows_equal_the_rows_before_in_history_too(clerk, commune, other_commune, cadre):
    correct(clerk, commune, other_commune, cadre)
    undoing = undo.undo(last_act(), clerk)

    latest = cadre.history.first()
    stored = Cadre.objects.get(pk=cadre.pk)
    assert latest.act == undoing
    assert all(getattr(latest, each.attname) == getattr(stored, each.attname) for each in Cadre._meta.fields)


def test_postings_that_touch_after_undo_are_restored_in_any_order(clerk, commune, other_commune, cadre):
    """A chain of transfers in one act: open main postings must never stand twice while restoring."""
    before = digest()
    starts = [date(2012, month, 1) for month in (1, 2, 3)]
    endings = [{"ended_on": day - timedelta(days=1), "end_reason": EndReason.TRANSFERRED} for day in starts]
    chain = [
        make.make_posting_row(cadre, other_commune, started_on=start, **ending)
        for start, ending in zip(starts, [*endings[1:], {}], strict=True)
    ]
    changes = [Change(cadre.postings.get(), endings[0])]
    act = make.recorded(ActKind.TRANSFER, clerk, created=chain, updated=changes)

    undo.undo(act, clerk)

    assert digest() == before
    assert Posting.objects.filter(cadre=cadre).count() == 1


def test_plan_says_who_would_be_kept(clerk, commune, other_commune, cadre):
    act, people = many(clerk, commune, ["Bế Ích Quân", "Lục Văn Đạt"])
    services.correct_cadre(actor=clerk, cadre=people[0], values={"note": "x"})

    found = undo.plan(act)

    assert found.kept == {people[0].pk}
    assert found.blockers == [last_act()]


def test_remedy_and_level_set_later_on_an_added_person_are_both_named(clerk, commune, other_commune):
    add(clerk, commune, other_commune, None)
    added = last_act()
    person = Cadre.objects.get(full_name="Bế Ích Quân")
    remedy(clerk, commune, other_commune, person)
    unlawful(clerk, commune, other_commune, person)

    kinds = {act.kind for act in undo.plan(added).blockers}

    assert kinds == {ActKind.SET_REMEDY, ActKind.CORRECT_QUALIFICATION}
    assert Remedy.objects.count() == 1
    assert Qualification.objects.get(cadre=person).verification == Verification.UNLAWFUL
