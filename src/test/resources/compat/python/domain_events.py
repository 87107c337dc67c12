"""A life of a domain, with what callbacks hear of it: printed line by line."""
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
        heard.append("%s: %s id %d event %d detail %d" % (opaque, dom.name(), dom.ID(), event, detail))
        changed.notify_all()


def reboot(conn, dom, opaque):
    with changed:
        heard.append("%s: %s reboot" % (opaque, dom.name()))
        changed.notify_all()


def expect(count):
    """Prints the next events; a missing one is told after a while."""
    with changed:
        complete = changed.wait_for(lambda: len(heard) >= count, timeout=5)
        # Two callbacks of one event have no order between them that anyone should rely on.
        for line in sorted(heard):
            print("  heard", line)
        if not complete:
            print("  heard only", len(heard), "of", count)
        heard.clear()


def say(name, call, count):
    try:
        result = call()
        if isinstance(result, libvirt.virDomain):
            result = "domain %s id %d" % (result.name(), result.ID())
        print(name, "->", result)
    except libvirt.libvirtError as e:
        print(name, "!!", e.get_error_code(), e.get_error_domain(), e.get_error_message())
    expect(count)


XML = """<domain type='test'><name>py</name><uuid>0a000000-1111-2222-3333-444444444444</uuid>
<memory unit='MiB'>64</memory><vcpu>%d</vcpu><os><type>hvm</type></os></domain>"""

conn = libvirt.open(sys.argv[1])
folder = sys.argv[2]
print("open", conn.getType(), conn.getVersion(), conn.getLibVersion(), conn.isAlive(), conn.isEncrypted(), conn.isSecure())
any_id = conn.domainEventRegisterAny(None, libvirt.VIR_DOMAIN_EVENT_ID_LIFECYCLE, lifecycle, "any")
print("callback", any_id)
reboot_id = conn.domainEventRegisterAny(None, libvirt.VIR_DOMAIN_EVENT_ID_REBOOT, reboot, "any")
print("callback", reboot_id)

say("define", lambda: conn.defineXML(XML % 1), 1)
dom = conn.lookupByName("py")
one_id = conn.domainEventRegisterAny(dom, libvirt.VIR_DOMAIN_EVENT_ID_LIFECYCLE, lifecycle, "one")
print("callback", one_id)
say("define again", lambda: conn.defineXML(XML % 2), 2)
say("start", dom.create, 2)
say("start again", dom.create, 0)
say("suspend", dom.suspend, 2)
say("suspend again", dom.suspend, 0)
say("resume", dom.resume, 2)
say("resume again", dom.resume, 0)
print("state", dom.state())
print("id", dom.ID(), dom.isActive(), dom.isPersistent(), dom.isUpdated())
say("reboot", dom.reboot, 0)
say("reset", dom.reset, 0)
say("shutdown", dom.shutdown, 2)
say("start paused", lambda: dom.createWithFlags(libvirt.VIR_DOMAIN_START_PAUSED), 0)
say("start", dom.create, 2)
say("save", lambda: dom.save(folder + "/py.save"), 2)
say("restore", lambda: conn.restore(folder + "/py.save"), 2)
dom = conn.lookupByName("py")
say("managed save", dom.managedSave, 2)
print("has managed save", dom.hasManagedSaveImage())
say("start", dom.create, 2)
say("setMemory", lambda: dom.setMemory(32768), 0)
say("destroy", dom.destroy, 2)
say("destroy again", dom.destroy, 0)
say("rename", lambda: dom.rename("py2"), 4)
dom = conn.lookupByName("py2")
say("autostart", lambda: dom.setAutostart(1), 0)
test = conn.lookupByName("test")
say("suspend another", test.suspend, 1)
say("resume another", test.resume, 1)
print("deregister", conn.domainEventDeregisterAny(any_id))
say("start", dom.create, 1)
say("destroy", dom.destroy, 1)
say("undefine", dom.undefine, 1)
print("deregister", conn.domainEventDeregisterAny(one_id))
print("deregister", conn.domainEventDeregisterAny(reboot_id))
say("create", lambda: conn.createXML(XML % 1), 0)
say("destroy", lambda: conn.lookupByName("py").destroy(), 0)
try:
    conn.domainEventDeregisterAny(any_id)
    print("deregister twice ok")
except libvirt.libvirtError as e:
    print("deregister twice !!", e.get_error_code(), e.get_error_message())
print("close", conn.close())
