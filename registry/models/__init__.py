"""Facts of the registry: units, titles, people, postings, qualifications, and the acts that wrote them."""

from registry.models.acts import Act
from registry.models.imports import DistinctPair, ImportBatch
from registry.models.people import Cadre
from registry.models.postings import Posting
from registry.models.qualifications import Qualification, Remedy
from registry.models.titles import (
    EthnicGroup,
    PostingKind,
    PostTitle,
    RetirementAge,
    ScaleLevel,
    StaffQuota,
    Standard,
    StandardSet,
)
from registry.models.units import Unit, UnitAccess, UnitAct, UnitPlace, UnitProfile, UnitVersion

__all__ = [
    "Act",
    "Cadre",
    "DistinctPair",
    "EthnicGroup",
    "ImportBatch",
    "PostTitle",
    "Posting",
    "PostingKind",
    "Qualification",
    "Remedy",
    "RetirementAge",
    "ScaleLevel",
    "StaffQuota",
    "Standard",
    "StandardSet",
    "Unit",
    "UnitAccess",
    "UnitAct",
    "UnitPlace",
    "UnitProfile",
    "UnitVersion",
]
