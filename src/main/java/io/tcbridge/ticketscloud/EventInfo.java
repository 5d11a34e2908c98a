package io.tcbridge.ticketscloud;

/**
 * What an answer says about the event and its venue; it is printed on tickets. Fields that the
 * answer does not carry are null.
 *
 * @param startLocal start as a wall clock of the venue, {@code 2026-05-16T19:00}
 */
public record EventInfo(String title, String startLocal, String venueName, String venueAddress) {

  static final EventInfo UNKNOWN = new EventInfo(null, null, null, null);

  /** This information, completed with another one where a field is missing. */
  public EventInfo or(EventInfo other) {
    return other == null
        ? this
        : new EventInfo(
            title == null ? other.title : title,
            startLocal == null ? other.startLocal : startLocal,
            venueName == null ? other.venueName : venueName,
            venueAddress == null ? other.venueAddress : venueAddress);
  }
}
