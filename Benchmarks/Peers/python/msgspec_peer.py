#!/usr/bin/env python3
"""msgspec with its own constraints: a decoder in C that Python programs use for the same purpose."""
import datetime
import math
import pathlib
import sys
import time
import uuid
from typing import Annotated

import msgspec

Text = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
Amount = Annotated[float, msgspec.Meta(ge=0)]


class Item(msgspec.Struct):
    productId: Text
    quantity: Annotated[int, msgspec.Meta(ge=1)]
    price: Amount
    taxRate: Amount
    totalPrice: Amount


class Address(msgspec.Struct):
    street: Text
    city: Text
    state: Text
    zipCode: Text
    country: Text


class Order(msgspec.Struct):
    orderId: uuid.UUID
    customerId: Text
    items: Annotated[list[Item], msgspec.Meta(min_length=1, max_length=100)]
    totalAmount: Amount
    address: Address
    currency: Annotated[str, msgspec.Meta(pattern="^[A-Z]{3}$")]
    tags: list[Text]
    placedAt: datetime.datetime


def main(folder, work, passes, count=None):
    if work not in ("decode", "encode", "refuse"):
        return print('{"left_out": "not written for msgspec"}')
    file = pathlib.Path(folder) / ("broken.jsonl" if work == "refuse" else "v3.jsonl")
    lines = file.read_bytes().splitlines()[: int(count) if count else None]
    decoder, encoder = msgspec.json.Decoder(Order), msgspec.json.Encoder()

    def refuses(line):
        try:
            decoder.decode(line)
        except msgspec.ValidationError:
            return 1
        return 0

    best, total = math.inf, 0
    inputs = [decoder.decode(line) for line in lines] if work == "encode" else lines
    step = {
        "decode": lambda line: len(decoder.decode(line).items), "encode": lambda order: len(encoder.encode(order)),
        "refuse": refuses,
    }[work]
    for _ in range(int(passes)):
        start = time.process_time_ns()
        total = sum(map(step, inputs))
        best = min(best, (time.process_time_ns() - start) / len(inputs))
    print(f'{{"ns": {best:.1f}, "sum": {total}}}')


main(*sys.argv[1:])
