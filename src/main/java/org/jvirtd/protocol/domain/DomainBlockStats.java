package org.jvirtd.protocol.domain;

/** The wire structure {@code remote_domain_block_stats_ret}. */
public record DomainBlockStats(
    long readRequests, long readBytes, long writeRequests, long writeBytes, long errors) {}
