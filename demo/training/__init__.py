"""Classes of the demonstration province (design 10), generated from its seed as the people are.

The generator is pure: it chooses among the people of `demo` and sets the day of a level to the end
of the class that gave it. `write` stores what it made. No published figure is stored anywhere.
"""
