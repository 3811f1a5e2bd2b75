"""Every kind of hostile workbook, and a valid one, into a folder: `python -m tests.corpus.make FOLDER`.

Each builder asserts that what it plants is really in the bytes, so that a kind cannot become harmless unseen.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tests.corpus import containers, layouts, markup, sizes, values

KINDS = {
    "container": containers.KINDS,
    "xml": markup.KINDS,
    "size": sizes.KINDS,
    "layout": layouts.KINDS,
    "values": values.KINDS,
}
ALL = [(group, kind) for group, kinds in KINDS.items() for kind in kinds]


def main() -> None:
    folder = Path(sys.argv[1])
    for group, kind in ALL:
        (folder / group).mkdir(parents=True, exist_ok=True)
        (folder / group / kind.file_name).write_bytes(kind.build())
    (folder / "valid-20000.xlsx").write_bytes(values.control())
    sys.stdout.write(f"{len(ALL)} kinds and a valid list in {folder}\n")


if __name__ == "__main__":
    main()
