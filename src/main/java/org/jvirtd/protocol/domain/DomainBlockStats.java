package org.jvirtd.protocol.domain;

/** What went through a disk. A count that is not known is −1. */
public record DomainBlockStats(
    long readRequests, long readBytes, long writeRequests, long writeBytes, long errors) {}
