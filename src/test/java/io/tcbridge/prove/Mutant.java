package io.tcbridge.prove;

import java.util.Arrays;
import java.util.List;

/**
 * A bridge that is broken on purpose. One text of one file is replaced, as a careless change would;
 * everything else is as it is shipped. Each is here because the checker must not overlook it.
 */
enum Mutant {
  /** A "done" without an answer is sent again at once, as most clients do. */
  DONE_IS_REPEATED(
      Scenario.DONE_UNANSWERED,
      "DONE",
      "config/errors.yaml",
      """
             refund-reject]
          consequence: read-then-decide
          reason: NO_ANSWER
          hint: No complete answer came in time, so the effect is unknown; the bridge reads first.
      """,
      """
             refund-reject]
          consequence: retry-later
          repeat-now: true
          reason: NO_ANSWER
          hint: No complete answer came in time, so the effect is unknown; the bridge reads first.
      """,
      "DONE_REPEATED_BLINDLY"),

  /** An order that was claimed before goes on without a look at what became of it. */
  NOTHING_IS_READ(
      Scenario.RESERVE_UNANSWERED,
      "DONE",
      "src/main/java/io/tcbridge/order/Claim.java",
      "return row.remoteId() != null && row.claims() > 1;",
      "return false;",
      "WRITTEN_BLINDLY"),

  /** The remote order is remembered only once it holds its tickets. */
  REMEMBERED_TOO_LATE(
      Scenario.RESERVE_UNANSWERED,
      "DONE",
      "routes/order/order-create.camel.yaml",
      """
                        method: created
                    - to:
                        uri: sql:classpath:sql/order/save-created.sql
      """,
      """
                        method: created
                    - setVariable:
                        name: created
                        expression:
                          simple:
                            expression: ${body}
                    - bean:
                        ref: orderRequests
                        method: reserve
                    - to:
                        uri: direct:order-call
                    - setBody:
                        expression:
                          simple:
                            expression: ${variable.created}
                    - to:
                        uri: sql:classpath:sql/order/save-created.sql
      """,
      "DONE_BESIDE_OPEN"),

  /** Every claim has the same fence, so that it keeps nobody out. */
  NO_FENCE(
      Scenario.WORKER_FROZEN,
      "DONE",
      "src/main/resources/sql/order/claim-orders.sql",
      "fence      = gen_random_uuid(),",
      "fence      = cast('00000000-0000-0000-0000-000000000001' as uuid),",
      "TWO_OWNERS"),

  /** A request leaves however long ago the order was claimed. */
  LEASE_IS_IGNORED(
      Scenario.WORKER_FROZEN,
      "DONE",
      "src/main/java/io/tcbridge/order/OrderSteps.java",
      "return !claim.outlives(settings.ticketscloud().timeout());",
      "return false;",
      "WRITE_AFTER_END"),

  /** A claim ends at once, so that several workers have the same order. */
  LEASE_OF_NO_TIME(
      Scenario.SLOW_ANSWER,
      "ACCEPTED",
      "src/main/resources/sql/order/claim-orders.sql",
      "due_at     = now() + cast(:#lease_ms as bigint) * interval '1 millisecond',",
      "due_at     = now() + cast(:#lease_ms as bigint) * interval '0 milliseconds',",
      "TWO_REQUESTS_AT_ONCE"),

  /** Nobody hangs up: an answer that trickles in is waited for to its end. */
  DEADLINE_IS_IGNORED(
      Scenario.ENDLESS_ANSWER,
      "DONE",
      "src/main/java/io/tcbridge/ticketscloud/OneCall.java",
      "clock.schedule(call::cutOff, deadline.toMillis(), TimeUnit.MILLISECONDS)",
      "clock.schedule(call::cutOff, deadline.toMillis(), TimeUnit.SECONDS)",
      "NOT_HUNG_UP"),

  /** Fewer tickets than asked for are taken for a success. */
  PARTIAL_IS_ACCEPTED(
      Scenario.PARTLY_RESERVED,
      "HELD",
      "src/main/java/io/tcbridge/order/OrderGuard.java",
      "throw new Setback(Consequence.SOLD_OUT, \"SOLD_OUT\", text);",
      "",
      "OTHER_TICKETS"),

