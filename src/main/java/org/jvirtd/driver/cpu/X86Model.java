package org.jvirtd.driver.cpu;

import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A processor model that has a name. Nobody changes its sets.
 *
 * @param vendor who makes it, null where several do
 * @param guest whether an answer may name it as a guest's processor
 * @param features the numbers of its features, see {@link X86Table#features()}
 * @param removed features that hypervisors have taken out of the model since: a guest that is to
 *     have the model as it is now must be told that they are off
 */
record X86Model(
    String name, @Nullable String vendor, boolean guest, BitSet features, List<String> removed) {}
