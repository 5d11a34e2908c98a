package io.tcbridge.order;

import java.time.Duration;

/** For tests in which nobody counts. */
final class Deaf implements OrderEvents {
  @Override
  public void setBack(String reason, String consequence) {}

  @Override
  public void finished(String outcome, String reason) {}

  @Override
  public void sold(Duration sinceCreated) {}
}
