package io.tcbridge.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One export of {@code exports.yaml}.
 *
 * @param by who builds the file
 * @param days for {@code last-days}
 * @param lag for {@code since-last-run}: orders younger than that wait for the next run
 * @param statuses of remote orders; empty: all
 * @param events ids; empty: all
 * @param recipients e-mail addresses
 * @param folder where a file of our own is put
 * @param withCustomer whether a file of our own names the buyers
 * @param deadline how long a run is tried
 */
public record Export(
    String name,
    By by,
    Timetable timetable,
    ExportPeriod period,
    int days,
    Duration lag,
    List<String> statuses,
    List<String> events,
    boolean onlyWithCustomer,
    List<String> recipients,
    Optional<String> folder,
    boolean withCustomer,
    Missed missed,
    Duration deadline) {

  /** The statuses of remote orders that are documented. */
  static final Set<String> STATUSES =
      Set.of("executed", "in_progress", "done", "cancelled", "expired");

  private static final JsonMapper JSON = JsonMapper.builder().build();

  public Export {
    statuses = List.copyOf(statuses);
    events = List.copyOf(events);
    recipients = List.copyOf(recipients);
  }

  /** Who builds the file. */
  public enum By {
    /** Ticketscloud, and mails it to one address per request. */
    TICKETSCLOUD,
    /** The bridge, from the list of orders. */
    BRIDGE;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How a run reaches whoever is to have it. */
  enum Way {
    REQUEST,
    MAIL,
    FOLDER;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Who is to have a run: each is a row of its own, so that one failure repeats nothing for others.
   *
   * @param target an address, or the path of a folder
   */
  public record Target(String way, String target) {}

  public List<Target> targets() {
    List<Target> targets = new ArrayList<>();
    if (by == By.TICKETSCLOUD) {
      recipients.forEach(address -> targets.add(new Target(Way.REQUEST.label(), address)));
    } else {
      recipients.forEach(address -> targets.add(new Target(Way.MAIL.label(), address)));
    }
    folder.ifPresent(path -> targets.add(new Target(Way.FOLDER.label(), path)));
    return targets;
  }

  /** Parameters of the statements that open runs: what is opened, for whom, and until when. */
  public Map<String, Object> opening(List<Slot> slots) {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("export", name);
    parameters.put("deadline_ms", deadline.toMillis());
    try {
      parameters.put("slots", JSON.writeValueAsString(slots.stream().map(Export::row).toList()));
      parameters.put("targets", JSON.writeValueAsString(targets()));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
    return parameters;
  }

  private static Map<String, Object> row(Slot slot) {
    Map<String, Object> row = new HashMap<>();
    row.put("planned_at", slot.planned().toString());
    row.put("period_from", slot.span().from().toString());
    row.put("period_to", slot.span().to().toString());
    row.put("origin", slot.origin());
    row.put("skipped", slot.skipped());
    return row;
  }

  /**
   * The span of the run that is planned for this moment, in whole seconds as the times of remote
   * orders are: one that is made in the second of its end is of the next span.
   *
   * @param reached the end of the last span that was run
   */
  public Span span(Instant planned, Instant reached) {
    return period.span(
        planned.truncatedTo(ChronoUnit.SECONDS), timetable.zone(), days, lag, reached);
  }
}
