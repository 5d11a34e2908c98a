package io.tcbridge.order;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tcbridge.config.Settings;
import io.tcbridge.ticketscloud.RemoteOrder;
import io.tcbridge.ticketscloud.RemoteTicket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns a done remote order into what the journal keeps of it. */
final class OrderTickets {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration LONGEST_BARCODE_PAUSE = Duration.ofSeconds(30);

  private final Settings settings;
  private final OrderGuard guard;

  OrderTickets(Settings settings, OrderGuard guard) {
    this.settings = settings;
    this.guard = guard;
  }

  /**
   * The row of {@code save-result.sql}: the order is finished once every ticket has its barcode.
   * Until then it stays committed and is read again; a remote order that differs from what the ERP
   * sold waits for a person.
   */
  Map<String, Object> result(Claim claim) {
    RemoteOrder remote = claim.remote();
    Map<String, Object> row = claim.statement();
    row.put("instance", settings.bridge().instance());
    row.put("remote_number", remote.number());
    row.put("remote_code", remote.code());
    row.put("remote_total", remote.full());
    row.put("tickets", json(tickets(claim, remote)));
    row.put("outcome", null);
    row.put("reason_code", null);
    row.put("reason", null);
    Optional<String> difference =
        remote.tickets() == null ? Optional.empty() : guard.differenceAfterDone(claim, remote);
    boolean complete =
        remote.tickets() != null
            && remote.tickets().stream().allMatch(ticket -> ticket.barcode() != null);
    if (difference.isPresent()) {
      put(row, "committed", "held", "COMMITTED_DIFFERENT", difference.get(), null);
    } else if (complete) {
      put(row, "ticketed", "finished", null, null, null);
      row.put("outcome", "done");
      if (claim.decision() != null && !claim.row().cancelRequested()) {
        row.put("reason_code", "ALREADY_DONE");
        row.put("reason", "the order was already done when it was to be released");
      }
    } else if (isLate(claim)) {
      put(
          row,
          "committed",
          "held",
          "BARCODE_LATE",
          "done, but Ticketscloud has not issued every barcode within "
              + settings.order().barcodeWait().toSeconds()
              + " s; it is read again until it has",
          LONGEST_BARCODE_PAUSE);
    } else {
      put(row, "committed", "waiting", null, null, pause(claim));
    }
    return row;
  }

  private boolean isLate(Claim claim) {
    return claim.row().committedFor() != null
        && claim.row().committedFor().compareTo(settings.order().barcodeWait()) >= 0;
  }

  private static Duration pause(Claim claim) {
    int reads = claim.row().stage() == Stage.COMMITTED ? claim.row().attempts() + 1 : 0;
    Duration pause = Duration.ofSeconds(1L << Math.min(reads, 5));
    return pause.compareTo(LONGEST_BARCODE_PAUSE) > 0 ? LONGEST_BARCODE_PAUSE : pause;
  }

  private static void put(
      Map<String, Object> row,
      String stage,
      String status,
      String reasonCode,
      String reason,
      Duration due) {
    row.put("stage", stage);
    row.put("status", status);
    row.put("reason_code", reasonCode);
    row.put("reason", reason);
    row.put("due_in_ms", due == null ? null : due.toMillis());
  }

  private static List<Map<String, Object>> tickets(Claim claim, RemoteOrder remote) {
    List<Map<String, Object>> rows = new ArrayList<>();
    if (remote.tickets() == null) {
      return rows;
    }
    Map<String, OrderLine> lines = TicketLines.of(claim.lines(), remote.tickets());
    for (RemoteTicket ticket : remote.tickets()) {
      OrderLine line = lines.get(ticket.id());
      rows.add(
          row(ticket, line == null ? null : line.lineNo(), remote.setNames().get(ticket.set())));
    }
    return rows;
  }

  private static Map<String, Object> row(RemoteTicket ticket, Integer lineNo, String category) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("ticket_id", ticket.id());
    row.put("line_no", lineNo);
    row.put("barcode", ticket.barcode());
    row.put("serial", ticket.serial());
    row.put("number", ticket.number());
    row.put("set_id", ticket.set());
    row.put("category", category);
    row.put("sector", ticket.sector());
    row.put("seat_row", ticket.row());
    row.put("seat_number", ticket.seat());
    row.put("price", ticket.price());
    row.put("discount", ticket.discount());
    row.put("nominal", ticket.nominal());
    row.put("extra", ticket.extra());
    row.put("full_price", ticket.full());
    return row;
  }

  static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("cannot write " + value.getClass() + " as JSON", impossible);
    }
  }
}
