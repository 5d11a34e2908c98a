package io.tcbridge.ticketscloud;

import java.io.IOException;
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
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/**
 * Makes one call one call: the client repeats nothing by itself, follows no redirect, keeps no
 * cookie, and the deadline covers the whole call from the wait for a connection to the last byte of
 * the body. What fails before a connection stands is {@link NotSent}, everything later without a
 * whole answer is {@link NoAnswer}.
 */
public final class OneCall implements HttpClientConfigurer, AutoCloseable {

  private static final int LARGEST_BODY = 32 * 1024 * 1024;
  private static final String SENT = OneCall.class.getName() + ".sent";

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
        .addExecInterceptorBefore(
            ChainElement.MAIN_TRANSPORT.name(),
            "sent",
            (request, scope, chain) -> {
              scope.clientContext.setAttribute(SENT, true);
              return chain.proceed(request, scope);
            });
  }

  private ClassicHttpResponse callWithinDeadline(
      ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
      throws IOException, HttpException {
    scope.clientContext.setAttribute(SENT, null);
    Cancellable call = (Cancellable) scope.originalRequest;
    Future<?> cutOff = clock.schedule(call::cancel, deadline.toMillis(), TimeUnit.MILLISECONDS);
    try {
      ClassicHttpResponse response = chain.proceed(request, scope);
      HttpEntity entity = response.getEntity();
      if (entity != null) {
        ContentType type = ContentType.parseLenient(entity.getContentType());
        byte[] body = EntityUtils.toByteArray(entity, LARGEST_BODY);
        response.setEntity(new ByteArrayEntity(body == null ? new byte[0] : body, type));
      }
      return response;
    } catch (IOException | HttpException failed) {
      if (scope.clientContext.getAttribute(SENT) == null) {
        throw new NotSent(failed);
      }
      throw new NoAnswer(
          cutOff.isDone()
              ? "no whole answer within " + deadline.toMillis() + " ms"
              : failed.getClass().getSimpleName() + ": " + failed.getMessage(),
          failed);
    } finally {
      cutOff.cancel(false);
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
