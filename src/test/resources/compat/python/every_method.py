"""Every method of the binding's objects, each with good and bad arguments and every flag, each on objects made for it alone.

Arguments are chosen by the name of the parameter: the first value is a good one, and then one parameter after the other has
its other values. Only what is driven by callbacks or by files of the client is left to other scripts."""
import inspect
import re
import sys

import libvirt

libvirt.registerErrorHandler(lambda context, error: None, None)
conn = libvirt.open(sys.argv[1])
folder = sys.argv[2]
only = sys.argv[3:]

DOMAIN = """<domain type='test'><name>%s</name><uuid>eeeeeeee-1111-2222-3333-44444444444%d</uuid><memory unit='MiB'>64</memory>
<currentMemory unit='MiB'>32</currentMemory><vcpu current='2'>4</vcpu><iothreads>2</iothreads><os><type>hvm</type></os>
<devices><disk type='file'><driver name='qemu' type='qcow2'/><source file='/guest/a.img'/><target dev='vda'/></disk>
<interface type='network'><mac address='52:54:00:0a:0b:0c'/><source network='default'/><target dev='vnet9'/></interface>
<graphics type='vnc' autoport='yes'/></devices></domain>"""
NETWORK = """<network><name>lan</name><uuid>dddddddd-1111-2222-3333-444444444444</uuid><bridge name='virbr7'/>
<mac address='52:54:00:0a:0b:0d'/><ip address='10.7.0.1' netmask='255.255.255.0'/></network>"""
PORT = """<networkport><uuid>cccccccc-1111-2222-3333-444444444444</uuid><owner><name>g</name>
<uuid>eeeeeeee-1111-2222-3333-444444444449</uuid></owner><mac address='52:54:00:0a:0b:0e'/><plug type='network' bridge='virbr7'/></networkport>"""
INTERFACE = """<interface type='ethernet' name='eth7'><start mode='onboot'/><mac address='52:54:00:0a:0b:0f'/></interface>"""
POOL = """<pool type='dir'><name>depot</name><uuid>bbbbbbbb-1111-2222-3333-444444444444</uuid><target><path>/depot</path></target></pool>"""
VOLUME = """<volume><name>v1</name><capacity>1048576</capacity><allocation>4096</allocation></volume>"""
DEVICE = """<device><parent>scsi_host11</parent><capability type='scsi_host'><capability type='fc_host'>
<wwnn>2000000012341234</wwnn><wwpn>1000000012341234</wwpn></capability></capability></device>"""
SNAPSHOT = "<domainsnapshot><name>%s</name></domainsnapshot>"
CHECKPOINT = "<domaincheckpoint><name>%s</name></domaincheckpoint>"
CPU = "<cpu><arch>x86_64</arch><model>qemu64</model></cpu>"
SECRET = "<secret ephemeral='no' private='no'/>"
FILTER = "<filter name='f'/>"
DISK = "<disk type='file'><source file='/guest/b.img'/><target dev='vdb'/></disk>"
BAD = "<broken>"

