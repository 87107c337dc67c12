package org.jvirtd.protocol.domain;

/** The wire structure {@code remote_domain_get_block_info_ret}. */
public record DomainBlockInfo(long allocation, long capacity, long physical) {}
