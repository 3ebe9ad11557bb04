"""Reads a file that the app has written, with nothing but Python's own means, and prints what it holds as JSON.

    read_export.py KIND PATH

Tables and JSON of the history become {"units", "rows"}; traffic of any kind becomes {"frames", "serial"}; a picture {"width",
"height", "colours"}. What breaks the rules of its format ends in an exception.
"""

import csv
import datetime
import json
import re
import struct
import sys
import zlib


def milliseconds(text):
    """ISO 8601 in UTC, as milliseconds since 1970."""
    return round(datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp() * 1000)


def lines_of(path):
    with open(path, encoding="utf-8", newline="") as file:
        text = file.read()
    assert text.endswith("\n"), "the last line has no end"
    return text[:-1].split("\n")


def table(path, delimiter, encoding, decimal):
    # Python's own reader would also take lone line feeds.
    with open(path, "rb") as file:
        raw = file.read()
    assert raw.count(b"\n") == raw.count(b"\r\n") > 0, "lines end in CR LF"
    with open(path, encoding=encoding, newline="") as file:
        head, *records = csv.reader(file, delimiter=delimiter, strict=True)
    columns = [re.fullmatch(r"([^\[\]]+?)(?: \[(.+)\])?", name).groups() for name in head]
    assert all(len(record) == len(head) for record in records), "as many fields in every record"

    def value(name, field):
        if name == "time":
            return milliseconds(field)
        return float(field.replace(decimal, ".")) if field else None

    rows = [{name: value(name, field) for (name, _), field in zip(columns, record)} for record in records]
    return {"units": {name: unit for name, unit in columns if unit}, "rows": rows}


def history_json(path):
    with open(path, encoding="utf-8") as file:
        whole = json.load(file)
    rows = [{**row, "time": milliseconds(row["time"])} for row in whole["rows"]]
    return {"units": whole["units"], "rows": rows, "mode": whole["mode"]}


def crc16(data):
    """CRC-16/MODBUS, bit by bit."""
    crc = 0xFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = (crc >> 1) ^ 0xA001 if crc & 1 else crc >> 1
    return crc


def slcan_frame(text):
    found = re.fullmatch(r"t([0-9A-Fa-f]{3})([0-8])((?:[0-9A-Fa-f]{2})*)", text) or re.fullmatch(
        r"T([0-9A-Fa-f]{8})([0-8])((?:[0-9A-Fa-f]{2})*)", text
    )
    if not found:
        return None
    identifier, length, data = found.groups()
    assert len(data) == 2 * int(length), text
    return {"id": int(identifier, 16), "data": data.upper()}


def pieces(records):
    """Traffic as this project tells it: what is on the CAN bus, and what on the serial line with its checksum."""
    frames, serial = [], []
    for record in records:
        time, sent = milliseconds(record["time"]), record["direction"] == "sent"
        assert record["direction"] in ("sent", "received"), record
        if record["wire"] == "port":
            continue
        raw = bytes.fromhex(record["bytes"])
        if record["wire"] == "slcan":
            text = raw.decode("ascii", "replace").rstrip("\r")
            # An adapter may stamp what it has heard.
            frame = slcan_frame(text) or (slcan_frame(text[:-4]) if not sent and len(text) > 4 else None)
            if frame:
                frames.append({"time": time, "sent": sent, **frame})
        else:
            whole = len(raw) > 4 and crc16(raw[:-2]) == struct.unpack("<H", raw[-2:])[0]
            serial.append({"time": time, "sent": sent, "bytes": raw.hex(), "whole": whole})
    return {"frames": frames, "serial": serial}


def traffic_ndjson(path):
    head, *records = [json.loads(line) for line in lines_of(path)]
    assert head["format"] == "tinybms-bridge-traffic" and head["version"] == 1
    return pieces(records)


def traffic_csv(path):
    with open(path, encoding="utf-8", newline="") as file:
        return pieces(list(csv.DictReader(file, strict=True)))


def candump(path):
    frames = []
    for line in lines_of(path):
        seconds, micros, identifier, data, way = re.fullmatch(r"\((\d{10})\.(\d{6})\) \S+ ([0-9A-F]{3}|[0-9A-F]{8})#([0-9A-F]*) ([RT])", line).groups()
        time = int(seconds) * 1000 + int(micros) // 1000
        frames.append({"time": time, "sent": way == "T", "id": int(identifier, 16), "data": data})
    return {"frames": frames, "serial": []}


def slcan(path):
    frames = []
    for line in lines_of(path):
        stamp = int(line[-4:], 16)
        assert stamp < 60_000, line
        frames.append({"stamp": stamp, **slcan_frame(line[:-4])})
    return {"frames": frames, "serial": []}


def png(path):
    """Width, height and how many colours, of an 8-bit picture with or without transparency."""
    with open(path, "rb") as file:
        raw = file.read()
    assert raw[:8] == b"\x89PNG\r\n\x1a\n"
    at, packed, names = 8, b"", []
    while at < len(raw):
        length, name = struct.unpack(">I4s", raw[at : at + 8])
        content = raw[at + 8 : at + 8 + length]
        assert zlib.crc32(name + content) == struct.unpack(">I", raw[at + 8 + length : at + 12 + length])[0], name
        names.append(name)
        if name == b"IHDR":
            width, height, depth, kind, _, _, interlaced = struct.unpack(">IIBBBBB", content)
        if name == b"IDAT":
            packed += content
        at += 12 + length
    assert names[0] == b"IHDR" and names[-1] == b"IEND" and (depth, interlaced) == (8, 0) and kind in (2, 6)
    size = 4 if kind == 6 else 3
    pixels = unfiltered(zlib.decompress(packed), width * size, height, size)
    return {"width": width, "height": height, "colours": len({pixels[place : place + 3] for place in range(0, len(pixels), size)})}


def unfiltered(data, stride, height, size):
    """The filters of PNG (its specification, section 9) undone."""
    assert len(data) == (stride + 1) * height
    before, out = bytearray(stride), bytearray()
    for row in range(height):
        kind, line = data[row * (stride + 1)], bytearray(data[row * (stride + 1) + 1 : (row + 1) * (stride + 1)])
        for place in range(stride):
            left = line[place - size] if place >= size else 0
            up, corner = before[place], before[place - size] if place >= size else 0
            guess = left + up - corner
            paeth = min((left, up, corner), key=lambda value: abs(guess - value))
            line[place] = (line[place] + (0, left, up, (left + up) // 2, paeth)[kind]) & 0xFF
        out += line
        before = line
    return bytes(out)


READERS = {
    "comma": lambda path: table(path, ",", "utf-8", "."),
    "semicolon": lambda path: table(path, ";", "utf-8-sig", ","),
    "json": history_json,
    "ndjson": traffic_ndjson,
    "csv": traffic_csv,
    "candump": candump,
    "slcan": slcan,
    "png": png,
}

if __name__ == "__main__":
    print(json.dumps(READERS[sys.argv[1]](sys.argv[2])))
