package org.jvirtd.protocol.domain;

/**
 * How far a domain's job is.
 *
 * @param type a number of {@link DomainTypes.Job}
 * @param timeElapsed milliseconds
 * @param timeRemaining milliseconds
 * @param dataTotal bytes, as all sizes here
 */
public record DomainJobInfo(
    int type,
    long timeElapsed,
    long timeRemaining,
    long dataTotal,
    long dataProcessed,
    long dataRemaining,
    long memTotal,
    long memProcessed,
    long memRemaining,
    long fileTotal,
    long fileProcessed,
    long fileRemaining) {}
