"""Quyết định cử đi học and công văn triệu tập of a class, with the list of its people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from docx.document import Document as DocumentType

from accounts.models import Agency
from common.dates import format_day
from common.text.folding import clean_for_export
from registry.enums import Sex
from registry.papers.layout import (
    Issuer,
    add_head,
    add_list,
    add_signature,
    add_text,
    add_title,
    new_document,
)
from training.enums import Category
from training.models import ClassSession, TrainingClass
from training.papers.trainees import Trainee

HEADINGS = ("TT", "Họ và tên", "Năm sinh", "Giới tính", "Chức vụ, chức danh", "Đơn vị công tác")


@dataclass(frozen=True)
class ClassLetter:
    """What both drafts say: a class, its sessions, and its people in the order of the list."""

    training_class: TrainingClass
    sessions: Sequence[ClassSession]
    trainees: Sequence[Trainee]

    @property
    def people(self) -> str:
        """ "05 cán bộ, công chức": counts below ten with a leading zero (domain 5.2)."""
        return f"{len(self.trainees):02d} cán bộ, công chức"

    @property
    def course(self) -> str:
        """ "đào tạo", "bồi dưỡng"."""
        return Category(self.training_class.programme.category).label.lower()


def sending_decision(letter: ClassLetter, agency: Agency | None) -> DocumentType:
    """Quyết định về việc cử cán bộ, công chức cấp xã đi đào tạo, bồi dưỡng."""
    issuer, made = Issuer.of(agency), letter.training_class
    document = new_document()
    add_head(document, issuer, issuer.number("QĐ"))
    add_title(document, "QUYẾT ĐỊNH", size=16 if issuer.is_party else 14)
    add_title(document, f"về việc cử cán bộ, công chức cấp xã đi {letter.course}")
    basis = _basis(made)
    for text in basis:
        add_text(document, text, italic=True)
    add_title(document, "QUYẾT ĐỊNH" if issuer.is_party else "QUYẾT ĐỊNH:")
    add_text(
        document,
        f"Cử {letter.people} (có danh sách kèm theo) học lớp “{_clean(made.name)}”, {_details(made)}.",
        lead="Điều 1.",
    )
    add_text(
        document,
        f"Thời gian học từ ngày {_in_words(made.starts_on)} đến ngày {_in_words(made.ends_on)}. "
        "Người được cử đi học hưởng chế độ theo quy định hiện hành và chịu sự quản lý của cơ sở đào tạo.",
        lead="Điều 2.",
    )
    add_text(
        document,
        f"Thủ trưởng các cơ quan, đơn vị liên quan, {_clean(made.institution.name)} và những người có tên "
        "trong danh sách thi hành quyết định này.",
        lead="Điều 3.",
    )
    add_signature(document, issuer, ("Như Điều 3", _clean(made.institution.name)))
    _append_list(document, letter, "Kèm theo Quyết định " + _number(issuer, "QĐ"))
    return document


def summons(letter: ClassLetter, agency: Agency | None) -> DocumentType:
    """Công văn về việc triệu tập học viên."""
    issuer, made = Issuer.of(agency), letter.training_class
    document = new_document()
    add_head(document, issuer, issuer.number(""), subject="V/v triệu tập học viên")
    add_title(document, "Kính gửi: Huyện ủy, Thành ủy; Ủy ban nhân dân các huyện, thành phố")
    for text in _basis(made)[:1]:
        add_text(document, f"{text[:-1]},")
    add_text(
        document,
        f"{_issuer_name(agency)} triệu tập {letter.people} (có danh sách kèm theo) "
        f"dự lớp “{_clean(made.name)}”, {_details(made)}.",
    )
    sessions = [
        f"- Từ ngày {format_day(each.starts_on)} đến ngày {format_day(each.ends_on)}, "
        f"tại {_clean(each.place)}."
        for each in letter.sessions
    ]
    if not sessions:
        sessions = [f"- Từ ngày {format_day(made.starts_on)} đến ngày {format_day(made.ends_on)}."]
    add_text(document, "Thời gian, địa điểm học:")
    for text in sessions:
        add_text(document, text)
    add_text(
        document,
        "Đề nghị cấp ủy, chính quyền địa phương bố trí công việc và thông báo để học viên có mặt đúng thời "
        "gian, địa điểm nêu trên.",
    )
    add_signature(document, issuer, ("Như trên", _clean(made.institution.name)))
    _append_list(document, letter, "Kèm theo Công văn " + _number(issuer, ""))
    return document


def _basis(made: TrainingClass) -> list[str]:
    """What the document rests on; a class that is not open yet has no decision to name."""
    if not made.decision_no or made.decided_on is None:
        return [f"Căn cứ kế hoạch đào tạo, bồi dưỡng cán bộ, công chức cấp xã năm {made.budget_year};"]
    day = _in_words(made.decided_on)
    return [f"Căn cứ Quyết định số {_clean(made.decision_no)} ngày {day} về việc mở lớp;"]


def _details(made: TrainingClass) -> str:
    parts = [f"chương trình {_clean(made.programme.name)}", f"hình thức {made.get_mode_display().lower()}"]
    if made.specialty:
        parts.insert(1, f"ngành {_clean(made.specialty)}")
    return ", ".join([*parts, f"tại {_clean(made.institution.name)}"])


def _issuer_name(agency: Agency | None) -> str:
    return _clean(agency.name) if agency else "Sở Nội vụ tỉnh Cao Bằng"


def _number(issuer: Issuer, kind: str) -> str:
    return f"{issuer.number(kind)[:1].lower()}{issuer.number(kind)[1:]} ngày .... tháng .... năm ......"


def _in_words(day: date) -> str:
    """Days below 10 and the months 1 and 2 with a leading zero (NĐ 30/2020/NĐ-CP)."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"{day.day:02d} tháng {month} năm {day.year}"


def _append_list(document: DocumentType, letter: ClassLetter, source: str) -> None:
    document.add_page_break()  # type: ignore[no-untyped-call]
    add_title(document, "DANH SÁCH HỌC VIÊN", f"Lớp “{_clean(letter.training_class.name)}”")
    add_text(document, f"({source})", italic=True)
    rows = [
        (
            str(number),
            _clean(each.enrolment.cadre.full_name),
            str(each.enrolment.cadre.born_on.year),
            Sex(each.enrolment.cadre.sex).label,
            each.title_name,
            each.unit_name,
        )
        for number, each in enumerate(letter.trainees, start=1)
    ]
    add_list(document, HEADINGS, rows)
    add_text(document, f"Danh sách có {letter.people}.", italic=True)


def _clean(text: str) -> str:
    """What somebody typed, without characters that Word refuses."""
    return clean_for_export(text)
