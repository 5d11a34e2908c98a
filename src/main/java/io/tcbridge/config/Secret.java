package io.tcbridge.config;

import java.util.Objects;

/**
 * A value that may be used but never shown: printing it, on purpose or by accident, prints stars.
 */
public record Secret(String reveal) {

  /** What is printed instead of any secret. */
  public static final String MASK = "***";

  public Secret {
    Objects.requireNonNull(reveal, "reveal");
  }

  @Override
  public String toString() {
    return MASK;
  }
}
