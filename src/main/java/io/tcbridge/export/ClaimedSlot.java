package io.tcbridge.export;

import io.tcbridge.clock.Moment;
import io.tcbridge.order.Lease;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** One run of an export, for one addressee, in the hands of this instance. */
public final class ClaimedSlot {

  private final long id;
  private final Export export;
  private final String way;
  private final String target;
  private final Span span;
  private final int attempts;
  private final int unclear;
  private final int lost;
  private final boolean isRestored;
  private final String fence;
  private final Lease lease;
  private boolean isRepeat;
  private boolean isSending;
  private boolean isOver;

  private ClaimedSlot(Map<String, Object> row, Export export, Lease lease) {
    this.id = ((Number) row.get("slot_id")).longValue();
    this.export = export;
    this.way = (String) row.get("way");
    this.target = (String) row.get("target");
    this.span = new Span(time(row, "period_from"), time(row, "period_to"));
    this.attempts = ((Number) row.get("attempts")).intValue();
    this.unclear = ((Number) row.get("unclear")).intValue();
    this.lost = ((Number) row.get("lost")).intValue();
    this.isRestored = Boolean.TRUE.equals(row.get("restored"));
    this.fence = (String) row.get("fence");
    this.lease = lease;
  }

  static ClaimedSlot of(Map<String, Object> row, Export export, Moment askedAt, Duration length) {
    return new ClaimedSlot(row, export, new Lease(askedAt, length));
  }

  private static Instant time(Map<String, Object> row, String column) {
    return ((Timestamp) row.get(column)).toInstant();
  }

  long id() {
    return id;
  }

  Export export() {
    return export;
  }

  String target() {
    return target;
  }

  Span span() {
    return span;
  }

  /** How often it was tried before. */
  int attempts() {
    return attempts - 1;
  }

  /** How many workers in a row had it and said nothing any more. */
  int lost() {
    return lost;
  }

  /** How often it may have been sent before, without a usable answer. */
  int unclear() {
    return unclear;
  }

  /** For the routes. */
  public String getWay() {
    return way;
  }

  boolean isFolder() {
    return way.equals(Export.Way.FOLDER.label());
  }

  boolean isMail() {
    return way.equals(Export.Way.MAIL.label());
  }

  String fence() {
    return fence;
  }

  /** What every fenced statement names; it renews the lease. */
  Map<String, Object> statement() {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("slot_id", id);
    parameters.put("fence", fence);
    parameters.put("lease_ms", lease.renewal());
    return parameters;
  }

  /**
   * The statement went through.
   *
   * @throws SlotLost if it found no row: another instance has the run
   */
  void renewed(Object row) {
    if (row == null) {
      end();
      throw new SlotLost(this);
    }
    lease.renewed();
  }

  /** The statement that was asked for this one among others went through. */
  void renewed() {
    lease.renewed();
  }

  /** Nothing more is to be done with it here. */
  void end() {
    isOver = true;
  }

  boolean isOver() {
    return isOver;
  }

  /** From now on it may have left. */
  void sends(boolean repeated) {
    isSending = true;
    isRepeat = repeated;
  }

  /** Whether the lease ends later than a call that begins now may take. */
  boolean outlives(Duration call) {
    return lease.outlives(call);
  }

  boolean isSending() {
    return isSending;
  }

  /** Whether somebody may have the same already. */
  Repeat repeat() {
    if (isRepeat) {
      return Repeat.YES;
    }
    return isRestored ? Repeat.PERHAPS : Repeat.NO;
  }

  /** Names no addressee. */
  @Override
  public String toString() {
    return "Export " + export.name() + " of " + span.from() + " to " + span.to();
  }
}
