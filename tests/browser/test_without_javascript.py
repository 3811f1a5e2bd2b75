"""The whole road with JavaScript off, in a real browser over the demonstration province.

The tests share one server that they may write to; each looks at what changed by its own doing.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.books import newcomer, save_list
from tests.browser.site import Site, copy_of, serve
from tests.browser.visits import (
    CLERK,
    STAFF,
    downloaded,
    heading_row,
    number_in,
    pair_in,
    row_of,
    sign_in,
    upload,
)

COMMUNE, INFORMATICS = "01333", "TH"
# Somebody of the commune who is known to have no informatics.
WITHOUT_INFORMATICS = f"/ho-so/?unit={COMMUNE}&lacking=informatics"


@pytest.fixture(scope="module")
def own_site(demo_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with serve(copy_of(demo_database, tmp_path_factory.mktemp("without-js"))) as running:
        yield running


@pytest.fixture
def clerk(page_without_js: Page, own_site: Site) -> Page:
    sign_in(page_without_js, own_site, CLERK)
    return page_without_js


@pytest.fixture
def staff(page_without_js: Page, own_site: Site) -> Page:
    sign_in(page_without_js, own_site, STAFF)
    return page_without_js


def shown(page: Page) -> int:
    """People of the list on the screen."""
    return number_in(page.locator(".head p b").first.inner_text())


def rows(page: Page) -> int:
    return page.locator("main table tbody tr").count()


def press(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("button", name=name, exact=True).first.click()


def follow(page: Page, name: str, *, exact: bool = True) -> None:
    page.get_by_role("main").get_by_role("link", name=name, exact=exact).first.click()


def computer_skills(page: Page, site: Site) -> tuple[int, int]:
    """Count and base of the informatics target of the commune."""
    page.goto(f"{site.url}/tong-quan/xa/{COMMUNE}/?as_of=2013-12-31")
    return pair_in(row_of(page, "in học").locator("td.now").inner_text())


def test_a_clerk_signs_in_filters_and_sees_only_the_own_district(clerk: Page, own_site: Site):
    clerk.goto(f"{own_site.url}/ho-so/")
    everybody = shown(clerk)

    clerk.get_by_label("Đơn vị").first.select_option(COMMUNE)
    clerk.locator("[name=lacking][value=informatics]").check()
    press(clerk, "Lọc")

    assert 0 < shown(clerk) < everybody < 400
    assert rows(clerk) == shown(clerk)
    assert all("Bảo Toàn" in each for each in clerk.locator("td[data-l='Đơn vị']").all_inner_texts())
    follow(clerk, "Xóa lọc")
    assert shown(clerk) == everybody


def test_a_name_is_found_without_its_marks(clerk: Page, own_site: Site):
    clerk.goto(f"{own_site.url}/ho-so/")
    name = clerk.locator("main tbody tr a").first.inner_text()
    plain = own_site.ask("select name_key from registry_cadre where full_name = ?", name)

    clerk.get_by_label("Tìm họ tên, mã hồ sơ").fill(plain)
    press(clerk, "Lọc")

    assert name in clerk.locator("main tbody").inner_text()


def test_who_a_person_is_can_be_corrected_and_the_log_says_so(clerk: Page, own_site: Site):
    clerk.goto(f"{own_site.url}{WITHOUT_INFORMATICS}")
    clerk.locator("main tbody tr a").first.click()
    follow(clerk, "Sửa")

    clerk.locator("[name=native_place]").fill("xã Cô Ba, huyện Bảo Lạc (thử)")
    press(clerk, "Lưu sơ yếu")

    assert "Đã lưu hồ sơ." in clerk.locator("main").inner_text()
    follow(clerk, "Lịch sử")
    assert "xã Cô Ba, huyện Bảo Lạc (thử)" in clerk.locator("main").inner_text()


def test_a_mistake_on_a_form_is_named_and_what_was_typed_stays(clerk: Page, own_site: Site):
    clerk.goto(f"{own_site.url}{WITHOUT_INFORMATICS}")
    clerk.locator("main tbody tr a").first.click()
    follow(clerk, "Sửa")

    clerk.locator("[name=born_on]").fill("31/02/1980")
    press(clerk, "Lưu sơ yếu")

    assert "Chưa lưu được" in clerk.locator(".errs").inner_text()
    assert clerk.locator("[name=born_on]").input_value() == "31/02/1980"
    clerk.locator(".errs a").first.click()
    assert clerk.url.endswith("#id_born_on")


def test_a_new_diploma_moves_the_figure_of_the_commune_by_one(clerk: Page, own_site: Site):
    count, base = computer_skills(clerk, own_site)
    clerk.goto(f"{own_site.url}{WITHOUT_INFORMATICS}")
    clerk.locator("main tbody tr a").first.click()
    follow(clerk, "Sửa")
    follow(clerk, "Có văn bằng mới")

    level = clerk.get_by_label("Trình độ").first
    level.select_option(level.locator("optgroup[label='Tin học'] option").nth(1).get_attribute("value"))
    clerk.locator("[name=obtained]").fill("20/12/2013")
    clerk.locator("[data-key=save]").click()

    assert "Đã ghi văn bằng mới." in clerk.locator("main").inner_text()
    assert computer_skills(clerk, own_site) == (count + 1, base)


def test_an_import_is_refused_corrected_written_and_taken_back(clerk: Page, own_site: Site, tmp_path: Path):
    clerk.goto(f"{own_site.url}/ho-so/")
    before = shown(clerk)
    faulty = [newcomer(1), newcomer(2, **{"Ngày sinh": "31/02/1985"}), newcomer(3, **{"Mã xã": "01267"})]
    upload(clerk, own_site, save_list(tmp_path / "danh-sach.xlsx", faulty))
    text = clerk.locator("#loi").inner_text()
    assert "31/02/1985" in text
    assert "01267" in text
    assert clerk.get_by_role("button", name="Ghi", exact=True).count() == 0

    upload(clerk, own_site, save_list(tmp_path / "da-sua.xlsx", [newcomer(number) for number in (1, 2, 3)]))
    press(clerk, "Ghi")
    assert "3 dòng thêm mới" in clerk.locator("main").inner_text()
    clerk.goto(f"{own_site.url}/ho-so/")
    assert shown(clerk) == before + 3

    clerk.goto(f"{own_site.url}/nhap-tep/")
    follow(clerk, "da-sua.xlsx")
    press(clerk, "Hoàn tác")
    assert "Đã hoàn tác" in clerk.locator("main").inner_text()
    clerk.goto(f"{own_site.url}/ho-so/")
    assert shown(clerk) == before
    clerk.goto(f"{own_site.url}/nhap-tep/")
    follow(clerk, "da-sua.xlsx")
    assert "đã được hoàn tác" in clerk.locator("main").inner_text()


def test_the_list_filled_in_advance_changes_one_person_when_one_cell_is_changed(
    clerk: Page, own_site: Site, tmp_path: Path
):
    clerk.goto(f"{own_site.url}/nhap-tep/")
    book = downloaded(clerk, clerk.get_by_role("link", name="Tải danh sách điền sẵn"))
    sheet = book.worksheets[0]
    heading, columns = heading_row(sheet)
    sheet.cell(heading + 1, columns["Ghi chú"], "đã đối chiếu")
    name = sheet.cell(heading + 1, columns["Họ và tên"]).value
    book.save(tmp_path / "dien-san.xlsx")

    upload(clerk, own_site, tmp_path / "dien-san.xlsx")

    kpis = [number_in(each) for each in clerk.locator(".kpis b").all_inner_texts()]
    assert (kpis[0], kpis[2], kpis[3]) == (0, 0, 1)
    assert name in clerk.locator("#cap-nhat").inner_text()


def test_the_date_moves_every_figure_of_the_page(staff: Page, own_site: Site):
    staff.goto(f"{own_site.url}/tong-quan/")
    now = staff.locator("td.now").all_inner_texts()

    staff.get_by_label("Số liệu đến ngày").fill("31/12/2011")
    press(staff, "Xem")

    then = staff.locator("td.now").all_inner_texts()
    assert "as_of=" in staff.url
    assert len(then) == len(now) == 8
    assert all(old != new for old, new in zip(then, now, strict=True))
    assert "31/12/2011" in staff.locator(".note").first.inner_text()


def test_from_the_province_down_to_a_person(staff: Page, own_site: Site):
    staff.goto(f"{own_site.url}/tong-quan/")

    staff.locator("#bang").get_by_role("link", name="Bảo Lạc").first.click()
    assert "/huyen/043/" in staff.url
    staff.locator("#bang").get_by_role("link", name="Bảo Toàn").first.click()
    assert f"/xa/{COMMUNE}/" in staff.url
    staff.locator("main a[href*='/ho-so/']").first.click()

    assert "/ho-so/" in staff.url
    assert staff.get_by_role("heading", name="Quá trình công tác, văn bằng, phương án").is_visible()


@pytest.mark.parametrize("column", ["td.now a", "td.num .dev a"])
def test_the_list_behind_a_number_is_as_long_as_the_number(column: str, staff: Page, own_site: Site):
    staff.goto(f"{own_site.url}/tong-quan/huyen/043/")
    link = row_of(staff, "in học").locator(column).first
    said = number_in(link.inner_text())

    link.click()

    assert number_in(staff.get_by_role("heading", level=1).inner_text()) == said
    assert rows(staff) == min(said, 50)


def test_what_is_downloaded_has_as_many_rows_as_was_said(staff: Page, own_site: Site):
    staff.goto(
        f"{own_site.url}/tong-quan/nguon-so/?unit=043&target={INFORMATICS}&counted=no&as_of=2013-12-31"
    )
    link = staff.get_by_role("link", name="Xuất")
    said = number_in(link.inner_text())

    sheet = downloaded(staff, link).worksheets[0]

    heading, columns = heading_row(sheet)
    names = [sheet.cell(row, columns["Họ và tên"]).value for row in range(heading + 1, sheet.max_row + 1)]
    assert len([name for name in names if name]) == said


def test_the_list_of_records_downloads_exactly_what_is_filtered(staff: Page, own_site: Site):
    staff.goto(f"{own_site.url}/ho-so/?unit={COMMUNE}&lacking=informatics&as_of=2013-12-31")
    link = staff.get_by_role("link", name="Xuất")
    said = number_in(link.inner_text())

    sheet = downloaded(staff, link).worksheets[0]

    heading, columns = heading_row(sheet)
    names = [sheet.cell(row, columns["Họ và tên"]).value for row in range(heading + 1, sheet.max_row + 1)]
    assert 0 < said == len([name for name in names if name])


FREE_SEAT = """
    select {column} from training_seatallotment a
    join training_trainingclass k on k.id = a.training_class_id
    join training_trainingprogramme g on g.id = k.programme_id
    join registry_unitversion v on v.unit_id = a.unit_id and v.valid_to >= '2013-12-31'
    where k.state = 'running' and g.level_id is not null and length(v.code) = 3 and a.seats > (
        select count(*) from training_enrolment e where e.allotment_id = a.id and e.withdrawn_on is null)
    order by a.id limit 1
