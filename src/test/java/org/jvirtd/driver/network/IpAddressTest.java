package org.jvirtd.driver.network;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses are read and written as C does it. */
class IpAddressTest {

  @ParameterizedTest
  @CsvSource({
    "192.168.1.2, 192.168.1.2",
    "10.1, 10.0.0.1",
    "1, 0.0.0.1",
    "1.2.3, 1.2.0.3",
    "0x7f.1, 127.0.0.1",
    "010.0.0.1, 8.0.0.1",
    "4294967295, 255.255.255.255",
    "::, ::",
    "::1, ::1",
    "1::, 1::",
    "2001:DB8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "0:0:0:0:0:0:0:0, ::",
    "1:0:0:2:0:0:0:3, 1:0:0:2::3",
    "::ffff:1.2.3.4, ::ffff:1.2.3.4",
    "::1.2.3.4, ::1.2.3.4",
    "::2:3, ::0.2.0.3",
    "64:ff9b::10.0.0.1, 64:ff9b::a00:1",
    "fe80:0:0:0:0:0:0:1, fe80::1"
  })
  void areWrittenInTheirShortestForm(String raw, String canonical) {
    IpAddress address = IpAddress.parse(raw);

    assertThat(address).isNotNull().hasToString(canonical);
    assertThat(IpAddress.parse(canonical)).isEqualTo(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " 1.2.3.4",
        "1.2.3.4 ",
        "1.2.3.4.5",
        "1.2.3.256",
        "1..2",
        "4294967296",
        "-1",
        "+1",
        "host",
        ":",
        ":::",
        "1::2::3",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7::8",
        "12345::",
        "g::",
        "::1.2.3",
        "::1.2.3.4:5",
        "fe80::1%eth0"
      })
  void othersAreNone(String raw) {
    assertThat(IpAddress.parse(raw)).isNull();
  }

  @Test
  void aMaskTellsItsBitsAndIsMadeOfThem() {
    for (int bits = 0; bits <= 128; bits++) {
      IpAddress mask = requireNonNull(IpAddress.mask(true, bits));
      assertThat(mask.maskBits()).isEqualTo(bits);
    }
    for (int bits = 0; bits <= 32; bits++) {
      IpAddress mask = requireNonNull(IpAddress.mask(false, bits));
      assertThat(mask.maskBits()).isEqualTo(bits);
    }
    assertThat(IpAddress.mask(false, 33)).isNull();
    assertThat(IpAddress.require("255.0.255.0").maskBits()).isEqualTo(-1);
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.1, 8",
    "172.16.0.1, 16",
    "192.168.0.1, 24",
    "224.0.0.1, -1",
    "0.0.0.0, 0",
    "fe80::1, 64",
    "::, 0"
  })
  void anAddressHasThePrefixOfItsClass(String address, int prefix) {
    assertThat(IpAddress.require(address).naturalPrefix()).isEqualTo(prefix);
  }
}
