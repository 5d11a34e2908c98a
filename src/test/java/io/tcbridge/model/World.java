package io.tcbridge.model;

import io.tcbridge.QuickBridge;
import io.tcbridge.cli.Main;
import io.tcbridge.cli.OrderCommand;
import io.tcbridge.prove.Finding;
import io.tcbridge.sandbox.Call;
import io.tcbridge.sandbox.Fault;
import io.tcbridge.sandbox.OrderView;
import io.tcbridge.testing.Bundle;
import io.tcbridge.testing.Erp;
import io.tcbridge.testing.Sample;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import picocli.CommandLine;

/**
 * Two bridges, their databases and the sandbox, started once. Each scenario begins with nothing in
 * them, happens step by step, and is compared with the model after each call.
 */
final class World implements AutoCloseable {

  private static final Duration MINUTES = Duration.ofSeconds(400);
  private static final int ROUNDS = 12;

  /** Columns of the journal that hold a point in time; when time passes they move back. */
  private static final String TIME_PASSES =
      """
      update bridge.order_journal
         set due_at = due_at - ?::interval, expires_at = expires_at - ?::interval,
             held_since = held_since - ?::interval, committed_at = committed_at - ?::interval,
             report_at = report_at - ?::interval
      """;

  /** No power cut is played, and a commit that waits for the disk is most of a scenario's time. */
  private static final String QUICK_COMMITS =
      "do $$ begin execute format('alter database %I set synchronous_commit = off',"
          + " current_database()); end $$";

  private final Bundle bundle;
  private final List<Hands> hands = new ArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();

  private List<Wish> wishes;
  private Promise promise;
  private RemoteModel model;
  private final List<Action.Fault> armed = new ArrayList<>();
  private final List<String> off = new ArrayList<>();
  private int callsSeen;

  World() throws Exception {
    bundle =
        Bundle.create()
            .with("ORDER_REPEAT_LIMIT", "0")
            .with("ORDER_RETRY_LIMIT", "2")
            .with("ORDER_RETRY_FIRST", "2s")
            .with("ORDER_RETRY_MAX", "5m")
            .with("TICKETSCLOUD_TIMEOUT", "20s")
            .with("ORDER_LEASE", "30s")
            .with("BRIDGE_IDLE_DELAY", "0s");
    bundle.sandbox().set("fee_percent", "10");
    bundle.journal().execute(QUICK_COMMITS);
    bundle.erp().jdbc().execute(QUICK_COMMITS);
    hands.add(new Hands(QuickBridge.camel(bundle.startAndWait()), this::called));
    bundle.with("TICKETSCLOUD_CALLS", "combined");
    hands.add(new Hands(QuickBridge.camel(bundle.startAndWait()), this::called));
  }

  /** What is wrong in the end, or on the way there; empty when all is as the model says. */
  List<String> play(Scenario scenario) throws Exception {
    begin(scenario);
    for (Action action : scenario.actions()) {
      act(action);
      compare();
    }
    settle();
    for (Wish wish : wishes) {
      Map<String, Object> row = bundle.erp().row(wish.no());
      String reason = (String) row.get("bridge_reason");
      off.addAll(promise.judge(wish, (String) row.get("bridge_status"), reason, model));
    }
    bundle.prove(terms -> terms.withoutTakeOvers().withoutPatience()).findings().stream()
        .map(Finding::toString)
        .forEach(off::add);
    return List.copyOf(new java.util.LinkedHashSet<>(off));
  }

