#!/usr/bin/env python3
"""Measures the YAML loader, the generator and the compatibility check, in CPU time of one run each; see README.md."""
import pathlib
import resource
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
PACKAGE = HERE.parent.parent


def run(command):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}")
    return done.stdout.strip()


def product(name):
    command = ["swift", "build", "--package-path", PACKAGE, "-c", "release"]
    run(command + ["--product", name])
    return pathlib.Path(run(command + ["--show-bin-path"])) / name


def figures(*arguments):
    rows = (line.split("\t") for line in run(arguments).splitlines())
    return {name: float(value) for name, value in rows}


def workload(kind, count, folder, per_file=None):
    run([HERE / "workload.py", kind, count, folder] + ([per_file] if per_file else []))
    return sorted(folder.glob("*.yaml"))


def yaml(folder):
    (path,) = workload("yaml", 2_000_000, folder)
    found = figures(product("ToolchainBenchmark"), "yaml", path)
    size = found.pop("bytes")
    peer = found["libyaml document"]
    print(f"{size / 1e6:.2f} MB of schemas in one file: CPU ms, the least of 5 runs")
    for name, spent in found.items():
        print(f"{name:20}{spent:10.1f}{spent / peer:10.2f}  to libyaml's document")


def generator(folder):
    benchmark, tool = product("ToolchainBenchmark"), product("AnnalsGenerate")
    print("CPU ms, the least of 3 runs; the process reads, loads, generates and writes, once")
    print(f"{'event types':>12}{'files':>8}{'load':>10}{'generate':>10}{'us a type':>11}{'process':>10}{'MB':>8}")
    for count, per_file in [(1000, 1000), (1000, 50), (4000, 4000), (10000, 50)]:
        files = workload("schemas", count, folder / f"{count}-{per_file}", per_file)
        found = figures(benchmark, "generator", *files)
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        run([tool, "--output", folder / "out", *files])
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        process = 1000 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        print(
            f"{count:12}{len(files):8}{found['load']:10.0f}{found['generate']:10.0f}"
            f"{1000 * found['generate'] / count:11.0f}{process:10.0f}{found['bytes'] / 1e6:8.1f}"
        )


def check(_):
    benchmark = product("ToolchainBenchmark")
    print("CPU ms; decide: every version against the newest, both ways, the least of 3 runs; checks: FULL_TRANSITIVE")
    names = ["load", "decide", "check published", "check drafts"]
    print(f"{'events':>8}{'versions':>10}{'pairs':>8}" + "".join(f"{name:>17}" for name in names) + f"{'MB':>8}")
    for events, versions in [(1000, 3), (1, 2500), (1, 5000), (2, 5000)]:
        command = ["/usr/bin/env", "python3", "-c", PEAK, benchmark, "check", events, versions]
        found = figures(*command)
        print(
            f"{events:8}{versions:10}{found['pairs']:8.0f}"
            + "".join(f"{found[name]:17.0f}" for name in names)
            + f"{found['peak'] / 1024:8.0f}"
        )


# Runs a command and says how much memory it had at most, in KiB.
PEAK = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True)
print(f"peak\\t{resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss}", flush=True)
"""

with tempfile.TemporaryDirectory() as folder:
    {"yaml": yaml, "generator": generator, "check": check}[sys.argv[1]](pathlib.Path(folder))
