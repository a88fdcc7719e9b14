#!/usr/bin/env python3
"""Compares decoding, upcasting and encoding with other programs, all in one run; see README.md."""
import argparse
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
BENCHMARKS = HERE.parent
BUILD = BENCHMARKS / ".build"
PAYLOADS = BUILD / "orders"
COUNT = 20_000

# What is measured, with the work of ours, the work of a peer, and the least ratio of the peer's time to ours.
ROWS = [
    ("decode and validate", "decode", "serde_json", "decode", 1.7),
    ("", "decode", "simdjson", "decode", None),
    ("", "decode", "msgspec", "decode", None),
    ("", "decode", "Foundation", "foundation", None),
    ("upcast version 1 to 3", "upcast", "serde_json", "upcast", 1.3),
    ("3 fields of 8", "partial", "Annals", "stored", 2.0),
    ("encode", "encode", "serde_json", "encode", 1.0),
    ("", "encode", "msgspec", "encode", None),
]


def run(*command, **options):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, **options)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}")
    return done.stdout.strip()


def annals():
    with tempfile.TemporaryDirectory() as folder:
        run("swift", "run", "--package-path", BENCHMARKS.parent, "annals", "generate", BENCHMARKS / "Orders", "--output", folder)
        generated = BENCHMARKS / "Sources/EventBenchmark/Generated"
        generated.mkdir(exist_ok=True)
        for source in pathlib.Path(folder, "Swift").glob("*.swift"):
            target = generated / source.name
            if not target.exists() or target.read_bytes() != source.read_bytes():
                shutil.copy(source, target)
    command = ["swift", "build", "--package-path", BENCHMARKS, "-c", "release"]
    run(*command, "--product", "EventBenchmark")
    return [str(pathlib.Path(run(*command, "--show-bin-path")) / "EventBenchmark")]


def serde():
    source = BENCHMARKS / "Peers/rust"
    target = BUILD / "rust"
    # The lock file stays out of the sources.
    shutil.copytree(source, target / "source", dirs_exist_ok=True)
    # Debian packages crates as sources in one folder.
    debian = pathlib.Path("/usr/share/cargo/registry")
    packaged = ["source.crates-io.replace-with='debian'", f"source.debian.directory='{debian}'"] if debian.exists() else []
    run(
        "cargo", "build", "--quiet", "--release", "--manifest-path", target / "source/Cargo.toml", "--target-dir", target,
        *(part for line in packaged for part in ["--config", line]))
    return [str(target / "release/serde_peer")]


def simdjson(architecture="native"):
    program = BUILD / f"simdjson_peer_{architecture}"
    source = BENCHMARKS / "Peers/cpp/simdjson_peer.cpp"
    run("g++", "-O3", f"-march={architecture}", "-std=c++17", source, "-lsimdjson", "-o", program)
    return [str(program)]


def msgspec():
    run("python3", "-c", "import msgspec")
    return ["python3", str(BENCHMARKS / "Peers/python/msgspec_peer.py")]


def programs():
    """The programs by name; a peer that cannot be had is left out, with a note."""
    found = {"Annals": annals()}
    found["Foundation"] = found["Annals"]
    for name, build in [("serde_json", serde), ("simdjson", simdjson), ("msgspec", msgspec)]:
        try:
            found[name] = build()
        except (SystemExit, FileNotFoundError) as error:
            print(f"left out: {name} ({str(error).strip().splitlines()[-1]})", file=sys.stderr)
    return found


def measure(command, work, passes=3):
    return json.loads(run(*command, PAYLOADS, work, passes))