VALUES = {
    "pages": [{4: 1}, {}, {7: 1}],
    "startCell": [0, 1, -1, 99],
    "maxCells": [1, 9, 0],
    "cellCount": [1, 99],
    "emulator": [None, "/usr/bin/x"],
    "arch": ["x86_64", "i686", "nonsense"],
    "machine": [None, "pc"],
    "virttype": [None, "test", "nonsense"],
    "xmlCPUs": [[CPU], [], [CPU, BAD]],
    "xmlCPU": [CPU, BAD],
    "nativeFormat": ["test"],
    "nativeConfig": ["x"],
    "domainXml": [DOMAIN % ("n", 7)],
    "type": ["test", None, "nonsense"],
    "srcSpec": [None, "<source><host name='h'/></source>", BAD],
    "cpuNum": [0, -1, 99],
    "cellNum": [0, -1, 99],
    "xml": [DOMAIN % ("fresh", 8), DOMAIN % ("subject", 8), DOMAIN % ("other", 1), BAD, ""],
    "xmlDesc": [DOMAIN % ("fresh", 8), DOMAIN % ("subject", 8), DOMAIN % ("other", 1), BAD, ""],
    "dxml": [DOMAIN % ("subject", 1), DOMAIN % ("other", 8), BAD, None],
    "files": [[]],
    "doms": ["DOMAINS"],
    "stats": [0, 1, 2, 1 << 30],
    "macstr": ["52:54:00:0a:0b:0f", "nonsense"],
    "name": ["subject", "nonsense", ""],
    "cap": ["scsi_host", None, "nonsense"],
    "id": [1, 99, -1],
    "uuid": [b"\xee" * 4 + b"\x11\x11\x22\x22\x33\x33\x44\x44\x44\x44\x44\x41", b"\0" * 16],
    "uuidstr": ["eeeeeeee-1111-2222-3333-444444444441", "eeeeeeee-1111-2222-3333-444444444449", "nonsense"],
    "wwnn": ["2000000012341234", "nonsense"],
    "wwpn": ["1000000012341234", "nonsense"],
    "portdev": ["vnet0"],
    "frm": [folder + "/absent"],
    "file": [folder + "/absent"],
    "to": [folder + "/image", "/nonexistent/image"],
    "dumpformat": [0, 1, 99],
    "params": [{}, {"nonsense": 1}],
    "usageType": [0, 1],
    "usageID": ["x"],
    "path": ["vda", "/guest/a.img", "vnet9", "52:54:00:0a:0b:0c", "/depot", "nonsense", ""],
    "key": ["/depot/v1", "x", "nonsense"],
    "target": [0, 9],
    "duration": [60, 0],
    "timeout": [5, -2, -7],
    "iothread_id": [3, 1, 0],
    "iothread_val": [1, 9, 0],
    "user": ["root", ""],
    "password": ["p", ""],
    "backupXML": ["<domainbackup/>"],
    "checkpointXML": [None],
    "disk": ["vda", "nonsense", ""],
    "base": [None, "/guest/base.img"],
    "top": [None],
    "bandwidth": [0, 5],
    "destxml": [DISK],
    "offset": [0],
    "size": [512, 1 << 30, 0],
    "start": [0],
    "total": [True, False],
    "mountPoint": ["/", "/nonsense", None],
    "mountpoints": [None, ["/"], ["/nonsense"]],
    "minimum": [0, 5],
    "types": [0, 1, 1 << 20],
    "source": [0, 1, 2, 9],
    "device": ["vnet9", "52:54:00:0a:0b:0c", "nonsense", ""],
    "uri": [None, "http://example.org/x"],
    "metadata": ["text", None, "<a/>", "a\nb"],
    "cacheSize": [1000],
    "downtime": [100, 0],
    "duri": ["test:///default"],
    "dconnuri": ["test:///default"],
    "cpumap": [(True, False), (False, False), ()],
    "vcpu": [0, 1, 9],
    "vcpumap": ["1", "0-1", "nonsense"],
    "state": [1, 0],
    "new_name": ["renamed", "other", "subject", ""],
    "alias": ["ua-x", ""],
    "screen": [0, 1],
    "codeset": [0, 9],
    "holdtime": [0],
    "keycodes": [[30], [99999]],
    "nkeycodes": [1],
    "pid_value": [1, 2, 0],
    "signum": [15, 1, 99],
    "autostart": [1, 0],
    "dev": ["vda", "nonsense"],
    "threshold": [5],
    "action": [0, 1, 9],
    "memory": [1024, 65536, 1 << 30, 0],
    "period": [1, 0, -1],
    "nvcpus": [1, 4, 5, 0],
    "seconds": [1],
    "interval": [5],
    "count": [3],
    "command": [1, 0, 3, 2, 9],
    "section": [4, 10, 99],
    "parentIndex": [-1, 5],
    "capacity": [2097152, 1, 0],
    "algorithm": [0, 1, 99],
    "driverName": [None, "vfio"],
    "time": [None, {"seconds": 1000, "nseconds": 0}],
    "xmldesc": [PORT, BAD],
}

