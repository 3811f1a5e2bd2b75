"""Who may use the system, on whose behalf, and who looked at what."""

from accounts.models.access import AccessEntry, AccessKind
from accounts.models.agency import Agency, AgencyKind
from accounts.models.user import User, UserRight
from accounts.rights import Right, Role

__all__ = ["AccessEntry", "AccessKind", "Agency", "AgencyKind", "Right", "Role", "User", "UserRight"]
