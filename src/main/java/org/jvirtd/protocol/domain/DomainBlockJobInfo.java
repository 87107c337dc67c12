package org.jvirtd.protocol.domain;

/** The wire structure {@code remote_domain_get_block_job_info_ret}. */
public record DomainBlockJobInfo(int found, int type, long bandwidth, long current, long end) {}
