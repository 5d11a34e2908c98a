package io.tcbridge.prove;

import io.tcbridge.sandbox.Fault;
import io.tcbridge.testing.Bundle;
import io.tcbridge.testing.Sample;
import java.util.EnumSet;
import java.util.List;

/** One order and the one thing that goes wrong with it. The order's number is the name. */
enum Scenario {
  PLAIN("DONE"),
  DONE_UNANSWERED("DONE"),
  RESERVE_UNANSWERED("DONE"),
  SLOW_ANSWER("DONE"),
  ENDLESS_ANSWER("DONE"),
  CALLED_OFF("CANCELLED"),
  PARTLY_RESERVED("REFUSED"),
  PRICE_CHANGED("REFUSED"),
  REPORT_INTERRUPTED("DONE"),
  VISITORS_NAMED("DONE"),

  /** Needs a process of its own: see {@link FrozenWorker}. */
  WORKER_FROZEN("DONE");

  private final String end;

  Scenario(String end) {
    this.end = end;
  }

  /** Those that need no process of their own. */
  static List<Scenario> simple() {
    return List.copyOf(EnumSet.complementOf(EnumSet.of(WORKER_FROZEN)));
  }

  /** How the order ends with a bridge that is not broken. */
  String end() {
    return end;
  }

  /** Lets it go wrong and waits until the ERP shows this. */
  void play(Bundle bundle, String until) {
    switch (this) {
      case DONE_UNANSWERED -> bundle.sandbox().fault(lost("done"));
      case RESERVE_UNANSWERED -> bundle.sandbox().fault(lost("reserve"));
      case SLOW_ANSWER, CALLED_OFF ->
          bundle.sandbox().fault(Fault.latency("customer", 600, 0).forOrderNo(name()).times(1));
      case ENDLESS_ANSWER ->
          bundle.sandbox().fault(Fault.slowBody("customer", 20).forOrderNo(name()).times(1));
      case PARTLY_RESERVED -> bundle.sandbox().fault(Fault.partial("reserve").forOrderNo(name()));
      default -> {}
    }
    var order = bundle.erp().order(name(), Sample.EVENT);
    if (this == VISITORS_NAMED) {
      order.places(Sample.FLOOR, 1).visitor("visitor-1", "Vera", "Orlova", null);
      order.places(Sample.FLOOR, 1).visitor("visitor-2", "Gleb", "Orlov", null);
    } else {
      order.places(Sample.FLOOR, 2);
    }
    if (this == PRICE_CHANGED) {
      order.total("2000.00");
    }
    order.save();
    if (this == CALLED_OFF) {
      callOff(bundle);
    }
    bundle.awaitStatus(name(), until);
    bundle.await(() -> isTold(bundle));
    if (this == REPORT_INTERRUPTED) {
      tellAgain(bundle);
    }
  }

  /** While the answer to the last step before the sale is waited for. */
  private void callOff(Bundle bundle) {
    bundle.await(() -> "reserved".equals(bundle.journalRow(name()).get("stage")));
    bundle
        .erp()
        .jdbc()
        .update("update erp_order set cancel_requested = true where order_no = ?", name());
  }

  private Fault lost(String operation) {
    return Fault.lostAnswer(operation).forOrderNo(name()).times(1);
  }

  private boolean isTold(Bundle bundle) {
    return bundle.journalRow(name()).get("report_at") == null;
  }

  /** As after a crash between the ERP's commit and the journal's; an ERP's table needs no key. */
  private void tellAgain(Bundle bundle) {
    bundle.erp().jdbc().execute("alter table erp_ticket drop constraint erp_ticket_pkey");
    bundle
        .journal()
        .update(
            "update bridge.order_journal set report_at = now(), report_attempts = 1"
                + " where order_no = ?",
            name());
    bundle.await(() -> isTold(bundle));
  }
}
