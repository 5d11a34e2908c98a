package io.tcbridge.cli;

import io.tcbridge.config.Settings.Ticketscloud;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/**
 * {@code POST /v2/services/promocodes/check} (Ticketscloud API, promocodes: check). It answers 400
 * when the code cannot be applied, and otherwise tells its rules.
 */
@Command(
    name = "check",
    description =
        "Says what a promocode does for an event, and which rules it has. Exit code 1 when it cannot"
            + " be applied.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class PromoCheckCommand implements Callable<Integer> {

  private static final int FINE = 200;
  private static final int REFUSED = 400;

  @ParentCommand private PromoCommand promo;

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "EVENT", description = "Id of the event.")
  private String event;

  @Parameters(index = "1", paramLabel = "CODE", description = "The code, as the buyer types it.")
  private String code;

  @Override
  public Integer call() throws InterruptedException {
    if (!event.matches("[0-9A-Za-z]{24}")) {
      throw new ParameterException(
          spec.commandLine(), "an event has 24 letters and digits, not " + event);
    }
    HttpResponse<String> answer = ask(promo.ticketscloud());
    JsonObject body = body(answer);
    if (answer.statusCode() == REFUSED && body.getValue("reason") instanceof String reason) {
      return refused(reason);
    }
    if (answer.statusCode() != FINE || !(body.getValue("data") instanceof JsonObject data)) {
      throw new CommandFailure(
          "Ticketscloud answers HTTP "
              + answer.statusCode()
              + " and no promocode; try again later");
    }
    tell(body, data);
    return ExitCode.FINE;
  }

  private HttpResponse<String> ask(Ticketscloud remote) throws InterruptedException {
    HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(remote.timeout())
            .build();
    HttpRequest check =
        HttpRequest.newBuilder(URI.create(remote.url() + "/v2/services/promocodes/check"))
            .header("Authorization", "key " + remote.apiKey().reveal())
            .header("Content-Type", "application/json")
            .POST(
                BodyPublishers.ofString(
                    new JsonObject().put("event", event).put("code", code).encode()))
            .build();
    try {
      HttpResponse<String> answer =
          client
              .sendAsync(check, BodyHandlers.ofString())
              .get(remote.timeout().toMillis(), TimeUnit.MILLISECONDS);
      if (answer.statusCode() == 401 || answer.statusCode() == 403) {
        throw new CommandFailure("the key is refused; check TICKETSCLOUD_API_KEY");
      }
      return answer;
    } catch (TimeoutException e) {
      throw new CommandFailure(
          remote.url() + " does not answer within " + remote.timeout().toMillis() + " ms", e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() instanceof IOException io ? io : e;
      throw new CommandFailure(
          remote.url() + " cannot be reached: " + cause.getClass().getSimpleName(), e);
    }
  }

  private static JsonObject body(HttpResponse<String> answer) {
    try {
      return new JsonObject(answer.body());
    } catch (DecodeException noJson) {
      return new JsonObject();
    }
  }

  private int refused(String reason) {
    PrintWriter out = spec.commandLine().getOut();
    if (promo.json()) {
      out.println(new JsonObject().put("applies", false).put("reason", reason).encodePrettily());
    } else {
      out.println("It cannot be applied: " + plain(reason));
    }
    out.flush();
    return ExitCode.FAILED;
  }

  private void tell(JsonObject body, JsonObject data) {
    PrintWriter out = spec.commandLine().getOut();
    JsonObject names = object(object(body, "refs"), "sets");
    if (promo.json()) {
      out.println(
          new JsonObject()
              .put("applies", true)
              .put("data", data)
              .put("sets", names)
              .encodePrettily());
    } else {
      lines(data, names).forEach(out::println);
    }
    out.flush();
  }

  private static List<String> lines(JsonObject data, JsonObject names) {
    TextTable table = new TextTable("discount", discount(object(data, "discount")));
    JsonObject time = object(data, "lifetime");
    table.add(
        "valid",
        time.isEmpty()
            ? "always"
            : time.getValue("start") + " to " + time.getValue("finish") + " UTC");
    JsonObject count = object(data, "tickets_count");
    table.add(
        "tickets",
        count.isEmpty()
            ? "any number"
            : "from " + count.getValue("min", 1) + " to " + count.getValue("max", "any number"));
    JsonArray sets = data.getValue("sets") instanceof JsonArray list ? list : new JsonArray();
    if (sets.isEmpty()) {
      table.add("categories", "all");
    }
    for (Object id : sets) {
      JsonObject set = object(names, String.valueOf(id));
      table.add("category", id + " " + set.getValue("name", "") + " " + set.getValue("price", ""));
    }
    return table.lines();
  }

  /** Exactly one of them is given. */
  private static String discount(JsonObject discount) {
    return plain(
        discount.containsKey("percentage")
            ? discount.getString("percentage")
            : discount.containsKey("fix") ? discount.getValue("fix") + " per ticket" : "not told");
  }

  private static JsonObject object(JsonObject holder, String name) {
    return holder.getValue(name) instanceof JsonObject object ? object : new JsonObject();
  }

  private static String plain(String text) {
    return text.replaceAll("\\p{Cc}", " ");
  }
}
