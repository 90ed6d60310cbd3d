#!/usr/bin/env python3
"""Remakes world.bin and regions.bin from the npm package world-atlas 2.0.2 (see README.md for the format).

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python3 make.py package
"""

import json
import sys
from pathlib import Path

# Units of the stored integers: hundredths of a degree.
UNITS = 100
FILES = {"world.bin": "countries-110m.json", "regions.bin": "countries-50m.json"}


def varint(number):
    """An unsigned integer in LEB128."""
    out = bytearray()
    while True:
        number, low = number >> 7, number & 127
        out.append(low | (128 if number else 0))
        if not number:
            return bytes(out)


def signed(number):
    """A signed integer, zigzag, in LEB128."""
    return varint(number << 1 if number >= 0 else (-number << 1) - 1)


def decoded(topology):
    """The arcs of a topology in hundredths of a degree, each continuous: longitudes go beyond 180 degrees instead of jumping."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        points, x, y, turn = [], 0, 0, 0
        for step, (dx, dy) in enumerate(arc):
            x, y = x + dx, y + dy
            if step and abs(dx * sx) > 180:
                turn += -360 if dx > 0 else 360
            point = (round((x * sx + tx + turn) * UNITS), round((y * sy + ty) * UNITS))
            if not points or point != points[-1]:
                points.append(point)
        yield points if len(points) > 1 else points * 2


def rings(geometry):
    """The rings of a geometry, as lists of references to arcs."""
    kind = geometry["type"]
    if kind == "Polygon":
        return geometry["arcs"]
    if kind == "MultiPolygon":
        return [ring for polygon in geometry["arcs"] for ring in polygon]
    if kind == "GeometryCollection":
        return [ring for part in geometry["geometries"] for ring in rings(part)]
    raise ValueError(kind)


def written_rings(list_of_rings):
    """Rings in bytes. A reference to an arc that is followed backwards is negative: ~arc."""
    out = varint(len(list_of_rings))
    for ring in list_of_rings:
        out += varint(len(ring)) + b"".join(signed(arc) for arc in ring)
    return out


def written(topology):
    """A topology in bytes."""
    arcs = list(decoded(topology))
    countries = topology["objects"]["countries"]["geometries"]
    countries = sorted((c for c in countries if c.get("arcs")), key=lambda c: c["properties"]["name"])
    users = {}
    for at, country in enumerate(countries):
        for ring in rings(country):
            for arc in ring:
                users.setdefault(arc if arc >= 0 else ~arc, set()).add(at)
    borders = sorted(arc for arc, by in users.items() if len(by) > 1)
    out = bytearray(varint(len(arcs)))
    for arc in arcs:
        out += varint(len(arc))
        before = (0, 0)
        for point in arc:
            out += signed(point[0] - before[0]) + signed(point[1] - before[1])
            before = point
    out += written_rings(rings(topology["objects"]["land"]))
    out += varint(len(borders)) + b"".join(varint(arc) for arc in borders)
    out += varint(len(countries))
    for country in countries:
        name = country["properties"]["name"].encode()
        out += varint(len(name)) + name + written_rings(rings(country))
    return bytes(out)


def main():
    package = Path(sys.argv[1])
    for name, source in FILES.items():
        data = written(json.loads((package / source).read_text()))
        (Path(__file__).parent / name).write_bytes(data)
        print(name, len(data))


if __name__ == "__main__":
    main()
