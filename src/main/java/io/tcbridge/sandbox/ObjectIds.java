package io.tcbridge.sandbox;

import java.util.regex.Pattern;

/** The look of ids: 24 letters and digits. */
final class ObjectIds {
  private static final Pattern OBJECT_ID = Pattern.compile("[a-zA-Z0-9]{24}");

  private ObjectIds() {}

  static String require(String field, String id) {
    if (id == null || !OBJECT_ID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          field + ": expected an id of 24 letters and digits, found '" + id + "'");
    }
    return id;
  }
}
