"""A standard Modbus RTU server that happens to hold a TinyBMS's registers: unit 170, functions 3 and 16, and silence for all else.

Arguments: serial port, JSON file {"address": [words...], ...} with blocks of holding registers.
Prints "ready" once it listens.
"""

import asyncio
import json
import logging
import sys
import time

from pymodbus.datastore import ModbusServerContext, ModbusSlaveContext, ModbusSparseDataBlock
from pymodbus.factory import ServerDecoder
from pymodbus.register_read_message import ReadHoldingRegistersRequest
from pymodbus.register_write_message import WriteMultipleRegistersRequest
from pymodbus.server.async_io import ModbusSerialServer
from pymodbus.transaction import ModbusRtuFramer

port = sys.argv[1]
with open(sys.argv[2], encoding="utf-8") as file:
    registers = json.load(file)
block = {int(address) + offset: word for address, words in registers.items() for offset, word in enumerate(words)}


FUNCTIONS = (ReadHoldingRegistersRequest.function_code, WriteMultipleRegistersRequest.function_code)


class OnlyTwoFunctions(ServerDecoder):
    """The framer drops a request that decodes to nothing."""

    def decode(self, message):
        return super().decode(message) if message[0] in FUNCTIONS else None


class SilenceEndsFrames(ModbusRtuFramer):
    """Forgets what came before a silence, as the Modbus standard asks and pymodbus does not. Generous, for a pseudo-terminal has no bit times."""

    heard = 0.0

    def processIncomingPacket(self, data, callback, unit, **kwargs):
        now = time.monotonic()
        if now - self.heard > 0.02:
            self.resetFrame()
        self.heard = now
        super().processIncomingPacket(data, callback, unit, **kwargs)


async def serve():
    slave = ModbusSlaveContext(hr=ModbusSparseDataBlock(block), zero_mode=True)
    context = ModbusServerContext(slaves={170: slave}, single=False)
    server = ModbusSerialServer(context, framer=SilenceEndsFrames, port=port, baudrate=115200, ignore_missing_slaves=True)
    server.decoder = OnlyTwoFunctions()
    await server.start()
    print("ready", flush=True)
    await server.serve_forever()


logging.disable()
asyncio.run(serve())
