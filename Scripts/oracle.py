"""Asks cel-cpp for the answers to expressions that Annals has answered; see Scripts/oracle."""

import json
import sys

from cel_expr_python import cel
from cel_expr_python.ext import ext_bindings, ext_encoders, ext_math, ext_optional, ext_strings

# What we answer otherwise on purpose: a part of the expression, and why.
KNOWN = [
    ("string(", "texts of doubles, times and durations are those of protobuf's JSON"),
    ("format(", "cel-cpp formats some numbers of other types than ours"),
    ("timestamp('", "cel-cpp accepts lower-case letters and second 60"),
    ("double(", "cel-cpp takes texts that are too large for a double as infinite, and hexadecimal ones"),
    ("int('", "cel-cpp allows white space around numbers"),
    ("uint('", "cel-cpp allows white space around numbers"),
    ("duration(", "cel-cpp's durations go further than 64 bits of nanoseconds"),
]


def main(path):
    environment = cel.NewEnv(
        extensions=[
            ext_bindings.ExtBindings(), ext_encoders.ExtEncoders(), ext_math.ExtMath(), ext_optional.ExtOptional(),
            ext_strings.ExtStrings(),
        ])
    counts = {"agree": 0, "known difference": 0, "not in cel-cpp": 0, "DIFFER": 0}

    def answer(text):
        value = environment.compile(text).eval()
        if value.type() == cel.Type.ERROR:
            raise RuntimeError(str(value.value()))
        return value.plain_value()

    for line in open(path, encoding="utf-8"):
        question = json.loads(line)
        expression, ours = question["expression"], question.get("answer")
        try:
            environment.compile(expression)
        except Exception:
            counts["not in cel-cpp"] += 1
            continue
        try:
            theirs = answer(expression) if ours is None else answer(f"[{expression}] == [{ours}]")
            same = ours is not None and theirs is True
        except Exception as error:
            theirs = f"error {error}"
            same = ours is None
        if same:
            counts["agree"] += 1
        elif any(part in expression for part, _ in KNOWN):
            counts["known difference"] += 1
        else:
            counts["DIFFER"] += 1
            print(f"{expression}\n  ours:    {ours or 'an error'}\n  cel-cpp: {theirs!r}")
    print("oracle:", ", ".join(f"{name} {count}" for name, count in counts.items()))
    return 1 if counts["DIFFER"] else 0


sys.exit(main(sys.argv[1]))
