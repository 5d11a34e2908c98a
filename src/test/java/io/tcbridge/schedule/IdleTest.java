package io.tcbridge.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.Bridge;
import io.tcbridge.QuickBridge;
import io.tcbridge.testing.Bundle;
import io.tcbridge.testing.Invariants;
import io.tcbridge.testing.Ops;
import io.tcbridge.testing.Sample;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSendingEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.apache.camel.support.service.ServiceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IdleTest {

  private static final String LOOK = "find-due.sql";

  private final Bundle bundle =
      Bundle.onSale().withRefunds().with("REFUND_POLL_EVERY", "1h").with("ALERT_POLL_DELAY", "10s");
  private final List<String> statements = new CopyOnWriteArrayList<>();

  @AfterEach
  void theInvariantsHold() {
    try {
      Invariants.hold(bundle);
    } finally {
      bundle.close();
    }
  }

  @Test
  void while_nothing_comes_the_polls_rest_and_health_stays_up() throws Exception {
    bundle.with("BRIDGE_IDLE_DELAY", "1s");
    Bridge bridge = startAndCount();
    sell("A-1");
    awaitRest(bridge);

    statements.clear();
    bundle.await(Duration.ofMinutes(2), () -> count(LOOK) >= 10);

    // Awake it would be twenty runs a second of ten polls
    assertThat(statements).hasSizeLessThan(100);
    assertThat(count("claim-orders.sql") + count("claim-refunds.sql")).isZero();
    assertThat(count("select-new-orders.sql")).isBetween(3L, 30L);
    bundle.await(() -> new Ops(bridge.port()).isReady());
    assertThat(new Ops(bridge.port()).health()).contains("\"name\":\"claims\",\"status\":\"UP\"");
  }

  @Test
  void what_comes_then_waits_for_no_look_on_its_way() throws Exception {
    bundle.with("BRIDGE_IDLE_DELAY", "60s");
    Bridge bridge = startAndCount();
    sell("A-1");
    bundle.await(() -> bundle.journalRow("A-1").get("reported_at") != null);
    look(bridge);
    awaitRest(bridge);

    statements.clear();
    sell("A-2");
    bundle.await(() -> bundle.journalRow("A-2").get("reported_at") != null);

    assertThat(count(LOOK)).isZero();
  }

  @Test
  void what_others_make_due_is_found_by_the_next_look() throws Exception {
    bundle.with("BRIDGE_IDLE_DELAY", "1s");
    Bridge bridge = startAndCount();
    sell("A-1");
    awaitRest(bridge);

    bundle
        .journal()
        .update("update bridge.order_journal set report_at = now(), report_attempts = 0");

    bundle.await(
        () ->
            bundle
                .journal()
                .queryForList("select 1 from bridge.order_journal where report_at is not null")
                .isEmpty());
  }

  private Bridge startAndCount() throws Exception {
    Bridge bridge = bundle.startAndWait();
    EventNotifierSupport counter =
        new EventNotifierSupport() {
          @Override
          public void notify(CamelEvent event) {
            if (event instanceof ExchangeSendingEvent sending
                && sending.getEndpoint().getEndpointUri().startsWith("sql:")) {
              statements.add(sending.getEndpoint().getEndpointUri());
            }
          }
        };
    counter.setIgnoreCamelContextEvents(true);
    counter.setIgnoreRouteEvents(true);
    counter.setIgnoreServiceEvents(true);
    ServiceHelper.startService(counter);
    QuickBridge.camel(bridge).getManagementStrategy().addEventNotifier(counter);
    return bridge;
  }

  private void sell(String orderNo) {
    bundle.erp().order(orderNo, Sample.EVENT).places(Sample.FLOOR, 1).total("1100.00").save();
    bundle.awaitStatus(orderNo, "DONE");
  }

  private long count(String statement) {
    return statements.stream().filter(uri -> uri.contains(statement)).count();
  }

  private void awaitRest(Bridge bridge) {
    ScheduleRuns schedules =
        QuickBridge.camel(bridge)
            .getRegistry()
            .lookupByNameAndType("schedules", ScheduleRuns.class);
    bundle.await(
        () ->
            List.of("order-claim", "order-report", "refund-claim", "refund-report").stream()
                .allMatch(name -> schedules.secondsSinceRest(name) < 0.5));
  }

  /** By hand, in place of the timer. */
  private static void look(Bridge bridge) throws Exception {
    CamelContext camel = QuickBridge.camel(bridge);
    Route route = camel.getRoute("journal-look");
    Exchange exchange = route.getEndpoint().createExchange();
    route.getProcessor().process(exchange);
    assertThat(exchange.getException()).isNull();
  }
}
