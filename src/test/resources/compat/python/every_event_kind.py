"""Which kinds of domain events can be registered and taken back, as the binding sees it."""
import sys
import libvirt

libvirt.registerErrorHandler(lambda context, error: None, None)
libvirt.virEventRegisterDefaultImpl()
conn = libvirt.open(sys.argv[1])
dom = conn.lookupByName("test")
for kind in range(0, 27):
    for target in (None, dom):
        try:
            number = conn.domainEventRegisterAny(target, kind, lambda *a: None, None)
            print(kind, target is None, "registered", number)
            conn.domainEventDeregisterAny(number)
        except libvirt.libvirtError as e:
            print(kind, target is None, "!!", e.get_error_code(), e.get_error_message())
print("close", conn.close() >= 0)
