"""One connection does the work, another hears of it."""
import sys
import threading
import libvirt

libvirt.registerErrorHandler(lambda context, error: None, None)
libvirt.virEventRegisterDefaultImpl()


def turn():
    while True:
        libvirt.virEventRunDefaultImpl()


threading.Thread(target=turn, daemon=True).start()

heard = []
changed = threading.Condition()


def lifecycle(conn, dom, event, detail, opaque):
    with changed:
        heard.append("%s hears %s event %d detail %d" % (opaque, dom.name(), event, detail))
        changed.notify_all()


def expect(what, count):
    with changed:
        complete = changed.wait_for(lambda: len(heard) >= count, timeout=5)
        print(what, "complete" if complete else "INCOMPLETE")
        for line in sorted(heard):
            print("  ", line)
        heard.clear()


XML = """<domain type='test'><name>%s</name><memory unit='MiB'>64</memory><os><type>hvm</type></os></domain>"""

worker = libvirt.open(sys.argv[1])
watchers = [libvirt.open(sys.argv[1]) for _ in range(3)]
readonly = libvirt.openReadOnly(sys.argv[1])
callbacks = []
for number, watcher in enumerate(watchers + [readonly]):
    callbacks.append(watcher.domainEventRegisterAny(None, libvirt.VIR_DOMAIN_EVENT_ID_LIFECYCLE, lifecycle, "watcher %d" % number))
    # A call after the registration: it has taken effect when this returns.
    watcher.getLibVersion()

dom = worker.defineXML(XML % "seen")
expect("define", 4)
dom.create()
expect("start", 4)
for number, watcher in enumerate(watchers):
    print("watcher", number, "sees", sorted(d.name() for d in watcher.listAllDomains()))
watchers[0].lookupByName("seen").suspend()
expect("suspend by a watcher", 4)
print("worker sees", worker.lookupByName("seen").state())
watchers[1].domainEventDeregisterAny(callbacks[1])
watchers[1].close()
dom.resume()
expect("resume, one watcher closed", 3)
dom.destroy()
expect("destroy", 3)
dom.undefine()
expect("undefine", 3)

# Many in a row: all arrive, each watcher hears them in the order they happened.
order = {}


def ordered(conn, dom, event, detail, opaque):
    with changed:
        order.setdefault(opaque, []).append((dom.name(), event))
        changed.notify_all()


late = [libvirt.open(sys.argv[1]) for _ in range(2)]
for number, watcher in enumerate(late):
    watcher.domainEventRegisterAny(None, libvirt.VIR_DOMAIN_EVENT_ID_LIFECYCLE, ordered, number)
    watcher.getLibVersion()
script = []
for i in range(50):
    name = "many%d" % i
    worker.defineXML(XML % name).undefine()
    script += [(name, libvirt.VIR_DOMAIN_EVENT_DEFINED), (name, libvirt.VIR_DOMAIN_EVENT_UNDEFINED)]
with changed:
    changed.wait_for(lambda: all(len(order.get(n, [])) >= 100 for n in (0, 1)), timeout=10)
for number in (0, 1):
    print("watcher", number, "heard all in order", order.get(number) == script)
for conn in [worker, watchers[0], watchers[2], readonly] + late:
    conn.close()
print("closed")
