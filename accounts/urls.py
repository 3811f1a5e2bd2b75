"""Addresses of sign-in and of the administration of accounts."""

from django.urls import path

from accounts.administration import landing_views as landing
from accounts.administration import shortcut_views as shortcuts
from accounts.administration import views as administration
from accounts.kept import views as kept
from accounts.kept.agencies import AGENCIES
from accounts.log import views as access_log
from accounts.sign_in import (
    password_views as password,
)
from accounts.sign_in import (
    second_factor_views as second_factor,
)
from accounts.sign_in import (
    views as sign_in,
)

app_name = "accounts"

urlpatterns = [
    path("dang-nhap/", sign_in.sign_in, name="sign_in"),
    path("dang-nhap/ma-xac-thuc/", second_factor.second_factor, name="second_factor"),
    path("dang-nhap/thiet-lap-ma/", second_factor.second_factor_enrol, name="second_factor_enrol"),
    path("dang-xuat/", sign_in.sign_out, name="sign_out"),
    path("doi-mat-khau/", password.password_change, name="password_change"),
    path("phim-tat/", shortcuts.shortcuts, name="shortcuts"),
    path("quan-tri/", landing.administration, name="administration"),
    path("quan-tri/co-quan/", kept.list_page(AGENCIES), name="agency_list"),
    path("quan-tri/co-quan/them/", kept.add_page(AGENCIES), name="agency_add"),
    path("quan-tri/co-quan/<int:pk>/", kept.edit_page(AGENCIES), name="agency_edit"),
    path("quan-tri/tai-khoan/", administration.account_list, name="account_list"),
    path("quan-tri/tai-khoan/them/", administration.account_add, name="account_add"),
    path("quan-tri/tai-khoan/<int:pk>/", administration.account_edit, name="account_edit"),
    path("quan-tri/tai-khoan/<int:pk>/mat-khau/", administration.account_password, name="account_password"),
    path("quan-tri/tai-khoan/<int:pk>/khoa/", administration.account_lock, name="account_lock"),
    path("quan-tri/tai-khoan/<int:pk>/mo-khoa/", administration.account_unlock, name="account_unlock"),
    path(
        "quan-tri/tai-khoan/<int:pk>/xoa-ma-xac-thuc/",
        administration.account_second_factor_reset,
        name="account_second_factor_reset",
    ),
    path("quan-tri/nhat-ky-truy-cap/", access_log.access_log, name="access_log"),
]
