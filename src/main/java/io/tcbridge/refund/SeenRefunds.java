package io.tcbridge.refund;

import io.tcbridge.ticketscloud.RemoteRefund;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The parameter of {@code save-seen.sql}: remote refunds as the journal wants them. */
final class SeenRefunds {

  private SeenRefunds() {}

  /**
   * @param isNewEnough whether one that is not known yet is of interest
   */
  static String json(List<RemoteRefund> refunds, Predicate<RemoteRefund> isNewEnough) {
    Map<String, Map<String, Object>> rows = new LinkedHashMap<>();
    for (RemoteRefund refund : refunds) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("remote_id", refund.id());
      row.put("remote_order", refund.orderId());
      row.put("event_id", refund.eventId());
      row.put("status", refund.status());
      row.put("culprit", refund.culprit());
      row.put("nominal", refund.nominal());
      row.put("requested_at", text(refund.requestedAt()));
      row.put("finished_at", text(refund.finishedAt()));
      // what does not say of what it is may be one of ours
      row.put("is_new_enough", refund.saysOfWhat() && isNewEnough.test(refund));
      row.put("tickets", refund.tickets() == null ? List.of() : refund.tickets());
      // an id that comes twice counts as it was shown last
      rows.put(refund.id(), row);
    }
    return Json.of(new ArrayList<>(rows.values()));
  }

  private static String text(Instant time) {
    return time == null ? null : time.toString();
  }
}
