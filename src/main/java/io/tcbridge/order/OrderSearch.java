package io.tcbridge.order;

import io.tcbridge.config.Settings;
import io.tcbridge.ticketscloud.Consequence;
import io.tcbridge.ticketscloud.RemoteAnswer;
import io.tcbridge.ticketscloud.RemoteId;
import io.tcbridge.ticketscloud.RemoteOrder;
import io.tcbridge.ticketscloud.RemoteOrderReader;
import io.tcbridge.ticketscloud.RemoteRequest;
import io.tcbridge.ticketscloud.Setback;
import io.tcbridge.ticketscloud.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.HashSet;
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

  private static final DateTimeFormatter FILTER =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);

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
    private final Set<String> seen = new HashSet<>();
    private int page = 1;
    private boolean over;
  }

  /** The first create of an order needs no search. */
  public boolean isNeeded(@Variable("claim") Claim claim) {
    return settings.ticketscloud().create() == Settings.Create.WITH_TICKETS
        && steps.needsCreate(claim)
        && claim.row().claims() > 1;
  }

  public Findings begin() {
    return new Findings();
  }

  public boolean goesOn(@Variable("findings") Findings findings) {
    return !findings.over;
  }

  /**
   * All holds of the event; a day on each side because the zone of the filter is not documented.
   */
  public void next(@Variable("claim") Claim claim, @Variable("findings") Findings findings) {
    Instant now = clock.instant();
    claim.request(
        RemoteRequest.list(
            "events="
                + claim.eventId()
                + "&status=executed&created_at="
                + FILTER.format(now.minus(Duration.ofDays(1)))
                + ","
                + FILTER.format(now.plus(Duration.ofDays(1)))
                + "&page_size=200&page="
                + findings.page++));
  }

  public void take(
      @Variable("claim") Claim claim,
      @Variable("findings") Findings findings,
      @Body RemoteAnswer answer) {
    List<RemoteOrder> page =
        reader
            .list(answer.body())
            .orElseThrow(
                () ->
                    new Setback(
                        Consequence.RETRY_LATER, "NOT_JSON", "the list of orders is not readable"));
    findings.over = true;
    for (RemoteOrder order : page) {
      if (findings.seen.add(order.id())) {
        findings.over = false;
        if (order.isExecuted() && order.mark() == null && steps.guard().holdsWish(claim, order)) {
          findings.candidates.put(order.id(), order);
        }
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
    Duration age =
        RemoteId.createdAt(hold.id())
            .map(created -> Duration.between(created, clock.instant()))
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
