package org.jvirtd.protocol.domain;

/**
 * How far a block job is.
 *
 * @param found 1 if there is one; the rest is 0 otherwise
 * @param type a number of {@link DomainTypes.BlockJob}
 * @param bandwidth MiB/s, or bytes/s if that was asked for
 */
public record DomainBlockJobInfo(int found, int type, long bandwidth, long current, long end) {}
