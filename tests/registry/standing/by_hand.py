"""Retirement worked out by counting months and years, without the program's rule."""

from datetime import date

from registry.enums import Sex


def age_in_force(sex, year):
    """Age in months that the law asks for in a year, written down anew."""
    start, step, highest = (720, 3, 744) if sex == Sex.MALE else (660, 4, 720)
    return min(start + step * max(0, year - 2020), highest)


def first_day_of_retirement(born_on, precision, sex):
    """Month by month (year by year when only the year is known) until the age of that year is reached."""
    if precision == "year":
        years = range(born_on.year, 2200)
        year = next(y for y in years if 12 * (y - born_on.year) + 11 >= age_in_force(sex, y))
        return date(year + 1, 1, 1)
    born = born_on.year * 12 + born_on.month - 1
    month = next(m for m in range(born, born + 900) if m - born >= age_in_force(sex, m // 12))
    return date((month + 1) // 12, (month + 1) % 12 + 1, 1)
