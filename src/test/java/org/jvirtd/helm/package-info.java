/**
 * The chart in {@code helm/}: rendered by Helm's own engine, parsed into the types of Kubernetes,
 * and held against the daemon that it runs.
 */
@NullMarked
package org.jvirtd.helm;

import org.jspecify.annotations.NullMarked;
