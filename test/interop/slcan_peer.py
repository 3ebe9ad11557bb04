"""python-can's slcan host as a peer: one JSON command a line in, one JSON answer a line out.

{"receive": N}        -> the next N frames
{"send": [frame...]}  -> "sent"
"version"             -> [hardware, software]
A frame is {"id", "extended", "remote", "length", "data": [...]}.
"""

import json
import sys

import can
from can.interfaces.slcan import slcanBus


def answer(value):
    print(json.dumps(value), flush=True)


bus = slcanBus(sys.argv[1], bitrate=500000, sleep_after_open=0)
answer("open")
for line in sys.stdin:
    command = json.loads(line)
    if command == "version":
        answer(bus.get_version(5))
    elif "receive" in command:
        frames = []
        while len(frames) < command["receive"]:
            message = bus.recv(5)
            if message is None:
                break
            frames.append(
                {
                    "id": message.arbitration_id,
                    "extended": message.is_extended_id,
                    "remote": message.is_remote_frame,
                    "length": message.dlc,
                    "data": list(message.data),
                }
            )
        answer(frames)
    elif "send" in command:
        for frame in command["send"]:
            bus.send(
                can.Message(
                    arbitration_id=frame["id"],
                    is_extended_id=frame["extended"],
                    is_remote_frame=frame["remote"],
                    dlc=frame["length"],
                    data=frame["data"],
                )
            )
        answer("sent")
