package io.tcbridge.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tcbridge.clock.Moment;
import io.tcbridge.config.Settings;
import io.tcbridge.order.Workers;
import io.tcbridge.ticketscloud.Consequence;
import io.tcbridge.ticketscloud.ErrorDictionary;
import io.tcbridge.ticketscloud.KeyGate;
import io.tcbridge.ticketscloud.Operation;
import io.tcbridge.ticketscloud.RemoteAnswer;
import io.tcbridge.ticketscloud.RemoteRequest;
import io.tcbridge.ticketscloud.Setback;
import java.io.IOException;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims due runs and sends them. A run counts as sent from the moment before it leaves: whoever
 * takes it over from a killed worker sends it once more, and then never again.
 */
public final class ExportSlots {

  private static final Logger LOG = LoggerFactory.getLogger(ExportSlots.class);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** The first time and one repeat. */
  private static final int MOST_UNCLEAR = 2;

  /** A run that takes its process with it must not take the next ones too. */
  private static final int MOST_LOST = 3;

  /** A mail server may think about each line of a mail; nobody else is to send it meanwhile. */
  static final Duration MAIL_TIME = Duration.ofMinutes(2);

  private final Map<String, Export> exports = new LinkedHashMap<>();
  private final Settings settings;
  private final KeyGate gate;
  private final Workers workers;
  private final ErrorDictionary errors;
  private final DateTimeFormatter filter;
  private final Instance instance;
  private final ExportEvents events;
  private final BooleanSupplier watched;

  /**
   * @param workers says when the instance stops
   * @param watched whether it is known if the journal was put back: what was perhaps sent is marked
   */
  public ExportSlots(
      Settings settings,
      List<Export> exports,
      Instance instance,
      KeyGate gate,
      Workers workers,
      ErrorDictionary errors,
      ExportEvents events,
      BooleanSupplier watched) {
    this.instance = instance;
    this.events = events;
    this.watched = watched;
    exports.forEach(export -> this.exports.put(export.name(), export));
    this.settings = settings;
    this.gate = gate;
    this.workers = workers;
    this.errors = errors;
    this.filter =
        DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss")
            .withZone(settings.ticketscloud().timeZone());
  }

  // --- claim ---

  /** Parameters of {@code claim-slots.sql}; null while nothing can be sent. */
  public Map<String, Object> ask(Exchange exchange) throws JsonProcessingException {
    exchange.setProperty(Exchange.SCHEDULER_POLLED_MESSAGES, false);
    if (exports.isEmpty() || gate.isClosed() || workers.isStopping() || !watched.getAsBoolean()) {
      return null;
    }
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("exports", JSON.writeValueAsString(exports.keySet()));
    parameters.put("lease_ms", settings.order().lease().toMillis());
    parameters.put("instance", settings.bridge().instance());
    instance.addTo(parameters);
    parameters.put("asked_at", Moment.now());
    return parameters;
  }

  /** The claimed run; null if none was due. The next one comes at once. */
  public ClaimedRun claimed(
      @Variable("asked") Map<String, Object> asked,
      @Body List<Map<String, Object>> rows,
      Exchange exchange) {
    if (rows.isEmpty()) {
      return null;
    }
    exchange.setProperty(Exchange.SCHEDULER_POLLED_MESSAGES, true);
    Moment askedAt = (Moment) asked.get("asked_at");
    return new ClaimedRun(
        rows.stream()
            .map(
                row ->
                    ClaimedSlot.of(
                        row,
                        exports.get((String) row.get("export")),
                        askedAt,
                        settings.order().lease()))
            .toList());
  }

  /**
   * Before anything is done with it.
   *
   * @throws Setback if nobody who had it has said anything any more
   */
  public void check(@Variable("run") ClaimedRun run) {
    if (run.getSlots().stream().anyMatch(slot -> slot.lost() >= MOST_LOST)) {
      throw new Setback(
          Consequence.HOLD,
          ExportSetbacks.LOST,
          "each of the "
              + MOST_LOST
              + " processes that had it ended in the middle of it; see their logs");
    }
  }

