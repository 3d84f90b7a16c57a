"""Usage: man_page_lint.py PAGE

Fails when mandoc warns of the man page, or when a line of it does not fit a terminal of 80 columns.
"""

import re
import subprocess
import sys


def run(*command):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", check=False).stdout


page = sys.argv[1]
# A machine whose clock is behind may lint, too.
found = [line for line in run("mandoc", "-T", "lint", "-W", "warning", page).splitlines()
         if "date in the future" not in line]
shown = re.sub(".\b", "", run("mandoc", "-T", "utf8", "-O", "width=80", page)).splitlines()
found += [f"wider than 80 columns: {line}" for line in shown if len(line) > 80]
for heading in ("NAME", "SYNOPSIS", "COMMANDS", "EXIT STATUS", "EXAMPLES", "SEE ALSO"):
    if heading not in shown:
        found.append(f"{heading} is not shown")
if found:
    sys.exit("\n".join(found))
