package io.tcbridge.ticketscloud;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.function.Supplier;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeException;
import org.apache.camel.Message;
import org.apache.camel.Variable;
import org.apache.camel.component.http.HttpMethods;

/** The two sides of the one place that talks HTTP: puts a request on the wire, reads the answer. */
public final class TicketscloudCalls {

  private static final ObjectWriter JSON = JsonMapper.builder().build().writer();

  private final Supplier<String> apiKey;
  private final ErrorDictionary errors;
  private final RemoteClock clock;
  private final CallMetrics metrics;

  /** Counts calls; what it is told must not name orders or buyers. */
  public interface CallMetrics {
    void called(String operation, String answerClass, java.time.Duration took);
  }

  public TicketscloudCalls(
      Supplier<String> apiKey, ErrorDictionary errors, RemoteClock clock, CallMetrics metrics) {
    this.apiKey = apiKey;
    this.clock = clock;
    this.errors = errors;
    this.metrics = metrics;
  }

  /** Nothing of an earlier message may leave with this one: its headers are set anew. */
  public void send(@Variable("request") RemoteRequest request, Exchange exchange)
      throws JsonProcessingException {
    Message message = exchange.getMessage();
    message.removeHeaders("*");
    // as the type that the component wants: a text would be converted anew with each call
    message.setHeader(Exchange.HTTP_METHOD, HttpMethods.valueOf(request.method()));
    message.setHeader(Exchange.HTTP_PATH, request.path());
    if (request.query() != null) {
      message.setHeader(Exchange.HTTP_QUERY, request.query());
    }
    message.setHeader("Authorization", "key " + apiKey.get());
    if (request.body() == null) {
      message.setBody(null);
    } else {
      message.setHeader(Exchange.CONTENT_TYPE, "application/json");
      message.setBody(JSON.writeValueAsBytes(request.body()));
    }
    request.sentNow();
  }

  /**
   * The answer, if it is a success.
   *
   * @throws Setback with the verdict of the error dictionary for every other answer
   */
  public RemoteAnswer answer(
      @Variable("request") RemoteRequest request, @Body byte[] body, Exchange exchange) {
    Message message = exchange.getMessage();
    RemoteAnswer answer =
        new RemoteAnswer(
            message.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class),
            message.getHeader(Exchange.CONTENT_TYPE, String.class),
            message.getHeader("Retry-After", String.class),
            body);
    clock.tell(message.getHeader("Date", String.class));
    message.removeHeaders("*");
    metrics.called(request.label(), answer.status() / 100 + "xx", request.age());
    if (answer.status() / 100 != 2) {
      throw new Setback(errors.classify(request.operations(), answer), request.operations());
    }
    return answer;
  }

  /** The connection failed before anything of the request could leave. */
  public void notSent(
      @Variable("request") RemoteRequest request, @ExchangeException NotSent failure) {
    metrics.called(request.label(), "not-sent", request.age());
    throw setback(request, errors.notSent(request.operations()), failure);
  }

  /** The request may have arrived. */
  public void noAnswer(
      @Variable("request") RemoteRequest request, @ExchangeException NoAnswer failure) {
    metrics.called(request.label(), "no-answer", request.age());
    throw setback(request, errors.noAnswer(request.operations()), failure);
  }

  private static Setback setback(RemoteRequest request, Verdict verdict, IOException failure) {
    return new Setback(
        new Verdict(
            verdict.consequence(),
            verdict.reason(),
            verdict.text() + " (" + failure.getMessage() + ")",
            verdict.repeatNow(),
            verdict.retryAfter()),
        request.operations());
  }
}
