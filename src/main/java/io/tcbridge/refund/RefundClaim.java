package io.tcbridge.refund;

import io.tcbridge.clock.Moment;
import io.tcbridge.order.ClaimLost;
import io.tcbridge.order.Lease;
import io.tcbridge.ticketscloud.RemoteRefund;
import io.tcbridge.ticketscloud.RemoteRequest;
import io.tcbridge.ticketscloud.Setback;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * One refund in the hands of one worker: its journal row as it was claimed, and what has become of
 * it since. It lives as long as the claim and is used by one thread at a time.
 */
public final class RefundClaim {

  private final RefundRow row;
  private final Lease lease;
  private final Map<String, RemoteRefund> foreign = new LinkedHashMap<>();
  private final TreeSet<String> foreignIds;

  private List<String> tickets;
  private boolean split;
  private List<RemoteRefund> remotes;
  private Map<String, String> owners = Map.of();
  private RemoteRefund remote;
  private String remoteId;
  private int sends;
  private RemoteRequest request;
  private Setback setback;
  private boolean over;

  /**
   * @param askedAt before the claim was asked for
   */
  RefundClaim(RefundRow row, Moment askedAt, Duration lease) {
    this.row = row;
    this.lease = new Lease(askedAt, lease);
    this.tickets = row.tickets();
    this.remoteId = row.remoteId();
    this.sends = row.sends();
    this.foreignIds = new TreeSet<>(row.foreignIds());
  }

  RefundRow row() {
    return row;
  }

  public String refundNo() {
    return row.refundNo();
  }

  /** The tickets that are left in it after a split. */
  List<String> tickets() {
    return tickets;
  }

  void keepOnly(List<String> group) {
    tickets = List.copyOf(group);
    split = true;
  }

  /** Whether there are other parts of what the ERP asked for. */
  boolean isPart() {
    return split || row.siblings().parts() > 0;
  }

  boolean isSplitNow() {
    return split;
  }

  // --- reading ---

  /**
   * Whether the list must be read before anything is done: always, unless there can be nothing in
   * it, or it has shown the end already.
   */
  boolean mustRead() {
    SoldOrder sold = row.sold();
    return !row.isSeenFinal()
        && sold != null
        && sold.remoteId() != null
        && (sold.isDone() || !row.isUnbound());
  }

  /** The remote refunds of its order; null when they were not read. */
  List<RemoteRefund> remotes() {
    return remotes;
  }

  /** The journal rows of remote refunds, by their ids. */
  Map<String, String> owners() {
    return owners;
  }

  void read(List<RemoteRefund> shown, Map<String, String> ownedBy) {
    remotes = List.copyOf(shown);
    owners = ownedBy;
  }

  // --- the remote refund ---

  String remoteId() {
    return remoteId;
  }

  /** The last that was seen of it; null if nothing yet. */
  RemoteRefund remote() {
    return remote;
  }

  void see(RemoteRefund shown) {
    remote = shown;
  }

  void bind(RemoteRefund ours) {
    remoteId = ours.id();
    remote = ours;
  }

  /** Requests that may have made a remote refund which we don't know. */
  int sends() {
    return sends;
  }

  void sends(int number) {
    sends = number;
  }

  /** Remote refunds of these tickets that are not ours, with those seen before. */
  List<String> foreignIds() {
    return new ArrayList<>(foreignIds);
  }

  void foreign(List<RemoteRefund> others) {
    for (RemoteRefund other : others) {
      foreignIds.add(other.id());
      foreign.put(other.id(), other);
    }
  }

  /** Those of this read that no row has yet, also when an earlier claim could not bring them in. */
  List<RemoteRefund> foreign() {
    return List.copyOf(foreign.values());
  }

  // --- lease, requests and statements ---

  boolean outlives(Duration call) {
    return lease.outlives(call);
  }

  void renewed() {
    lease.renewed();
  }

  Map<String, Object> statement() {
    return statement(lease.statement());
  }

  Map<String, Object> renewal() {
    return statement(lease.renewal());
  }

  private Map<String, Object> statement(Long leaseMillis) {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("refund_id", row.refundId());
    parameters.put("fence", row.fence());
    parameters.put("lease_ms", leaseMillis);
    return parameters;
  }

  RemoteRequest request() {
    return request;
  }

  void request(RemoteRequest next) {
    request = next;
  }

  Setback setback() {
    return setback;
  }

  void setback(Setback cause) {
    setback = cause;
  }

  boolean isOver() {
    return over;
  }

  void end() {
    over = true;
  }

  ClaimLost lost() {
    over = true;
    return new ClaimLost("refund " + refundNo());
  }

  @Override
  public String toString() {
    return "RefundClaim[" + row + "]";
  }
}
