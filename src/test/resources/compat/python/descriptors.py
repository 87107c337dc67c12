# Calls that pass file descriptors; each is followed by an ordinary one on the same connection.
import libvirt
import os
import socket
import sys

libvirt.registerErrorHandler(lambda *_: None, None)
conn = libvirt.open(sys.argv[1])
dom = conn.lookupByName("test")
XML = "<domain type='test'><name>two</name><memory>1024</memory><os><type>hvm</type></os></domain>"
reader, writer = os.pipe()
here, there = socket.socketpair()


def attempt(what, call):
    try:
        print(what, call())
    except libvirt.libvirtError as e:
        print(what, e.get_error_code(), e.get_error_domain(), e)
    print("  next call", conn.getHostname() != "", len(conn.listAllDomains()))


attempt("associate", lambda: dom.FDAssociate("x", [reader, writer], 0))
attempt("associate 32", lambda: dom.FDAssociate("x", [reader] * 32, 0))
attempt("graphics", lambda: dom.openGraphics(0, here.fileno(), 0))
attempt("graphics descriptor", lambda: dom.openGraphicsFD(0, 0))
attempt("destroy", dom.destroy)
attempt("create", lambda: dom.createWithFiles([reader], 0))
attempt("create again", lambda: dom.createWithFiles([reader, writer], 0))
attempt("create XML", lambda: conn.createXMLWithFiles(XML, [reader, writer, reader], 0).name())
attempt("wrong XML", lambda: conn.createXMLWithFiles("<domain>", [reader], 0).name())
attempt("flags", lambda: conn.createXMLWithFiles(XML, [reader], 1 << 20).name())
print("alive", conn.isAlive())
