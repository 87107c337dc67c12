package org.jvirtd.rules;

import java.util.List;

/** What calls are made to: a hypervisor, or the model of one. */
public interface Subject {
  /** The answer of a call that went well. */
  String OK = "ok";

  /** Makes a call and tells its outcome: {@link #OK}, or the error's code, domain and text. */
  String call(Call call);

  /** What all objects of a kind are like now. */
  List<String> state(Verb.Kind kind);

  /** What connections were told since this was last asked. */
  List<String> takeEvents();
}
