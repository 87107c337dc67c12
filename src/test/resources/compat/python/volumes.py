# Streams in both directions, with a driver that tests have for it.
import libvirt
import os
import sys

libvirt.registerErrorHandler(lambda *_: None, None)
conn = libvirt.open(sys.argv[1])
BIG = bytes(i * 7 % 251 for i in range(1000)) * 3000


def attempt(what, call):
    try:
        print(what, call())
    except libvirt.libvirtError as e:
        print(what, e.get_error_code(), e.get_error_domain(), e)


def upload(path, flags=0):
    stream = conn.newStream()
    conn.storageVolLookupByPath(path).upload(stream, 0, 0, flags)
    return stream


def download(path, flags=0):
    stream = conn.newStream()
    conn.storageVolLookupByPath(path).download(stream, 0, 0, flags)
    return stream


def everything(stream):
    parts = []
    stream.recvAll(lambda st, data, opaque: parts.append(data), None)
    stream.finish()
    return b"".join(parts)


stream = upload("/a")
print("send", stream.send(b"abc"), stream.send(b"defgh"))
attempt("finish", stream.finish)
print("a", everything(download("/a")))

rest = [BIG]


def more(st, count, opaque):
    piece, rest[0] = rest[0][:count], rest[0][count:]
    return piece


stream = upload("/big")
stream.sendAll(more, None)
attempt("finish", stream.finish)
print("big", everything(download("/big")) == BIG)

stream = upload("/a")
stream.send(b"lost")
attempt("abort", stream.abort)
print("a is as it was", everything(download("/a")))

stream = upload("/sparse", libvirt.VIR_STORAGE_VOL_UPLOAD_SPARSE_STREAM)
stream.send(b"head")
attempt("hole", lambda: stream.sendHole(10))
stream.send(b"tail")
attempt("hole", lambda: stream.sendHole(1 << 20))
attempt("finish", stream.finish)
print("flat", everything(download("/sparse")) == b"head" + bytes(10) + b"tail" + bytes(1 << 20))
stream = download("/sparse", libvirt.VIR_STORAGE_VOL_DOWNLOAD_SPARSE_STREAM)
found = []
stream.sparseRecvAll(
    lambda st, data, opaque: found.append(data), lambda st, length, opaque: found.append(length), None
)
attempt("finish", stream.finish)
print("sparse", found)

attempt("hole that was not agreed on", lambda: upload("/a").sendHole(5))

stream = upload("/full")
attempt("full", lambda: [stream.send(bytes(500)) for _ in range(3)] and stream.finish())
stream = upload("/unfinished")
stream.send(b"abc")
attempt("unfinished", stream.finish)
attempt("none", lambda: download("/none"))

console = conn.newStream()
conn.lookupByName("any").openConsole(None, console, 0)
for line in (b"ls\n", b"x" * 200):
    console.send(line)
    got = b""
    while len(got) < len(line):
        got += console.recv(1000)
    print("console", got == line)
attempt("abort", console.abort)

open_streams = []
try:
    while len(open_streams) < 100:
        open_streams.append(upload("/many"))
except libvirt.libvirtError as e:
    print(len(open_streams), e)
open_streams.pop().abort()
print("room again", upload("/many").abort())
attempt("alive", conn.isAlive)
os._exit(0)  # with streams open
