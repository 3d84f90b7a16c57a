#!/usr/bin/python3
"""Plans every rotation instance of a folder with tiffin-bench-rotation, judges the plans and prints a table."""

import argparse
import json
import os
import re
import resource
import subprocess
import sys
import tempfile

LEVELS = ("C", "F", "S", "V", "D")
KEYS = ("C_changes", "F_fairness_sse", "S_close_pairs", "V_adjacent", "D_vote_days")
NAMES = ("changes", "fairness", "spread", "variety", "demand")


def plan(program, folder, options, target):
    """What the program says of its plan, level by level, and the processor's seconds it took."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    with open(target, "w", encoding="utf-8") as file:
        run = subprocess.run([program, folder, *options], stdout=file, stderr=subprocess.PIPE, check=True, text=True)
    seconds = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before
    said = dict(re.findall(r"^(\w+): ([\d.]+)", run.stderr, re.MULTILINE))
    proven = set(re.findall(r"^(\w+): .*proven$", run.stderr, re.MULTILINE))
    return [float(said[name]) for name in NAMES], proven, int(said["open"]), seconds


def judge(scorer, folder, target):
    """What the scorer says of the plan: the levels and the number of breaches."""
    run = subprocess.run([sys.executable, scorer, folder, target, "--json"], stdout=subprocess.PIPE, check=False,
                         text=True)
    score = json.loads(run.stdout)
    return [float(score[key]) for key in KEYS], score["violations"]


def compare(values, best):
    """"=" where all levels are the best known, "D +2.1 %" where the first that differs is demand."""
    for level, value, known in zip(LEVELS, values, best):
        if abs(value - known) > 1e-5:
            percent = f" ({(value / known - 1) * 100:+.1f} %)" if known else ""
            return f"{level} {value - known:+g}{percent}"
    return "="


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("program", help="tiffin-bench-rotation")
    parser.add_argument("instances", help="folder with a folder for each instance")
    parser.add_argument("--scorer", help="score.py of the rotation reference, to check what the program says")
    parser.add_argument("--reference", help="reference.json: the best known values")
    parser.add_argument("--only", action="append", help="name of an instance; may be repeated")
    parser.epilog = "Other options go to the program: --seconds 1, --moves 1000000, --seed 2"
    arguments, options = parser.parse_known_args()

    reference = {}
    if arguments.reference:
        with open(arguments.reference, encoding="utf-8") as file:
            reference = json.load(file)["instances"]
    print(f"{'':8} {'open':>4} {'C':>5} {'F':>12} {'S':>5} {'V':>6} {'D':>10} {'CPU s':>6}  proven, and against the reference")
    failed = False
    with tempfile.TemporaryDirectory() as scratch:
        for name in sorted(arguments.only or os.listdir(arguments.instances)):
            folder = os.path.join(arguments.instances, name)
            target = os.path.join(scratch, "plan.csv")
            values, proven, open_sessions, seconds = plan(arguments.program, folder, options, target)
            remarks = ["".join(level for level, word in zip(LEVELS, NAMES) if word in proven)]
            if arguments.scorer:
                judged, breaches = judge(arguments.scorer, folder, target)
                if breaches or any(abs(a - b) > 1e-5 for a, b in zip(values, judged)):
                    remarks.append(f"scorer: {breaches} breaches, {judged}")
                    failed = True
            if name in reference:
                remarks.append(compare(values, [reference[name]["lex"][level]["best"] for level in LEVELS]))
            print(f"{name:8} {open_sessions:4} {values[0]:5.0f} {values[1]:12.6f} {values[2]:5.0f} {values[3]:6.0f} "
                  f"{values[4]:10.0f} {seconds:6.2f}  {'  '.join(remarks)}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
