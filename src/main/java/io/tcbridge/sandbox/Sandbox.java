package io.tcbridge.sandbox;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * A simulator of the Ticketscloud REST API and the gRPC catalogue that keeps state and enforces the
 * documented rules. One event loop owns all state, so there are no locks; every method may be
 * called from any thread.
 */
public final class Sandbox implements AutoCloseable {
  private static final long TICK_MILLIS = 250;
  private static final int ALL_CALLS = Integer.MAX_VALUE;

  private final Vertx vertx;
  private final SandboxState state;
  private final AdminJson views;
  private final String host;
  private Handler<HttpServerRequest> handler;
  private HttpServer server;
  private HttpServer catalogue;
  private Thread loop;

  private Sandbox(Vertx vertx, String host) {
    this.vertx = vertx;
    this.host = host;
    this.state = new SandboxState(vertx);
    this.views = new AdminJson(state);
  }

  /**
   * Starts listening.
   *
   * @throws UncheckedIOException when the address cannot be bound, e.g. a port that is in use
   * @throws IllegalArgumentException for a switch or a value that does not exist
   */
  public static Sandbox start(SandboxOptions options) {
    Vertx vertx =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setFileSystemOptions(
                    new FileSystemOptions()
                        .setFileCachingEnabled(false)
                        .setClassPathResolvingEnabled(false)));
    Sandbox sandbox = new Sandbox(vertx, options.host());
    try {
      sandbox.loop = sandbox.call(Thread::currentThread);
      options.switches().forEach(sandbox::set);
      sandbox.listen(options);
      return sandbox;
    } catch (RuntimeException e) {
      sandbox.close();
      throw e;
    }
  }

  private void listen(SandboxOptions options) {
    Gateway gateway = new Gateway(vertx, state, options.apiKey());
    Admin admin = new Admin(state, views);
    handler = request -> handle(request, gateway, admin);
    server = rest();
    listen(server, options.port());
    if (options.grpcPort() != SandboxOptions.CLOSED) {
      CatalogueServer grpc = new CatalogueServer(vertx, state, options.apiKey());
      catalogue =
          vertx
              .createHttpServer(new HttpServerOptions().setHttp2ClearTextEnabled(true))
              .requestHandler(grpc::handle);
      listen(catalogue, options.grpcPort());
    }
    run(() -> vertx.setPeriodic(TICK_MILLIS, tick -> state.agenda.runDue()));
  }

  private HttpServer rest() {
    HttpServerOptions http =
        new HttpServerOptions().setHttp2ClearTextEnabled(false).setAcceptBacklog(1024);
    return vertx.createHttpServer(http).requestHandler(handler);
  }

  /**
   * Listens on one more port: the history tells apart what arrives there.
   *
   * @param port 0 takes a free one
   * @return the port
   * @throws UncheckedIOException when the address cannot be bound
   */
  public int alsoAt(int port) {
    HttpServer more = rest();
    listen(more, port);
    return more.actualPort();
  }

  private void listen(HttpServer at, int port) {
    try {
      at.listen(port, host).toCompletionStage().toCompletableFuture().join();
    } catch (CompletionException e) {
      throw new UncheckedIOException(
          new IOException(
              "Cannot listen on %s:%d: %s".formatted(host, port, e.getCause().getMessage()),
              e.getCause()));
    }
  }

  private static void handle(HttpServerRequest request, Gateway gateway, Admin admin) {
    if (request.path() == null || !request.path().startsWith("/v")) {
      admin.handle(request);
    } else {
      gateway.handle(request);
    }
  }

  public int port() {
    return server.actualPort();
  }

  /** Port of the gRPC catalogue. */
  public int grpcPort() {
    return catalogue.actualPort();
  }

  /** Base address without a slash at the end. */
  public String url() {
    return "http://" + host + ":" + port();
  }

  /**
   * Sets a switch.
   *
   * @throws IllegalArgumentException naming the switch, the value and what is allowed
   */
  public void set(String switchName, String value) {
    run(() -> state.set(switchName, value));
  }

  /** Puts an event on sale, or takes over new data for one that exists; its tickets stay. */
  public void seed(SandboxEvent event) {
    run(() -> state.seed(event));
  }

  public void fault(Fault fault) {
    run(() -> state.faults.add(fault));
  }

  public void clearFaults() {
    run(state.faults::clear);
  }

  /** What the distributor may still spend; null = no limit. */
  public void balance(BigDecimal amount) {
    run(() -> state.balance(amount));
  }

  /** Moves the sandbox's clock forward; what becomes due happens before this returns. */
  public void advance(Duration duration) {
    run(() -> state.agenda.advance(duration.toMillis()));
  }

  /** Every order, oldest first. */
  public List<OrderView> orders() {
    return call(() -> state.orders.all.stream().map(AdminJson::view).toList());
  }

  /** Every refund request, oldest first. */
  public List<RefundView> refunds() {
    return call(() -> state.refunds.values().stream().map(AdminJson::view).toList());
  }

  /** Every API request, oldest first. */
  public List<Call> history() {
    return call(() -> state.history.after(0, ALL_CALLS, null));
  }

  /** Stops listening and forgets everything. */
  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private void run(Runnable work) {
    call(
        () -> {
          work.run();
          return null;
        });
  }

  private <T> T call(Supplier<T> work) {
    if (Thread.currentThread() == loop) {
      return work.get();
    }
    CompletableFuture<T> result = new CompletableFuture<>();
    vertx.runOnContext(
        ignored -> {
          try {
            result.complete(work.get());
          } catch (RuntimeException e) {
            result.completeExceptionally(e);
          }
        });
    try {
      return result.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }
}
