"""Runs contenders in turn (A B C A B C …), so that whatever else the machine does hits all of them alike."""

import dataclasses
import os
import statistics
import subprocess
import time
from collections.abc import Callable
from typing import Optional


@dataclasses.dataclass
class Contender:
    name: str
    command: list[str]
    before: Callable[[], None] = lambda: None  # prepares each run, untimed
    status: int = 0  # the exit status it must end with


@dataclasses.dataclass
class Row:
    """One work done by several contenders. Ratios are against the fastest of `peers`, or where nobody else does
    that work, against the first contender."""

    name: str
    contenders: list[Contender]
    peers: list[str]
    goal: float = 1.0  # the ratio that tiffin must not exceed
    limit: Optional[float] = None  # seconds that tiffin must stay under, instead of a ratio
    rounds: int = 9


@dataclasses.dataclass
class Sample:
    seconds: float
    cpu: float


def peak_of(contender: Contender, environment: dict[str, str], output: str) -> float:
    """MiB. Measured by a small program: a child of this one would be given this one's peak."""
    contender.before()
    with open(output, "w", encoding="utf-8") as bytes_out:
        subprocess.run(["/usr/bin/time", "-q", "-f", "%M", "-o", output + ".peak", *contender.command], env=environment,
                       stdin=subprocess.DEVNULL, stdout=bytes_out, stderr=subprocess.DEVNULL, check=False)
    with open(output + ".peak", encoding="utf-8") as peak:
        return int(peak.read().split()[-1]) / 1024


def run_once(contender: Contender, environment: dict[str, str], output: str) -> Sample:
    contender.before()
    write = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    actions = [
        (os.POSIX_SPAWN_OPEN, 0, "/dev/null", os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, output, write, 0o644),
        (os.POSIX_SPAWN_OPEN, 2, output + ".err", write, 0o644),
    ]
    begin = time.perf_counter()
    process = os.posix_spawn(contender.command[0], contender.command, environment, file_actions=actions)
    _, status, usage = os.wait4(process, 0)
    seconds = time.perf_counter() - begin
    if os.waitstatus_to_exitcode(status) != contender.status:
        with open(output + ".err", encoding="utf-8", errors="replace") as errors:
            raise SystemExit(f"{contender.name} failed: {' '.join(contender.command)}\n{errors.read(2000)}")
    return Sample(seconds, usage.ru_utime + usage.ru_stime)


def measure(row: Row, environment: dict[str, str], output: str, factor: float) -> dict[str, list[Sample]]:
    samples: dict[str, list[Sample]] = {contender.name: [] for contender in row.contenders}
    for _ in range(max(3, round(row.rounds * factor))):
        for contender in row.contenders:
            samples[contender.name].append(run_once(contender, environment, output))
    return samples


def render_time(seconds: float) -> str:
    return f"{seconds * 1000:.2f} ms" if seconds < 0.1 else f"{seconds:.3f} s"


def verdict(row: Row, median: float, ratio: float) -> str:
    if row.limit is not None:
        return f"{'met' if median < row.limit else 'MISSED'} (< {render_time(row.limit)})"
    return f"{'met' if ratio <= row.goal else 'MISSED'} (<= {row.goal:.3g})"


def report(row: Row, environment: dict[str, str], output: str, factor: float) -> str:
    peaks = {contender.name: peak_of(contender, environment, output) for contender in row.contenders}
    samples = measure(row, environment, output, factor)
    medians = {name: statistics.median(s.seconds for s in runs) for name, runs in samples.items()}
    cpus = {name: statistics.median(s.cpu for s in runs) for name, runs in samples.items()}
    peer = min(row.peers or [row.contenders[0].name], key=lambda name: medians[name])
    lines = [f"{row.name}  ({len(samples[peer])} rounds, ratios to {peer})"]
    for name, runs in samples.items():
        ratio = medians[name] / medians[peer]
        line = (
            f"  {name:34} {render_time(medians[name]):>11} {render_time(min(s.seconds for s in runs)):>11}"
            f" {ratio:7.2f} {cpus[name] / max(cpus[peer], 1e-6):7.2f} {peaks[name]:7.1f}"
        )
        if name.startswith("tiffin"):
            line += "  " + verdict(row, medians[name], ratio)
        lines.append(line)
    return "\n".join(lines)


HEADER = f"  {'':34} {'median':>11} {'min':>11} {'ratio':>7} {'cpu':>7} {'MiB':>7}  goal"