BY_METHOD = {
    "networkCreateXML": {"xmlDesc": [NETWORK.replace("lan", "n2").replace("-444444444444", "-444444444445"), NETWORK, BAD]},
    "networkDefineXML": {"xml": [NETWORK.replace("lan", "n2").replace("-444444444444", "-444444444445"), NETWORK, BAD]},
    "interfaceDefineXML": {"xml": [INTERFACE.replace("eth7", "eth8"), INTERFACE, BAD]},
    "interfaceLookupByName": {"name": ["eth7", "eth1", "nonsense"]},
    "networkLookupByName": {"name": ["lan", "default", "nonsense"]},
    "storagePoolLookupByName": {"name": ["depot", "default-pool", "nonsense"]},
    "nodeDeviceLookupByName": {"name": ["computer", "scsi_host11", "nonsense"]},
    "nodeDeviceCreateXML": {"xmlDesc": [DEVICE, BAD]},
    "nodeDeviceDefineXML": {"xmlDesc": [DEVICE]},
    "storagePoolCreateXML": {"xmlDesc": [POOL.replace("depot", "p2").replace("-444444444444", "-444444444445"), POOL, BAD]},
    "storagePoolDefineXML": {"xml": [POOL.replace("depot", "p2").replace("-444444444444", "-444444444445"), POOL, BAD]},
    "storageVolLookupByPath": {"path": ["/depot/v1", "nonsense"]},
    "findStoragePoolSources": {"type": ["logical", "netfs", "dir", "nonsense"]},
    "compareCPU": {"xmlDesc": [CPU, BAD]},
    "secretDefineXML": {"xml": [SECRET]},
    "nwfilterDefineXML": {"xmlDesc": [FILTER]},
    "nwfilterBindingCreateXML": {"xml": [FILTER]},
    "attachDevice": {"xml": [DISK, BAD]},
    "detachDevice": {"xml": [DISK, BAD]},
    "updateDeviceFlags": {"xml": [DISK, BAD]},
    "checkpointCreateXML": {"xmlDesc": [CHECKPOINT % "c9", CHECKPOINT % "c1", BAD]},
    "checkpointLookupByName": {"name": ["c1", "nonsense"]},
    "snapshotCreateXML": {"xmlDesc": [SNAPSHOT % "s9", SNAPSHOT % "s1", "<domainsnapshot/>", BAD]},
    "snapshotLookupByName": {"name": ["s1", "nonsense"]},
    "storageVolLookupByName": {"name": ["v1", "nonsense"]},
    "createXMLFrom": {"xmlDesc": [VOLUME.replace("v1", "v2"), VOLUME, BAD]},
    "virStoragePool.createXML": {"xmlDesc": [VOLUME.replace("v1", "v2"), VOLUME, BAD]},
    "metadata": {"type": [0, 1, 2, 9], "uri": [None, "http://example.org/x"]},
    "setMetadata": {"type": [0, 1, 2, 9], "metadata": ["text", None, "<a/>", "a\nb"], "key": ["k", None], "uri": ["http://example.org/x", None]},
    "setLifecycleAction": {"type": [0, 1, 2, 9], "action": [0, 1, 2, 3, 9]},
    "virNetwork.update": {"xml": ["<host mac='52:54:00:00:00:01' ip='10.7.0.3'/>", "<ip address='10.8.0.1'/>", BAD]},
    "setSchedulerParameters": {"params": [{"weight": 30}, {"nonsense": 1}]},
    "setMemoryParameters": {"params": [{"hard_limit": 5000}, {"soft_limit": 6000, "hard_limit": 5000}, {"nonsense": 1}]},
    "setBlkioParameters": {"params": [{"weight": 500}, {"weight": 5}, {"device_weight": "/dev/sda,200"}]},
    "setBlockIoTune": {"params": [{"total_bytes_sec": 1000}, {"total_bytes_sec": 1000, "read_bytes_sec": 10}, {"nonsense": 1}]},
    "setInterfaceParameters": {"params": [{"inbound.average": 100}, {"outbound.average": 5, "outbound.peak": 7}, {"nonsense": 1}]},
    "setNumaParameters": {"params": [{"numa_mode": 0}, {"numa_nodeset": "0"}, {"numa_mode": 77}]},
    "setPerfEvents": {"params": [{"cmt": True}, {"cpu_cycles": False}]},
    "setIOThreadParams": {"params": [{"poll-max-ns": 10}, {"nonsense": 1}]},
    "agentSetResponseTimeout": {"timeout": [5, -2, -7]},
    "info": {}, "infoFlags": {},
}

