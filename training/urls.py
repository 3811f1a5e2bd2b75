"""Addresses of training (ux 4)."""

from django.urls import URLPattern, URLResolver, path

from accounts.kept import views as kept
from training.catalogue.policies import POLICIES, RATES
from training.catalogue.tables import SHELF
from training.classes import (
    calendar_views as class_calendar,
)
from training.classes import (
    editing_views as class_editing,
)
from training.classes import (
    list_views as classes,
)
from training.classes import (
    seat_views as class_seats,
)
from training.enrolment import class_views
from training.enrolment import views as enrolments
from training.money import payment_views as payments
from training.money import plan_views as plan
from training.money import views as money
from training.needs import views as needs
from training.papers import views as exports
from training.results import presence_views as presence
from training.results import views as results

app_name = "training"

# The plan, the money and the policies of support.
money_addresses = [
    path("dao-tao/ke-hoach/", plan.plan, name="plan"),
    path("dao-tao/ke-hoach/<int:year>/<str:code>/", plan.plan_programme, name="plan_programme"),
    path("dao-tao/ke-hoach/<int:year>/<str:code>/sua/", plan.plan_edit, name="plan_edit"),
    path("dao-tao/kinh-phi/", money.money, name="money"),
    path("dao-tao/kinh-phi/<int:year>/<str:code>/", money.money_source, name="money_source"),
    path("dao-tao/kinh-phi/<int:year>/<str:code>/kinh-phi-nam/", money.budget_edit, name="budget_edit"),
    path("dao-tao/lop/<str:code>/kinh-phi/", payments.class_money, name="class_money"),
    path("dao-tao/lop/<str:code>/kinh-phi/chi/<int:number>/", payments.payment_add, name="payment_add"),
    path("dao-tao/lop/<str:code>/kinh-phi/ho-tro/", payments.support_pay, name="support_pay"),
    path(
        "dao-tao/lop/<str:code>/hoc-vien/<int:number>/ho-tro/",
        payments.support_working,
        name="support_working",
    ),
    path("quan-tri/dao-tao/chinh-sach/", kept.list_page(POLICIES), name="policy_list"),
    path("quan-tri/dao-tao/chinh-sach/them/", kept.add_page(POLICIES), name="policy_add"),
    path("quan-tri/dao-tao/chinh-sach/<int:number>/", kept.edit_page(POLICIES), name="policy_edit"),
    path("quan-tri/dao-tao/chinh-sach/<int:number>/muc/", kept.add_page(RATES), name="rate_add"),
    path("quan-tri/dao-tao/chinh-sach/muc/<int:number>/", kept.edit_page(RATES), name="rate_edit"),
    path("quan-tri/dao-tao/chinh-sach/muc/<int:number>/bo/", kept.remove_page(RATES), name="rate_remove"),
]
urlpatterns: list[URLPattern | URLResolver] = [
    *money_addresses,
    path("dao-tao/", classes.class_list, name="class_list"),
    path("dao-tao/lich/", class_calendar.class_calendar, name="class_calendar"),
    path("dao-tao/lop/them/", class_editing.class_add, name="class_add"),
    path("dao-tao/lop/<str:code>/", class_views.class_detail, name="class_detail"),
    path("dao-tao/lop/<str:code>/sua/", class_editing.class_edit, name="class_edit"),
    path("dao-tao/lop/<str:code>/trang-thai/", class_editing.class_state, name="class_state"),
    path("dao-tao/lop/<str:code>/chi-tieu/", class_seats.class_seats, name="class_seats"),
    path("dao-tao/lop/<str:code>/chuyen-chi-tieu/", class_seats.class_transfer, name="class_transfer"),
    path("dao-tao/lop/<str:code>/dot-hoc/them/", class_editing.session_add, name="session_add"),
    path("dao-tao/lop/<str:code>/dot-hoc/<int:number>/", class_editing.session_edit, name="session_edit"),
    path(
        "dao-tao/lop/<str:code>/dot-hoc/<int:number>/bo/", class_editing.session_remove, name="session_remove"
    ),
    path(
        "dao-tao/lop/<str:code>/dot-hoc/<int:number>/diem-danh/",
        presence.session_presence,
        name="session_presence",
    ),
    path("dao-tao/ghi-danh/", enrolments.enrol_choose, name="enrol_choose"),
    path("dao-tao/lop/<str:code>/ghi-danh/", enrolments.enrol, name="enrol"),
    path(
        "dao-tao/lop/<str:code>/hoc-vien/<int:number>/thoi-hoc/",
        enrolments.enrolment_withdraw,
        name="enrolment_withdraw",
    ),
    path(
        "dao-tao/lop/<str:code>/hoc-vien/<int:number>/chuyen/",
        enrolments.enrolment_move,
        name="enrolment_move",
    ),
    path(
        "dao-tao/lop/<str:code>/hoc-vien/<int:number>/hoc-tiep/",
        enrolments.enrolment_continue,
        name="enrolment_continue",
    ),
    path("dao-tao/lop/<str:code>/ket-qua/", results.result_grid, name="result_grid"),
    path("dao-tao/lop/<str:code>/ket-qua/tai-ve/", results.result_download, name="result_download"),
    path("dao-tao/lop/<str:code>/ket-qua/nhap-tep/", results.result_upload, name="result_upload"),
    path("dao-tao/lop/<str:code>/ket-qua/<int:number>/", results.result_correct, name="result_correct"),
    path("dao-tao/nhu-cau/", needs.need_board, name="need_board"),
    path("dao-tao/nhu-cau/danh-sach/", needs.need_list, name="need_list"),
    path("dao-tao/nhu-cau/cho-hoc/", needs.planned_seats, name="planned_seats"),
    path("dao-tao/nhu-cau/phieu/<str:code>/", needs.need_form, name="need_form"),
    path("dao-tao/nhu-cau/phieu/<str:code>/tra-loi/", needs.need_answers, name="need_answers"),
    path("dao-tao/xuat/", exports.exports, name="exports"),
    path("dao-tao/xuat/hoc-vien/", exports.attendance_list, name="attendance_list"),
    path("dao-tao/xuat/hoc-vien/tai-ve/", exports.attendance_download, name="attendance_download"),
    path("dao-tao/xuat/mau-so-1/", exports.form_download, name="form_download"),
    path("dao-tao/xuat/chi-phi/", exports.cost_download, name="cost_download"),
    path("dao-tao/xuat/lop/<str:code>/quyet-dinh/", exports.sending_draft, name="sending_draft"),
    path("dao-tao/xuat/lop/<str:code>/trieu-tap/", exports.summons_draft, name="summons_draft"),
    path("quan-tri/dao-tao/", kept.shelf_page(SHELF), name="catalogue_list"),
    path("quan-tri/dao-tao/<str:slug>/", kept.list_page(SHELF), name="catalogue_table"),
    path("quan-tri/dao-tao/<str:slug>/them/", kept.add_page(SHELF), name="catalogue_add"),
    path("quan-tri/dao-tao/<str:slug>/<int:number>/", kept.edit_page(SHELF), name="catalogue_edit"),
]
