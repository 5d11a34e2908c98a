package io.tcbridge.export;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What becomes of runs whose time has passed while no instance was there. */
public enum Missed {
  /** Each is made up for, one after another. */
  ALL,
  /** Only the newest one is made up for. */
  LAST,
  /** None is. */
  NONE;

  /** The name in exports.yaml. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The policy with this label, if there is one. */
  public static Optional<Missed> of(String label) {
    return Arrays.stream(values()).filter(each -> each.label().equals(label)).findFirst();
  }
}
