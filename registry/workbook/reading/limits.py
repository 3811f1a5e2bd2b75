"""Limits of a file that is read (security.md 4). The child script repeats those it needs."""

MEGABYTE = 1024 * 1024
MAX_FILE_BYTES = 10 * MEGABYTE
MAX_MEMBERS = 200
MAX_UNPACKED_BYTES = 100 * MEGABYTE
MAX_RATIO = 100
# Small parts of an honest workbook may be all blanks; only what is large can be a bomb.
RATIO_FROM_BYTES = MEGABYTE
MAX_ROWS = 20_000
MAX_COLUMNS = 60
# Rows above the list: title, unit, headings.
HEAD_ROWS = 100
CHILD_SECONDS = 60
CHILD_MEMORY_MB = 512
MAX_CELL_TEXT = 1_000
