#!/usr/bin/env python3
"""Measures what it costs to compile generated code: CPU time of swiftc an event version, net of an empty module.

The flags are those of SwiftPM, the modules of the runtime are built before. See README.md.
"""
import argparse
import os
import pathlib
import resource
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
PACKAGE = HERE.parent.parent
# One thread, so that CPU time is work and not the number of frontends that parse everything again.
COMMON = ["-parse-as-library", "-swift-version", "6", "-g", "-j1", "-c", "-emit-module"]
MODES = {
    "debug": ["-Onone", "-enable-testing", "-enable-batch-mode"],
    "release": ["-O", "-whole-module-optimization"],
}


def run(command, **options):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, **options)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}")
    return done.stdout.strip()


def build(configuration):
    """The folder of the runtime's modules."""
    command = ["swift", "build", "--package-path", PACKAGE, "-c", configuration]
    run(command + ["--target", "Annals"])
    return pathlib.Path(run(command + ["--show-bin-path"])) / "Modules"


def generator():
    command = ["swift", "build", "--package-path", PACKAGE, "-c", "release"]
    run(command + ["--product", "AnnalsGenerate"])
    return pathlib.Path(run(command + ["--show-bin-path"])) / "AnnalsGenerate"


def cpu_milliseconds(command, repetitions):
    """The least CPU time of several runs, with that of all child processes."""
    best = None
    for _ in range(repetitions):
        with tempfile.TemporaryDirectory() as folder:
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            run(command, cwd=folder)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            size = sum(path.stat().st_size for path in pathlib.Path(folder).glob("*.o"))
        spent = 1000 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        best = min(best or (spent, size), (spent, size))
    return best


class Flavour:
    """A way to write the types: its name, its sources and the module folders that it needs."""

    def __init__(self, name, folder, modules=lambda configuration: []):
        self.name = name
        self.sources = sorted(str(path) for path in pathlib.Path(folder).glob("*.swift"))
        self.modules = modules

    def cost(self, configuration, cache, repetitions):
        command = ["swiftc", *COMMON, *MODES[configuration], "-module-name", "Peer", "-module-cache-path", cache]
        for folder in self.modules(configuration):
            command += ["-I", folder]
        return cpu_milliseconds(command + self.sources, repetitions)


def workload(kind, count, folder, per_file=None):
    run([HERE / "workload.py", kind, count, folder] + ([per_file] if per_file else []))
    return folder


def generated(count, folder, per_file=None):
    schemas = workload("versions", count, folder / "schemas", per_file)
    # Public as the peers' types are: what is internal and not used is not compiled at all in release.
    configuration = folder / "annals.yaml"
    configuration.write_text("access: public\n")
    files = sorted(schemas.glob("*.yaml"))
    run([TOOL, "--output", folder / "swift", "--configuration", configuration, *files])
    return folder / "swift"


def protobuf(count, folder):
    """The folder of what protoc-gen-swift makes of the same messages; None, with a note, when it cannot be had."""
    missing = [name for name in ("protoc", "protoc-gen-swift") if not shutil.which(name)]
    modules = os.environ.get("SWIFT_PROTOBUF_MODULES")
    if missing or not modules:
        what = ", ".join(missing + ([] if modules else ["SWIFT_PROTOBUF_MODULES"]))
        print(f"note: swift-protobuf is left out, because there is no {what}; see Benchmarks/README.md", file=sys.stderr)
        return None
    workload("proto", count, folder)
    run(["protoc", f"-I{folder}", f"--swift_out={folder}", "--swift_opt=Visibility=Public", "events.proto"])
    return folder


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200, help="event versions")
    parser.add_argument("--large", type=int, default=1000, help="event versions of the run that shows linearity")
    parser.add_argument("--repetitions", type=int, default=2)
    parser.add_argument("--configuration", choices=list(MODES), action="append")
    parser.add_argument("--only", help="the flavours to measure, separated by commas")
    options = parser.parse_args()
    global TOOL
    TOOL = generator()
    with tempfile.TemporaryDirectory() as folder:
        measure(options, pathlib.Path(folder))


def measure(options, folder):
    configurations = options.configuration or list(MODES)
    runtime = {name: build(name) for name in configurations}
    ours = lambda configuration: [runtime[configuration]]
    count = options.count
    flavours = [
        Flavour("plain", workload("plain", count, folder / "plain", 20)),
        Flavour("Codable", workload("codable", count, folder / "codable", 20)),
        Flavour("Annals", generated(count, folder / "annals", 10), ours),
        Flavour("Annals, one file", generated(count, folder / "annals1"), ours),
    ]
    if options.large:
        flavours.append(Flavour(f"Annals, one file of {options.large}", generated(options.large, folder / "large"), ours))
    if messages := protobuf(count, folder / "proto"):
        modules = [part for part in os.environ["SWIFT_PROTOBUF_MODULES"].split(":")]
        flavours.append(Flavour("swift-protobuf", messages, lambda _: modules))
    if options.only:
        names = options.only.split(",")
        flavours = [flavour for flavour in flavours if flavour.name in names]
    nothing = Flavour("empty", workload("empty", 1, folder / "empty"))
    for configuration in configurations:
        cache = folder / "cache"
        nothing.cost(configuration, cache, 1)
        floor, _ = nothing.cost(configuration, cache, options.repetitions)
        print(f"\n{configuration}: CPU ms an event version, net of {floor:.0f} ms for an empty module")
        print(f"{'':28}{'ms':>8}{'to Codable':>12}{'KB of code':>12}")
        codable = None
        for flavour in flavours:
            number = options.large if flavour.name.endswith(f"of {options.large}") else count
            spent, size = flavour.cost(configuration, cache, options.repetitions)
            each = (spent - floor) / number
            if flavour.name == "Codable":
                codable = each
            ratio = f"{each / codable:12.2f}" if codable else f"{'':12}"
            print(f"{flavour.name:28}{each:8.1f}{ratio}{size / number / 1024:12.1f}", flush=True)


main()
