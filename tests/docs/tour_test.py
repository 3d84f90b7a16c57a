"""Usage: tour_test.py TIFFIN

Runs examples/tour.sh with a built TIFFIN and looks for what it promises: the agenda, an invite, the rotation report.
"""

import pathlib
import subprocess
import sys
import tempfile

tour = pathlib.Path(__file__).resolve().parents[2] / "examples" / "tour.sh"
with tempfile.TemporaryDirectory() as folder:
    ran = subprocess.run(["sh", str(tour), sys.argv[1], folder], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                         stderr=subprocess.STDOUT, encoding="utf-8", check=False)
    invites = len(list(pathlib.Path(folder, "invites").glob("*.ics")))

promised = [
    "$ tiffin agenda\n",
    "2027-02-04  Thu  12:30-13:15  Thursday lunch  planned  Elif Kaya     Rust for C++ people        Big kitchen\n",
    "SUMMARY:Thursday lunch: History of the GIF\n",
    "$ tiffin report rotation --now 2027-03-20\n",
    "Ben Okafor    ben@bramble.example    Support       2   1.22     0.78  2027-03-11\n",
]
output = ran.stdout.replace("\r\n", "\n")
missing = [text for text in promised if text not in output]
if ran.returncode != 0 or missing or invites != 9 * 12 - 1:
    sys.exit(f"{output}\nexit status {ran.returncode}, {invites} invites, missing: {missing}")
