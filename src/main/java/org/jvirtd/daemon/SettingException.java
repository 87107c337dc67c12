package org.jvirtd.daemon;

/** A setting of the daemon does not fit what the daemon serves. */
public final class SettingException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String setting;

  SettingException(String setting, IllegalArgumentException cause) {
    super(cause.getMessage(), cause);
    this.setting = setting;
  }

  /** What the setting is called: "calls", "access". */
  public String setting() {
    return setting;
  }
}
