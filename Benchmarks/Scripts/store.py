#!/usr/bin/env python3
"""Compares the SQLite store with SQLite in C, all in one run; see README.md."""
import argparse
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
BENCHMARKS = HERE.parent
BUILD = BENCHMARKS / ".build"
PAYLOADS = BUILD / "orders"


def run(*command):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}")
    return done.stdout.strip()


def figures(*command):
    return {name: float(value) for name, value in (line.split("\t") for line in run(*command).splitlines())}


def annals():
    command = ["swift", "build", "--package-path", BENCHMARKS, "-c", "release"]
    run(*command, "--product", "EventBenchmark")
    return [pathlib.Path(run(*command, "--show-bin-path")) / "EventBenchmark", "store"]


def peer():
    program = BUILD / "store_peer"
    run("cc", "-O3", BENCHMARKS / "Peers/c/store_peer.c", "-lsqlite3", "-o", program)
    return [program]


class Bench:
    def __init__(self, rounds, folder, disk):
        self.ours, self.peer, self.rounds, self.ram, self.disk = annals(), peer(), rounds, folder, disk
        print(f"{'':46}{'peer us':>10}{'ours us':>10}{'ratio':>8}{'target':>8}")

    def once(self, program, work, place, count, batch, synchronous, existing=None):
        with tempfile.TemporaryDirectory(dir=place) as folder:
            file = existing or pathlib.Path(folder, "store.sqlite")
            payloads = PAYLOADS if program is self.ours else PAYLOADS / "v3.jsonl"
            return figures(*program, work, file, count, batch, synchronous, payloads)

    def row(self, label, work, place, count, batch, synchronous, target, peer_work=None, existing=None, theirs=None):
        best = {}
        for _ in range(self.rounds):
            # Interleaved, so that a slow moment of the machine falls on both.
            for name, program, done in [("peer", theirs or self.peer, peer_work or work), ("ours", self.ours, work)]:
                found = self.once(program, done, place, count, batch, synchronous, existing)
                if name not in best or found["us"] < best[name]["us"]:
                    best[name] = found
        ratio = best["peer"]["us"] / best["ours"]["us"]
        print(f"{label:46}{best['peer']['us']:10.2f}{best['ours']['us']:10.2f}{ratio:8.2f}{target:>8}", flush=True)
        return best


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--disk", default=str(BUILD), help="a folder on a disk")
    options = parser.parse_args()
    PAYLOADS.mkdir(parents=True, exist_ok=True)
    run(HERE / "orders.py", PAYLOADS, 20_000)
    ram = pathlib.Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=ram if ram.is_dir() else None) as folder:
        bench = Bench(options.rounds, folder, options.disk)
        bench.row("append, 1,000 a transaction, NORMAL, RAM", "append", folder, 100_000, 1000, "normal", 0.8)
        bench.row("", "append", folder, 100_000, 1000, "normal", 1.0, peer_work="append-text")
        bench.row("append, one a call, NORMAL, RAM", "append", folder, 20_000, 1, "normal", 0.6)
        bench.row("append, one a call, FULL, disk", "append", options.disk, 3_000, 1, "full", 0.9)
        many = bench.row(
            "append, 64 callers to our one, FULL, disk", "callers", options.disk, 30_000, 1, "full", 10.0,
            peer_work="append", theirs=bench.ours)
        print(f"{'  p99 of the 64 callers, ms':46}{'':10}{many['ours']['p99']:10.2f}{'':8}{'< 10':>8}")
        filled = pathlib.Path(folder, "filled.sqlite")
        run(*bench.ours, "fill", filled, 200_000, 1000, "normal", PAYLOADS)
        bench.row("replay of 200,000 events, decoded and upcast", "replay", folder, 0, 1000, "normal", 0.33, existing=filled)
        bench.row("load of 20 events", "load", folder, 20_000, 1, "normal", 0.33, existing=filled)


main()