  /** What the buyer paid is compared with nothing. */
  PRICE_IS_IGNORED(
      Scenario.PRICE_CHANGED,
      "DONE",
      "src/main/java/io/tcbridge/order/OrderGuard.java",
      "return expected == null || full.subtract(expected).abs().compareTo(tolerance) <= 0;",
      "return true;",
      "OTHER_PRICE"),

  /** The visitors are named at a moment that never comes. */
  NOBODY_IS_NAMED(
      Scenario.VISITORS_NAMED,
      "DONE",
      "src/main/java/io/tcbridge/order/OrderVisitors.java",
      "&& (claim.stage() == Stage.RESERVED",
      "&& (claim.stage() == Stage.CREATED",
      "OTHER_VISITORS"),

  /** A refused order ends at once, and nobody gives its hold back. */
  HOLD_IS_FORGOTTEN(
      Scenario.PARTLY_RESERVED,
      "REFUSED",
      "src/main/java/io/tcbridge/order/Plan.java",
      "boolean ends = claim.remoteId() == null && !decision.equals(\"recreate\");",
      "boolean ends = !decision.equals(\"recreate\");",
      "HOLD_WITHOUT_OWNER"),

  /** The ERP hears that an order was taken, and the journal has never heard of it. */
  TAKEN_AND_FORGOTTEN(
      Scenario.PLAIN,
      "ACCEPTED",
      "routes/order/order-accept.camel.yaml",
      """
              - to:
                  uri: direct:order-write
      """,
      "",
      "NOT_IN_JOURNAL"),

  /** The statement before "done" says go on whatever the ERP wants by now. */
  CANCEL_IS_IGNORED(
      Scenario.CALLED_OFF,
      "DONE",
      "src/main/resources/sql/order/save-identified.sql",
      "select cancel_requested, wish, wish_by, committing, exists",
      "select false as cancel_requested, wish, wish_by, true as committing, exists",
      "CANCEL_IGNORED"),

  /** The ERP hears of the sale, and not of its tickets. */
  TICKETS_ARE_NOT_TOLD(
      Scenario.PLAIN,
      "DONE",
      "routes/order/order-tell.camel.yaml",
      "expression: ${body.size} > 0",
      "expression: ${body.size} > 100",
      "TICKET_LOST"),

  /** A result that is told twice, as after a crash, brings its tickets twice. */
  TOLD_TWICE(
      Scenario.REPORT_INTERRUPTED,
      "DONE",
      "src/main/java/io/tcbridge/order/OrderReport.java",
      "if (there.add(report.get(\"order_no\") + \"/\" + ticket.get(\"ticket_id\"))) {",
      "if (there != null) {",
      "TICKET_TWICE"),

  /** Somebody wanted to see what is sent, and left the line in. */
  REQUESTS_ARE_LOGGED(
      Scenario.PLAIN,
      "DONE",
      "src/main/java/io/tcbridge/ticketscloud/TicketscloudCalls.java",
      "    request.sentNow();\n",
      """
          org.slf4j.LoggerFactory.getLogger(TicketscloudCalls.class)
              .info("sends {}", message.getHeaders());
          org.slf4j.LoggerFactory.getLogger(TicketscloudCalls.class)
              .info("sends {}", request.body());
          request.sentNow();
      """,
      "API_KEY",
      "PERSONAL_DATA");

  private final Scenario scenario;
  private final String end;
  private final String file;
  private final String text;
  private final String replacement;
  private final List<String> codes;

  Mutant(
      Scenario scenario,
      String end,
      String file,
      String text,
      String replacement,
      String... codes) {
    this.scenario = scenario;
    this.end = end;
    this.file = file;
    this.text = text;
    this.replacement = replacement;
    this.codes = List.of(codes);
  }

  /** Those that a scenario provokes. */
  static List<Mutant> of(Scenario scenario) {
    return Arrays.stream(values()).filter(mutant -> mutant.scenario == scenario).toList();
  }

  /** What provokes it. */
  Scenario scenario() {
    return scenario;
  }

  /** What the ERP shows of the order when the harm is done. */
  String end() {
    return end;
  }

  String file() {
    return file;
  }

  String text() {
    return text;
  }

  String replacement() {
    return replacement;
  }

  /** What the checker must say, whatever else it says. */
  List<String> codes() {
    return codes;
  }
}
