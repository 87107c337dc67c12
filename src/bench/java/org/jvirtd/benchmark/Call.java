package org.jvirtd.benchmark;

import java.util.List;
import org.jvirtd.benchmark.load.Frames;

/** The calls that are measured. */
enum Call {
  LIB_VERSION {
    @Override
    byte[] frame(byte[] domain) {
      return Frames.call(Frames.CONNECT_GET_LIB_VERSION);
    }
  },
  DOMAIN_INFO {
    @Override
    byte[] frame(byte[] domain) {
      return Frames.call(
          Frames.DOMAIN_GET_INFO, out -> out.writeFixedOpaque(domain, domain.length));
    }
  },
  DOMAIN_XML {
    @Override
    byte[] frame(byte[] domain) {
      return Frames.call(
          Frames.DOMAIN_GET_XML_DESC,
          out -> {
            out.writeFixedOpaque(domain, domain.length);
            out.writeInt(0);
          });
    }
  },
  /** The description of each domain in turn, not of one. */
  EACH_DOMAIN_XML {
    @Override
    byte[] frame(byte[] domain) {
      return DOMAIN_XML.frame(domain);
    }

    @Override
    List<byte[]> frames(List<byte[]> domains) {
      return domains.stream().map(this::frame).toList();
    }
  },
  LIST_DOMAINS {
    @Override
    byte[] frame(byte[] domain) {
      return Frames.call(
          Frames.CONNECT_LIST_ALL_DOMAINS,
          out -> {
            out.writeInt(1); // the list itself, not its length only
            out.writeInt(0); // of all domains
          });
    }
  },
  DOMAIN_STATS {
    @Override
    byte[] frame(byte[] domain) {
      return Frames.call(
          Frames.CONNECT_GET_ALL_DOMAIN_STATS,
          out -> {
            out.writeInt(0); // of all domains
            out.writeInt(0); // every kind
            out.writeInt(0);
          });
    }
  };

  /**
   * @param domain how frames name the domain that is asked about
   */
  abstract byte[] frame(byte[] domain);

  /**
   * The calls that are made, one after the other.
   *
   * @param domains how frames name all domains, the one that is asked about first
   */
  List<byte[]> frames(List<byte[]> domains) {
    return List.of(frame(domains.getFirst()));
  }
}
