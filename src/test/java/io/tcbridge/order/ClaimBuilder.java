package io.tcbridge.order;

import io.tcbridge.clock.Moment;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A claimed order for tests of single rules; everything that is not said is as at the start. */
final class ClaimBuilder {

  static final String EVENT = "6a0000000000000000000001";
  static final Duration LEASE = Duration.ofSeconds(12);

  private final List<OrderLine> lines = new ArrayList<>();
  private long id = 1;
  private BigDecimal expectedTotal;
  private String status = "working";
  private Stage stage = Stage.CREATED;
  private String decision;
  private String reasonCode;
  private int attempts;
  private String attemptClass;
  private String unclear;
  private boolean committing;
  private boolean takenOver;
  private boolean cancelRequested;
  private List<String> unseated;
  private String remoteId;
  private Duration expiresIn;
  private Duration age = Duration.ofMinutes(1);
  private Duration claimedAgo = Duration.ZERO;
  private Boolean searched;
  private List<String> strays;

  ClaimBuilder id(long orderId) {
    id = orderId;
    return this;
  }

  ClaimBuilder places(String set, int quantity) {
    lines.add(new OrderLine(lines.size() + 1, set, quantity, null, null, null, null, null));
    return this;
  }

  ClaimBuilder seat(String ticketId) {
    lines.add(new OrderLine(lines.size() + 1, null, null, ticketId, null, null, null, null));
    return this;
  }

  ClaimBuilder total(String amount) {
    expectedTotal = new BigDecimal(amount);
    return this;
  }

  ClaimBuilder held(String reason) {
    status = "held";
    reasonCode = reason;
    return this;
  }

  ClaimBuilder stage(Stage reached) {
    stage = reached;
    return this;
  }

  ClaimBuilder decided(String what) {
    decision = what;
    return this;
  }

  ClaimBuilder failed(String attemptClassBefore, int times) {
    attemptClass = attemptClassBefore;
    attempts = times;
    return this;
  }

  ClaimBuilder unclear(String what) {
    unclear = what;
    return this;
  }

  ClaimBuilder committing() {
    committing = true;
    return this;
  }

  ClaimBuilder takenOver() {
    takenOver = true;
    return this;
  }

  ClaimBuilder cancelRequested() {
    cancelRequested = true;
    return this;
  }

  ClaimBuilder unseated(String... ticketIds) {
    unseated = List.of(ticketIds);
    return this;
  }

  ClaimBuilder remote(String id, Duration left) {
    remoteId = id;
    expiresIn = left;
    return this;
  }

  ClaimBuilder age(Duration since) {
    age = since;
    return this;
  }

  ClaimBuilder claimedAgo(Duration since) {
    claimedAgo = since;
    return this;
  }

  ClaimBuilder searched(boolean all) {
    searched = all;
    return this;
  }

  ClaimBuilder strays(String... remoteIds) {
    strays = List.of(remoteIds);
    return this;
  }

  Claim build() {
    JournalRow row =
        new JournalRow(
            id,
            "A-1",
            1,
            "0b9f1bd2-4e0c-4b0e-9d55-6f6a0a1c2d3e",
            EVENT,
            lines,
            new Customer(null, "anna@example.com", null, null),
            List.of(),
            false,
            expectedTotal,
            null,
            cancelRequested,
            status,
            stage,
            decision,
            reasonCode,
            null,
            2,
            attempts,
            attemptClass,
            null,
            unclear,
            null,
            committing,
            takenOver,
            remoteId,
            remoteId == null ? 0 : 1,
            unseated,
            null,
            expiresIn,
            age,
            null,
            null,
            null,
            searched,
            strays);
    return new Claim(row, Moment.now().minus(claimedAgo), LEASE);
  }
}
