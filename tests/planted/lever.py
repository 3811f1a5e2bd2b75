from datetime import date
from typing import BinaryIO

from django.db.models import TextChoices

from accounts.context import Section
from accounts.models import User
from accounts.rights import HeldRight, Role
from registry.levers import Counts, Form, Lever, Measures, Panel
from registry.models import Cadre, Unit
from tests.planted.models import Tree


class TreeAct(TextChoices):
    PLANT = "plant_tree", "Trồng cây"


class TreeRight(TextChoices):
    PLANT = "plant_trees", "Trồng cây ở xã"


class TreeMeasure(TextChoices):
    TREES = "trees", "số cây đã trồng"


def _panel(cadre: Cadre, user: User, day: date) -> Panel | None:
    trees = list(Tree.objects.filter(cadre=cadre))
    return Panel("planted/_panel.html", trees) if trees else None


def _counter(province: Unit) -> Counts:
    return lambda measure, day: [("cây", Tree.objects.count())]


def _write(file: BinaryIO, day: date, unit: Unit) -> None:
    file.write(f"{Tree.objects.count()} cây".encode())


PLANTED = Lever(
    label="planted",
    urls="tests.planted.urls",
    models=(Tree,),
    act_kinds=TreeAct,
    rights=(HeldRight(TreeRight.PLANT, (Role.PROVINCE_STAFF,), is_grantable=True),),
    sections=(Section("Trồng cây", "planted:plant", (TreeRight.PLANT,), order=55),),
    card_panel=_panel,
    measures=Measures(TreeMeasure, _counter),
    forms=(Form("TRONG-CAY", _write),),
)
