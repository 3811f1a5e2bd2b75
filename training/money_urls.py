"""Addresses of the plan, the money and the policies of support (ux 4)."""

from django.urls import path

from accounts.kept import views as kept
from training.catalogue.policies import POLICIES, RATES
from training.money import payment_views as payments
from training.money import plan_views as plan
from training.money import views as money

urlpatterns = [
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
