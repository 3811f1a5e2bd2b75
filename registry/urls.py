"""Addresses of records, units and the log (ux 4)."""

from django.urls import path

from accounts.kept import views as kept
from registry.access import views as access
from registry.acts import views as acts
from registry.cards import entry_views as entry
from registry.cards import fact_views as facts
from registry.cards import views as cards
from registry.listing import views as records
from registry.pages import task_views as tasks
from registry.reference.tables import SHELF
from registry.units import views as units
from registry.workbook import views as imports

app_name = "registry"

urlpatterns = [
    path("ho-so/", records.cadre_list, name="cadre_list"),
    path("ho-so/them/", entry.cadre_add, name="cadre_add"),
    path("ho-so/tai-ve/", records.cadre_download, name="cadre_download"),
    path("ho-so/da-chon/", records.cadre_chosen, name="cadre_chosen"),
    path("ho-so/cot/", records.cadre_columns, name="cadre_columns"),
    path("ho-so/tim-cmnd/", records.id_search, name="id_search"),
    path("ho-so/<str:code>/", cards.cadre_card, name="cadre_card"),
    path("ho-so/<str:code>/sua/", entry.cadre_edit, name="cadre_edit"),
    path("ho-so/<str:code>/lich-su/", cards.cadre_history, name="cadre_history"),
    path("ho-so/<str:code>/so-giay-to/", cards.cadre_id_number, name="cadre_id_number"),
    path("ho-so/<str:code>/chuc-danh-moi/", facts.posting_add, name="posting_add"),
    path("ho-so/<str:code>/chuyen/", facts.posting_transfer, name="posting_transfer"),
    path("ho-so/<str:code>/ket-thuc/<int:number>/", facts.posting_end, name="posting_end"),
    path("ho-so/<str:code>/sua-chuc-danh/<int:number>/", facts.posting_correct, name="posting_correct"),
    path("ho-so/<str:code>/van-bang-moi/", facts.qualification_add, name="qualification_add"),
    path(
        "ho-so/<str:code>/sua-van-bang/<int:number>/",
        facts.qualification_correct,
        name="qualification_correct",
    ),
    path("ho-so/<str:code>/xac-minh/<int:number>/", facts.qualification_verify, name="qualification_verify"),
    path("ho-so/<str:code>/phuong-an/", facts.remedy_set, name="remedy_set"),
    path("quan-tri/tai-khoan/<str:username>/pham-vi/", access.account_scope, name="account_scope"),
    path(
        "quan-tri/tai-khoan/<str:username>/pham-vi/<int:number>/thu/",
        access.account_scope_remove,
        name="account_scope_remove",
    ),
    path("quan-tri/danh-muc/", kept.shelf_page(SHELF), name="reference_list"),
    path("quan-tri/danh-muc/<str:slug>/", kept.list_page(SHELF), name="reference_table"),
    path("quan-tri/danh-muc/<str:slug>/<int:number>/", kept.edit_page(SHELF), name="reference_edit"),
    path("viec-can-lam/", tasks.tasks, name="tasks"),
    path("don-vi/", units.area_tree, name="area_tree"),
    path("nhat-ky/", acts.act_list, name="act_list"),
    path("nhat-ky/<int:number>/", acts.act_detail, name="act_detail"),
    path("nhat-ky/<int:number>/hoan-tac/", acts.act_undo, name="act_undo"),
    path("nhap-tep/", imports.import_start, name="import_start"),
    path("nhap-tep/mau/", imports.import_template, name="import_template"),
    path("nhap-tep/mau-dien-san/", imports.import_prefilled, name="import_prefilled"),
    path("nhap-tep/<int:pk>/", imports.import_check, name="import_check"),
    path("nhap-tep/<int:pk>/sua-o/", imports.import_fix, name="import_fix"),
    path("nhap-tep/<int:pk>/chon/", imports.import_choose, name="import_choose"),
    path("nhap-tep/<int:pk>/thieu/", imports.import_missing, name="import_missing"),
    path("nhap-tep/<int:pk>/bo-sua/", imports.import_reset, name="import_reset"),
    path("nhap-tep/<int:pk>/ghi/", imports.import_write, name="import_write"),
    path("nhap-tep/<int:pk>/huy/", imports.import_cancel, name="import_cancel"),
    path("nhap-tep/<int:pk>/tep-loi/", imports.import_annotated, name="import_annotated"),
]
