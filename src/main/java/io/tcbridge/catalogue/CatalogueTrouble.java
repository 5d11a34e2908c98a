package io.tcbridge.catalogue;

/** The catalogue could not be read to its end, in plain words and without anything secret. */
final class CatalogueTrouble extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final boolean isUnknown;

  CatalogueTrouble(String message, Throwable cause) {
    this(message, cause, false);
  }

  CatalogueTrouble(String message, Throwable cause, boolean isUnknown) {
    super(message, cause);
    this.isUnknown = isUnknown;
  }

  /** Whether it answers, and does not know what it was asked for. */
  boolean isUnknown() {
    return isUnknown;
  }
}
