package io.tcbridge.order;

/** The instance stops: the order is given back between two steps. It carries no stack trace. */
public final class Stopping extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Stopping() {
    super("the instance stops", null, false, false);
  }
}
