"""Events of storage pools, and what the binding makes of pools and volumes."""
import sys
import threading

import libvirt

libvirt.registerErrorHandler(lambda context, error: None, None)
libvirt.virEventRegisterDefaultImpl()


def loop():
    while True:
        libvirt.virEventRunDefaultImpl()


threading.Thread(target=loop, daemon=True).start()

connection = libvirt.open(sys.argv[1])
seen = []
changed = threading.Condition()


def note(line):
    with changed:
        seen.append(line)
        changed.notify_all()


def lifecycle(connection, pool, event, detail, opaque):
    note("%s: %s %s %s" % (opaque, pool.name(), event, detail))


def refreshed(connection, pool, opaque):
    note("%s: %s refreshed" % (opaque, pool.name()))


def expect(count):
    with changed:
        if not changed.wait_for(lambda: len(seen) >= count, 20):
            print("only", len(seen), "events of", count)
        for line in sorted(seen):
            print(line)
        seen.clear()


XML = """<pool type='dir'><name>%s</name><uuid>%s</uuid><target><path>/%s</path></target></pool>"""
FIRST = XML % ("first", "55555555-0000-0000-0000-000000000001", "first")
SECOND = XML % ("second", "55555555-0000-0000-0000-000000000002", "second")

default = connection.storagePoolLookupByName("default-pool")
kinds = [
    connection.storagePoolEventRegisterAny(
        None, libvirt.VIR_STORAGE_POOL_EVENT_ID_LIFECYCLE, lifecycle, "all"
    ),
    connection.storagePoolEventRegisterAny(
        None, libvirt.VIR_STORAGE_POOL_EVENT_ID_REFRESH, refreshed, "all"
    ),
    connection.storagePoolEventRegisterAny(
        default, libvirt.VIR_STORAGE_POOL_EVENT_ID_REFRESH, refreshed, "default"
    ),
    connection.storagePoolEventRegisterAny(
        default, libvirt.VIR_STORAGE_POOL_EVENT_ID_LIFECYCLE, lifecycle, "default"
    ),
]

pool = connection.storagePoolDefineXML(FIRST)
expect(1)
pool.build()
expect(1)
pool.create()
expect(1)
pool.refresh()
expect(1)
default.refresh()
expect(2)
volume = pool.createXML("<volume><name>v</name><capacity>10</capacity></volume>")
print(volume.name(), volume.key(), volume.path(), volume.info())
print(volume.storagePoolLookupByVolume().name())
print(sorted(v.name() for v in pool.listAllVolumes()), pool.listVolumes(), pool.numOfVolumes())
print(pool.info(), pool.isActive(), pool.isPersistent(), pool.autostart())
pool.setAutostart(1)
print(pool.autostart())
copy = pool.createXMLFrom("<volume><name>w</name><capacity>20</capacity></volume>", volume)
print(copy.XMLDesc())
volume.delete()
print(pool.listVolumes())
pool.destroy()
expect(1)
pool.delete()
expect(1)
pool.undefine()
expect(1)
transient = connection.storagePoolCreateXML(SECOND)
expect(1)
transient.destroy()
expect(1)
default.destroy()
expect(2)
default.create()
expect(2)
for call in (
    lambda: connection.storagePoolLookupByName("first"),
    lambda: pool.info(),
    lambda: pool.isActive(),
    lambda: default.create(),
    lambda: default.createXML("<volume/>"),
    lambda: default.storageVolLookupByName("none"),
    lambda: connection.storageVolLookupByKey("none"),
    lambda: connection.storageVolLookupByPath("/none"),
    lambda: connection.storagePoolDefineXML("<pool"),
    lambda: connection.storagePoolDefineXML("<pool type='odd'/>"),
    lambda: connection.storagePoolLookupByTargetPath("/default-pool"),
):
    try:
        call()
        print("no error")
    except libvirt.libvirtError as e:
        print(e.get_error_code(), e.get_error_domain(), e.get_error_level(), e.get_error_message())
for kind in kinds:
    connection.storagePoolEventDeregisterAny(kind)
print("done")
connection.close()
