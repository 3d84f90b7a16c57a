#!/usr/bin/python3
"""Prints what python3-dateutil makes of recurrence rules, one rule a line:

    source TAB first day TAB last day TAB rule TAB dates separated by blanks

recurrence_oracle_test.cpp compares its own expansion with these dates. Rules come from the examples of RFC 5545
3.8.5.3 as far as tiffin reads them ("rfc"), from a systematic set ("set") and from a seeded generator ("random").
Fails when dateutil is missing. With --rules the dates are left out.
"""

import datetime
import itertools
import random
import sys

from dateutil.rrule import rrulestr

YEARS = 20
DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]

RFC = """
19970902 FREQ=DAILY;COUNT=10
19970902 FREQ=DAILY;UNTIL=19971224
19970902 FREQ=DAILY;INTERVAL=2
19970902 FREQ=DAILY;INTERVAL=10;COUNT=5
19980101 FREQ=YEARLY;UNTIL=20000131;BYMONTH=1;BYDAY=SU,MO,TU,WE,TH,FR,SA
19980101 FREQ=DAILY;UNTIL=20000131;BYMONTH=1
19970902 FREQ=WEEKLY;COUNT=10
19970902 FREQ=WEEKLY;UNTIL=19971224
19970902 FREQ=WEEKLY;INTERVAL=2;WKST=SU
19970902 FREQ=WEEKLY;UNTIL=19971007;WKST=SU;BYDAY=TU,TH
19970902 FREQ=WEEKLY;COUNT=10;WKST=SU;BYDAY=TU,TH
19970901 FREQ=WEEKLY;INTERVAL=2;UNTIL=19971224;WKST=SU;BYDAY=MO,WE,FR
19970902 FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH
19970905 FREQ=MONTHLY;COUNT=10;BYDAY=1FR
19970905 FREQ=MONTHLY;UNTIL=19971224;BYDAY=1FR
19970907 FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU
19970922 FREQ=MONTHLY;COUNT=6;BYDAY=-2MO
19970928 FREQ=MONTHLY;BYMONTHDAY=-3
19970902 FREQ=MONTHLY;COUNT=10;BYMONTHDAY=2,15
19970930 FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1
19970910 FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15
19970902 FREQ=MONTHLY;INTERVAL=2;BYDAY=TU
19970610 FREQ=YEARLY;COUNT=10;BYMONTH=6,7
19970310 FREQ=YEARLY;INTERVAL=2;COUNT=10;BYMONTH=1,2,3
19970313 FREQ=YEARLY;BYMONTH=3;BYDAY=TH
19970605 FREQ=YEARLY;BYDAY=TH;BYMONTH=6,7,8
19970902 FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13
19970913 FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13
19961105 FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8
19970904 FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3
19970929 FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2
19970805 FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO
19970805 FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU
20070115 FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5
"""


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
    for line in RFC.split("\n"):
        if line:
            show("rfc", *line.split(" "))
    for first, rule in systematic():
        show("set", first, rule)
    generator = random.Random(20270218)
    for _ in range(300):
        show("random", *random_rule(generator))


if __name__ == "__main__":
    main()
