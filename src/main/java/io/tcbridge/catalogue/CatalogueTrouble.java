package io.tcbridge.catalogue;

/** The catalogue could not be read to its end, in plain words and without anything secret. */
final class CatalogueTrouble extends RuntimeException {

  private static final long serialVersionUID = 1L;

  CatalogueTrouble(String message, Throwable cause) {
    super(message, cause);
  }
}