# Not to be called at all, or called by other scripts: they need callbacks, descriptors, or end the connection.
LEFT_OUT = {
    "close", "connect", "c_pointer", "newStream", "openGraphics", "openGraphicsFD", "openChannel", "openConsole", "screenshot",
    "upload", "download", "migrate", "migrate2", "migrate3", "getConnect", "domain", "getDomain", "virConnGetLastError",
    "virConnResetLastError", "createLinux", "setIdentity", "setKeepAlive", "createXMLWithFiles", "createWithFiles", "FDAssociate",
    "authorizedSSHKeysSet", "suspendForDuration", "nodeDeviceLookupSCSIHostByWWN", "network", "storagePoolLookupByVolume",
    "getSysinfo", "getFreePages", "virNodeDevice.destroy",
    # Ours can do more, or says what was wrong where libvirtd does not; see docs/compatibility.md.
    "virStorageVol.resize", "wipe", "wipePattern", "securityLabelList", "setIOThreadParams", "baselineCPU",
    "baselineHypervisorCPU", "listAllDevices", "listDevices", "numOfDevices", "isEncrypted",
}
# Their answers depend on the clock.
MOVING = {"getTime", "info", "blockStats", "blockStatsFlags", "interfaceStats", "getCPUStats", "getAllDomainStats", "domainListGetStats",
          "memoryStats", "vcpus", "getFreeMemory", "getMemoryStats", "infoFlags", "guestInfo", "ID",
          "listDomainsID", "interfaceAddresses"}


def text(value):
    if isinstance(value, libvirt.virConnect):
        return "the connection"
    if hasattr(value, "_o"):
        for named in ("name", "getName", "UUIDString"):
            if hasattr(value, named):
                return "%s %s" % (type(value).__name__, getattr(value, named)())
        return type(value).__name__
    if isinstance(value, dict):
        return "{" + ", ".join("%s: %s" % (k, text(v)) for k, v in sorted(value.items(), key=str)) + "}"
    if isinstance(value, (list, tuple)):
        parts = [text(v) for v in value]
        if parts and all(p.startswith(("vir", "[vir")) for p in parts) or all(isinstance(v, str) for v in value):
            parts.sort()
        return "[" + ", ".join(parts) + "]"
    return str(value)


def called(name, method, arguments):
    try:
        out = text(method(**arguments))
    except libvirt.libvirtError as e:
        message = str(e.get_error_message())
        if "validate against schema" in message:
            # Beyond its first line libvirt's text comes from its XML library.
            message = message.splitlines()[0]
        return "!! %s %s %s" % (e.get_error_code(), e.get_error_domain(), message)
    except (TypeError, OverflowError, ValueError, AttributeError, LookupError, NotImplementedError) as e:
        return "refused by the binding: %s" % type(e).__name__
    if name in MOVING:
        out = re.sub(r"[0-9]+", "N", out)
    # Seconds since 1970, as a time or as the name that a snapshot gets from it.
    out = re.sub(r"\b1[0-9]{9}\b", "N", out)
    return re.sub(r" id='[0-9]+'", " id='N'", out)


def quietly(call, *arguments):
    try:
        return call(*arguments)
    except libvirt.libvirtError:
        return None


def clear():
    for dom in conn.listAllDomains():
        if dom.name() == "test":
            if not dom.isActive():
                quietly(dom.create)
            continue
        for kept in quietly(dom.listAllCheckpoints) or []:
            quietly(kept.delete)
        quietly(dom.destroy)
        # The managed save and what is known of snapshots go with it.
        quietly(dom.undefineFlags, 1 | 2)
    for net in conn.listAllNetworks():
        if net.name() != "default":
            quietly(net.destroy)
            quietly(net.undefine)
    for pool in conn.listAllStoragePools():
        if pool.name() != "default-pool":
            quietly(pool.destroy)
            quietly(pool.undefine)
    quietly(conn.changeRollback)
    for iface in conn.listAllInterfaces():
        if iface.name() != "eth1":
            quietly(iface.destroy)
            quietly(iface.undefine)


def other():
    return conn.defineXML(DOMAIN % ("other", 2))


def shut_off():
    other()
    dom = conn.defineXML(DOMAIN % ("subject", 1))
    dom.snapshotCreateXML(SNAPSHOT % "s1")
    return dom


def running():
    dom = conn.defineXML(DOMAIN % ("subject", 1))
    other()
    dom.create()
    quietly(dom.checkpointCreateXML, CHECKPOINT % "c1")
    return dom


def paused():
    dom = running()
    dom.suspend()
    return dom


def transient():
    return conn.createXML(DOMAIN % ("subject", 1))


def network():
    net = conn.networkDefineXML(NETWORK)
    net.create()
    return net


