package io.tcbridge.catalogue;

/**
 * Where a venue is.
 *
 * @param zone IANA name; empty when it is not known
 */
record City(String name, String zone) {
  static final City UNKNOWN = new City("", "");
}
