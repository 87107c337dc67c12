"""The connection itself: keepalive, close callback, being alive, closing while calls run."""
import sys
import threading
import libvirt

libvirt.registerErrorHandler(lambda context, error: None, None)
libvirt.virEventRegisterDefaultImpl()


def turn():
    while True:
        libvirt.virEventRunDefaultImpl()


threading.Thread(target=turn, daemon=True).start()


def say(name, call):
    try:
        print(name, "->", call())
    except libvirt.libvirtError as e:
        print(name, "!!", e.get_error_code(), e.get_error_domain(), e.get_error_message())


conn = libvirt.open(sys.argv[1])
say("alive", conn.isAlive)
say("encrypted", conn.isEncrypted)
say("secure", conn.isSecure)
say("register close callback", lambda: conn.registerCloseCallback(lambda c, reason, opaque: None, None))
say("unregister close callback", conn.unregisterCloseCallback)
say("register close callback again", lambda: conn.registerCloseCallback(lambda c, reason, opaque: None, None))
say("unregister close callback", conn.unregisterCloseCallback)
say("keepalive", lambda: conn.setKeepAlive(1, 3))
say("call with keepalive", conn.getHostname)
say("uri", conn.getURI)
say("type", conn.getType)
say("max vcpus", lambda: conn.getMaxVcpus(None))
say("max vcpus test", lambda: conn.getMaxVcpus("test"))
say("info", conn.getInfo)
say("free memory", conn.getFreeMemory)
say("cells", lambda: conn.getCellsFreeMemory(0, 10))
say("cpu map", conn.getCPUMap)
say("domain ids", conn.listDomainsID)
say("defined", conn.listDefinedDomains)
say("numbers", lambda: (conn.numOfDomains(), conn.numOfDefinedDomains()))
say("sysinfo", lambda: len(conn.getSysinfo()) > 0)
say("capabilities", lambda: len(conn.getCapabilities()))
say("keepalive off", lambda: conn.setKeepAlive(0, 0))

# Many threads on one connection: all get their own answers.
wrong = []


def ask(i):
    for _ in range(50):
        if i % 2 == 0:
            if conn.lookupByName("test").name() != "test":
                wrong.append(i)
        else:
            try:
                conn.lookupByName("none%d" % i)
                wrong.append(i)
            except libvirt.libvirtError as e:
                if "none%d" % i not in str(e) and "not found" not in str(e):
                    wrong.append(str(e))


threads = [threading.Thread(target=ask, args=(i,)) for i in range(16)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print("threads wrong", wrong)

# Closing while calls run: the callers end, with an answer or an error, and the daemon lives.
other = libvirt.open(sys.argv[1])
ended = []


def use():
    try:
        for _ in range(2000):
            other.getLibVersion()
    except libvirt.libvirtError:
        pass
    ended.append(1)


threads = [threading.Thread(target=use) for _ in range(4)]
for t in threads:
    t.start()
other.close()
for t in threads:
    t.join()
print("ended", len(ended))
say("the first still works", conn.getLibVersion)

for name in ["", "/nosuch"]:
    uri = sys.argv[1].rsplit("/", 1)[0] + name
    try:
        libvirt.open(uri)
        print("open", name, "ok")
    except libvirt.libvirtError as e:
        print("open", repr(name), "!!", e.get_error_code(), e.get_error_domain(), e.get_error_message())

many = [libvirt.open(sys.argv[1]) for _ in range(40)]
print("forty open", sum(c.isAlive() for c in many))
for c in many:
    c.close()
say("close", conn.close)
