#!/usr/bin/env python3
"""Writes the payloads of the JSON benchmark: orders.py FOLDER COUNT [SEED].

v1.jsonl and v3.jsonl hold the same orders as version 1 and version 3 of OrderPlaced, a line each, compact, keys in schema
order; six in a hundred have a character beyond ASCII or an escape. broken.jsonl holds what every validating reader of
version 3 must refuse.
"""
import copy
import datetime
import json
import pathlib
import random
import sys

STREETS = ["Main St", "Oak Avenue", "Elm Court", "Broadway", "Pine Lane", "Station Road"]
RARE_STREETS = ["Rue de l'Église", "São João Rd", "Hauptstraße", 'River "Old" Road']
CITIES = [("Springfield", "IL"), ("Portland", "OR"), ("Austin", "TX"), ("Denver", "CO"), ("Boston", "MA")]
COUNTRIES = ["USA", "USA", "USA", "Canada", "Switzerland", "Germany"]
TAGS = ["web", "mobile", "gift", "priority", "repeat", "promo-2026", "wholesale"]


def uuid(rng):
    digits = f"{rng.getrandbits(128):032x}"
    return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-8{digits[17:20]}-{digits[20:]}"


def order(rng, number):
    items = [
        {"productId": f"prod-{rng.randrange(50000):06d}", "quantity": rng.randint(1, 9),
         "price": round(rng.uniform(0.5, 250), 2)}
        for _ in range(rng.choices([1, 2, 3, 4, 5, 6], [60, 25, 8, 4, 2, 1])[0])
    ]
    total = round(sum(item["quantity"] * item["price"] for item in items), 2)
    street = f"{rng.randint(1, 9999)} {rng.choice(RARE_STREETS if rng.random() < 0.06 else STREETS)}"
    city, state = rng.choice(CITIES)
    address = [street, city, state, f"{rng.randrange(100000):05d}", rng.choice(COUNTRIES)]
    identity, customer = uuid(rng), f"user-{rng.randrange(1_000_000):07d}"
    time = datetime.datetime.fromtimestamp(1_767_225_600 + 37 * number, datetime.timezone.utc)
    first = {"orderId": identity, "userId": customer, "items": items, "totalAmount": total, "address": ", ".join(address)}
    newest = {
        "orderId": identity, "customerId": customer,
        "items": [{**item, "taxRate": 0.0, "totalPrice": item["quantity"] * item["price"]} for item in items],
        "totalAmount": total, "address": dict(zip(["street", "city", "state", "zipCode", "country"], address)),
        "currency": "USD", "tags": rng.sample(TAGS, rng.randint(0, 3)), "placedAt": time.strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
    return first, newest


def broken(good):
    def change(path, value):
        event = copy.deepcopy(good)
        *parents, last = path
        place = event
        for key in parents:
            place = place[key]
        if value is None:
            del place[last]
        else:
            place[last] = value
        return event

    return [
        change(["orderId"], "bdd640fb-0667-4ad1-9c80-317fa3b1799"), change(["orderId"], None),
        change(["customerId"], ""), change(["customerId"], "x" * 201), change(["customerId"], 7), change(["items"], []),
        change(["items", 0, "quantity"], 0), change(["items", 0, "quantity"], 1.5), change(["items", 0, "price"], -0.5),
        change(["items", 0, "productId"], None), change(["totalAmount"], "12"), change(["address", "city"], ""),
        change(["currency"], "usd"), change(["tags"], ["web", ""]), change(["placedAt"], "2026-02-30T00:00:00Z"),
    ]


def main(folder, count, seed=42):
    rng = random.Random(seed)
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    orders = [order(rng, number) for number in range(int(count))]
    events = {"v1": [first for first, _ in orders], "v3": [newest for _, newest in orders], "broken": broken(orders[0][1])}
    for name, values in events.items():
        lines = (json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n" for value in values)
        (folder / f"{name}.jsonl").write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:3], *(int(seed) for seed in sys.argv[3:]))
