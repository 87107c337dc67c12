"""Events of networks and node devices, and what calls on them answer."""
import sys
import libvirt

libvirt.registerErrorHandler(lambda context, error: None, None)
libvirt.virEventRegisterDefaultImpl()
conn = libvirt.open(sys.argv[1])
other = libvirt.open(sys.argv[1])
seen = []


def pump(count):
    while len(seen) < count:
        libvirt.virEventRunDefaultImpl()
    print("\n".join(sorted(seen[:count])))
    del seen[:]


def attempt(name, call):
    try:
        print(name, call())
    except libvirt.libvirtError as e:
        print(name, "!!", e.get_error_code(), e.get_error_domain(), e.get_error_message())


def network_event(conn, net, event, detail, tag):
    seen.append(f"{tag} {net.name()} {net.UUIDString()} {event} {detail}")


def device_event(conn, dev, event, detail, tag):
    seen.append(f"{tag} {dev.name()} {event} {detail}")


default = conn.networkLookupByName("default")
host = conn.nodeDeviceLookupByName("scsi_host1")
conn.networkEventRegisterAny(None, 0, network_event, "any network")
one = conn.networkEventRegisterAny(default, 0, network_event, "default only")
attempt("same again", lambda: conn.networkEventRegisterAny(default, 0, network_event, "twice") >= 0)
conn.nodeDeviceEventRegisterAny(None, 0, device_event, "any device")
conn.nodeDeviceEventRegisterAny(host, 0, device_event, "scsi_host1 only")

XML = """<network><name>n</name><uuid>0a000000-1111-2222-3333-444444444444</uuid>
<bridge name='br7'/><ip address='10.0.7.1' prefix='24'/></network>"""
net = other.networkDefineXML(XML)
pump(1)
other.networkDefineXML(XML)
pump(1)
net.create()
pump(1)
net.destroy()
pump(1)
net.undefine()
pump(1)
net = other.networkCreateXML(XML)
pump(1)
net.destroy()
pump(1)
default = other.networkLookupByUUIDString("dd8fe884-6c02-601e-7551-cca97df1c5df")
default.destroy()
pump(2)
conn.networkEventDeregisterAny(one)
default.create()
pump(1)
default.update(3, libvirt.VIR_NETWORK_SECTION_DNS_TXT, -1, "<txt name='a' value='b'/>", 0)
print("txt" in default.XMLDesc())

DEVICE = """<device><parent>scsi_host1</parent><capability type='scsi_host'>
<capability type='fc_host'><wwnn>2000000099999999</wwnn><wwpn>1000000099999999</wwpn></capability>
</capability></device>"""
dev = other.nodeDeviceCreateXML(DEVICE, 0)
pump(1)
print(dev.name(), dev.parent(), dev.numOfCaps(), dev.listCaps())
print(dev.XMLDesc())
dev.destroy()
pump(1)

