"""How much memory the reader's own process takes."""

from __future__ import annotations

import re
import subprocess
import sys

from registry.workbook.reading import child, limits

# What the system counts for ended children includes the parent they were forked from. The process itself
# knows how much it has held since it began.
_PROBE = """
import runpy, sys
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
print(open("/proc/self/status").read(), file=sys.stderr)
"""


def megabytes_to_read(kind: str, content: bytes) -> float:
    """Most memory held while a file is read, in MB."""
    options = [kind, str(limits.CHILD_SECONDS), str(limits.CHILD_MEMORY_MB)]
    command = [sys.executable, "-I", "-B", "-c", _PROBE, str(child.__file__), *options]
    done = subprocess.run(command, input=content, capture_output=True, check=True)
    found = re.search(rb"VmHWM:\s+(\d+) kB", done.stderr)
    assert found is not None
    return int(found[1]) / 1024
