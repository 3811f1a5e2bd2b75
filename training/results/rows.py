"""Results as people write them, in a grid or a workbook: read into facts, or the faults told cell by cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches

from common.dates import DateError, format_day, parse_day
from common.text.folding import has_unsafe_characters, name_key, nfc
from registry.enums import Classification
from registry.workbook.reading.sheets import Value, text_of
from training.enums import Outcome
from training.models import Enrolment, Result, TrainingClass
from training.results.services import ResultFacts, fault_of

FIELDS = ("outcome", "completed_on", "classification", "certificate_no")
LABELS = {
    "outcome": "Kết quả",
    "completed_on": "Ngày cấp",
    "classification": "Xếp loại",
    "certificate_no": "Số văn bằng",
}
_OUTCOMES = {
    "dat": Outcome.PASSED,
    "tot nghiep": Outcome.PASSED,
    "hoan thanh": Outcome.PASSED,
    "khong dat": Outcome.FAILED,
    "chua dat": Outcome.FAILED,
    "khong hoan thanh": Outcome.FAILED,
}
_CLASSIFICATIONS = {name_key(each.label): each for each in Classification}
_CERTIFICATE_LENGTH = 60


@dataclass(frozen=True)
class Fault:
    """What is wrong with one value, and what to write instead."""

    field: str
    value: str
    text: str
    proposal: str = ""


@dataclass(frozen=True)
class ReadRow:
    """One trainee's line: facts to record, or faults; neither when nothing was filled in."""

    enrolment: Enrolment
    facts: ResultFacts | None = None
    faults: list[Fault] = field(default_factory=list)


def read_row(
    enrolment: Enrolment,
    values: Mapping[str, Value],
    training_class: TrainingClass,
    *,
    usual_day: date | None = None,
) -> ReadRow:
    """Reads the line of a trainee; `usual_day` stands for an empty day. All faults at once.

    A line that says again what is recorded is nothing to do; one that says otherwise is a fault.
    """
    texts = {name: nfc(text_of(values.get(name))) for name in FIELDS}
    stored: Result | None = getattr(enrolment, "result", None)
    if not any(texts[name] for name in FIELDS if name != "completed_on"):
        return ReadRow(enrolment)
    reader = _Reader(texts, values, usual_day, training_class)
    facts, faults = reader.read(enrolment)
    if facts is not None and stored is not None:
        if all(getattr(stored, name) == value for name, value in facts.values().items()):
            return ReadRow(enrolment)
        text = "Khác kết quả đã ghi; ở đây chỉ ghi người chưa có kết quả"
        faults = [Fault("outcome", texts["outcome"], text, "Dùng “Sửa nhập sai” ở dòng của người này")]
    return ReadRow(enrolment, None if faults else facts, faults)


class _Reader:
    """Reads the values of one line and gathers what is wrong with them."""

    def __init__(
        self,
        texts: Mapping[str, str],
        values: Mapping[str, Value],
        usual_day: date | None,
        training_class: TrainingClass,
    ) -> None:
        self.texts, self.values, self.usual_day = texts, values, usual_day
        self.training_class = training_class
        self.faults: list[Fault] = []

    def read(self, enrolment: Enrolment) -> tuple[ResultFacts | None, list[Fault]]:
        outcome, day = self._outcome(), self._day()
        classification, certificate = self._classification(), self._certificate()
        if self.faults or outcome is None or day is None:
            return None, self.faults
        facts = ResultFacts(enrolment, outcome, day, classification, certificate)
        if problem := fault_of(facts, enrolment, self.training_class):
            name = "completed_on" if facts.passed or not (classification or certificate) else "outcome"
            self._fault(name, problem[:1].upper() + problem[1:].rstrip("."))
        return (None if self.faults else facts), self.faults

    def _fault(self, name: str, text: str, proposal: str = "") -> None:
        shown = self.texts[name] or (format_day(self.usual_day) if self.usual_day else "")
        self.faults.append(Fault(name, shown, text, proposal))

    def _outcome(self) -> Outcome | None:
        text = self.texts["outcome"]
        if text in Outcome.values:
            return Outcome(text)
        found = _OUTCOMES.get(name_key(text))
        if found is None:
            problem = "Không hiểu kết quả này" if text else "Đã ghi phần khác nhưng chưa ghi kết quả"
            self._fault("outcome", problem, "Ghi Đạt hoặc Không đạt")
        return found

    def _day(self) -> date | None:
        if not self.texts["completed_on"]:
            if self.usual_day is None:
                proposal = f"Ghi ngày cấp, vd: {format_day(self.training_class.ends_on)}"
                self._fault("completed_on", "Chưa có ngày cấp", proposal)
            return self.usual_day
        try:
            return parse_day(self.values["completed_on"])
        except DateError as refusal:
            proposal = f"Ghi đủ ngày, tháng, năm, vd: {format_day(self.training_class.ends_on)}"
            self._fault("completed_on", str(refusal).rstrip("."), proposal)
            return None

    def _classification(self) -> str:
        text = self.texts["classification"]
        if not text or text in Classification.values:
            return text
        key = name_key(text)
        if key in _CLASSIFICATIONS:
            return _CLASSIFICATIONS[key]
        near = get_close_matches(key, _CLASSIFICATIONS, n=1, cutoff=0.5)
        labels = ", ".join(Classification.labels)
        proposal = f"Ghi {_CLASSIFICATIONS[near[0]].label}" if near else f"Ghi một trong: {labels}"
        self._fault("classification", "Không có xếp loại này", proposal)
        return ""

    def _certificate(self) -> str:
        text = self.texts["certificate_no"]
        if has_unsafe_characters(text):
            self._fault("certificate_no", "Có ký tự ẩn hoặc ký tự điều khiển", "Xóa đi và gõ lại")
        elif len(text) > _CERTIFICATE_LENGTH:
            self._fault("certificate_no", f"Dài quá {_CERTIFICATE_LENGTH} ký tự", "Chỉ ghi số hiệu")
        return text