"""


def test_from_the_need_to_the_class_to_the_diploma(staff: Page, own_site: Site):
    columns = ("a.id", "k.code", "v.code", "k.ends_on")
    seat, training_class, district, ends_on = (
        str(own_site.ask(FREE_SEAT.format(column=column))) for column in columns
    )
    staff.goto(f"{own_site.url}/dao-tao/nhu-cau/danh-sach/?unit={district}")
    waiting = staff.locator("main tbody tr").filter(has_text="Trình độ đại học", has_not_text="đang học")
    person = waiting.first
    name, code = person.locator("a").first.inner_text(), person.locator("[name=code]").get_attribute("value")
    person.locator("[name=code]").check()
    staff.locator("[name=class]").select_option(training_class)
    press(staff, "Thêm vào lớp")

    staff.locator("[name=allotment]").select_option(seat)
    press(staff, "Kiểm tra lại")
    staff.locator(f"[name=person][value={code}]").check()
    staff.locator("[name=reason]").fill("Thử: huyện đề nghị")
    press(staff, "Ghi danh những người được đánh dấu")
    assert "Đã ghi danh 1 người." in staff.locator("main").inner_text()

    staff.goto(f"{own_site.url}/dao-tao/lop/{training_class}/ket-qua/")
    staff.get_by_label(f"Kết quả của {name}").select_option("passed")
    press(staff, "Ghi kết quả")
    assert "Đã ghi kết quả của 1 học viên." in staff.locator("main").inner_text()

    year, month, day = ends_on.split("-")
    staff.goto(f"{own_site.url}/ho-so/{code}/?as_of=2020-01-01")
    diploma = staff.locator("main tr").filter(has_text=f"{day}/{month}/{year}").filter(has_text="Chuyên môn")
    assert diploma.count() == 1
