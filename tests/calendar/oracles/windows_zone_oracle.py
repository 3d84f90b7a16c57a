#!/usr/bin/python3
"""Prints the Windows zone names that python3-icalendar knows, each with its IANA name after a TAB."""

from icalendar.windows_to_olson import WINDOWS_TO_OLSON

for windows, iana in sorted(WINDOWS_TO_OLSON.items()):
    print(windows, iana, sep="\t")
