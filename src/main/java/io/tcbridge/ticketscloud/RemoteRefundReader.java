package io.tcbridge.ticketscloud;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads refunds out of answers: unknown fields are ignored, missing ones stay unknown. */
public final class RemoteRefundReader {

  private final ZoneId zone;

  /**
   * @param zone of the remote times, which carry none
   */
  public RemoteRefundReader(ZoneId zone) {
    this.zone = zone;
  }

  /**
   * One page of the list.
   *
   * @param unreadable entries without an id or a status
   * @param totals what the page says of the whole list
   */
  public record Page(List<RemoteRefund> refunds, List<Unreadable> unreadable, ListTotals totals) {}

  /**
   * An entry without an id or a status.
   *
   * @param place on its page, from 1 on
   * @param id null if it has none
   * @param print tells it from others
   */
  public record Unreadable(int place, String id, int print) {}

  /** The refund of a create or change answer; empty if the body is not one. */
  public Optional<RemoteRefund> refund(byte[] body) {
    return RemoteOrderReader.tree(body)
        .map(root -> root.path("data"))
        .filter(RemoteRefundReader::isRefund)
        .map(this::refund);
  }

  /** The refunds of a list answer; empty if the body is not a list. */
  public Optional<Page> list(byte[] body) {
    return RemoteOrderReader.tree(body).filter(root -> root.path("data").isArray()).map(this::page);
  }

  private Page page(JsonNode root) {
    List<RemoteRefund> refunds = new ArrayList<>();
    List<Unreadable> unreadable = new ArrayList<>();
    int place = 0;
    for (JsonNode data : root.get("data")) {
      place++;
      if (isRefund(data)) {
        refunds.add(refund(data));
      } else {
        unreadable.add(
            new Unreadable(place, RemoteOrderReader.text(data, "id"), data.toString().hashCode()));
      }
    }
    return new Page(refunds, unreadable, ListTotals.of(root));
  }

  private static boolean isRefund(JsonNode data) {
    return data.path("id").isTextual() && data.path("status").isTextual();
  }

  private RemoteRefund refund(JsonNode data) {
    var nominal = RemoteOrderReader.money(data, "refund_nominal");
    return new RemoteRefund(
        RemoteOrderReader.text(data, "id"),
        RemoteOrderReader.text(data, "status"),
        RemoteOrderReader.text(data, "culprit"),
        RemoteOrderReader.instant(RemoteOrderReader.text(data, "created_at"), zone),
        RemoteOrderReader.instant(RemoteOrderReader.text(data, "requested_at"), zone),
        RemoteOrderReader.instant(RemoteOrderReader.text(data, "finished_at"), zone),
        nominal == null ? RemoteOrderReader.money(data, "delta") : nominal,
        RemoteOrderReader.text(data, "event"),
        RemoteOrderReader.text(data, "order"),
        tickets(data.path("tickets")));
  }

  private static List<String> tickets(JsonNode list) {
    if (!list.isArray()) {
      return null;
    }
    List<String> tickets = new ArrayList<>();
    for (JsonNode ticket : list) {
      // an older schema shows objects
      String id = ticket.isTextual() ? ticket.asText() : RemoteOrderReader.text(ticket, "id");
      if (id == null) {
        return null;
      }
      tickets.add(id);
    }
    return List.copyOf(tickets);
  }
}