def check(found):
    """All refuse the same broken events, and have seen the same items in the good ones."""
    expected = len((PAYLOADS / "broken.jsonl").read_text().splitlines())
    sums = set()
    for name, command in found.items():
        if name == "Foundation":
            sums.add(measure(command, "foundation", 1)["sum"])
            continue
        refused = measure(command, "refuse", 1)["sum"]
        if refused != expected:
            sys.exit(f"{name} refuses {refused} of {expected} broken events")
        sums.add(measure(command, "decode", 1)["sum"])
    if len(sums) != 1:
        sys.exit(f"the programs have not decoded the same: {sums}")
    print(f"{expected} broken events refused by {', '.join(name for name in found if name != 'Foundation')}")


def times(found, rounds):
    best = {}
    works = {(name, work) for _, ours, peer, theirs, _ in ROWS for name, work in [("Annals", ours), (peer, theirs)]}
    for _ in range(rounds):
        # Interleaved, so that a slow moment of the machine falls on all.
        for name, work in sorted(works):
            if name in found:
                spent = measure(found[name], work)["ns"]
                best[name, work] = min(best.get((name, work), spent), spent)
    return best


def table(found, best, unit):
    print(f"{'':24}{'peer':14}{'peer ' + unit:>12}{'ours ' + unit:>12}{'ratio':>8}{'target':>8}")
    for label, ours, peer, theirs, target in ROWS:
        if peer not in found:
            continue
        ratio = best[peer, theirs] / best["Annals", ours]
        print(
            f"{label:24}{peer if peer != 'Annals' else 'all fields':14}{best[peer, theirs]:12.0f}"
            f"{best['Annals', ours]:12.0f}{ratio:8.2f}{target or '':>8}")


def valgrind(tool, command, work, count):
    """What valgrind prints, and the file that it writes."""
    with tempfile.NamedTemporaryFile() as file:
        options = [f"--callgrind-out-file={file.name}"] if tool == "callgrind" else []
        done = subprocess.run(
            ["valgrind", f"--tool={tool}", *options, *command, PAYLOADS, work, "1", str(count)],
            capture_output=True, text=True, env={**os.environ, "SWIFT_DETERMINISTIC_HASHING": "1"})
        if done.returncode:
            sys.exit(done.stderr)
        return done.stderr


def an_event(tool, pattern, command, work, fewer=1000, more=3000):
    """The difference of two runs, so that what happens once is not counted."""
    counts = [
        int(re.search(pattern, valgrind(tool, command, work, count))[1].replace(",", "")) for count in (fewer, more)
    ]
    return (counts[1] - counts[0]) / (more - fewer)


def instructions(found):
    found = {name: command for name, command in found.items() if name != "msgspec"}
    if "simdjson" in found:
        # Valgrind does not know AVX-512.
        found["simdjson"] = simdjson("haswell")
    best = {}
    for _, ours, peer, theirs, _ in ROWS:
        for name, work in [("Annals", ours), (peer, theirs)]:
            if name in found and (name, work) not in best:
                best[name, work] = an_event("callgrind", r"Collected : (\d+)", found[name], work)
    table(found, best, "instr")


def allocations(command):
    if not shutil.which("valgrind"):
        return print("left out: allocations (valgrind is needed)", file=sys.stderr)
    # Reading the lines allocates too.
    one = an_event("memcheck", r"total heap usage: ([\d,]+) allocs", [*command], "decode")
    none = an_event("memcheck", r"total heap usage: ([\d,]+) allocs", [*command], "read")
    needed = (int(run(*command, PAYLOADS, "storage", 1, 3000)) - int(run(*command, PAYLOADS, "storage", 1, 1000))) / 2000
    print(f"allocations a decoded event: {one - none:.3f}; its own lists and long texts: {needed:.3f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="how often each program runs (default: 5)")
    parser.add_argument("--instructions", action="store_true", help="count instructions with callgrind instead")
    options = parser.parse_args()
    run(HERE / "orders.py", PAYLOADS, COUNT)
    found = programs()
    check(found)
    if options.instructions:
        return instructions(found)
    table(found, times(found, options.rounds), "ns")
    allocations(found["Annals"])


if __name__ == "__main__":
    main()
