package io.tcbridge.sandbox;

import java.util.Objects;

/**
 * Where an event takes place.
 *
 * @param cityId GeoNames number of the city
 * @param mosbilet whether tickets here are sold to named visitors only (AIS "Mosbilet")
 */
public record SandboxVenue(
    String id,
    String name,
    String address,
    int cityId,
    String city,
    String timezone,
    boolean mosbilet) {

  public SandboxVenue {
    ObjectIds.require("venue id", id);
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(address, "address");
    Objects.requireNonNull(city, "city");
    Objects.requireNonNull(timezone, "timezone");
  }

  /** A hall in Moscow without named visitors. */
  public static SandboxVenue standard() {
    return new SandboxVenue(
        "5f5e10000000000000000e01",
        "Sandbox Hall",
        "Sample street 1",
        524901,
        "Moscow",
        "Europe/Moscow",
        false);
  }
}
