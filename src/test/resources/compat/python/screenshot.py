# The test driver's one stream: read in every way that the binding has.
import libvirt
import sys
import threading

libvirt.registerErrorHandler(lambda *_: None, None)
libvirt.virEventRegisterDefaultImpl()
conn = libvirt.open(sys.argv[1])
dom = conn.lookupByName("test")


def attempt(what, call):
    try:
        print(what, call())
    except libvirt.libvirtError as e:
        print(what, e.get_error_code(), e.get_error_domain(), e)


def shot(flags=0, screen=0):
    stream = conn.newStream(flags)
    print("mime", dom.screenshot(stream, screen, 0))
    return stream


def facts(data):
    width, height = int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")
    return data[:8], data[12:16], width, height, data[24:29], data[-12:], len(data) > 1000


def read_all(stream, size):
    data = b""
    while True:
        got = stream.recv(size)
        if not got:
            return data
        data += got


stream = shot()
print("recv", facts(read_all(stream, 1000)))
attempt("finish", stream.finish)
attempt("finish again", stream.finish)
attempt("recv after", lambda: stream.recv(10))

stream = shot(screen=7)
parts = []
stream.recvAll(lambda st, data, opaque: parts.append(data), None)
print("recvAll", facts(b"".join(parts)))
attempt("finish", stream.finish)

stream = shot()
print("begun", stream.recv(8))
attempt("abort", stream.abort)
attempt("abort again", stream.abort)

stream = shot()
attempt("finish before the end", lambda: (len(stream.recv(8)), stream.finish()))


def refuse(st, data, opaque):
    raise RuntimeError("enough")


stream = shot()
try:
    stream.recvAll(refuse, None)
except RuntimeError as e:
    print("recvAll raised", e)
attempt("abort", stream.abort)

attempt("flags", lambda: dom.screenshot(conn.newStream(), 0, 1))
attempt("console", lambda: dom.openConsole(None, conn.newStream(), 0))
attempt("channel", lambda: dom.openChannel(None, conn.newStream(), 0))

# Without blocking: the loop says when there is something.
stream = shot(libvirt.VIR_STREAM_NONBLOCK)
collected = []
done = threading.Event()


def on_event(st, events, opaque):
    while True:
        got = st.recv(4096)
        if got == -2:
            return
        if not got:
            st.eventRemoveCallback()
            st.finish()
            done.set()
            return
        collected.append(got)


def loop():
    while not done.is_set():
        libvirt.virEventRunDefaultImpl()


stream.eventAddCallback(libvirt.VIR_STREAM_EVENT_READABLE, on_event, None)
thread = threading.Thread(target=loop, daemon=True)
thread.start()
print("in time", done.wait(20))
print("events", facts(b"".join(collected)))

# Several at a time.
streams = [shot() for _ in range(5)]
print("five", {facts(read_all(s, 5000)) for s in streams} and len(streams))
for s in streams:
    s.finish()
print("alive", conn.isAlive(), dom.name())
print("close", conn.close())
