"""How fast the program is, as ratios: of a page to its own SQL, of an import to reading and copying alone.

`python -m benchmarks` measures and writes `docs/performance.md`. Both sides of a ratio run in one process, in
turn, on the same data; only the ratio is worth keeping, the milliseconds belong to one noisy machine.
"""
