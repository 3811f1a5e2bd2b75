"""The result of a check or a write as JSON (design.md 8)."""

from __future__ import annotations

from typing import Any

from registry.models import Act
from registry.workbook.planning import plans
from registry.workbook.planning.findings import FileRefused
from registry.workbook.planning.planning import FilePlan


def result_of(plan: FilePlan, act: Act | None = None) -> dict[str, Any]:
    """Counts of rows, people missing from a full list, errors with their cells, and the act written."""
    return {
        "rows": len(plan.rows),
        "created": len(plan.with_status(plans.CREATED)),
        "updated": len(plan.with_status(plans.UPDATED)),
        "unchanged": len(plan.with_status(plans.UNCHANGED)),
        "missing": [each.as_json() for each in plan.missing],
        "errors": [finding.as_json() for finding in plan.errors],
        "act": None if act is None else act.pk,
    }


def result_of_refusal(refusal: FileRefused) -> dict[str, Any]:
    """The same shape for a file that cannot be read."""
    errors = [finding.as_json() for finding in refusal.findings]
    whole = {"sheet": "", "row": 0, "column": "", "value": "", "message": str(refusal), "code": refusal.code}
    return {
        "rows": 0,
        "created": 0,
        "updated": 0,
        "unchanged": 0,
        "missing": [],
        "errors": errors or [whole],
        "act": None,
    }
