# Frames by hand, with real descriptors behind them: what the server does with the count.
import array
import os
import socket
import struct
import sys

PROGRAM = 0x20008086
OPEN, LOOKUP, LIB_VERSION, AUTH_LIST, ASSOCIATE = 1, 23, 157, 66, 443
CALL, CALL_WITH_FDS = 0, 4
reader, _ = os.pipe()
path = sys.argv[1].split("socket=")[1]


def text(value):
    data = value.encode()
    return struct.pack(">I", len(data)) + data + b"\0" * (-len(data) % 4)


class Client:
    def __init__(self):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.connect(path)
        self.socket.settimeout(10)
        self.serial = 0
        self.call(AUTH_LIST)
        self.call(OPEN, struct.pack(">I", 1) + text("test:///default") + struct.pack(">I", 0))
        self.domain = self.call(LOOKUP, text("test"))[1]

    def send(self, procedure, kind, body):
        self.serial += 1
        head = (PROGRAM, 1, procedure, kind, self.serial, 0)
        self.socket.sendall(struct.pack(">IIIiIII", 28 + len(body), *head) + body)

    def pass_descriptor(self, byte=b"\0"):
        rights = array.array("i", [reader])
        self.socket.sendmsg([byte], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, rights)])

    def exactly(self, count):
        data = b""
        while len(data) < count:
            got = self.socket.recv(count - len(data))
            if not got:
                raise EOFError
            data += got
        return data

    def hear(self):
        (length,) = struct.unpack(">I", self.exactly(4))
        frame = self.exactly(length - 4)
        _, _, procedure, kind, serial, status = struct.unpack(">IIiIII", frame[:24])
        if status == 1:
            code, domain, _, size = struct.unpack(">iIII", frame[24:40])
            return (procedure, kind, serial, code, domain, frame[40 : 40 + size])
        return (procedure, kind, serial, status), frame[24:]

    def call(self, procedure, body=b""):
        self.send(procedure, CALL, body)
        return self.hear()


def associate(client, count, passed):
    body = struct.pack(">I", count) + client.domain + text("x") + struct.pack(">I", 0)
    client.send(ASSOCIATE, CALL_WITH_FDS, body)
    for _ in range(passed):
        client.pass_descriptor()
    return client.hear()


for count in (1, 3, 32):
    client = Client()
    print(count, associate(client, count, count))
    print("  again", associate(client, count, count))
    print("  next", client.call(LIB_VERSION)[0])

for count, passed in ((33, 33), (0xFFFFFFFF, 1), (0x7FFFFFFF, 0)):
    client = Client()
    try:
        print(count, associate(client, count, passed))
    except (EOFError, ConnectionError):
        print(count, "closed")

client = Client()
client.send(ASSOCIATE, CALL_WITH_FDS, b"")
try:
    print("no count", client.hear())
except (EOFError, ConnectionError):
    print("no count closed")

client = Client()
client.send(LIB_VERSION, CALL_WITH_FDS, struct.pack(">I", 0))
print("none", client.hear()[0], client.call(LIB_VERSION)[0])
client.send(LIB_VERSION, CALL_WITH_FDS, struct.pack(">I", 2))
client.pass_descriptor()
client.pass_descriptor(b"x")
print("to a procedure without any", client.hear()[0], client.call(LIB_VERSION)[0])
