"""Snapshots and checkpoints: every call of the binding, its flags, its errors, and the events."""
import sys
import threading
import libvirt

libvirt.registerErrorHandler(lambda context, error: None, None)
libvirt.virEventRegisterDefaultImpl()


def turn():
    while True:
        libvirt.virEventRunDefaultImpl()


threading.Thread(target=turn, daemon=True).start()


def shown(value):
    if isinstance(value, (libvirt.virDomainSnapshot, libvirt.virDomainCheckpoint)):
        return value.getName()
    if isinstance(value, list):
        return sorted(str(shown(one)) for one in value)
    return value


def say(name, call):
    try:
        print(name, "->", shown(call()))
    except libvirt.libvirtError as e:
        print(name, "!!", e.get_error_code(), e.get_error_domain(), e.get_error_message())


conn = libvirt.open(sys.argv[1])
events = []
gate = threading.Condition()


def heard(connection, domain, event, detail, opaque):
    with gate:
        events.append((domain.name(), domain.ID(), event, detail))
        gate.notify()


def await_events(count):
    with gate:
        gate.wait_for(lambda: len(events) >= count, 20)
        print("events", [(name, event, detail) for name, _, event, detail in events])
        events.clear()


conn.domainEventRegisterAny(None, libvirt.VIR_DOMAIN_EVENT_ID_LIFECYCLE, heard, None)
domain = conn.defineXML("""<domain type='test'><name>d</name><memory>65536</memory><os><type>hvm</type></os>
<devices><disk type='file'><source file='/a'/><target dev='vda' bus='virtio'/></disk></devices></domain>""")
domain.create()
await_events(2)


def snapshot(name, flags=0):
    return domain.snapshotCreateXML("<domainsnapshot><name>%s</name></domainsnapshot>" % name, flags)


for name in ("a", "b", "c"):
    say("create " + name, lambda: snapshot(name))
b = domain.snapshotLookupByName("b")
say("create a again", lambda: snapshot("a"))
say("current", domain.snapshotCurrent)
say("has current", domain.hasCurrentSnapshot)
say("numbers", lambda: [domain.snapshotNum(flags) for flags in (0, 1, 4, 8, 2, 16, 18, 32, 64, 128, 256, 512, 12, 768, 224)])
say("names", lambda: domain.snapshotListNames(0))
say("all", lambda: domain.listAllSnapshots(0))
say("children", lambda: (b.numChildren(0), b.numChildren(1), b.listChildrenNames(0)))
say("all children", lambda: b.listAllChildren(1))
say("parent", b.getParent)
say("root's parent", domain.snapshotLookupByName("a").getParent)
say("is current", lambda: (b.isCurrent(), b.hasMetadata()))
for flag in (1 << 11, 1 << 20):
    say("num with flag %d" % flag, lambda: domain.snapshotNum(flag))
    say("list with flag %d" % flag, lambda: domain.listAllSnapshots(flag))
    say("children with flag %d" % flag, lambda: b.listAllChildren(flag))
    say("delete with flag %d" % flag, lambda: b.delete(flag))
    say("revert with flag %d" % flag, lambda: domain.revertToSnapshot(b, flag))
    say("create with flag %d" % flag, lambda: snapshot("x", flag))
    say("xml with flag %d" % flag, lambda: b.getXMLDesc(flag))
for flags in (2, 1 | 4, 1 | 8, 16, 32, 4):
    say("create with flags %d" % flags, lambda: snapshot("y", flags))
say("revert running and paused", lambda: domain.revertToSnapshot(b, 3))
say("delete both ways", lambda: b.delete(5))
say("revert", lambda: domain.revertToSnapshot(b, 0))
await_events(2)
say("state", domain.state)
say("current", domain.snapshotCurrent)
say("revert paused", lambda: domain.revertToSnapshot(b, 2))
await_events(3)
say("state", domain.state)
say("halt", lambda: snapshot("h", 8))
await_events(1)
say("state", domain.state)
say("undefine", domain.undefine)
say("checkpoint beside snapshots", lambda: domain.checkpointCreateXML("<domaincheckpoint><name>c</name></domaincheckpoint>"))
say("delete tree", lambda: domain.snapshotLookupByName("a").delete(1))
say("none left", lambda: domain.listAllSnapshots(0))
say("no current", domain.snapshotCurrent)
say("gone", lambda: b.getXMLDesc(0))

say("checkpoint while off", lambda: domain.checkpointCreateXML("<domaincheckpoint><name>c</name></domaincheckpoint>"))
domain.create()
await_events(1)


def checkpoint(name, flags=0):
    return domain.checkpointCreateXML("<domaincheckpoint><name>%s</name></domaincheckpoint>" % name, flags)


for name in ("a", "b", "c"):
    say("checkpoint " + name, lambda: checkpoint(name))
b = domain.checkpointLookupByName("b")
say("again", lambda: checkpoint("b"))
for flags in (0, 1, 2, 4, 8, 12, 16):
    say("list %d" % flags, lambda: domain.listAllCheckpoints(flags))
    say("children %d" % flags, lambda: b.listAllChildren(flags))
for flags in (3, 4, 5, 8, 1):
    say("create %d" % flags, lambda: checkpoint("x", flags))
say("parent", b.getParent)
say("lookup", lambda: domain.checkpointLookupByName("nosuch"))
say("xml flags", lambda: b.getXMLDesc(8))
say("delete flags", lambda: b.delete(8))
say("delete both ways", lambda: b.delete(5))
say("snapshot beside checkpoints", lambda: snapshot("s"))
say("delete", lambda: b.delete(0))
say("list", lambda: domain.listAllCheckpoints(0))
say("with checkpoint", lambda: [d.name() for d in conn.listAllDomains(libvirt.VIR_CONNECT_LIST_DOMAINS_HAS_CHECKPOINT)])
say("close", conn.close)