def inactive_network():
    return conn.networkDefineXML(NETWORK)


def interface():
    iface = conn.interfaceDefineXML(INTERFACE)
    iface.create()
    return iface


def inactive_interface():
    return conn.interfaceDefineXML(INTERFACE)


def pool():
    made = conn.storagePoolDefineXML(POOL)
    made.create()
    made.createXML(VOLUME)
    return made


def inactive_pool():
    return conn.storagePoolDefineXML(POOL)


def volume():
    return pool().storageVolLookupByName("v1")


def device():
    return conn.nodeDeviceLookupByName("scsi_host11")


def snapshot():
    dom = shut_off()
    dom.snapshotCreateXML(SNAPSHOT % "s2")
    return dom.snapshotLookupByName("s1")


def checkpoint():
    dom = running()
    dom.checkpointCreateXML(CHECKPOINT % "c2")
    return dom.checkpointLookupByName("c1")


def connection():
    network()
    inactive_interface()
    pool()
    running()
    return conn


def after(subject):
    if isinstance(subject, libvirt.virDomain):
        return called("state", subject.state, {}) + " " + str(len(called("XMLDesc", subject.XMLDesc, {})))
    if isinstance(subject, (libvirt.virNetwork, libvirt.virStoragePool, libvirt.virInterface)):
        return called("isActive", subject.isActive, {}) + " " + str(len(called("XMLDesc", subject.XMLDesc, {})))
    return ""


def values(cls, method, parameter):
    for key in (cls + "." + method, method):
        if parameter in BY_METHOD.get(key, {}):
            return BY_METHOD[key][parameter]
    return VALUES[parameter]


def cases(cls, method, function, sweep):
    names = [p.name for p in list(inspect.signature(function).parameters.values())[1:]]
    flags = "flags" in names
    names = [n for n in names if n != "flags"]
    first = {n: values(cls, method, n)[0] for n in names}
    yield first
    for n in names:
        for value in values(cls, method, n)[1:]:
            yield {**first, n: value}
    if flags and sweep:
        for bit in FLAGS:
            yield {**first, "flags": 1 << bit}


def concrete(arguments):
    made = dict(arguments)
    if made.get("doms") == "DOMAINS":
        made["doms"] = conn.listAllDomains()
    if "snap" in made:
        made["snap"] = conn.lookupByName("subject").snapshotLookupByName("s1")
    if "clonevol" in made:
        made["clonevol"] = conn.storageVolLookupByPath("/depot/v1")
    return made


# The last two are nobody's.
FLAGS = [0, 1, 2, 3, 4, 5, 8, 12, 30]
ASKS = re.compile("^(get|is|list|num|lookup|has|UUID|XMLDesc|name|ID|OSType|.*Lookup|.*Info|.*Stats$)")

VALUES.update({"emulatorbin": [None, "/usr/bin/x"], "dname": [None], "miguri": [None], "mac": [None, "52:54:00:0a:0b:0c"], "dconnuri": ["test:///default"]})
VALUES["snap"] = ["SNAPSHOT"]
VALUES["clonevol"] = ["VOLUME"]
FIXTURES = [connection, shut_off, running, paused, transient, network, inactive_network, interface, inactive_interface, pool,
            inactive_pool, volume, device, snapshot, checkpoint]

for fixture in FIXTURES:
    clear()
    cls = type(fixture())
    for method, function in sorted(vars(cls).items()):
        if method.startswith("_") or method in LEFT_OUT or cls.__name__ + "." + method in LEFT_OUT or not callable(function):
            continue
        parameters = inspect.signature(function).parameters
        if "cb" in parameters or "callbackID" in parameters or "handler" in parameters:
            continue
        if only and method not in only:
            continue
        subject = None
        for arguments in cases(cls.__name__, method, function, fixture not in (paused, transient)):
            if subject is None:
                clear()
                subject = fixture()
            try:
                given = concrete(arguments)
            except libvirt.libvirtError:
                continue
            shown = ", ".join("%s=%s" % (k, str(v)[:60].replace("\n", " ")) for k, v in arguments.items())
            result = called(method, getattr(subject, method), given)
            print("%s.%s(%s) -> %s | %s" % (fixture.__name__, method, shown, result, after(subject)))
            # What was refused, or only asked, has changed nothing.
            if not result.startswith(("!!", "refused")) and not ASKS.match(method):
                subject = None
clear()
