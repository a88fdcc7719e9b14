#!/usr/bin/env python3
"""workload.py KIND COUNT FOLDER [PER_FILE]: the same event types of 8 fields for us and for the peers, seeded.

KIND is schemas (COUNT events in one version), versions (COUNT event versions: two an event, with an upcaster), codable,
plain, empty, proto (structs and messages of the same shape), or yaml (COUNT bytes of schemas in one file).
PER_FILE events stand in a file; all of them by default.
"""
import pathlib
import random
import sys

LINES = 10
ID = "eventId: { type: string, minLength: 1, maxLength: 64 }"


def events(count):
    """A name for each event; seeded words, so that names are as long as names are."""
    source = random.Random(42)
    nouns = ["Order", "Payment", "Parcel", "Invoice", "Customer", "Stock", "Refund", "Contract", "Account", "Visit"]
    verbs = ["Placed", "Shipped", "Cancelled", "Corrected", "Received", "Opened", "Closed", "Renamed", "Approved"]
    return [f"{source.choice(nouns)}{source.choice(verbs)}{number}" for number in range(count)]


def version_fields(customer, amount, number, indent):
    rows = [
        ID,
        f"{customer}: {{ type: string, minLength: 1, maxLength: 200 }}",
        "quantity: { type: int, minimum: 1 }",
        f"{amount}: {{ type: double, minimum: 0 }}",
        "express: bool",
        "tags: list<string>",
        "note: string?",
        f"lines: {{ type: list<Line{number % LINES}>, minItems: 1, maxItems: 100 }}",
    ]
    return "".join(f"{indent}{row}\n" for row in rows)


def schema_event(name, number, aggregate, versions):
    newest = version_fields("customerId", "amount", number, " " * (10 if versions > 1 else 6))
    if versions == 1:
        return f"  {name}:\n    aggregate: {aggregate}\n    fields:\n{newest}"
    oldest = version_fields("userId", "price", number, " " * 10)
    return (
        f"  {name}:\n    aggregate: {aggregate}\n    versions:\n"
        f"      1:\n        fields:\n{oldest}      2:\n        fields:\n{newest}"
        "        upcast:\n          customerId: old.userId\n          amount: double(old.quantity) * old.price\n"
    )


def schema_file(names, first, versions, types):
    text = "annals: 1\n"
    if types:
        text += "types:\n"
        for number in range(LINES):
            text += f"  Line{number}:\n    fields:\n"
            text += "      productId: { type: string, minLength: 1, maxLength: 200 }\n"
            text += "      quantity: { type: int, minimum: 1 }\n      price: { type: double, minimum: 0 }\n"
    aggregates, declarations = "aggregates:\n", "events:\n"
    for start in range(0, len(names), LINES):
        aggregate = f"Desk{(first + start) // LINES}"
        aggregates += f"  {aggregate}:\n    id: {{ {ID} }}\n"
        aggregates += "    state: { count: { type: int, default: 0 } }\n    on:\n"
        for number, name in enumerate(names[start : start + LINES], first + start):
            aggregates += f"      {name}: {{ set: {{ count: state.count + 1 }} }}\n"
            declarations += schema_event(name, number, aggregate, versions)
    return text + aggregates + declarations


def struct(name, fields, conformance):
    body = "".join(f"    public var {field}: {kind}\n" for field, kind in fields)
    return f"public struct {name}: {conformance} {{\n{body}}}\n"


def swift_file(names, first, conformance, types):
    text = ""
    line = [("productId", "String"), ("quantity", "Int64"), ("price", "Double")]
    for number in range(LINES if types else 0):
        text += struct(f"Line{number}", line, conformance)
    for number, name in enumerate(names, first):
        fields = [("eventId", "String"), ("customerId", "String"), ("quantity", "Int64"), ("amount", "Double")]
        fields += [("express", "Bool"), ("tags", "[String]"), ("note", "String?"), ("lines", f"[Line{number % LINES}]")]
        text += struct(name, fields, conformance)
    return text


def proto_file(names):
    text = 'syntax = "proto3";\npackage peer;\n'
    for number in range(LINES):
        text += f"message Line{number} {{\n  string product_id = 1;\n  int64 quantity = 2;\n  double price = 3;\n}}\n"
    for number, name in enumerate(names):
        text += (
            f"message {name} {{\n  string event_id = 1;\n  string customer_id = 2;\n  int64 quantity = 3;\n"
            "  double amount = 4;\n  bool express = 5;\n  repeated string tags = 6;\n  optional string note = 7;\n"
            f"  repeated Line{number % LINES} lines = 8;\n}}\n"
        )
    return text


def main():
    kind, count, folder = sys.argv[1], int(sys.argv[2]), pathlib.Path(sys.argv[3])
    folder.mkdir(parents=True, exist_ok=True)
    if kind == "yaml":
        # An event of this shape has about 480 bytes.
        number, text = count // 480, ""
        while len(text) < count:
            text = schema_file(events(number), 0, 1, True)
            number += 1 + (count - len(text)) // 600
        (folder / "events.yaml").write_text(text)
        return
    if kind == "versions":
        count //= 2
    names = events(count)
    step = int(sys.argv[4]) if len(sys.argv) > 4 else max(count, 1)
    if kind == "proto":
        (folder / "events.proto").write_text(proto_file(names))
    elif kind == "empty":
        (folder / "Empty.swift").write_text("public let nothing = 0\n")
    for first in range(0, count, step) if kind not in ("proto", "empty") else ():
        part = names[first : first + step]
        if kind in ("schemas", "versions"):
            text = schema_file(part, first, 1 if kind == "schemas" else 2, first == 0)
            (folder / f"events{first // step}.yaml").write_text(text)
        else:
            conformance = "Codable, Equatable, Sendable" if kind == "codable" else "Sendable"
            (folder / f"Events{first // step}.swift").write_text(swift_file(part, first, conformance, first == 0))


main()