  private void begin(Scenario scenario) throws Exception {
    hands.forEach(Hands::thawAll);
    armed.clear();
    off.clear();
    callsSeen = 0;
    bundle.log().clear();
    post("/admin/reset", "{}");
    bundle.sandbox().balance(null);
    for (Scenario.Variation variation : Scenario.Variation.values()) {
      if (!variation.name.isEmpty()) {
        bundle.sandbox().set(variation.name, variation.usual);
      }
    }
    if (!scenario.variation().name.isEmpty()) {
      bundle.sandbox().set(scenario.variation().name, scenario.variation().value);
    }
    bundle.sandbox().set("random_seed", String.valueOf(Math.floorMod(scenario.seed(), 1_000_000)));
    bundle
        .sandbox()
        .seed(scenario.namedOnly() ? Sample.event().withVenue(Sample.museum()) : Sample.event());
    bundle
        .journal()
        .execute(
            "delete from bridge.order_ticket; delete from bridge.order_history;"
                + " delete from bridge.remote_order; delete from bridge.order_journal;"
                + " delete from bridge.processed_message; delete from bridge.pause");
    bundle
        .erp()
        .jdbc()
        .execute("delete from erp_ticket; delete from erp_order_line; delete from erp_order");
    wishes = scenario.wishes();
    promise = new Promise();
    model =
        new RemoteModel(
            promise,
            scenario.variation() == Scenario.Variation.SLOW_DONE,
            scenario.variation() == Scenario.Variation.SHORTAGE_REFUSED,
            scenario.variation() == Scenario.Variation.REPICKS,
            scenario.namedOnly());
    wishes.forEach(this::order);
  }

  private void order(Wish wish) {
    Erp.NewOrder order = bundle.erp().order(wish.no(), Sample.EVENT);
    places(order, Sample.FLOOR, wish.floor(), wish);
    places(order, Sample.BALCONY, wish.balcony(), wish);
    wish.seats().forEach(seat -> named(order.seat(Sample.seat(seat)), "seat " + seat, wish));
    order.promo(wish.promo()).total(Holding.money(wish.paid())).save();
  }

  private static void places(Erp.NewOrder order, String set, int count, Wish wish) {
    if (!wish.visitors() && count > 0) {
      order.places(set, count);
    }
    for (int n = 1; n <= count && wish.visitors(); n++) {
      named(order.places(set, 1), set + " " + n, wish);
    }
  }

  private static void named(Erp.NewOrder order, String place, Wish wish) {
    if (wish.visitors()) {
      order.visitor(wish.no() + " at " + place, "Vera", "Orlova", null);
    }
  }

