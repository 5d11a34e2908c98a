package io.tcbridge.sandbox;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A named choice where the Ticketscloud documentation is silent or contradicts itself. The first
 * allowed value is usually the default.
 */
enum Switch {
  AON_FAILURE("200_unchanged", "200_unchanged", "400_text"),
  AON_FAILURE_ON_CREATE("200_empty_order", "200_empty_order", "400_no_order"),
  AUTH_SCHEME("key", "key"),
  BALANCE("unlimited", "unlimited", "<money>"),
  BARCODE_AT_DONE("immediate", "immediate", "null_then_async", "null_then_async:<millis>"),
  BUSY_MS("0", "<millis>"),
  CHECK_CASE("insensitive", "insensitive", "sensitive"),
  COMBINED_PATCH("atomic", "atomic", "sequential"),
  CONFLICT_BODY("empty", "empty", "errors_list", "error_reason"),
  CREATE_STATUS("200", "200", "201"),
  CREATE_WITHOUT_EVENT("400", "400", "infer_from_tickets"),
  DATETIME_STYLE("space_naive", "space_naive", "iso_t", "iso_offset"),
  DONE_AT_TZ("same", "same", "<zone>"),
  DONE_MODE("sync", "sync", "via_in_progress", "via_in_progress:<millis>"),
  DUPLICATE_REFUND("at_approve", "at_approve", "at_create"),
  EMPTY_CREATE("allow", "allow", "require_tickets"),
  EMPTY_TICKETS("release_all", "release_all", "400"),
  EXPIRY("exact", "exact", "sweep", "sweep:<seconds>"),
  EXPORT_METHOD("post_json", "post_json", "get_query", "both"),
  EXTRA_CULPRITS("off", "off", "on"),
  EXTRA_TOTAL_COUNT("off", "off", "on"),
  FEE_PERCENT("5", "<percent>"),
  FILTER_BOUNDS("inclusive", "inclusive", "half_open"),
  FILTER_TZ("UTC", "<zone>"),
  GRPC_ORDER("kept", "kept", "shuffled"),
  GRPC_PACKAGE("v3", "v3", "v2", "none"),
  GRPC_UNAUTH("unauthenticated", "unauthenticated", "permission_denied"),
  INCORRECT_STATUS_SHOWS("target", "target", "current"),
  LATE_DONE("400", "400", "accept_until_swept"),
  LATENCY_JITTER_MS("0", "<millis>"),
  LATENCY_MS("0", "<millis>"),
  LOST_RESPONSE("off", "off", "<probability>"),
  MAX_EXPIRED_AFTER("unset", "unset", "<date>"),
  MAX_TICKETS_PER_ORDER("off", "off", "<count>"),
  MOSBILET_EFFECT("immediate", "immediate", "async", "async:<millis>"),
  MOSBILET_REQUIRED("true", "true", "false"),
  MOSBILET_UNKNOWN_ORDER("400", "400", "404"),
  NAIVE_TZ("UTC", "<zone>"),
  NOT_ENOUGH_MONEY_C("cyrillic", "cyrillic", "latin"),
  ORDER_TTL_S("900", "<seconds>", "<date>"),
  PAGE_SIZE_RANGE("400", "400", "clamp"),
  PATCH_WITHOUT_ID("404", "404", "405"),
  POST_ON_ORDER_ID("405", "405", "act_as_patch"),
  PROMOCODES_PATCH("replace", "replace", "append"),
  PROMOKEY_PARAM("none", "none", "<name>"),
  PROMOTION_ACTIVE("off", "off", "on"),
  QUOTES("ascii", "ascii", "typographic"),
  RANDOM_ON_SEATED("allow", "allow", "400"),
  RANDOM_POLICY("keep_and_top_up", "keep_and_top_up", "repick"),
  RANDOM_SEED("0", "<count>"),
  RANDOM_UNNAMED_SETS("release", "release", "keep"),
  REFUND_AMOUNT("nominal", "nominal", "full"),
  REFUND_APPROVE("sync", "sync", "async_in_progress", "async_in_progress:<millis>"),
  REFUND_ERRORS_DIALECT("new", "new", "old"),
  REFUNDED_TICKETS("removed", "removed", "kept_with_status_refunded"),
  RELEASE_DELAY_S("0", "<seconds>"),
  REPEAT_DONE("400", "400"),
  SEND_WITHOUT_EMAIL("accept", "accept", "400"),
  SETTINGS_PATCH("merge", "merge", "replace"),
  SINGLE_GET("not_found_404", "not_found_404", "ok", "405"),
  SORT("created_desc", "created_desc", "created_asc"),
  TICKET_STATUS_DONE("reserved", "reserved", "sold"),
  TOTAL_UNIT("pages", "pages", "records"),
  TOTALS_BUG("off", "off", "on"),
  TRAILING_SLASH("tolerant", "tolerant", "strict_404", "redirect_301"),
  UNAUTHORIZED("401", "401", "403"),
  UNKNOWN_TICKET("400_not_belong", "400_not_belong", "skip"),
  V1_EVENTS_SHAPE("array", "array", "object"),
  VENDOR_DATA_PATCH("replace", "replace", "merge"),
  VENDOR_LIMITS("enforce_400", "enforce_400", "off"),
  VENDOR_RAW_TYPES("lenient_echo", "lenient_echo", "strict_400");

  private static final Pattern ZONE = Pattern.compile("[A-Za-z][A-Za-z0-9_+/-]*");

  private final String initial;
  private final List<String> allowed;

  Switch(String initial, String... allowed) {
    this.initial = initial;
    this.allowed = List.of(allowed);
  }

  /** The name on the command line and in the admin API. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  String initial() {
    return initial;
  }

  List<String> allowed() {
    return allowed;
  }

  boolean allows(String value) {
    return allowed.stream().anyMatch(form -> matches(form, value));
  }

  private static boolean matches(String form, String value) {
    if (form.equals("<zone>")) {
      return isZone(value);
    }
    int variable = form.indexOf('<');
    if (variable < 0) {
      return form.equals(value);
    }
    String fixed = Pattern.quote(form.substring(0, variable));
    return value.matches(fixed + expression(form.substring(variable)));
  }

  private static String expression(String variable) {
    return switch (variable) {
      case "<millis>", "<seconds>", "<count>" -> "\\d{1,9}";
      case "<money>" -> "\\d{1,12}(\\.\\d{1,2})?";
      case "<percent>" -> "\\d{1,2}(\\.\\d{1,4})?";
      case "<probability>" -> "0(\\.\\d+)?|1(\\.0+)?";
      case "<date>" -> "\\d{4}-[01]\\d-[0-3]\\dT[0-2]\\d:[0-5]\\d:[0-5]\\d";
      case "<name>" -> "[A-Za-z_]\\w*";
      default -> throw new IllegalStateException("no such form: " + variable);
    };
  }

  private static boolean isZone(String value) {
    try {
      return ZONE.matcher(value).matches() && ZoneId.of(value) != null;
    } catch (DateTimeException e) {
      return false;
    }
  }
}
