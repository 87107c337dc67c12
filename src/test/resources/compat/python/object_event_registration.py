"""Registering for events of networks, storage pools, node devices and secrets, and taking it back."""
import sys
import libvirt

libvirt.registerErrorHandler(lambda context, error: None, None)
libvirt.virEventRegisterDefaultImpl()
conn = libvirt.open(sys.argv[1])


def attempt(name, call):
    try:
        print(name, call())
    except libvirt.libvirtError as e:
        print(name, "!!", e.get_error_code(), e.get_error_domain(), e.get_error_message())


def nothing(*args):
    pass


KINDS = {
    "network": (conn.networkEventRegisterAny, conn.networkEventDeregisterAny),
    "pool": (conn.storagePoolEventRegisterAny, conn.storagePoolEventDeregisterAny),
    "device": (conn.nodeDeviceEventRegisterAny, conn.nodeDeviceEventDeregisterAny),
    "secret": (conn.secretEventRegisterAny, conn.secretEventDeregisterAny),
}
for kind, (register, deregister) in KINDS.items():
    for number in (-1, 0, 1, 2, 99):
        attempt(f"{kind} {number}", lambda: register(None, number, nothing, None))
    attempt(f"{kind} 0 again", lambda: register(None, 0, nothing, None))
    for number in (0, 0, 77, -1):
        attempt(f"{kind} off {number}", lambda: deregister(number))
print("close", conn.close() >= 0)