  private void post(String path, String json) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(bundle.sandbox().url() + path))
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build();
    http.send(request, HttpResponse.BodyHandlers.discarding());
  }

  // --- what happens ---

  private void act(Action action) throws Exception {
    if (action instanceof Action.Work work) {
      hands.get(work.instance()).work();
    } else if (action instanceof Action.Poll poll) {
      hands.get(poll.instance()).poll(poll.task().route);
      noticeCancels();
    } else if (action instanceof Action.Freeze freeze) {
      hands.get(freeze.instance()).freeze(freeze);
    } else if (action instanceof Action.Thaw thaw) {
      hands.get(thaw.instance()).thaw();
    } else if (action instanceof Action.Fault fault) {
      armed.add(fault);
      bundle.sandbox().fault(fault(fault).times(1));
    } else if (action instanceof Action.Pass pass) {
      pass(Duration.ofSeconds(pass.seconds()));
    } else if (action instanceof Action.RemoteCancel cancel) {
      remoteCancel(cancel.order());
    } else if (action instanceof Action.ErpCancel cancel) {
      erpCancel(cancel.order());
    } else if (action instanceof Action.ErpRenew renew) {
      erpRenew(renew.order());
    } else if (action instanceof Action.Command command) {
      command(wishes.get(command.order()), command.command());
    } else if (action instanceof Action.Money money) {
      bundle.sandbox().balance(money.there() ? null : BigDecimal.ZERO);
      model.money(money.there());
    }
  }

  private static Fault fault(Action.Fault fault) {
    String operation = fault.operation();
    return switch (fault.trouble()) {
      case BUSY -> Fault.statusBefore(operation, 409);
      case RATE_LIMITED -> Fault.statusBefore(operation, 429);
      case DOWN -> Fault.statusBefore(operation, 503);
      case FAILED -> Fault.statusBefore(operation, 500);
      case FAILED_AFTER -> Fault.statusAfter(operation, 500);
      case DROPPED -> Fault.dropBefore(operation);
      case LOST -> Fault.lostAnswer(operation);
      case CUT -> Fault.cutBody(operation);
      case HTML -> Fault.html(operation);
      case ODD_TEXT -> Fault.textError(operation, "The stars are not favourable");
      case PARTIAL -> Fault.partial(operation);
      case OTHER_SEAT -> Fault.otherSeat(operation);
      case DEARER -> Fault.otherPrice(operation, new BigDecimal(Trouble.DELTA).movePointLeft(2));
      case LATE, LATE_UNLOCKED ->
          Fault.statusAfter(operation, 504)
              .effectDelayMs(Trouble.LATE_SECONDS * 1000L)
              .keepsBusy(fault.trouble() == Trouble.LATE);
    };
  }

  /** Time is the same for the journal, the sandbox and the model; nobody waits for it. */
  private void pass(Duration time) {
    hands.forEach(Hands::thawSenders);
    String interval = time.toSeconds() + " seconds";
    bundle.journal().update(TIME_PASSES, interval, interval, interval, interval, interval);
    bundle
        .journal()
        .update(
            "update bridge.pause set probe_at = probe_at - ?::interval,"
                + " woken_at = woken_at - ?::interval",
            interval,
            interval);
    bundle.sandbox().advance(time);
    model.pass(time.toSeconds());
  }

  private void remoteCancel(int order) throws Exception {
    List<String> open =
        bundle.everyRemote(wishes.get(order).no()).stream()
            .filter(remote -> remote.status().equals("executed"))
            .map(OrderView::id)
            .toList();
    for (String id : open) {
      post("/admin/orders/" + id + "/status", "{\"status\": \"cancelled\"}");
      model.cancelled(id);
    }
  }

  private void erpCancel(int order) {
    Wish wish = wishes.get(order);
    bundle
        .erp()
        .jdbc()
        .update("update erp_order set cancel_requested = true where order_no = ?", wish.no());
    promise.cancelAsked(wish, false);
  }

  /** A cancel is in time once it is in the journal, unless a "done" may be on its way. */
  private void noticeCancels() {
    for (Wish wish : wishes) {
      Map<String, Object> row = bundle.journalRow(wish.no());
      if (Boolean.TRUE.equals(row.get("cancel_requested"))
          && !"finished".equals(row.get("status"))
          && !mayBeSold(wish)) {
        promise.cancelAsked(wish, true);
      }
    }
  }

  private boolean mayBeSold(Wish wish) {
    return !bundle.calls("done", wish.no()).isEmpty()
        || hands.stream().anyMatch(each -> each.isAboutToSend(wish.no()));
  }

  private void erpRenew(int order) {
    Wish wish = wishes.get(order);
    String before = bundle.erp().status(wish.no());
    bundle
        .erp()
        .jdbc()
        .update(
            "update erp_order set bridge_status = 'NEW', cancel_requested = false"
                + " where order_no = ? and bridge_status in ('DONE', 'REFUSED', 'CANCELLED', 'HELD')",
            wish.no());
    if (before.equals("REFUSED") || before.equals("CANCELLED")) {
      promise.renewed(wish);
    } else if (before.equals("HELD")) {
      promise.retried(wish);
    }
  }

  private void command(Wish wish, String command) {
    boolean mayBeSold = mayBeSold(wish);
    StringWriter said = new StringWriter();
    CommandLine line =
        Main.commandLine(OrderCommand.of(bundle.env(), InputStream.nullInputStream()));
    line.setOut(new PrintWriter(said));
    line.setErr(new PrintWriter(said));
    int exit = line.execute("order", command, wish.no(), "--yes", "--by", "night-shift");
    if (exit != 0 && exit != 3) {
      off.add("order " + command + " ended with " + exit + ": " + said);
    }
    if (command.equals("cancel")) {
      promise.cancelAsked(wish, exit == 0 && !mayBeSold);
    } else if (command.equals("retry")) {
      promise.retried(wish);
    }
  }

  // --- the comparison ---

  /** In the worker's thread, when a call is over. */
  private void called(String orderNo) {
    try {
      follow(orderNo);
    } catch (RuntimeException broken) {
      // Who notifies Camel's listeners would swallow it
      off.add("the model broke: " + broken);
    }
  }

  private void follow(String orderNo) {
    List<Call> calls = bundle.sandbox().history();
    for (Call call : calls.subList(callsSeen, calls.size())) {
      if (!call.operation().equals("read")) {
        apply(call, orderNo);
      } else if (call.fault() != null) {
        disarm(call);
      }
    }
    callsSeen = calls.size();
    compare();
  }

  private void apply(Call call, String orderNo) {
    Trouble trouble = call.fault() == null ? null : disarm(call);
    Wish wish = wishes.stream().filter(each -> each.no().equals(orderNo)).findFirst().orElseThrow();
    if (trouble == Trouble.ODD_TEXT && call.operation().contains("reserve")) {
      promise.mayRefuse(wish, "SOLD_OUT");
    }
    if (trouble != null && trouble.isLate()) {
      model.calledLate(call.operation(), call.orderId());
    } else if (trouble == null ? call.status() != 409 : trouble.effect) {
      if (call.operation().equals("create")) {
        model.created(call.orderId(), wish);
      } else {
        model.called(call.operation(), call.orderId(), trouble, holding(call.orderId()));
      }
    }
  }

  private Trouble disarm(Call call) {
    Action.Fault hit =
        armed.stream()
            .filter(fault -> List.of(call.operation().split("\\+")).contains(fault.operation()))
            .findFirst()
            .orElseThrow();
    armed.remove(hit);
    return hit.trouble();
  }

  private Holding holding(String remoteId) {
    return bundle.sandbox().orders().stream()
        .filter(order -> order.id().equals(remoteId))
        .map(World::holding)
        .findFirst()
        .orElse(Holding.NOTHING);
  }

  private static Holding holding(OrderView order) {
    Map<String, Integer> places = new TreeMap<>();
    TreeSet<Integer> seats = new TreeSet<>();
    for (OrderView.TicketView ticket : order.tickets()) {
      switch (ticket.set()) {
        case Sample.FLOOR -> places.merge("floor", 1, Integer::sum);
        case Sample.BALCONY -> places.merge("balcony", 1, Integer::sum);
        default -> seats.add(Integer.valueOf(ticket.seat()));
      }
    }
    return new Holding(places, seats);
  }

  private void compare() {
    Map<String, String> real = new TreeMap<>();
    for (OrderView order : bundle.sandbox().orders()) {
      long total = order.total().movePointRight(2).longValueExact();
      boolean named = order.visitors() == order.tickets().size();
      real.put(order.id(), RemoteOrder.text(order.status(), holding(order), total, named));
    }
    Map<String, String> expected = model.view();
    if (!real.equals(expected)) {
      off.add("the remote orders are " + real.values() + ", the model says " + expected.values());
    }
  }

  // --- the end ---

  /** All that could go wrong is over; time passes until nothing changes any more. */
  private void settle() throws Exception {
    bundle.sandbox().clearFaults();
    armed.clear();
    bundle.sandbox().balance(null);
    model.money(true);
    hands.forEach(Hands::thawAll);
    for (int round = 0; round < ROUNDS && !isOver(); round++) {
      Hands each = hands.get(round % hands.size());
      each.poll(Action.Poll.Task.INTAKE.route);
      each.poll(Action.Poll.Task.CANCELS.route);
      noticeCancels();
      each.poll(Action.Poll.Task.PROBE.route);
      each.work();
      each.work();
      each.poll(Action.Poll.Task.REPORT.route);
      if (round % 3 == 2) {
        retryHeld();
      }
      if (!isOver()) {
        pass(MINUTES);
      }
    }
    // What was left behind by a lost answer expires
    pass(MINUTES);
    pass(MINUTES);
    pass(MINUTES);
    compare();
  }

  private void retryHeld() {
    for (Wish wish : wishes) {
      if ("HELD".equals(bundle.erp().status(wish.no()))) {
        command(wish, "retry");
      }
    }
  }

  private boolean isOver() {
    return bundle
                .journal()
                .queryForObject(
                    "select count(*) from bridge.order_journal where status <> 'finished' or report_at is not null",
                    Long.class)
            == 0
        && bundle
                .erp()
                .jdbc()
                .queryForObject(
                    "select count(*) from erp_order where bridge_status in ('NEW', 'ACCEPTED', 'HELD')",
                    Long.class)
            == 0;
  }

  @Override
  public void close() {
    hands.forEach(Hands::close);
    bundle.close();
  }
}
