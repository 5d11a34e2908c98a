package io.tcbridge.sandbox;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;

/** Paging of lists (Ticketscloud API: page from 1, page_size 1 to 200, default 50). */
record Page(int number, int size) {
  private static final int DEFAULT_SIZE = 50;
  private static final int MAX_SIZE = 200;

  static Page of(SandboxState state, Query query) {
    int number = integer(query, "page", 1);
    int size = integer(query, "page_size", DEFAULT_SIZE);
    boolean clamp = state.switches.is(Switch.PAGE_SIZE_RANGE, "clamp");
    if (!clamp && (size < 1 || size > MAX_SIZE)) {
      throw new Refusal("page_size is not in 1..200");
    }
    if (!clamp && number < 1) {
      throw new Refusal("page is less than 1");
    }
    return new Page(Math.max(1, number), Math.max(1, Math.min(MAX_SIZE, size)));
  }

  private static int integer(Query query, String name, int otherwise) {
    String value = query.get(name);
    if (value == null) {
      return otherwise;
    }
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new Refusal(name + " is not an integer");
    }
  }

  long first() {
    return (number - 1L) * size;
  }

  <T> List<T> cut(List<T> items) {
    int from = (int) Math.min(first(), items.size());
    return items.subList(from, Math.min(from + size, items.size()));
  }

  void write(JsonGenerator json, SandboxState state, int records) throws IOException {
    json.writeObjectFieldStart("pagination");
    json.writeNumberField("page", number);
    json.writeNumberField("page_size", size);
    boolean pages = state.switches.is(Switch.TOTAL_UNIT, "pages");
    json.writeNumberField("total", pages ? (records + size - 1) / size : records);
    json.writeEndObject();
    if (state.switches.is(Switch.EXTRA_TOTAL_COUNT, "on")) {
      json.writeNumberField("total_count", records);
    }
  }
}
