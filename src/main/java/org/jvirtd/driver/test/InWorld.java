package org.jvirtd.driver.test;

/** What every group of calls of the test hypervisor starts from. */
interface InWorld {
  /** The world that the connection is open to. */
  World world();
}
