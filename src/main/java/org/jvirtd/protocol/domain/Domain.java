package org.jvirtd.protocol.domain;

import java.util.UUID;

/**
 * A domain, as every procedure names it.
 *
 * @param name its name
 * @param uuid what identifies it
 * @param id its number while it runs, −1 while it does not
 */
public record Domain(String name, UUID uuid, int id) {}
