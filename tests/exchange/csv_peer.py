"""Python's csv module as a second opinion on CSV. Usage: csv_peer.py read|write SEPARATOR FROM TO

FROM and TO have one text or one list of records a line. A text is hex of UTF-8; records are joined by ";", cells by
",", and each cell is a "." with its hex, so that nothing at all and one empty cell differ.
"""

import csv
import io
import sys


def read(text, separator):
    records = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    return ";".join(",".join("." + cell.encode().hex() for cell in record) for record in records)


def write(line, separator):
    text = io.StringIO(newline="")
    # Up to Python 3.12 QUOTE_MINIMAL quotes a line end only if it is in the line terminator.
    if separator == "\t":
        writer = csv.writer(text, delimiter=separator, lineterminator="\n", quoting=csv.QUOTE_ALL)
    else:
        writer = csv.writer(text, delimiter=separator, lineterminator="\r\n", quoting=csv.QUOTE_MINIMAL)
    for record in line.split(";"):
        writer.writerow([bytes.fromhex(cell[1:]).decode() for cell in record.split(",")])
    return text.getvalue()


def main():
    verb, separator, source, target = sys.argv[1:]
    separator = {"comma": ",", "semicolon": ";", "tab": "\t"}[separator]
    with open(source, encoding="ascii") as lines, open(target, "w", encoding="ascii") as answers:
        for line in lines:
            line = line.rstrip("\n")
            if verb == "read":
                print(read(bytes.fromhex(line).decode(), separator), file=answers)
            else:
                print(write(line, separator).encode().hex(), file=answers)


main()
