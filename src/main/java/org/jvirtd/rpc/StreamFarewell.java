package org.jvirtd.rpc;

/** What a client is told when its stream is over. */
sealed interface StreamFarewell {

  /** All went as the client has asked. */
  record Confirmed() implements StreamFarewell {}

  /** It has failed. */
  record Failed(RpcError error) implements StreamFarewell {}

  /** Nothing: nobody listens any more. */
  record Silent() implements StreamFarewell {}
}
