package io.tcbridge.faults;

import io.tcbridge.faults.CommitGate.Moment;

/** What becomes of a statement whose process was killed, and where it was. */
enum Fate {
  UNFINISHED(Moment.STATEMENT),
  ROLLED_BACK(Moment.COMMIT),
  COMMITTED(Moment.COMMIT);

  private final Moment moment;

  Fate(Moment moment) {
    this.moment = moment;
  }

  Moment moment() {
    return moment;
  }

  void end(CommitGate.Stop stop) {
    if (this == COMMITTED) {
      stop.open();
    } else {
      stop.rollBack();
    }
  }
}
