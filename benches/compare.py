#!/usr/bin/env python3
"""Builds one invented site with this program and others, in turn, and prints what it took as tables in Markdown.

    benches/compare.py                          # 100, 1,000 and 10,000 events, medians of five
    benches/compare.py --sizes 1000 --runs 9

target/release/dateline is measured, and of `hugo` and `zola` those that are on the path. Each round runs every job
once (A B C A B C ...), into a folder that never existed. The *floor* writes files of the sizes that a build with the
defaults makes, from memory, with two threads: no generator can be faster than that. A run during which other programs
took more than --foreign cores is thrown away and tried again. Times, CPU and peak memory are the kernel's figures for
the finished process. Corpora and outputs go to target/bench, or to --work: a folder in memory such as /dev/shm leaves
the disk out of the figures.

Needs Python 3.9 and Linux.
"""
import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
DATELINE = ROOT / "target/release/dateline"
TICK = os.sysconf("SC_CLK_TCK")
LEAN = '\n[share]\ncards = "none"\nembeds = "none"\n'


def busy_seconds():
    """CPU seconds of all programs since the machine started."""
    fields = [int(field) for field in Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:]]
    return (sum(fields[:8]) - fields[3] - fields[4]) / TICK


def wait_until_quiet(cores, patience=60):
    end = time.monotonic() + patience
    while time.monotonic() < end:
        before, start = busy_seconds(), time.monotonic()
        time.sleep(0.5)
        if (busy_seconds() - before) / (time.monotonic() - start) <= cores:
            return


def run(command, folder):
    """Runs a command: wall and CPU seconds, peak memory in MiB, and the cores that others took meanwhile."""
    with tempfile.TemporaryFile() as errors:
        before, start = busy_seconds(), time.perf_counter()
        # The kernel counts a child's peak from before its own program starts: never less than this interpreter's memory.
        child = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=errors)
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            errors.seek(0)
            sys.exit("exit %d from %s\n%s" % (child.returncode, command, errors.read()[-2000:].decode(errors="replace")))
    cpu = usage.ru_utime + usage.ru_stime
    foreign = max(0.0, busy_seconds() - before - cpu) / max(wall, 0.1)
    return {"wall": wall, "cpu": cpu, "peak": usage.ru_maxrss / 1024, "foreign": foreign}


def files_of(root):
    return sorted((str(path.relative_to(root)), path.stat().st_size) for path in root.rglob("*") if path.is_file())


class Job:
    """Something to be measured: a command in a folder, and what is done before each run without being measured."""

    def __init__(self, name, source, command, before=None):
        self.name, self.source, self.command, self.before = name, source, command, before
        self.runs, self.files = [], []


def corpus(work, flavour, size):
    source = work / ("%s-%d" % (flavour, size))
    if not source.exists():
        command = [sys.executable, HERE / "corpus.py", "--events", str(size), "--flavour", flavour, "--out", source]
        subprocess.run(command, check=True)
    return source


def floor_program(work):
    program = work / "floor"
    if not program.exists():
        subprocess.run(["rustc", "--edition", "2021", "-O", HERE / "floor.rs", "-o", program], check=True)
    return program


def jobs(work, size):
    """All jobs of one size. A command has `{out}` where the output folder belongs."""
    source = corpus(work, "dateline", size)
    lean = work / ("dateline-%d-lean" % size)
    if not lean.exists():
        shutil.copytree(source, lean)
        with open(lean / "site.toml", "a") as config:
            config.write(LEAN)
    build = [str(DATELINE), "-q", "build", "-o", "{out}"]
    reference = work / ("reference-%d" % size)
    shutil.rmtree(reference, ignore_errors=True)
    run([part.replace("{out}", str(reference)) for part in build], source)
    manifest = work / ("manifest-%d.txt" % size)
    manifest.write_text("".join("%d\t%s\n" % (bytes_, path) for path, bytes_ in files_of(reference)))
    edited = work / ("dateline-%d-edited" % size)
    if not edited.exists():
        shutil.copytree(source, edited)
    event = next((edited / "content/events").glob("probe-event.md"))

    def copy(out):
        shutil.copytree(reference, out, copy_function=shutil.copy2)

    def edit(out):
        copy(out)
        words = "marks this text at %d" % time.time_ns()
        event.write_text(re.sub(r"marks this text( at \d+)?", words, event.read_text()))

    found = [
        Job("floor", source, [str(floor_program(work)), str(manifest), "{out}", "2"]),
        Job("dateline", source, build),
        Job("dateline, no cards nor embeds", lean, build),
        Job("dateline, nothing changed", source, build, copy),
        Job("dateline, one event changed", edited, build, edit),
        Job("dateline check", source, [str(DATELINE), "-q", "check"]),
    ]
    others = {"hugo": ["hugo", "--quiet", "--destination", "{out}"], "zola": ["zola", "build", "--output-dir", "{out}"]}
    for name, command in others.items():
        if shutil.which(name):
            found.append(Job(name, corpus(work, name, size), command))
    return found


def measure(work, size, runs, foreign):
    measured = jobs(work, size)
    # Nothing is deleted before the end: ext4 avoids inodes that were freed lately, one by one, which makes writing slow.
    outputs = Path(tempfile.mkdtemp(prefix="outputs-", dir=work))
    for round_number in range(-1, runs):  # the first round only warms the caches
        for job in measured:
            for attempt in range(5):
                out = outputs / ("%d-%d-%d" % (measured.index(job), round_number, attempt))
                if job.before:
                    job.before(out)
                os.sync()
                wait_until_quiet(foreign)
                result = run([part.replace("{out}", str(out)) for part in job.command], job.source)
                if not job.files and out.exists():
                    job.files = files_of(out)
                if round_number < 0 or result["foreign"] <= foreign:
                    break
            if round_number >= 0:
                job.runs.append(result)
            print("%d %s: %.3f s" % (size, job.name, result["wall"]), file=sys.stderr)
    shutil.rmtree(outputs)
    return measured


def median(job, key):
    return statistics.median(run[key] for run in job.runs)


def table(size, measured, foreign):
    floor = median(measured[0], "wall")
    print("\n### {:,} events\n".format(size))
    print("| | wall s (best) | CPU s | peak MiB | files | MB | ÷ floor |")
    print("|---|---|---|---|---|---|---|")
    for job in measured:
        best, wall = min(run["wall"] for run in job.runs), median(job, "wall")
        noisy = sum(run["foreign"] > foreign for run in job.runs)
        size_of_all = sum(bytes_ for _, bytes_ in job.files) / 1e6
        print("| %s%s | %.3f (%.3f) | %.2f | %.0f | %d | %.1f | %.1f |" % (
            job.name, " (%d noisy)" % noisy if noisy else "", wall, best, median(job, "cpu"), median(job, "peak"),
            len(job.files), size_of_all, wall / floor))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", default="100,1000,10000")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--foreign", type=float, default=0.2, help="cores that others may take during a run")
    parser.add_argument("--work", type=Path, default=ROOT / "target/bench")
    arguments = parser.parse_args()
    if not DATELINE.exists():
        sys.exit("there is no %s; make it with cargo build --release" % DATELINE)
    work = arguments.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    for size in (int(size) for size in arguments.sizes.split(",")):
        table(size, measure(work, size, arguments.runs, arguments.foreign), arguments.foreign)


if __name__ == "__main__":
    main()
