package io.tcbridge.prove;

/** Decides one invariant for one order after the other. */
interface Rule {

  void judge(OrderCase order, Tally tally);
}
