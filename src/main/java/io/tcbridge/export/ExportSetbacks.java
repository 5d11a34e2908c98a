package io.tcbridge.export;

import static io.tcbridge.ticketscloud.Operation.EXPORT;

import io.tcbridge.config.Settings;
import io.tcbridge.order.Stopping;
import io.tcbridge.ticketscloud.Consequence;
import io.tcbridge.ticketscloud.KeyGate;
import io.tcbridge.ticketscloud.Setback;
import io.tcbridge.ticketscloud.Verdict;
import jakarta.mail.MessagingException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.camel.Body;
import org.apache.camel.ExchangeException;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What follows when a run did not go through. */
public final class ExportSetbacks {

  static final String UNCLEAR = "EXPORT_UNCLEAR";
  static final String LOST = "EXPORT_LOST";
  static final String TWICE = "it was sent twice without a usable answer";

  /** What no repeat makes better. */
  private static final Set<String> FINAL = Set.of(UNCLEAR, LOST, ExportReading.TOO_LARGE);

  private static final Logger LOG = LoggerFactory.getLogger(ExportSetbacks.class);

  /** Whoever is to have an export is named in its file and its row, never in a text. */
  private static final Pattern ADDRESS = Pattern.compile("[^\\s<>()\"',;:]+@[^\\s<>()\"',;:]+");

  private final Settings settings;
  private final KeyGate gate;
  private final ExportEvents events;

  public ExportSetbacks(Settings settings, KeyGate gate, ExportEvents events) {
    this.events = events;
    this.settings = settings;
    this.gate = gate;
  }

  /** Those of whom something has to be decided: one addressee, or all while the file is built. */
  public List<ClaimedSlot> concerned(
      @Variable("run") ClaimedRun run, @Variable("slot") ClaimedSlot slot) {
    return slot == null ? run.getSlots() : List.of(slot);
  }

  /** Parameters of {@code save-setback.sql}. */
  public Map<String, Object> decide(
      @Variable("slot") ClaimedSlot slot, @ExchangeException Exception failure) {
    Verdict verdict =
        verdict(slot, failure).kept(text -> ADDRESS.matcher(text).replaceAll("(address)"));
    boolean isPause = verdict.consequence() == Consequence.PAUSE_PROCESS && !isOfExport(failure);
    boolean isUnclear = slot.isSending() && !isSurelyNotSent(failure, verdict);
    boolean isTwice = isUnclear && slot.unclear() > 0;
    boolean counts = !isPause && !(failure instanceof Stopping);
    if (isPause) {
      gate.close(verdict.reason(), verdict.text());
    }
    Map<String, Object> row = slot.statement();
    row.put("instance", settings.bridge().instance());
    row.put("reason_code", isTwice ? UNCLEAR : verdict.reason());
    row.put("reason", isTwice ? TWICE + " (" + verdict.text() + ")" : verdict.text());
    row.put("counts_attempt", counts ? 1 : 0);
    row.put("gives_up", isTwice || FINAL.contains(verdict.reason()));
    row.put("unclear", slot.unclear() + (isUnclear && !slot.isFolder() ? 1 : 0));
    row.put("due_in_ms", counts ? wait(verdict, slot.attempts()).toMillis() : 0L);
    return row;
  }

  /**
   * What is wrong with the key or the address for all that is sent shows elsewhere; a key that may
   * sell but not export stops no sale.
   */
  private static boolean isOfExport(Exception failure) {
    return failure instanceof Setback setback && setback.operations().contains(EXPORT);
  }

  /** Answers that say for certain that nothing is on its way. */
  private static boolean isSurelyNotSent(Exception failure, Verdict verdict) {
    return failure instanceof Setback setback
        ? setback.operations().contains(EXPORT)
            && verdict.consequence() != Consequence.READ_THEN_DECIDE
        : failure instanceof MessagingException mail && MailFailures.isSurelyNotSent(mail);
  }

  private static Verdict verdict(ClaimedSlot slot, Exception failure) {
    if (failure instanceof Setback setback) {
      return setback.verdict();
    }
    if (failure instanceof Stopping) {
      return new Verdict(
          Consequence.RETRY_LATER, "STOPPING", "the instance that had it stopped", false, null);
    }
    if (failure instanceof MessagingException mail) {
      return MailFailures.verdict(mail);
    }
    LOG.error("{} met a defect of the bridge", slot, failure);
    return new Verdict(
        Consequence.RETRY_LATER,
        "INTERNAL",
        failure.getClass().getSimpleName() + ", see the log",
        false,
        null);
  }

  /** Waiting times double from {@code order.retry-first} to {@code order.retry-max}. */
  private Duration wait(Verdict verdict, int attempts) {
    Duration most = settings.order().retryMax();
    Duration wait = settings.order().retryFirst().multipliedBy(1L << Math.min(attempts, 20));
    Duration own = wait.compareTo(most) < 0 ? wait : most;
    Duration asked = verdict.retryAfter() == null ? Duration.ZERO : verdict.retryAfter();
    return asked.compareTo(own) > 0 ? asked : own;
  }

  /** One line for each that needs a person, or is tried again. */
  public void decided(@Variable("slot") ClaimedSlot slot, @Body Map<String, Object> row) {
    slot.renewed(row);
    slot.end();
    events.ended(slot.export().name(), "open".equals(row.get("status")) ? "open" : "later");
    if ("open".equals(row.get("status"))) {
      LOG.error(
          "{} is open: {}: {} (bin/bridge export list)",
          slot,
          row.get("reason_code"),
          row.get("reason"));
    } else {
      LOG.warn("{} goes on later: {}: {}", slot, row.get("reason_code"), row.get("reason"));
    }
  }
}
