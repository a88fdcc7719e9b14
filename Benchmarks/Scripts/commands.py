"""What the benchmarks of stores and read models run: other programs, and what these print."""
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
BENCHMARKS = HERE.parent
BUILD = BENCHMARKS / ".build"


def run(*command):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}")
    return done.stdout.strip()


def figures(*command):
    return {name: float(value) for name, value in (line.split("\t") for line in run(*command).splitlines())}


def annals(work):
    """Our program, built for speed, and the work that it is to do."""
    command = ["swift", "build", "--package-path", BENCHMARKS, "-c", "release"]
    run(*command, "--product", "EventBenchmark")
    return [pathlib.Path(run(*command, "--show-bin-path")) / "EventBenchmark", work]
