"""The demonstration province (design.md 10): invented people that reproduce the published figures.

`province.generate(seed)` is pure: plain values from a seed, no clock, no database. `write` stores them.
"""
