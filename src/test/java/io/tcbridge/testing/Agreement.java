package io.tcbridge.testing;

import io.tcbridge.prove.Terms;

/** The invariants, and that nothing is held without an owner, however long it may still last. */
public final class Agreement {

  private Agreement() {}

  public static void check(Bundle bundle) {
    Invariants.hold(bundle, Terms::withoutPatience);
  }
}
