"""Python's `eventsourcing` on SQLite beside our store: the same appends, in the same run; part of store.py."""
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
PEER = HERE.parent / "Peers/python/eventsourcing_peer.py"


def peer(build):
    """The command that runs the peer, and its version; a reason instead where it cannot be had."""
    folder = pathlib.Path(build, "python-eventsourcing")
    python = folder / "bin/python"
    try:
        if not python.exists():
            subprocess.run([sys.executable, "-m", "venv", folder], check=True, capture_output=True, text=True)
        install = [python, "-m", "pip", "install", "--quiet", "eventsourcing>=9.4"]
        subprocess.run(install, check=True, capture_output=True, text=True)
        ask = "from importlib.metadata import version; print(version('eventsourcing'))"
        found = subprocess.run([python, "-c", ask], check=True, capture_output=True, text=True)
    except (OSError, subprocess.CalledProcessError) as error:
        words = (getattr(error, "stderr", "") or str(error)).strip().splitlines()
        return None, words[-1] if words else "pip failed"
    return [python, PEER], found.stdout.strip()


def rows(bench, build, ram, disk):
    """Appends at every batch size and from many callers; `bench.row` prints peer, ours, ratio and target."""
    program, version = peer(build)
    if program is None:
        print(f"python eventsourcing: left out: {version}")
        return
    print(f"beside python eventsourcing {version}")
    for batch, count in [(1, 10_000), (10, 30_000), (100, 50_000), (1000, 50_000)]:
        label = f"append, {batch:,} a call, NORMAL, RAM"
        bench.row(label, "append", ram, count, batch, "normal", 1.0, theirs=program)
    bench.row("append, 1 a call, FULL, disk", "append", disk, 2_000, 1, "full", 1.0, theirs=program)
    many = bench.row("append, 64 callers, FULL, disk", "callers", disk, 20_000, 1, "full", 4.0, theirs=program)
    print(f"{'  p99 of the 64 callers, ms':46}{many['peer']['p99']:10.2f}{many['ours']['p99']:10.2f}")
