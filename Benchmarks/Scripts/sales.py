#!/usr/bin/env python3
"""Writes the events of the benchmark of read models: sales.py FILE COUNT [SEED].

A line each: type, version, stream and payload, separated by tabs. Of a hundred events, 40 are orders as orders.py makes
them, in versions 1 and 3 in turn, 20 payments, 20 shipments, 10 deposits and 10 withdrawals, of 20,000 customers of whom
few have much to do.
"""
import json
import random
import sys

import orders

CUSTOMERS = 20_000
CARRIERS = ["UPS", "DHL", "FedEx", "USPS"]
OPEN = 5_000


def events(count, rng):
    unshipped = []
    placed = 0
    for number in range(count):
        kind = rng.random()
        customer = f"user-{int(CUSTOMERS * rng.random() ** 2):07d}"
        if kind < 0.4 or not unshipped:
            first, newest = orders.order(rng, number)
            first["userId"] = newest["customerId"] = customer
            placed += 1
            unshipped.append((first["orderId"], customer, first["totalAmount"]))
            version, payload = (1, first) if placed % 2 else (3, newest)
            yield "OrderPlaced", version, f"Order-{first['orderId']}", payload
        elif kind < 0.8:
            place = rng.randrange(len(unshipped))
            order, customer, amount = unshipped[place]
            if kind < 0.6:
                payload = {"orderId": order, "customerId": customer, "amount": amount}
                yield "PaymentProcessed", 1, f"Order-{order}", payload
                continue
            if len(unshipped) > OPEN:
                unshipped[place] = unshipped[-1]
                unshipped.pop()
            tracking = f"1Z{rng.randrange(10**14):014d}"
            payload = {"orderId": order, "carrier": rng.choice(CARRIERS), "trackingNumber": tracking}
            yield "OrderShipped", 1, f"Order-{order}", payload
        else:
            account = f"acc-{customer[5:]}"
            payload = {"accountId": account, "customerId": customer, "amount": round(rng.uniform(1, 500), 2)}
            yield "MoneyDeposited" if kind < 0.9 else "MoneyWithdrawn", 1, f"Account-{account}", payload


def main(file, count, seed=42):
    with open(file, "w", encoding="utf-8") as lines:
        for kind, version, stream, payload in events(int(count), random.Random(seed)):
            text = json.dumps(payload, ensure_ascii=False, separators=(",", ":"))
            lines.write(f"{kind}\t{version}\t{stream}\t{text}\n")


if __name__ == "__main__":
    main(*sys.argv[1:3], *(int(seed) for seed in sys.argv[3:]))
