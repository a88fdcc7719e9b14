#!/usr/bin/env python3
"""The recorder of Python's `eventsourcing` on SQLite: what its applications and aggregates save events with.

    eventsourcing_peer.py WORK FILE COUNT BATCH SYNCHRONOUS PAYLOADS

`append` stores COUNT events in calls of BATCH, `callers` one a call from 64 threads. Prints microseconds an event,
of the clock and of the processor.
"""
import sys
import threading
import time
import uuid

from eventsourcing.persistence import StoredEvent
from eventsourcing.sqlite import SQLiteApplicationRecorder, SQLiteConnectionPool, SQLiteDatastore

STREAMS = 10_000
CALLERS = 64


def events(count, payload):
    def stream(number):
        id = (number % STREAMS * 0x9E3779B97F4A7C15 & 2**64 - 1) >> 16  # random, as ids are
        return uuid.UUID(f"6ba7b810-9dad-41d1-80b4-{id:012x}")

    return [StoredEvent(stream(n), n // STREAMS + 1, "orders:OrderPlaced", payload) for n in range(count)]


def recorder(file, synchronous):
    create = SQLiteConnectionPool._create_connection

    def create_with_durability(pool):
        connection = create(pool)
        connection.cursor().execute(f"PRAGMA synchronous = {synchronous}")
        return connection

    SQLiteConnectionPool._create_connection = create_with_durability
    # Nobody gives up while others write.
    datastore = SQLiteDatastore(file, lock_timeout=60, pool_size=CALLERS, pool_timeout=60)
    recorder = SQLiteApplicationRecorder(datastore)
    recorder.create_table()
    return recorder


def append(recorder, events, batch):
    for start in range(0, len(events), batch):
        recorder.insert_events(events[start : start + batch])


def callers(recorder, events):
    waits = []

    def call(caller):
        for event in events[caller::CALLERS]:
            start = time.perf_counter()
            recorder.insert_events([event])
            waits.append(time.perf_counter() - start)

    threads = [threading.Thread(target=call, args=[caller]) for caller in range(CALLERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if len(waits) != len(events):
        sys.exit(f"{len(events) - len(waits)} events were not stored")
    return sorted(waits)


def main():
    work, file, count, batch, synchronous, payloads = sys.argv[1:]
    with open(payloads, "rb") as lines:
        stored = events(int(count), lines.readline().rstrip())
    target = recorder(file, synchronous)
    start, start_cpu = time.perf_counter(), time.process_time()
    waits = callers(target, stored) if work == "callers" else append(target, stored, int(batch))
    print(f"us\t{(time.perf_counter() - start) / len(stored) * 1e6}")
    print(f"cpu\t{(time.process_time() - start_cpu) / len(stored) * 1e6}")
    if waits:
        print(f"p99\t{waits[len(waits) * 99 // 100] * 1e3}")
    if target.max_notification_id() != len(stored):
        sys.exit("the log does not hold what was appended")


main()
