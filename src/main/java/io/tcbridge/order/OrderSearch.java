package io.tcbridge.order;

import io.tcbridge.config.Settings;
import io.tcbridge.ticketscloud.Consequence;
import io.tcbridge.ticketscloud.RemoteAnswer;
import io.tcbridge.ticketscloud.RemoteId;
import io.tcbridge.ticketscloud.RemoteOrder;
import io.tcbridge.ticketscloud.RemoteOrderReader;
import io.tcbridge.ticketscloud.Setback;
import io.tcbridge.ticketscloud.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Body;
import org.apache.camel.Variable;

/**
 * Only for {@code ticketscloud.create = with-tickets}: a create whose answer was lost may have left
 * a hold that nobody knows. It carries no mark, so it cannot be proved ours and is never touched;
 * while such a hold may be ours, the order waits for it to run out instead of holding the tickets
 * twice.
 */
public final class OrderSearch {

  private static final Duration DAY = Duration.ofDays(1);

  private final Settings settings;
  private final RemoteOrderReader reader;
  private final OrderSteps steps;
  private final InstantSource clock;

  /**
   * @param clock of the remote side
   */
  public OrderSearch(
      Settings settings, RemoteOrderReader reader, OrderSteps steps, InstantSource clock) {
    this.clock = clock;
    this.settings = settings;
    this.reader = reader;
    this.steps = steps;
  }

  /** What a search has seen so far. */
  public static final class Findings {
    private final Map<String, RemoteOrder> candidates = new HashMap<>();
    private final RemotePages pages;

    private Findings(RemotePages pages) {
      this.pages = pages;
    }
  }

  /** The first create of an order needs no search. */
  public boolean isNeeded(@Variable("claim") Claim claim) {
    return settings.ticketscloud().create() == Settings.Create.WITH_TICKETS
        && steps.needsCreate(claim)
        && claim.row().claims() > 1;
  }

  /** All holds of the event. */
  public Findings begin(@Variable("claim") Claim claim) {
    Instant now = clock.instant();
    return new Findings(
        new RemotePages(
            "events="
                + claim.eventId()
                + "&status=executed&"
                + RemotePages.created(now.minus(DAY), now.plus(DAY))));
  }

  public boolean goesOn(@Variable("findings") Findings findings) {
    return findings.pages.goesOn();
  }

  public void next(@Variable("claim") Claim claim, @Variable("findings") Findings findings) {
    claim.request(findings.pages.next());
  }

  public void take(
      @Variable("claim") Claim claim,
      @Variable("findings") Findings findings,
      @Body RemoteAnswer answer) {
    for (RemoteOrder order : findings.pages.take(answer, reader)) {
      if (order.isExecuted() && order.mark() == null && steps.guard().holdsWish(claim, order)) {
        findings.candidates.put(order.id(), order);
      }
    }
  }

  /** Parameters of {@code find-known-remotes.sql}. */
  public Map<String, Object> candidates(@Variable("findings") Findings findings) {
    return Map.of("remote_ids", OrderTickets.json(findings.candidates.keySet()));
  }

  /**
   * Goes on when every such hold belongs to an order of this journal.
   *
   * @throws Setback until the last unknown one has run out
   */
  public void decide(
      @Variable("findings") Findings findings, @Body List<Map<String, Object>> known) {
    known.forEach(row -> findings.candidates.remove((String) row.get("remote_id")));
    findings.candidates.values().stream()
        .findFirst()
        .ifPresent(
            hold -> {
              throw new Setback(
                  new Verdict(
                      Consequence.RETRY_LATER,
                      "POSSIBLE_HOLD",
                      "remote order "
                          + hold.id()
                          + " holds such tickets without a mark; it may come from a lost answer and"
                          + " is waited for until it runs out",
                      false,
                      untilExpiry(hold)),
                  Set.of());
            });
  }

  private Duration untilExpiry(RemoteOrder hold) {
    return untilExpiry(hold, clock.instant());
  }

  /** How long such a hold is waited for before it is looked at again. */
  static Duration untilExpiry(RemoteOrder hold, Instant now) {
    Duration age =
        RemoteId.createdAt(hold.id())
            .map(created -> Duration.between(created, now))
            .orElse(Duration.ZERO);
    Duration left =
        hold.lifetime() == null ? Duration.ofMinutes(1) : hold.lifetime().minus(age).plusSeconds(1);
    Duration most = Duration.ofMinutes(5);
    if (left.isNegative()) {
      return Duration.ofSeconds(10);
    }
    return left.compareTo(most) > 0 ? most : left;
  }
}
