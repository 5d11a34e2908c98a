package io.tcbridge.ticketscloud;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/**
 * Makes one call one call: the client repeats nothing by itself, follows no redirect, keeps no
 * cookie, and the deadline covers the whole call from the wait for a connection to the last byte of
 * the body. What fails before a connection stands is {@link NotSent}, everything later without a
 * whole answer is {@link NoAnswer}.
 */
public final class OneCall implements HttpClientConfigurer, AutoCloseable {

  /** Much more than 200 orders of a list page, and no danger to the memory of a small process. */
  private static final int LARGEST_PAGE = 32 * 1024 * 1024;

  /** The same for the answer to a change, which shows one order. */
  private static final int LARGEST_ORDER = 8 * 1024 * 1024;

  private static final String CALL = OneCall.class.getName() + ".call";

  private final Duration deadline;
  private final ScheduledThreadPoolExecutor clock;

  /**
   * @param deadline of one whole call, body included
   */
  public OneCall(Duration deadline) {
    this.deadline = deadline;
    this.clock =
        new ScheduledThreadPoolExecutor(
            1,
            run -> {
              Thread thread = new Thread(run, "ticketscloud-deadline");
              thread.setDaemon(true);
              return thread;
            });
    clock.setRemoveOnCancelPolicy(true);
  }

  @Override
  public void configureHttpClient(HttpClientBuilder client) {
    client
        .disableAutomaticRetries()
        .disableRedirectHandling()
        .disableCookieManagement()
        .disableAuthCaching()
        .addExecInterceptorFirst("deadline", this::callWithinDeadline)
        .addExecInterceptorBefore(ChainElement.MAIN_TRANSPORT.name(), "sent", OneCall::send);
  }

  /**
   * A name that is looked up cannot be cut off: what comes back too late sends nothing any more.
   */
  private static ClassicHttpResponse send(
      ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
      throws IOException, HttpException {
    Deadline call = (Deadline) scope.clientContext.getAttribute(CALL);
    call.send();
    return chain.proceed(request, scope);
  }

  private ClassicHttpResponse callWithinDeadline(
      ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
      throws IOException, HttpException {
    Deadline call = new Deadline((Cancellable) scope.originalRequest, deadline);
    scope.clientContext.setAttribute(CALL, call);
    Future<?> end = clock.schedule(call::cutOff, deadline.toMillis(), TimeUnit.MILLISECONDS);
    try {
      return whole(chain.proceed(request, scope), largest(request), call);
    } catch (IOException | HttpException failed) {
      throw call.failure(failed);
    } catch (IllegalStateException failed) {
      if (!call.isOver()) {
        throw failed;
      }
      // how the client says that its connection was cut off a moment ago
      throw call.failure(failed);
    } finally {
      end.cancel(false);
    }
  }

  private static int largest(ClassicHttpRequest request) {
    return Method.GET.isSame(request.getMethod()) ? LARGEST_PAGE : LARGEST_ORDER;
  }

  /** The same with its body in memory. */
  private static ClassicHttpResponse whole(ClassicHttpResponse response, int largest, Deadline call)
      throws IOException {
    HttpEntity entity = response.getEntity();
    if (entity != null) {
      ContentType type = ContentType.parseLenient(entity.getContentType());
      response.setEntity(new ByteArrayEntity(bytes(entity, largest, call), type));
    }
    return response;
  }

  private static byte[] bytes(HttpEntity entity, int largest, Deadline call) throws IOException {
    try (InputStream body = entity.getContent()) {
      byte[] bytes = body.readNBytes(largest + 1);
      if (bytes.length > largest) {
        // to close the stream would read the rest
        call.hangUp();
        throw new IOException("more than " + largest + " bytes");
      }
      return bytes;
    }
  }

  /** How far one call has come, and whether its time is over. */
  private static final class Deadline {

    private final Cancellable request;
    private final Duration whole;
    private final long begun = System.nanoTime();
    private volatile boolean sent;
    private volatile boolean over;

    Deadline(Cancellable request, Duration whole) {
      this.request = request;
      this.whole = whole;
    }

    void cutOff() {
      over = true;
      request.cancel();
    }

    boolean isOver() {
      return over;
    }

    void send() throws InterruptedIOException {
      if (over || System.nanoTime() - begun > whole.toNanos() / 2) {
        throw new InterruptedIOException("no connection within " + whole.toMillis() / 2 + " ms");
      }
      sent = true;
    }

    void hangUp() {
      request.cancel();
    }

    IOException failure(Exception cause) {
      if (!sent) {
        return over
            ? new NotSent("no connection within " + whole.toMillis() + " ms", cause)
            : new NotSent(cause);
      }
      return new NoAnswer(
          over ? "no whole answer within " + whole.toMillis() + " ms" : said(cause), cause);
    }

    /** What breaks the protocol is quoted by the client, and may be a piece of a buyer's data. */
    private static String said(Exception cause) {
      String kind = cause.getClass().getSimpleName();
      boolean quotes =
          cause instanceof HttpException || cause instanceof MalformedChunkCodingException;
      return quotes ? kind : kind + ": " + cause.getMessage();
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
