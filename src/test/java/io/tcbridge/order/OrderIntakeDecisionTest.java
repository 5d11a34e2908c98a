package io.tcbridge.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.order.OrderIntake.Batch;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a NEW row of the ERP means, by what the journal knows of its order. */
class OrderIntakeDecisionTest {

  private final OrderIntake intake =
      new OrderIntake(DefaultSettings.load(), new Deaf(), () -> true, () -> false);

  @Test
  void an_unknown_order_is_accepted_as_its_first_revision() {
    Batch batch = decide("6a0000000000000000000001", List.of());

    assertThat(batch.accept())
        .singleElement()
        .satisfies(
            row -> assertThat(row).containsEntry("revision", 1).containsEntry("outcome", null));
    assertThat(marks(batch)).containsExactly("ACCEPTED");
  }

  /** Only a report writes a final state into the ERP, so that the journal knows when it has. */
  @Test
  void an_order_that_ends_here_is_marked_like_any_other() {
    Batch batch = decide("wrong", List.of());

    assertThat(batch.accept())
        .singleElement()
        .satisfies(row -> assertThat(row).containsEntry("outcome", "refused"));
    assertThat(marks(batch)).containsExactly("ACCEPTED");
  }

  @ParameterizedTest
  @CsvSource({
    // status, outcome, told, being told -> accepted, retried, marked
    "waiting,  ,          false, false,  0, 0, 1",
    "waiting,  ,          false, true,   0, 0, 1",
    "working,  ,          true,  false,  0, 0, 1",
    "held,     ,          false, false,  0, 0, 1",
    "held,     ,          false, true,   0, 0, 0",
    "held,     ,          true,  false,  0, 1, 1",
    "finished, refused,   false, false,  0, 0, 1",
    "finished, refused,   false, true,   0, 0, 0",
    "finished, refused,   true,  false,  1, 0, 1",
    "finished, cancelled, false, true,   0, 0, 0",
    "finished, cancelled, true,  false,  1, 0, 1",
    "finished, done,      false, false,  0, 0, 1",
    "finished, done,      false, true,   0, 0, 0",
    "finished, done,      true,  false,  0, 0, 1"
  })
  void a_known_order_goes_on_only_after_the_erp_was_told(
      String status,
      String outcome,
      boolean told,
      boolean beingTold,
      int accepted,
      int retried,
      int marked) {
    Map<String, Object> known = new HashMap<>();
    known.put("order_id", 7L);
    known.put("order_no", "A-1");
    known.put("revision", 1);
    known.put("status", status);
    known.put("outcome", outcome);
    known.put("reported_status", status.equals("held") ? "HELD" : null);
    known.put("told", told);
    known.put("being_told", beingTold);

    Batch batch = decide("6a0000000000000000000001", List.of(known));

    assertThat(batch.accept()).hasSize(accepted);
    assertThat(batch.retry()).hasSize(retried);
    assertThat(marks(batch)).hasSize(marked).allMatch("ACCEPTED"::equals);
  }

  private Batch decide(String eventId, List<Map<String, Object>> known) {
    Map<String, Object> order =
        row(
            "customer_name, customer_email, customer_phone, customer_lang, promo_codes,"
                + " send_tickets, expected_total, raw, created_at, cancel_requested");
    order.put("order_no", "A-1");
    order.put("event_id", eventId);
    Map<String, Object> line =
        row("ticket_id, visitor_id, visitor_name, visitor_surname, visitor_middle_name");
    line.putAll(
        Map.of(
            "order_no", "A-1", "line_no", 1, "set_id", "6a00000000000000000000a1", "quantity", 1));
    return intake.decide(List.of(order), List.of(line), known);
  }

  private static Map<String, Object> row(String columns) {
    Map<String, Object> row = new HashMap<>();
    for (String column : columns.split(", *")) {
      row.put(column, null);
    }
    return row;
  }

  private static List<Object> marks(Batch batch) {
    return batch.marks().stream().map(mark -> mark.get("bridge_status")).toList();
  }
}
