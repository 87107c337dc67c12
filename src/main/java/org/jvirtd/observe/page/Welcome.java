package org.jvirtd.observe.page;

import java.util.List;
import java.util.Map;

/**
 * What a browser is sent once, when it begins to watch.
 *
 * @param version of the daemon
 * @param interval milliseconds between two snapshots, and between two values of a series
 * @param samples values that a series has at most
 * @param waysIn commands that connect to the daemon
 * @param series the values of the last minutes, the oldest first
 */
record Welcome(
    String version,
    long interval,
    int samples,
    List<String> waysIn,
    Map<String, List<Integer>> series) {}
