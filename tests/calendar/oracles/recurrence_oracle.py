#!/usr/bin/python3
"""Prints what python3-dateutil makes of recurrence rules, one rule a line:

    source TAB first day TAB last day TAB rule TAB dates separated by blanks

recurrence_oracle_test.cpp compares its own expansion with these dates. Rules come from cited_rules.tsv ("cited"), from
a systematic set ("set") and from a seeded generator ("random"). Fails when dateutil is missing. With --rules the dates
are left out.
"""

import datetime
import itertools
import pathlib
import random
import re
import sys

from dateutil.rrule import rrulestr

YEARS = 20
DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]

def systematic():
    # An ordinary Thursday, the last day of a month, a leap day, the first and the last day of a year.
    firsts = ["20270218", "20270131", "20280229", "20270101", "20261231"]
    forms = [
        "FREQ=DAILY",
        "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR",
        "FREQ=DAILY;BYMONTH=2,12",
        "FREQ=WEEKLY",
        "FREQ=WEEKLY;BYDAY=TH",
        "FREQ=WEEKLY;BYDAY=SU,MO,WE",
        "FREQ=WEEKLY;BYDAY=SU,MO,WE;WKST=SU",
        "FREQ=WEEKLY;BYDAY=FR,SA;WKST=SA;BYMONTH=1,7",
        "FREQ=MONTHLY",
        "FREQ=MONTHLY;BYDAY=3TU",
        "FREQ=MONTHLY;BYDAY=-1FR",
        "FREQ=MONTHLY;BYDAY=5WE",
        "FREQ=MONTHLY;BYDAY=-5MO",
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1,1",
        "FREQ=MONTHLY;BYMONTHDAY=31",
        "FREQ=MONTHLY;BYMONTHDAY=-1,-31",
        "FREQ=MONTHLY;BYMONTH=1,4,7,10;BYDAY=1TU",
        "FREQ=YEARLY",
        "FREQ=YEARLY;BYMONTH=2",
        "FREQ=YEARLY;BYMONTHDAY=29",
        "FREQ=YEARLY;BYDAY=SU",
        "FREQ=YEARLY;BYDAY=MO,FR;BYSETPOS=1,50,-1",
        "FREQ=YEARLY;BYMONTH=1,4,7,10;BYDAY=1TU,-1TH",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
    ]
    for first, form, interval in itertools.product(firsts, forms, [1, 2, 3, 7]):
        if form.startswith("FREQ=DAILY") and first != firsts[0]:
            continue  # seven thousand dates each, and nothing depends on the first
        yield first, form if interval == 1 else f"{form};INTERVAL={interval}"


def sample(generator, values, most):
    return ",".join(str(value) for value in generator.sample(values, generator.randint(1, most)))


def random_rule(generator):
    frequency = generator.choice(["DAILY", "WEEKLY", "WEEKLY", "MONTHLY", "MONTHLY", "MONTHLY", "YEARLY", "YEARLY"])
    parts = {"FREQ": frequency}
    if generator.random() < 0.5:
        parts["INTERVAL"] = str(generator.choice([2, 3, 4, 5, 6, 8, 11, 13]))
    if generator.random() < 0.3:
        parts["BYMONTH"] = sample(generator, range(1, 13), 5)
    by_month_or_year = frequency in ("MONTHLY", "YEARLY")
    if generator.random() < 0.6:
        numbered = frequency == "MONTHLY" or (frequency == "YEARLY" and "BYMONTH" in parts)
        if numbered and generator.random() < 0.6:
            names = [f"{nth}{day}" for nth in [1, 2, 3, 4, 5, -1, -2, -3, -4, -5] for day in DAYS]
            parts["BYDAY"] = sample(generator, names, 4)
        else:
            parts["BYDAY"] = sample(generator, DAYS, 5)
        if by_month_or_year and generator.random() < 0.4:
            parts["BYSETPOS"] = sample(generator, [1, 2, 3, 4, 9, -1, -2, -3, -10], 3)
    if by_month_or_year and generator.random() < 0.35:
        parts["BYMONTHDAY"] = sample(generator, [*range(1, 32), *range(-31, 0)], 8)
    if generator.random() < 0.4:
        parts["WKST"] = generator.choice(DAYS)
    first = datetime.date(2026, 1, 1) + datetime.timedelta(days=generator.randrange(3 * 366))
    ending = generator.random()
    if ending < 0.2:
        parts["COUNT"] = str(generator.randint(1, 60))
    elif ending < 0.4:
        parts["UNTIL"] = (first + datetime.timedelta(days=generator.randrange(4000))).strftime("%Y%m%d")
    names = list(parts)
    generator.shuffle(names)
    return first.strftime("%Y%m%d"), ";".join(f"{name}={parts[name]}" for name in names)


def show(source, first, rule):
    start = datetime.datetime.strptime(first, "%Y%m%d")
    last = start + datetime.timedelta(days=YEARS * 365)
    datetime.MAXYEAR = last.year + 1  # where dateutil gives up on rules that never come true
    dates = itertools.takewhile(lambda date: date <= last, rrulestr(rule, dtstart=start))
    if "--rules" in sys.argv:
        dates = []
    print(source, first, last.strftime("%Y%m%d"), rule, " ".join(date.strftime("%Y%m%d") for date in dates), sep="\t")


def main():
    with open(pathlib.Path(__file__).parent / "cited_rules.tsv", encoding="utf-8") as cited:
        for line in cited:
            if not line.startswith("#"):
                _, first, rule = line.rstrip("\n").split("\t")
                # A rule of dates alone: UNTIL is read as the day that it names.
                show("cited", first[:8], re.sub(r"(UNTIL=\d{8})T\d{6}Z?", r"\1", rule))
    for first, rule in systematic():
        show("set", first, rule)
    generator = random.Random(20270218)
    for _ in range(300):
        show("random", *random_rule(generator))


if __name__ == "__main__":
    main()
