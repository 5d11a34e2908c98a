package io.tcbridge.sandbox;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** The dictionaries beside {@code data}. */
final class Refs {
  private final Times times;

  Refs(Times times) {
    this.times = times;
  }

  /** Events; with venue and age rating where the documentation shows them. */
  void events(JsonGenerator json, Collection<Event> events, boolean whole) throws IOException {
    json.writeObjectFieldStart("events");
    for (Event event : events) {
      SandboxEvent data = event.data;
      json.writeObjectFieldStart(data.id());
      json.writeStringField("id", data.id());
      json.writeObjectFieldStart("lifetime");
      json.writeStringField("start", times.text(data.start().toEpochMilli()));
      json.writeStringField("finish", times.text(data.finish().toEpochMilli()));
      json.writeEndObject();
      json.writeStringField("org", data.org());
      json.writeStringField("status", data.status());
      json.writeStringField("timezone", data.timezone());
      json.writeObjectFieldStart("title");
      json.writeStringField("text", data.title());
      json.writeStringField("desc", data.description());
      json.writeEndObject();
      if (whole) {
        json.writeStringField("venue", data.venue().id());
        json.writeNumberField("age_rating", data.ageRating());
      }
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  void partners(JsonGenerator json, Collection<Event> events) throws IOException {
    json.writeObjectFieldStart("partners");
    Set<String> seen = new HashSet<>();
    for (Event event : events) {
      if (seen.add(event.data.org())) {
        partner(json, event.data.org(), event.data.orgName());
      }
    }
    if (!events.isEmpty() && seen.add(SandboxState.VENDOR)) {
      partner(json, SandboxState.VENDOR, "Sandbox Distributor");
    }
    json.writeEndObject();
  }

  private static void partner(JsonGenerator json, String id, String name) throws IOException {
    json.writeObjectFieldStart(id);
    json.writeStringField("id", id);
    json.writeStringField("name", name);
    json.writeEndObject();
  }

  void sets(JsonGenerator json, Order order) throws IOException {
    json.writeObjectFieldStart("sets");
    for (Category category : OrderJson.categories(order)) {
      json.writeFieldName(category.id());
      json.writeRawValue(category.refs);
    }
    json.writeEndObject();
  }

  void venues(JsonGenerator json, Collection<Event> events) throws IOException {
    json.writeObjectFieldStart("venues");
    for (Event event : events) {
      SandboxVenue venue = event.data.venue();
      json.writeObjectFieldStart(venue.id());
      json.writeStringField("id", venue.id());
      json.writeStringField("name", venue.name());
      json.writeStringField("desc", "");
      json.writeStringField("address", venue.address());
      json.writeObjectFieldStart("city");
      json.writeNumberField("_id", venue.cityId());
      name(json, venue.city(), venue.city());
      json.writeStringField("timezone", venue.timezone());
      json.writeEndObject();
      json.writeObjectFieldStart("country");
      json.writeStringField("_id", "RU");
      name(json, "Russia", "Россия");
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void name(JsonGenerator json, String english, String russian) throws IOException {
    json.writeObjectFieldStart("name");
    json.writeStringField("default", english);
    json.writeStringField("en", english);
    json.writeStringField("ru", russian);
    json.writeEndObject();
  }
}
