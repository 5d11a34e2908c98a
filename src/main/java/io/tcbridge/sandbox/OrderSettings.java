package io.tcbridge.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The parts of a change that touch neither tickets nor money. */
final class OrderSettings {
  private static final int MAX_RAW_KEYS = 20;
  private static final int MAX_RAW_KEY = 40;
  private static final int MAX_RAW_VALUE = 128;
  private static final int MAX_ORDER_ID = 64;

  private final SandboxState state;

  OrderSettings(SandboxState state) {
    this.state = state;
  }

  void lifetime(Order order, JsonNode body) {
    if (!body.hasNonNull("expired_after")) {
      return;
    }
    if (state.switches.is(Switch.MAX_EXPIRED_AFTER, "unset")) {
      throw new Refusal("expired_after is not changable");
    }
    long max = state.times.naive(state.switches.get(Switch.MAX_EXPIRED_AFTER));
    long wanted = state.times.naive(body.get("expired_after").asText());
    if (wanted > max) {
      throw new Refusal("max expired_after is " + state.times.text(max));
    }
    order.expiresAt = wanted;
    state.orders.expireLater(order);
  }

  void apply(Order order, JsonNode settings) {
    if (settings.path("invitation").asBoolean(false)) {
      throw new Refusal("only org can send invitations");
    }
    if (settings.path("courier").asBoolean(false)) {
      throw new Refusal("Courier must set only with salespoint");
    }
    if (settings.path("smart_tickets").asBoolean(false)) {
      throw new Refusal("Kryptonite integrations is disabled");
    }
    boolean replace = state.switches.is(Switch.SETTINGS_PATCH, "replace");
    if (replace) {
      order.customer = null;
      order.hasEmail = false;
      order.sendTickets = false;
      order.subscribeAgree = false;
    }
    if (settings.hasNonNull("customer")) {
      customer(order, settings.get("customer"));
    }
    order.sendTickets = settings.path("send_tickets").asBoolean(order.sendTickets);
    order.subscribeAgree = settings.path("subscribe_agree").asBoolean(order.subscribeAgree);
    if (order.sendTickets
        && !order.hasEmail
        && state.switches.is(Switch.SEND_WITHOUT_EMAIL, "400")) {
      throw new Refusal("customer email is required for send_tickets");
    }
  }

  private static void customer(Order order, JsonNode customer) {
    if (!customer.isObject()) {
      throw new Refusal("customer is not an object");
    }
    JsonNode email = customer.path("email");
    if (email.isTextual() && email.asText().indexOf('@') < 1) {
      throw new Refusal("customer.email is not an email");
    }
    JsonNode lang = customer.path("lang");
    if (lang.isTextual() && !lang.asText().equals("ru") && !lang.asText().equals("en")) {
      throw new Refusal("customer.lang is not in ['en', 'ru']");
    }
    order.customer = customer.toString();
    order.hasEmail = email.isTextual();
  }

  void vendorData(Order order, JsonNode vendorData) {
    if (!vendorData.isObject()) {
      throw new Refusal("vendor_data is not an object");
    }
    JsonNode wanted = vendorData;
    if (state.switches.is(Switch.VENDOR_DATA_PATCH, "merge")) {
      ObjectNode merged =
          (ObjectNode) Json.parse(order.vendorData.getBytes(StandardCharsets.UTF_8));
      merged.setAll((ObjectNode) vendorData);
      wanted = merged;
    }
    if (state.switches.is(Switch.VENDOR_LIMITS, "enforce_400")) {
      checkLimits(wanted);
    }
    order.vendorData = wanted.toString();
    state.orders.mark(order, wanted.path("order_id").asText(null));
  }

  /** The limits are documented, the texts are the sandbox's own. */
  private void checkLimits(JsonNode vendorData) {
    if (vendorData.path("order_id").asText("").length() > MAX_ORDER_ID) {
      throw new Refusal("vendor_data.order_id is longer than 64 characters");
    }
    JsonNode raw = vendorData.path("raw");
    if (raw.size() > MAX_RAW_KEYS) {
      throw new Refusal("vendor_data.raw has more than 20 keys");
    }
    for (Map.Entry<String, JsonNode> entry : raw.properties()) {
      if (entry.getKey().length() > MAX_RAW_KEY) {
        throw new Refusal("vendor_data.raw has a key longer than 40 characters");
      }
      if (entry.getValue().asText().length() > MAX_RAW_VALUE) {
        throw new Refusal("vendor_data.raw has a value longer than 128 characters");
      }
      if (!entry.getValue().isTextual()
          && state.switches.is(Switch.VENDOR_RAW_TYPES, "strict_400")) {
        throw new Refusal("vendor_data.raw has a value that is not a string");
      }
    }
  }
}
