package io.tcbridge.sandbox;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * An event to sell tickets for.
 *
 * @param id event id, 24 letters and digits
 * @param timezone IANA name, for display
 * @param status {@code public} = on sale; anything else is not sold; {@code cancelled} changes who
 *     may approve refunds
 * @param org id of the organizer
 * @param deal whether organizer and distributor have a deal
 * @param refundPolicy {@code general} or {@code law_ru_193}
 */
public record SandboxEvent(
    String id,
    String title,
    String description,
    String timezone,
    Instant start,
    Instant finish,
    String status,
    int ageRating,
    SandboxVenue venue,
    String org,
    String orgName,
    boolean deal,
    String refundPolicy,
    List<SandboxSet> sets,
    List<SandboxPromocode> promocodes) {

  /** Organizer of events that name none. */
  static final String STANDARD_ORG = "5f5e10000000000000000a01";

  public SandboxEvent {
    ObjectIds.require("event id", id);
    ObjectIds.require("org", org);
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(timezone, "timezone");
    Objects.requireNonNull(start, "start");
    Objects.requireNonNull(finish, "finish");
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(venue, "venue");
    sets = List.copyOf(sets);
    promocodes = List.copyOf(promocodes);
    if (!Set.of("general", "law_ru_193").contains(refundPolicy)) {
      throw new IllegalArgumentException(
          "refundPolicy: expected general or law_ru_193, found '" + refundPolicy + "'");
    }
    Set<String> ids = new HashSet<>();
    for (SandboxSet set : sets) {
      if (!ids.add(set.id())) {
        throw new IllegalArgumentException("set " + set.id() + " is listed twice");
      }
      for (SandboxSeat seat : set.seats()) {
        if (!ids.add(seat.ticketId())) {
          throw new IllegalArgumentException("ticket " + seat.ticketId() + " is listed twice");
        }
      }
    }
  }

  /** A public event of three hours in the standard hall, without promocodes. */
  public static SandboxEvent of(String id, String title, Instant start, List<SandboxSet> sets) {
    return new SandboxEvent(
        id,
        title,
        "",
        "Europe/Moscow",
        start,
        start.plusSeconds(3 * 3600),
        "public",
        12,
        SandboxVenue.standard(),
        STANDARD_ORG,
        "Sandbox Organizer",
        true,
        "general",
        sets,
        List.of());
  }

  public SandboxEvent withSets(List<SandboxSet> newSets) {
    return with(status, venue, deal, refundPolicy, newSets, promocodes);
  }

  public SandboxEvent withPromocodes(List<SandboxPromocode> codes) {
    return with(status, venue, deal, refundPolicy, sets, codes);
  }

  public SandboxEvent withStatus(String newStatus) {
    return with(newStatus, venue, deal, refundPolicy, sets, promocodes);
  }

  public SandboxEvent withVenue(SandboxVenue newVenue) {
    return with(status, newVenue, deal, refundPolicy, sets, promocodes);
  }

  public SandboxEvent withDeal(boolean newDeal) {
    return with(status, venue, newDeal, refundPolicy, sets, promocodes);
  }

  public SandboxEvent withRefundPolicy(String policy) {
    return with(status, venue, deal, policy, sets, promocodes);
  }

  private SandboxEvent with(
      String newStatus,
      SandboxVenue newVenue,
      boolean newDeal,
      String policy,
      List<SandboxSet> newSets,
      List<SandboxPromocode> codes) {
    return new SandboxEvent(
        id,
        title,
        description,
        timezone,
        start,
        finish,
        newStatus,
        ageRating,
        newVenue,
        org,
        orgName,
        newDeal,
        policy,
        newSets,
        codes);
  }
}
