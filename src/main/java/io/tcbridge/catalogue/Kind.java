package io.tcbridge.catalogue;

import java.util.Locale;

/** What the mirror knows; the label is the name in the journal. */
enum Kind {
  VENUE(true),
  SECTOR(true),
  EVENT(true),
  TICKET_SET(true),
  SEAT(true),
  CATEGORY(false),
  TAG(false),
  ARTIST(false),
  COUNTRY(false),
  META_EVENT(false);

  private final boolean inErp;

  Kind(boolean inErp) {
    this.inErp = inErp;
  }

  /** Whether the ERP has a table for it; the others are kept in the journal only. */
  boolean inErp() {
    return inErp;
  }

  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Kind of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
