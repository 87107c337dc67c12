package org.jvirtd.driver.xml;

/**
 * For whom a definition is written.
 *
 * @param inactive as it would be started the next time: nothing that belongs to the running domain
 * @param secure with passwords
 * @param migratable as older versions of libvirt can read it
 */
public record WriteMode(boolean inactive, boolean secure, boolean migratable) {

  /** Whether what belongs to a running domain is written. */
  public boolean live() {
    return !inactive;
  }
}
