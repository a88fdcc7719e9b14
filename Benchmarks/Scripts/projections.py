#!/usr/bin/env python3
"""Compares read models with SQLite in C, all in one run; see README.md."""
import argparse
import pathlib
import shutil
import sqlite3
import sys
import tempfile

from commands import BENCHMARKS, BUILD, HERE, annals, figures, run

TABLES = {
    "order_summaries": "orderId, customerId, status, itemsCount, totalAmount, paidAmount, carrier, updatedAt",
    "customer_statistics": "customerId, orders, totalSpent, payments, balance",
}


def peer():
    program = BUILD / "sales_peer"
    source = BENCHMARKS / "Peers/cpp/sales_peer.cpp"
    run("g++", "-O3", "-march=native", "-std=c++17", source, "-lsimdjson", "-lsqlite3", "-o", program)
    return [program]


def compare(ours, theirs, exact):
    """Ends the run where the rows of two files differ; sums of SQL are in another order, so they may do so a little."""
    for table, columns in TABLES.items():
        rows = []
        for file in (ours, theirs):
            with sqlite3.connect(file) as connection:
                rows.append(connection.execute(f"SELECT {columns} FROM {table} ORDER BY 1").fetchall())
        if len(rows[0]) != len(rows[1]):
            sys.exit(f"{table}: {len(rows[0])} rows here, {len(rows[1])} there")
        for mine, other in zip(*rows):
            same = mine == other if exact else all(
                abs(one - two) <= 1e-9 * max(1, abs(one)) if isinstance(one, float) else one == two
                for one, two in zip(mine, other))
            if not same:
                sys.exit(f"{table} differs:\n{mine}\n{other}")


class Bench:
    def __init__(self, options):
        self.ours, self.peer, self.rounds = annals("sales"), peer(), options.rounds
        print(f"{'':52}{'peer us':>10}{'ours us':>10}{'ratio':>8}{'target':>8}")

    def fill(self, place, count):
        BUILD.mkdir(exist_ok=True)
        events = BUILD / f"sales-{count}.tsv"
        if not events.exists():
            run(HERE / "sales.py", events, count)
        self.filled = pathlib.Path(place, "filled.sqlite")
        run(*self.ours, "fill", self.filled, events)

    def once(self, program, work, file, *arguments):
        shutil.copy(self.filled, file)
        for end in ("-wal", "-shm"):
            pathlib.Path(f"{file}{end}").unlink(missing_ok=True)
        return figures(*program, work, file, *arguments)

    def row(self, label, target, theirs, ours, check=None):
        best = {}
        with tempfile.TemporaryDirectory(dir=self.filled.parent) as folder:
            files = {"peer": pathlib.Path(folder, "peer.sqlite"), "ours": pathlib.Path(folder, "ours.sqlite")}
            for _ in range(self.rounds):
                # Interleaved, so that a slow moment of the machine falls on both.
                for name, (program, work) in {"peer": theirs, "ours": ours}.items():
                    found = self.once(program, work, files[name])["us"]
                    best[name] = min(found, best.get(name, found))
                if check is not None:
                    compare(files["ours"], files["peer"], exact=check == "exactly")
        ratio = best["peer"] / best["ours"]
        print(f"{label:52}{best['peer']:10.2f}{best['ours']:10.2f}{ratio:8.2f}{target:>8}", flush=True)

    def all(self, where):
        self.row(f"rebuild of two, {where}", ">= 4", (self.peer, "live"), (self.ours, "rebuild"), "exactly")
        self.row(f"live, 500 a transaction, {where}", ">= 0.8", (self.peer, "live"), (self.ours, "live"), "exactly")
        self.row(f"rebuild beside set-based SQL, {where}", ">= 1", (self.peer, "sql"), (self.ours, "rebuild"), "nearly")
        self.row(f"five projections beside one, live, {where}", ">= 0.4", (self.ours, "one"), (self.ours, "five"))
        self.row(
            f"five projections beside one, rebuild, {where}", ">= 0.4", (self.ours, "rebuild-one"),
            (self.ours, "rebuild-five"))

    def keys(self):
        with tempfile.TemporaryDirectory(dir=self.filled.parent) as folder:
            file = pathlib.Path(folder, "keys.sqlite")
            self.once(self.ours, "live", file)
            found = [figures(*self.ours, "key", file, 200_000) for _ in range(self.rounds)]
        best = {name: min(one[name] for one in found) for name in found[0]}
        for name, what, target in (("helper", "helper", ">= 0.95"), ("cached", "cache", ">= 10")):
            label = f"a row by its key from the {what}, beside GRDB by hand"
            print(f"{label:52}{best['grdb']:10.2f}{best[name]:10.2f}{best['grdb'] / best[name]:8.2f}{target:>8}")


def memory(place):
    """A rebuild over 10 million events, of which 4 million are orders with rows of their own."""
    bench = Bench(argparse.Namespace(rounds=1))
    with tempfile.TemporaryDirectory(dir=place) as folder:
        bench.fill(folder, 10_000_000)
        found = figures(*bench.ours, "rebuild", bench.filled)
    print(f"rebuild over 10,000,000 events: {found['us']:.2f} us an event, at most {found['mb']:.0f} MB (target: 256)")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--count", type=int, default=200_000, help="how many events")
    parser.add_argument("--disk", default=str(BUILD), help="a folder on a disk")
    parser.add_argument("--memory", action="store_true", help="only the memory of a rebuild over 10 million events")
    options = parser.parse_args()
    if options.memory:
        return memory(options.disk)
    bench = Bench(options)
    for place, where in ((pathlib.Path("/dev/shm"), "RAM"), (pathlib.Path(options.disk), "disk")):
        if not place.is_dir():
            continue
        with tempfile.TemporaryDirectory(dir=place) as folder:
            bench.fill(folder, options.count)
            bench.all(where)
            if where == "RAM":
                bench.keys()


main()
