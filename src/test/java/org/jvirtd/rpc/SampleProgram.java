package org.jvirtd.rpc;

import java.util.List;
import org.jvirtd.xdr.XdrLimit;

/** A program for tests. */
@RpcProgram(number = 0x20009999)
public interface SampleProgram {

  @Procedure(1)
  String echo(String text);

  @Procedure(value = 2, priority = Procedure.Priority.HIGH)
  int urgent();

  /** Returns when the test lets it. */
  @Procedure(3)
  int slow(int number);

  @Procedure(value = 4, closesConnection = true)
  void bye();

  @Procedure(5)
  void fail(int kind);

  @Procedure(6)
  @XdrLimit(2)
  List<String> tooMany();

  @Procedure(7)
  @XdrLimit(4_000_000)
  byte[] large(int bytes);

  @Procedure(8)
  int startKeepalive();

  @Procedure(value = 9, beforeAuthentication = true)
  void login(String user);

  @Procedure(value = 20, stream = Procedure.Streaming.READ, sparseFlag = 1)
  String download(Stream stream, int flags);

  @Procedure(value = 21, stream = Procedure.Streaming.WRITE, sparseFlag = 1)
  void upload(Stream stream, int flags);

  /** Its implementation wants the descriptors that come with it. */
  @Procedure(value = 22, descriptors = true)
  int wantsFiles(int number);

  /** Its implementation does not care for the descriptors that come with it. */
  @Procedure(value = 23, descriptors = true)
  int ignoresFiles(int number);
}
