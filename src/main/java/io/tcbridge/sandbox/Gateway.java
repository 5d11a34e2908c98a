package io.tcbridge.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Receives API requests: key, routing, latency, faults, conflicts, history. The effect and the
 * answer of a request are two moments, which faults pull apart.
 */
final class Gateway {
  private final Vertx vertx;
  private final SandboxState state;
  private final Router router;
  private final Delivery delivery;
  private final String authorization;

  Gateway(Vertx vertx, SandboxState state, String apiKey) {
    this.vertx = vertx;
    this.state = state;
    this.router = new Router(state);
    this.delivery = new Delivery(vertx, state::now);
    this.authorization = "key " + apiKey;
  }

  void handle(HttpServerRequest http) {
    if (http.method().equals(HttpMethod.GET)) {
      receive(http, Buffer.buffer());
    } else {
      http.body().onSuccess(body -> receive(http, body));
    }
  }

  private void receive(HttpServerRequest http, Buffer body) {
    state.agenda.runDue();
    String path = http.path();
    History.Entry entry =
        state.history.begin(
            state.now(), http.localAddress().port(), http.method().name(), History.shorten(path));
    Exchange exchange = new Exchange(http, entry);
    if (!authorization.equals(http.getHeader("Authorization"))) {
      int status = (int) state.switches.number(Switch.UNAUTHORIZED);
      String error = status == 401 ? "HTTPUnauthorized" : "HTTPForbidden";
      after(latency(), () -> delivery.answer(exchange, Answer.reason(status, error, "bad key")));
      return;
    }
    JsonNode json = Json.parse(body.getBytes());
    Query query = new Query(http::getParam);
    Request request;
    try {
      request = router.route(http.method().name(), path, query, json);
    } catch (Refusal refusal) {
      request = Request.answered(refusal.answer());
    }
    entry.operation = request.operation();
    entry.orderId = request.orderId();
    entry.mark = request.mark();
    start(exchange, request);
  }

  private void start(Exchange exchange, Request request) {
    Order locked = request.locked();
    if (locked != null) {
      open(exchange, locked);
    }
    if (locked != null && locked.busy > 0) {
      after(latency(), () -> delivery.answer(exchange, conflict()));
      return;
    }
    Faults.Hit hit = lose(state.faults.hit(request, state.ids.random()), request);
    if (hit.fault() != null) {
      exchange.entry().fault = hit.kind().text();
    }
    long wait = latency() + hit.latencyMs();
    if (locked != null) {
      wait += state.switches.number(Switch.BUSY_MS);
      locked.busy++;
    }
    run(exchange, request, hit, wait);
  }

  /** Until it is answered, or the client has hung up, a change is open. */
  private static void open(Exchange exchange, Order order) {
    History.Entry entry = exchange.entry();
    entry.shownBy = order.shownBy.get(entry.port);
    Order.Open change = new Order.Open(entry.seq, System.nanoTime());
    if (!order.open.isEmpty()) {
      Order.Open last = order.open.get(order.open.size() - 1);
      entry.other = last.call();
      entry.otherOpenMs = TimeUnit.NANOSECONDS.toMillis(change.since() - last.since());
    }
    order.open.add(change);
    AtomicBoolean closed = new AtomicBoolean();
    Handler<Void> close =
        ended -> {
          if (closed.compareAndSet(false, true)) {
            order.open.remove(change);
          }
        };
    exchange.http().response().endHandler(close).closeHandler(close);
  }

  private void run(Exchange exchange, Request request, Faults.Hit hit, long wait) {
    if (!hit.applies()) {
      after(
          wait,
          () -> {
            unlock(request);
            delivery.deliver(exchange, hit, null);
          });
      return;
    }
    long delay = hit.effectDelayMs();
    if (delay < 0 || Delivery.needsAnswer(hit.kind())) {
      Runnable both =
          () -> {
            Answer answer = perform(exchange, request, hit);
            unlock(request);
            delivery.deliver(exchange, hit, answer);
          };
      if (delay > wait) {
        state.agenda.in(delay, both);
      } else {
        after(wait, both);
      }
      return;
    }
    boolean keepsBusy = hit.fault().keepsBusy;
    if (!keepsBusy) {
      unlock(request);
    }
    after(wait, () -> delivery.deliver(exchange, hit, null));
    state.agenda.in(
        delay,
        () -> {
          perform(exchange, request, hit);
          if (keepsBusy) {
            unlock(request);
          }
        });
  }

  private static Answer perform(Exchange exchange, Request request, Faults.Hit hit) {
    Answer answer = request.perform(hit.tweaks());
    History.Entry entry = exchange.entry();
    entry.applied = answer.applied();
    if (entry.orderId == null) {
      entry.orderId = answer.orderId();
    }
    return answer;
  }

  private static void unlock(Request request) {
    if (request.locked() != null) {
      request.locked().busy--;
    }
  }

  /** Loses the answers of writes by chance, where the switch says so. */
  private Faults.Hit lose(Faults.Hit hit, Request request) {
    String chance = state.switches.get(Switch.LOST_RESPONSE);
    boolean write = request.locked() != null || request.operation().startsWith("create");
    if (hit.fault() != null
        || !write
        || chance.equals("off")
        || state.ids.random().nextDouble() >= Double.parseDouble(chance)) {
      return hit;
    }
    return new Faults.Hit(Fault.lostAnswer(null), hit.latencyMs());
  }

  private Answer conflict() {
    return switch (state.switches.get(Switch.CONFLICT_BODY)) {
      case "errors_list" -> Answer.errors(409, List.of("Conflict"));
      case "error_reason" -> Answer.reason(409, "HTTPConflict", "Conflict");
      default -> Answer.empty(409);
    };
  }

  private long latency() {
    long millis = state.switches.number(Switch.LATENCY_MS);
    long jitter = state.switches.number(Switch.LATENCY_JITTER_MS);
    return Faults.delay(millis, jitter, state.ids.random());
  }

  private void after(long millis, Runnable work) {
    if (millis <= 0) {
      work.run();
    } else {
      vertx.setTimer(millis, timer -> work.run());
    }
  }

  /** A request and its line in the history. */
  record Exchange(HttpServerRequest http, History.Entry entry) {}
}
