from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from accounts.http import UserRequest
from accounts.permissions import allow
from registry.acts.recording import record
from registry.models import Cadre
from tests.planted.lever import TreeAct, TreeRight
from tests.planted.models import Tree


@require_http_methods(["GET", "POST"])
@allow(TreeRight.PLANT)
def plant(request: UserRequest) -> HttpResponse:
    if request.method != "POST":
        return render(request, "planted/plant.html")
    cadre = get_object_or_404(Cadre.objects.in_scope(request.user), code=request.POST.get("code", ""))
    tree = Tree(cadre=cadre, kind=request.POST.get("kind", ""))
    with transaction.atomic():
        record(TreeAct.PLANT, request.user, created=[tree], summary=f"{cadre.full_name}: {tree}")
    return redirect(cadre)