  // --- send ---

  /**
   * Parameters of {@code begin-send.sql}. What may be sent any number of times counts nothing.
   *
   * @throws Setback if it was sent twice without a usable answer: only a person may send it again
   */
  public Map<String, Object> begin(@Variable("slot") ClaimedSlot slot) {
    workers.goOn();
    if (slot.unclear() >= MOST_UNCLEAR) {
      throw new Setback(Consequence.HOLD, ExportSetbacks.UNCLEAR, ExportSetbacks.TWICE);
    }
    Map<String, Object> parameters = slot.statement();
    if (slot.isMail()) {
      parameters.put("lease_ms", settings.order().lease().plus(MAIL_TIME).toMillis());
    }
    parameters.put("counts", slot.isFolder() ? 0 : 1);
    parameters.put("instance", settings.bridge().instance());
    return parameters;
  }

  /**
   * The last look before it leaves.
   *
   * @throws SlotLost if another instance has the run, or may have it soon
   */
  public void begun(@Variable("slot") ClaimedSlot slot, @Body Map<String, Object> row) {
    slot.renewed(row);
    workers.goOn();
    if (!slot.outlives(settings.ticketscloud().timeout())) {
      throw new SlotLost(slot);
    }
    slot.sends(Boolean.TRUE.equals(row.get("repeated")));
  }

  /** The request, section "Export of the list of orders by e-mail": JSON, as its example shows. */
  public RemoteRequest request(@Variable("slot") ClaimedSlot slot) {
    Export export = slot.export();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put(
        "created_at", filter.format(slot.span().from()) + "," + filter.format(slot.span().to()));
    body.put("email", slot.target());
    if (!export.statuses().isEmpty()) {
      body.put("status", export.statuses());
    }
    if (!export.events().isEmpty()) {
      body.put("events", export.events());
    }
    if (export.onlyWithCustomer()) {
      body.put("only_with_customer", true);
    }
    return RemoteRequest.export(body);
  }

  // --- done ---

  /**
   * Parameters of {@code save-done.sql}. The documented answer is empty and proves nothing but that
   * it was taken.
   *
   * @throws Setback if a success says errors, or is a page of somebody in between
   */
  public Map<String, Object> accepted(
      @Variable("slot") ClaimedSlot slot, @Body RemoteAnswer answer) {
    if (errors.complains(answer) || isNoJson(answer)) {
      Set<Operation> operations = Set.of(Operation.EXPORT);
      throw new Setback(errors.classify(operations, answer), operations);
    }
    return done(
        slot,
        answer.body().length == 0
            ? "Ticketscloud has taken it"
            : "Ticketscloud answered " + answer + " where it is documented to say nothing");
  }

  private static boolean isNoJson(RemoteAnswer answer) {
    try {
      JSON.readTree(answer.body());
      return false;
    } catch (IOException noJson) {
      return true;
    }
  }

  /** Parameters of {@code save-done.sql}, with the figures of the file. */
  public Map<String, Object> delivered(
      @Variable("slot") ClaimedSlot slot, @Variable("file") ExportFile file) {
    Map<String, Object> row = done(slot, file.tickets() + " tickets, " + file.checksum());
    row.put("tickets", file.tickets());
    row.put("orders", file.orders());
    row.put("total", file.total());
    row.put("checksum", file.checksum());
    return row;
  }

  private Map<String, Object> done(ClaimedSlot slot, String detail) {
    Map<String, Object> row = slot.statement();
    row.put("instance", settings.bridge().instance());
    row.put("detail", detail);
    List.of("tickets", "orders", "total", "checksum").forEach(column -> row.put(column, null));
    return row;
  }

  /**
   * It is saved.
   *
   * @throws SlotLost if another instance has the run
   */
  public void saved(@Variable("slot") ClaimedSlot slot, @Body Object row) {
    slot.renewed(row);
    slot.end();
    events.ended(slot.export().name(), "done");
    LOG.info(
        "{} is done{}", slot, slot.repeat() == Repeat.NO ? "" : ", and may have been sent before");
  }
}
