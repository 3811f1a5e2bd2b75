"""Parts of an official document: the head of the State or of the Party, paragraphs, the list, who signs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from accounts.models import Agency, AgencyKind

_FONT = "Times New Roman"
_PARTY = (AgencyKind.PARTY_ORGANISATION_BOARD, AgencyKind.DISTRICT_PARTY_COMMITTEE)
_CENTRE = WD_ALIGN_PARAGRAPH.CENTER


@dataclass(frozen=True)
class Issuer:
    """Who issues a document: lines of the head, symbol, place, who signs, whether it is of the Party."""

    superior: str
    name: str
    symbol: str
    place: str
    signs: tuple[str, str]
    is_party: bool

    @classmethod
    def of(cls, agency: Agency | None) -> Issuer:
        """The issuer of an agency; of an account without one the home affairs of the province."""
        if agency is None:
            head = ("UBND TỈNH CAO BẰNG", "SỞ NỘI VỤ", "SNV", "Cao Bằng")
            return cls(*head, signs=("", "GIÁM ĐỐC"), is_party=False)
        head = (agency.superior_line, agency.issuer_line, agency.symbol_code, agency.place)
        signs = (agency.signer_authority, agency.signer_title)
        return cls(*head, signs=signs, is_party=agency.kind in _PARTY)

    def number(self, kind: str) -> str:
        """ "Số ...-QĐ/BTCTU" of the Party, "Số: ..../QĐ-SNV" of the State, whose letters have no kind."""
        if self.is_party:
            return f"Số ......-{kind or 'CV'}/{self.symbol}"
        return f"Số: ....../{kind}-{self.symbol}" if kind else f"Số: ....../{self.symbol}"


def new_document() -> DocumentType:
    """A4 with the margins that both rules allow, Times New Roman 14."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    style = document.styles["Normal"]
    style.font.name, style.font.size = _FONT, Pt(14)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)
    return document


def add_head(document: DocumentType, issuer: Issuer, number: str, *, subject: str = "") -> None:
    """Issuer on the left, the State's or the Party's name on the right, number, place and day."""
    table = document.add_table(rows=1, cols=2)
    left, right = table.rows[0].cells
    left.width, right.width = Cm(7), Cm(9.5)
    if issuer.superior:
        _line(left, issuer.superior, size=13)
    _line(left, issuer.name, size=13, bold=True)
    if issuer.is_party:
        _line(left, "*")
        _line(right, "ĐẢNG CỘNG SẢN VIỆT NAM", size=15, bold=True, ruled=True)
    else:
        _rule(left.paragraphs[-1])
        _line(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", size=12, bold=True)
        _line(right, "Độc lập - Tự do - Hạnh phúc", size=13, bold=True, ruled=True)
    _line(left, number, size=13)
    if subject:
        _line(left, subject, size=12)
    _line(right, f"{issuer.place}, ngày .... tháng .... năm ......", italic=True)


def _line(
    cell: _Cell,
    text: str,
    *,
    size: int = 14,
    bold: bool = False,
    italic: bool = False,
    ruled: bool = False,
) -> None:
    """The next line of a cell, centred."""
    first = cell.paragraphs[0]
    paragraph = first if len(cell.paragraphs) == 1 and not first.runs else cell.add_paragraph()
    paragraph.alignment = _CENTRE
    paragraph.paragraph_format.space_after = Pt(0)
    run = paragraph.add_run(text)
    run.bold, run.italic, run.font.size = bold, italic, Pt(size)
    if ruled:
        _rule(paragraph)


def _rule(paragraph: Paragraph) -> None:
    """A rule below a line of the head."""
    borders, bottom = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    paragraph._p.get_or_add_pPr().append(borders)
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Cm(1.2)


def add_title(document: DocumentType, *lines: str, size: int = 14) -> None:
    """Lines in the middle, bold."""
    for line in lines:
        paragraph = document.add_paragraph()
        paragraph.alignment = _CENTRE
        paragraph.paragraph_format.space_after = Pt(0)
        run = paragraph.add_run(line)
        run.bold, run.font.size = True, Pt(size)


def add_text(document: DocumentType, text: str, *, lead: str = "", italic: bool = False) -> None:
    """A paragraph of the body: justified, first line indented; `lead` stands before it in bold."""
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    paragraph.paragraph_format.first_line_indent = Cm(1.27)
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(6)
    if lead:
        paragraph.add_run(f"{lead} ").bold = True
    paragraph.add_run(text).italic = italic


def add_signature(document: DocumentType, issuer: Issuer, receivers: Sequence[str]) -> None:
    """Nơi nhận on the left, who signs on the right."""
    left, right = document.add_table(rows=1, cols=2).rows[0].cells
    last = "- Lưu Văn phòng." if issuer.is_party else "- Lưu: VT."
    heading = left.paragraphs[0].add_run("Nơi nhận:")
    heading.bold = heading.italic = not issuer.is_party
    heading.font.size = Pt(12)
    for receiver in (*(f"- {each};" for each in receivers), last):
        paragraph = left.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(0)
        paragraph.add_run(receiver).font.size = Pt(11)
    for text in filter(None, issuer.signs):
        _line(right, text, bold=True)


def add_list(document: DocumentType, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """The list on pages of its own, headings repeated on each."""
    table = document.add_table(rows=1, cols=len(headings))
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    _fill(table.rows[0].cells, headings, bold=True)
    repeated = OxmlElement("w:tblHeader")
    repeated.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)
    for values in rows:
        _fill(table.add_row().cells, values, bold=False)


def _fill(cells: Sequence[_Cell], values: Sequence[str], *, bold: bool) -> None:
    for cell, value in zip(cells, values, strict=True):
        run = cell.paragraphs[0].add_run(value)
        run.bold, run.font.size = bold, Pt(12)
