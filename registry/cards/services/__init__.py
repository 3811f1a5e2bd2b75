"""Everything that changes facts about people, one verb a function, one act a call.

All take keywords only, run in one transaction, lock the person first, and either write one act or raise:
`ValidationError` names the value to correct, `Refusal` says why nothing was written, `EditConflict` that
somebody was quicker. Every message is a Vietnamese sentence for the user.
"""

from registry.cards.services.people import add_cadre, correct_cadre, possible_duplicates
from registry.cards.services.postings import appoint, correct_posting, end_posting, transfer
from registry.cards.services.qualifications import (
    correct_qualification,
    record_qualification,
    verify_qualification,
)
from registry.cards.services.remedies import set_remedy
from registry.cards.services.values import LevelFacts, PostingFacts

__all__ = [
    "LevelFacts",
    "PostingFacts",
    "add_cadre",
    "appoint",
    "correct_cadre",
    "correct_posting",
    "correct_qualification",
    "end_posting",
    "possible_duplicates",
    "record_qualification",
    "set_remedy",
    "transfer",
    "verify_qualification",
]
