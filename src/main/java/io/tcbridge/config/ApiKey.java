package io.tcbridge.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Reads the API key, given either itself or as a file that holds it. */
final class ApiKey {

  private static final Key VALUE = Key.TICKETSCLOUD_API_KEY;
  private static final Key FILE = Key.TICKETSCLOUD_API_KEY_FILE;

  private final Layers layers;
  private final Values values;
  private final List<Problem> problems;

  ApiKey(Layers layers, Values values, List<Problem> problems) {
    this.layers = layers;
    this.values = values;
    this.problems = problems;
  }

  Secret read() {
    Map<Key, Layers.Found> given = layers.findTogether(VALUE, FILE);
    values.use(FILE, given.containsKey(FILE) ? given.get(FILE).value() : "");
    String key = "";
    if (given.size() == 2) {
      refuse("both the key and a file with it in " + given.get(FILE).place(), "give only one");
    } else if (given.isEmpty()) {
      refuse(
          "nothing",
          "it is required: set it to the API key of the distributor's account, or set "
              + FILE.property()
              + " ("
              + FILE.variable()
              + ") to a file that holds it");
    } else if (given.containsKey(VALUE)) {
      key = given.get(VALUE).value();
      if (!isUsable(key)) {
        refuse("a value (not shown) in " + given.get(VALUE).place(), "it " + whatIsExpected());
      }
    } else {
      key = readFile(given.get(FILE).value());
    }
    values.use(VALUE, key);
    return new Secret(key);
  }

  private String readFile(String name) {
    String key;
    try {
      key = Files.readString(Path.of(name)).strip();
    } catch (IOException | InvalidPathException e) {
      values.refuse(FILE, "the file can't be read: check its path and its rights");
      return "";
    }
    if (!isUsable(key)) {
      values.refuse(FILE, "the file " + whatIsExpected());
    }
    return key;
  }

  /** A key travels in an HTTP header, so it is one line of visible ASCII. */
  private static boolean isUsable(String key) {
    return key.matches("[!-~]+");
  }

  private static String whatIsExpected() {
    return "must hold the bare key: one line of letters and digits, without the word \"key\"";
  }

  private void refuse(String found, String message) {
    problems.add(new Problem(VALUE.property(), VALUE.variable(), found, message));
  }
}
