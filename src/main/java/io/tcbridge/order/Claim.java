package io.tcbridge.order;

import io.tcbridge.clock.Moment;
import io.tcbridge.ticketscloud.EventInfo;
import io.tcbridge.ticketscloud.Operation;
import io.tcbridge.ticketscloud.RemoteOrder;
import io.tcbridge.ticketscloud.RemoteRequest;
import io.tcbridge.ticketscloud.Setback;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One order in the hands of one worker: the journal row as it was claimed, and what has become of
 * it since. It lives as long as the claim and is used by one thread at a time. Its times are
 * monotonic, so that a clock that is set does not matter; only the lease asks the other clock too.
 */
public final class Claim {

  private final JournalRow row;
  private final Lease lease;
  private final long claimedAt;

  private long expiresAt;
  private Stage stage;
  private String decision;
  private boolean committing;
  private boolean probing;
  private String remoteId;
  private int remoteOrders;
  private List<String> unseated;
  private EventInfo eventInfo;

  private RemoteRequest request;
  private RemoteOrder remote;
  private Setback setback;
  private List<FoundOrder> found = List.of();
  private PromoQuestions promoQuestions;
  private boolean read;
  private boolean over;

  /**
   * @param askedAt before the claim was asked for
   */
  public Claim(JournalRow row, Moment askedAt, Duration lease) {
    this.row = row;
    this.lease = new Lease(askedAt, lease);
    this.claimedAt = askedAt.steady();
    this.expiresAt = row.expiresIn() == null ? 0 : claimedAt + row.expiresIn().toNanos();
    this.stage = row.stage();
    this.decision = row.decision();
    this.committing = row.committing();
    this.remoteId = row.remoteId();
    this.remoteOrders = row.remoteOrders();
    this.unseated = row.unseated();
    this.eventInfo = row.eventInfo();
  }

  public JournalRow row() {
    return row;
  }

  public String orderNo() {
    return row.orderNo();
  }

  public String eventId() {
    return row.eventId();
  }

  public List<OrderLine> lines() {
    return row.lines();
  }

  /** Whether the ERP ordered seats and places without seats together. */
  public boolean isMixed() {
    return lines().stream().anyMatch(line -> line.ticketId() != null)
        && lines().stream().anyMatch(line -> line.setId() != null);
  }

  /** Whether a person is needed; such an order is claimed only to look after its hold. */
  public boolean isHeld() {
    return row.status().equals("held");
  }

  /** Time since the ERP created the order. */
  Duration age() {
    return row.age().plusNanos(System.nanoTime() - claimedAt);
  }

  // --- lease ---

  /** Whether the lease ends later than a call that begins now may take. */
  public boolean outlives(Duration call) {
    return lease.outlives(call);
  }

  /** The last fenced statement went through and has renewed the lease, if it was to. */
  void renewed() {
    lease.renewed();
  }

  // --- progress ---

  public Stage stage() {
    return stage;
  }

  void reached(Stage next) {
    stage = next;
  }

  /** What is to become of the remote order and then of this one; null while it goes its way. */
  public String decision() {
    return decision;
  }

  void decide(String what) {
    decision = what;
  }

  /** Whether "done" may have been sent: from there the remote state decides. */
  public boolean committing() {
    return committing;
  }

  void committing(boolean may) {
    committing = may;
  }

  /** Whether this order asks, for all others, if commits may go on. */
  public boolean isProbing() {
    return probing;
  }

  void probing(boolean asks) {
    probing = asks;
  }

  /** Nothing more is to be done with this claim. */
  public boolean isOver() {
    return over;
  }

  void end() {
    over = true;
  }

  // --- remote order ---

  public String remoteId() {
    return remoteId;
  }

  public int remoteOrders() {
    return remoteOrders;
  }

  void created(RemoteOrder order, Duration expiresIn) {
    remoteId = order.id();
    remoteOrders++;
    expiresAt = System.nanoTime() + expiresIn.toNanos();
    eventInfo = order.eventInfo();
    remote = order;
  }

  /** Time until the hold runs out; null when there is none. */
  public Duration expiresIn() {
    return expiresAt == 0 ? null : Duration.ofNanos(expiresAt - System.nanoTime());
  }

  /** The last answer about the remote order that this claim has seen; null if none yet. */
  public RemoteOrder remote() {
    return remote;
  }

  void answered(RemoteOrder answer) {
    remote = answer;
  }

  /** The remote order as a read has shown it; null when the read did not find it. */
  public void readAs(RemoteOrder found) {
    read = true;
    remote = found;
  }

  /** Whether this claim began with a read. */
  public boolean wasRead() {
    return read;
  }

  /**
   * After any claim but the first, what became of earlier requests is read before the next one. As
   * the order was claimed: the claim is handed out by this answer while a worker may already have
   * created the next remote order, and an answer that changed would hand it out twice.
   */
  public boolean mustRead() {
    return row.remoteId() != null && row.claims() > 1;
  }

  /** Remote orders with our number that the journal did not make. */
  List<String> strays() {
    return row.found() == null ? List.of() : row.found();
  }

  /** Whether restore mode must have read the remote list before anything is done. */
  boolean waitsForSearch() {
    return Boolean.FALSE.equals(row.searched()) && (row.remoteId() == null || !strays().isEmpty());
  }

  /** The remote orders that are read before anything is done; as the order was claimed. */
  List<String> remotesToRead() {
    if (waitsForSearch() || (strays().isEmpty() && !mustRead())) {
      return List.of();
    }
    List<String> ids = new ArrayList<>(strays());
    if (row.remoteId() != null) {
      ids.add(row.remoteId());
    }
    return ids;
  }

  /** What a read has shown of {@link #remotesToRead}. */
  List<FoundOrder> found() {
    return found;
  }

  void foundAs(List<FoundOrder> shown) {
    found = shown;
  }

  /** Tickets that Ticketscloud chose for the unseated part of a mixed order; null before that. */
  public List<String> unseated() {
    return unseated;
  }

  void unseated(List<String> ticketIds) {
    unseated = ticketIds;
  }

  public EventInfo eventInfo() {
    return eventInfo;
  }

  // --- requests and statements ---

  /** Parameters of the next fenced statement; it renews the lease when that is worth it. */
  Map<String, Object> statement() {
    return statement(lease.statement());
  }

  /** Parameters of the fenced statement that does nothing but renew the lease. */
  Map<String, Object> renewal() {
    return statement(lease.renewal());
  }

  private Map<String, Object> statement(Long leaseMillis) {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("order_id", row.orderId());
    parameters.put("fence", row.fence());
    parameters.put("lease_ms", leaseMillis);
    parameters.put("wish", row.wish() == null ? null : row.wish().what());
    return parameters;
  }

  public RemoteRequest request() {
    return request;
  }

  void request(RemoteRequest next) {
    request = next;
  }

  /** Whether a request of this claim has carried the customer already. */
  boolean customerSent() {
    return request != null && request.operations().contains(Operation.CUSTOMER);
  }

  /** What is still to be asked about its promocodes. */
  PromoQuestions promoQuestions() {
    if (promoQuestions == null) {
      promoQuestions = new PromoQuestions(row.promoCodes());
    }
    return promoQuestions;
  }

  /** What kept the order from going on; null if nothing did. */
  public Setback setback() {
    return setback;
  }

  void setback(Setback cause) {
    setback = cause;
  }

  BigDecimal expectedTotal() {
    return row.expectedTotal();
  }

  @Override
  public String toString() {
    return "Claim[" + orderNo() + ", " + stage + "]";
  }
}
