package io.tcbridge.order;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tcbridge.config.Settings;
import io.tcbridge.order.OrderIntake.Batch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.apache.camel.Body;
import org.apache.camel.Variable;

/**
 * Compares new orders with the mirrored catalogue, where that is wanted: what it says cannot be
 * sold is refused without a call. It refuses only what the catalogue says; an event that it does
 * not have may be newer, and is left to Ticketscloud. Nothing is refused that may be sold already.
 */
public final class OrderOffers {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** A catalogue that was last read longer ago than so many periods says nothing of today. */
  private static final int STALE_AFTER = 3;

  private final Settings settings;
  private final BooleanSupplier restored;

  /**
   * @param restored whether a backup was ever put back: then an order that is new may be sold
   */
  public OrderOffers(Settings settings, BooleanSupplier restored) {
    this.settings = settings;
    this.restored = restored;
  }

  public boolean isOn(@Variable("batch") Batch batch) {
    return settings.catalogue().isOn()
        && settings.catalogue().refuseEarly()
        && !restored.getAsBoolean()
        && !batch.accept().isEmpty();
  }

  /** Parameters of {@code find-offers.sql}. */
  public Map<String, Object> wanted(@Variable("batch") Batch batch) {
    Set<Map<String, String>> names = new LinkedHashSet<>();
    for (Map<String, Object> order : batch.accept()) {
      if (order.get("event_id") != null) {
        names.add(Map.of("kind", "event", "id", (String) order.get("event_id")));
        sets(order).keySet().forEach(set -> names.add(Map.of("kind", "ticket-set", "id", set)));
      }
    }
    Map<String, Object> wanted = new HashMap<>();
    wanted.put("names", OrderTickets.json(names));
    wanted.put("fresh_ms", settings.catalogue().syncEvery().multipliedBy(STALE_AFTER).toMillis());
    return wanted;
  }

  /** Refuses what is not on offer, before the journal has it. */
  public void refuse(
      @Variable("batch") Batch batch,
      @Variable("orders") List<Map<String, Object>> erp,
      @Body List<Map<String, Object>> offers) {
    Set<String> maybeSold = takenBefore(erp);
    Map<String, Map<String, Object>> byName = new HashMap<>();
    offers.forEach(offer -> byName.put(offer.get("kind") + " " + offer.get("id"), offer));
    for (Map<String, Object> order : batch.accept()) {
      boolean begins = order.get("outcome") == null && "waiting".equals(order.get("status"));
      Map<String, Object> event = byName.get("event " + order.get("event_id"));
      if (begins && event != null && !maybeSold.contains((String) order.get("order_no"))) {
        refuse(order, event, byName);
      }
    }
  }

  /** Orders that the ERP shows as taken: the journal has forgotten them, Ticketscloud has not. */
  private static Set<String> takenBefore(List<Map<String, Object>> rows) {
    Set<String> numbers = new TreeSet<>();
    for (Map<String, Object> row : rows) {
      Map<String, Object> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      anyCase.putAll(row);
      if (anyCase.get("bridge_status") != null) {
        numbers.add(String.valueOf(anyCase.get("order_no")));
      }
    }
    return numbers;
  }

  private static void refuse(
      Map<String, Object> order,
      Map<String, Object> event,
      Map<String, Map<String, Object>> byName) {
    if ((Boolean) event.get("closed")) {
      OrderIntake.end(
          order,
          "refused",
          "EVENT_NOT_ON_SALE",
          "the catalogue shows event " + order.get("event_id") + " as not on sale");
      return;
    }
    List<String> unknown = new ArrayList<>();
    List<String> scarce = new ArrayList<>();
    sets(order)
        .forEach(
            (set, wanted) -> {
              Map<String, Object> offer = byName.get("ticket-set " + set);
              if (offer == null
                  || (Boolean) offer.get("closed")
                  || !Objects.equals(offer.get("owner"), order.get("event_id"))) {
                unknown.add(set);
              } else if (offer.get("vacant") instanceof Number vacant
                  && vacant.longValue() < wanted) {
                scarce.add(wanted + " of " + set + ", vacant are " + vacant);
              }
            });
    if (!unknown.isEmpty()) {
      OrderIntake.end(
          order,
          "refused",
          "UNKNOWN_SET",
          "the catalogue has no such category of this event: " + String.join(", ", unknown));
    } else if (!scarce.isEmpty()) {
      OrderIntake.end(
          order,
          "refused",
          "NOT_ENOUGH_VACANT",
          "the catalogue shows fewer tickets than ordered: " + String.join("; ", scarce));
    }
  }

  /** How many tickets without a seat are wanted of each category. */
  private static Map<String, Long> sets(Map<String, Object> order) {
    try {
      Map<String, Long> sets = new LinkedHashMap<>();
      for (Map<String, Object> line :
          JSON.readValue(
              (String) order.get("lines"), new TypeReference<List<Map<String, Object>>>() {})) {
        if (line.get("setId") instanceof String set
            && line.get("quantity") instanceof Number many) {
          sets.merge(set, many.longValue(), Long::sum);
        }
      }
      return sets;
    } catch (JsonProcessingException broken) {
      throw new IllegalStateException(
          "the lines of order " + order.get("order_no") + " are not readable", broken);
    }
  }
}
