package org.jvirtd.protocol;

/**
 * The features that a client may ask for with CONNECT_SUPPORTS_FEATURE: the numbers of libvirt's
 * {@code virDrvFeature} (semantics section 12).
 */
public enum Feature {
  MIGRATION_V1(1),
  REMOTE(2),
  MIGRATION_V2(3),
  MIGRATION_P2P(4),
  MIGRATION_DIRECT(5),
  MIGRATION_V3(6),
  MIGRATE_CHANGE_PROTECTION(7),
  FD_PASSING(8),
  TYPED_PARAM_STRING(9),
  PROGRAM_KEEPALIVE(10),
  XML_MIGRATABLE(11),
  MIGRATION_OFFLINE(12),
  MIGRATION_PARAMS(13),
  REMOTE_EVENT_CALLBACK(14),
  REMOTE_CLOSE_CALLBACK(15),
  NETWORK_UPDATE_HAS_CORRECT_ORDER(16);

  private final int number;

  Feature(int number) {
    this.number = number;
  }

  /** The number on the wire. */
  public int number() {
    return number;
  }
}
