"""Generated people for the tests of figures: facts as plain values, and the way into the database."""

from datetime import date, timedelta

from django.db.models import Model
from hypothesis import strategies as st

from accounts.models import User
from accounts.rights import Role
from common.dates import Edge, parse_partial
from registry.acts.recording import record
from registry.cards.naming import name_fields, new_code
from registry.enums import ActKind, EndReason, Sex, Verification
from registry.models import (
    Cadre,
    EthnicGroup,
    Posting,
    PostingKind,
    PostTitle,
    Qualification,
    ScaleLevel,
    Unit,
)
from registry.scope import Scope
from tests.reports.independent import Level, Person, Post

EVERYTHING = Scope(everything=True)
TITLES = {"elected_cadre": "party_secretary", "civil_servant": "office_statistics"}
# Units whose people are moved by the acts of 2012, 2020 and 2025, and some that stay.
UNITS = ["01285", "01369", "01366", "01423", "01468", "01753", "01474", "01576", "01642", "01351", "01306"]
TURNS = [date(2012, 7, 9), date(2012, 9, 25), date(2020, 2, 1), date(2020, 3, 1), date(2025, 7, 1)]
RANKS = {"professional": 6, "political_theory": 3, "state_management": 5, "defence": 4, "informatics": 6}

day = st.one_of(
    st.dates(date(2009, 1, 1), date(2026, 6, 30)),
    st.sampled_from(TURNS).flatmap(lambda turn: st.integers(-2, 2).map(lambda n: turn + timedelta(days=n))),
)
written = st.builds(lambda when, form: when.strftime(form), day, st.sampled_from(["%d/%m/%Y", "%m/%Y", "%Y"]))
level = st.sampled_from(sorted(RANKS)).flatmap(
    lambda scale: st.builds(
        Level,
        st.just(scale),
        st.integers(0, RANKS[scale]),
        st.none() | written,
        st.sampled_from([True] * 4 + [False]),
    )
)
group = st.sampled_from(sorted(TITLES))


@st.composite
def person(draw):
    """Posts one after another, with and without gaps, the last one perhaps open; some kiêm nhiệm beside."""
    turns = sorted(draw(st.lists(day, min_size=1, max_size=6, unique=True)))
    posts = []
    for start, following in zip(turns[::2], [*turns[1::2], None], strict=False):
        ended = following
        posts.append(Post(draw(st.sampled_from(UNITS)), draw(group), start.strftime("%d/%m/%Y"), ended))
    if draw(st.booleans()):
        beside = Post(draw(st.sampled_from(UNITS)), draw(group), draw(written), None, is_main=False)
        posts.append(beside)
    elif len(posts) == 1:
        # A start known by month or year counts from its first day.
        posts = [Post(posts[0].unit_key, posts[0].group, draw(written), None)]
    return Person(posts, draw(st.lists(level, max_size=7)))


def recorded(**rows):
    """Writes rows through the one door, as an act of the test's own account."""
    actor, _ = User.objects.get_or_create(
        username="recount", defaults={"full_name": "Người tính lại", "role": Role.PROVINCE_STAFF}
    )
    return record(ActKind.DEMONSTRATION, actor, summary="Tính lại", **rows)


def store(people):
    """Writes generated people through the one door."""
    units = {unit.key: unit for unit in Unit.objects.all()}
    titles = {group: PostTitle.objects.get(code=code) for group, code in TITLES.items()}
    levels = {(row.scale, row.rank): row for row in ScaleLevel.objects.order_by("-order")}
    kind = PostingKind.objects.get(code="regular")
    ethnic_group = EthnicGroup.objects.get(code="02")
    rows: list[Model] = []
    for number, each in enumerate(people):
        cadre = Cadre(
            **name_fields(f"Nông Văn Thử {number}"),
            code=new_code(),
            born_on=date(1970, 1, 1),
            sex=Sex.MALE,
            ethnic_group=ethnic_group,
        )
        rows.append(cadre)
        for post in each.posts:
            started = parse_partial(post.started, edge=Edge.START)
            rows.append(
                Posting(
                    cadre=cadre,
                    unit=units[post.unit_key],
                    title=titles[post.group],
                    kind=kind,
                    is_main=post.is_main,
                    started_on=started.day,
                    start_precision=started.precision,
                    ended_on=post.ended,
                    end_reason=EndReason.TRANSFERRED if post.ended else "",
                )
            )
        for fact in each.levels:
            obtained = parse_partial(fact.written, edge=Edge.END) if fact.written else None
            unlawful = (
                {}
                if fact.lawful
                else {
                    "verification": Verification.UNLAWFUL,
                    "verification_decision": "01/KL",
                    "verified_on": date(2014, 1, 1),
                }
            )
            rows.append(
                Qualification(
                    cadre=cadre,
                    level=levels[fact.scale, fact.rank],
                    obtained_on=obtained.day if obtained else None,
                    obtained_precision=obtained.precision if obtained else "day",
                    **unlawful,
                )
            )
    recorded(created=rows)
