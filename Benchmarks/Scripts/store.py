#!/usr/bin/env python3
"""Compares the SQLite store with SQLite in C, all in one run; see README.md."""
import argparse
import pathlib
import shutil
import tempfile

import store_python
from commands import BENCHMARKS, BUILD, HERE, annals, figures, run

PAYLOADS = BUILD / "orders"


def peer():
    program = BUILD / "store_peer"
    run("cc", "-O3", BENCHMARKS / "Peers/c/store_peer.c", "-lsqlite3", "-o", program)
    return [program]


class Bench:
    def __init__(self, rounds, measure):
        self.ours, self.peer, self.rounds, self.measure = annals("store"), peer(), rounds, measure
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
                if name not in best or found[self.measure] < best[name][self.measure]:
                    best[name] = found
        theirs, ours = best["peer"][self.measure], best["ours"][self.measure]
        print(f"{label:46}{theirs:10.2f}{ours:10.2f}{theirs / ours:8.2f}{target:>8}", flush=True)
        return best


def growth(ours, folder, events):
    """What an append costs as the log grows; the cheapest place is 1.0."""
    file = pathlib.Path(folder, "growth.sqlite")
    found = figures(*ours, "growth", file, events, 1000, "normal", PAYLOADS)
    least = min(found.values())
    print(f"\n{'append, 1,000 a transaction, 100,000 streams':46}{'ours us':>10}{'times the least':>17}{'target':>8}")
    for size, cost in found.items():
        print(f"  {int(size):>14,} events in the log{'':15}{cost:10.2f}{cost / least:17.2f}{'<= 1.5':>8}", flush=True)
    return file


def memory(ours, file, events):
    """How far the memory goes above the start in a replay of so many events."""
    found = figures(*ours, "memory", file, 0, 1000, "normal", PAYLOADS)
    print(f"{f'memory of a replay of {events:,} events, MiB':46}{found['MiB']:10.1f}{'':17}{'< 64':>8}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument(
        "--cpu", action="store_true", help="compare the processor's time, which a busy machine disturbs less")
    parser.add_argument("--disk", default=str(BUILD), help="a folder on a disk")
    parser.add_argument(
        "--growth", type=int, metavar="EVENTS", help="only the long log: so many events, 650 bytes each, then a replay of them")
    parser.add_argument("--growth-in", metavar="FOLDER", help="the folder of the long log; a RAM disk if there is one")
    options = parser.parse_args()
    PAYLOADS.mkdir(parents=True, exist_ok=True)
    run(HERE / "orders.py", PAYLOADS, 20_000)
    ram = pathlib.Path("/dev/shm")
    ram = ram if ram.is_dir() else None
    if options.growth:
        with tempfile.TemporaryDirectory(dir=options.growth_in or ram) as folder:
            memory(annals("store"), growth(annals("store"), folder, options.growth), options.growth)
        return
    with tempfile.TemporaryDirectory(dir=ram) as folder:
        bench = Bench(options.rounds, "cpu" if options.cpu else "us")
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
        store_python.rows(bench, BUILD, folder, options.disk)


main()
