package org.jvirtd.rpc;

/**
 * The calls that a client has under way at a moment: what is added up over thousands of clients,
 * where all of {@link ConnectionInfo} would be too much to ask.
 *
 * @param windowUsed calls admitted by the request window, their replies not yet sent
 * @param parked calls that wait for the window
 */
public record CallLoad(int windowUsed, int parked) {}