for name, call in {
    "networks": lambda: (conn.numOfNetworks(), conn.listNetworks()),
    "defined networks": lambda: (conn.numOfDefinedNetworks(), conn.listDefinedNetworks()),
    "all networks": lambda: [n.name() for n in conn.listAllNetworks()],
    "unknown filter": lambda: conn.listAllNetworks(1 << 6),
    "by wrong uuid": lambda: conn.networkLookupByUUIDString("0a000000-1111-2222-3333-444444444445"),
    "is active": lambda: (default.isActive(), default.isPersistent()),
    "bridge": lambda: default.bridgeName(),
    "autostart": lambda: (default.autostart(), default.setAutostart(1), default.autostart()),
    "flags": lambda: default.XMLDesc(1),
    "create flags": lambda: conn.networkCreateXMLFlags(XML, 2),
    "define flags": lambda: conn.networkDefineXMLFlags(XML, 2),
    "update flags": lambda: default.update(3, 11, -1, "<txt name='x' value='y'/>", 4),
    "update nothing": lambda: default.update(0, 11, -1, "<txt name='x' value='y'/>", 0),
    "update unknown": lambda: default.update(9, 11, -1, "<txt name='x' value='y'/>", 0),
    "update no part": lambda: default.update(3, 0, -1, "<txt name='x' value='y'/>", 0),
    "update beyond": lambda: default.update(3, 99, -1, "<txt name='x' value='y'/>", 0),
    "leases": lambda: default.DHCPLeases(),
    "ports": lambda: default.listAllPorts(),
    "port by uuid": lambda: default.portLookupByUUIDString("0a000000-1111-2222-3333-444444444444"),
    "new port": lambda: default.portCreateXML("<networkport/>"),
    "interfaces": lambda: (conn.numOfInterfaces(), conn.listInterfaces()),
    "defined interfaces": lambda: (conn.numOfDefinedInterfaces(), conn.listDefinedInterfaces()),
    "all interfaces": lambda: [(i.name(), i.MACString()) for i in conn.listAllInterfaces()],
    "interface filter": lambda: conn.listAllInterfaces(4),
    "interface flags": lambda: conn.interfaceLookupByName("eth1").XMLDesc(1),
    "interface create flags": lambda: conn.interfaceLookupByName("eth1").create(1),
    "interface destroy flags": lambda: conn.interfaceLookupByName("eth1").destroy(1),
    "interface define flags": lambda: conn.interfaceDefineXML("<interface/>", 2),
    "begin flags": lambda: conn.changeBegin(1),
    "commit flags": lambda: conn.changeCommit(1),
    "rollback flags": lambda: conn.changeRollback(1),
    "by mac": lambda: conn.interfaceLookupByMACString("AA:bb:cc:dd:ee:ff").MACString(),
    "devices": lambda: (conn.numOfDevices(None), sorted(conn.listDevices(None))),
    "scsi hosts": lambda: (conn.numOfDevices("scsi_host"), sorted(conn.listDevices("scsi_host"))),
    "vports": lambda: (conn.numOfDevices("vports"), sorted(conn.listDevices("vports"))),
    "no such kind": lambda: (conn.numOfDevices("nosuch"), conn.listDevices("nosuch")),
    "all devices": lambda: sorted(d.name() for d in conn.listAllDevices()),
    "fc hosts": lambda: sorted(d.name() for d in conn.listAllDevices(1 << 9)),
    "pci": lambda: [d.name() for d in conn.listAllDevices(2)],
    "device filter": lambda: conn.listAllDevices(1 << 22),
    "device flags": lambda: host.XMLDesc(1),
    "device parents": lambda: (host.parent(), conn.nodeDeviceLookupByName("computer").parent()),
    "device create flags": lambda: conn.nodeDeviceCreateXML(DEVICE, 2),
    "by wwn": lambda: conn.nodeDeviceLookupSCSIHostByWWN("2000000012341234", "1000000012341234").name(),
    "device autostart": lambda: host.autostart(),
    "device is active": lambda: host.isActive(),
    "device is persistent": lambda: host.isPersistent(),
    "detach": lambda: host.dettach(),
    "reset": lambda: host.reset(),
    "secrets": lambda: conn.numOfSecrets(),
    "all secrets": lambda: conn.listAllSecrets(),
    "secret": lambda: conn.secretLookupByUUIDString("0a000000-1111-2222-3333-444444444444"),
    "new secret": lambda: conn.secretDefineXML("<secret/>"),
    "filters": lambda: conn.numOfNWFilters(),
    "all filters": lambda: conn.listAllNWFilters(),
    "filter": lambda: conn.nwfilterLookupByName("x"),
    "new filter": lambda: conn.nwfilterDefineXML("<filter/>"),
    "bindings": lambda: conn.listAllNWFilterBindings(),
    "binding": lambda: conn.nwfilterBindingLookupByPortDev("x"),
}.items():
    attempt(name, call)
print("close", other.close() >= 0, conn.close() >= 0)
