package io.tcbridge.order;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Takes a buyer's data out of texts that somebody else has written. */
final class Masking {

  private Masking() {}

  static String mask(String text, Customer customer) {
    String masked = text;
    for (Pattern secret : secrets(customer)) {
      masked = secret.matcher(masked).replaceAll("***");
    }
    return masked;
  }

  private static List<Pattern> secrets(Customer customer) {
    List<Pattern> secrets = new ArrayList<>();
    for (String whole : Arrays.asList(customer.email(), customer.name())) {
      if (whole != null) {
        secrets.add(literal(whole));
      }
    }
    if (customer.phone() != null) {
      secrets.add(literal(customer.phone()));
      String digits = customer.phone().replaceAll("\\D", "");
      if (digits.length() > 5) {
        // The same number, however somebody else has set its blanks, brackets and dashes.
        secrets.add(Pattern.compile(String.join("\\D{0,3}", digits.split(""))));
      }
    }
    if (customer.name() != null) {
      for (String part : customer.name().split("\\s+")) {
        secrets.add(
            Pattern.compile(
                "(?<!\\p{L})" + Pattern.quote(part) + "(?!\\p{L})",
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE));
      }
    }
    return secrets;
  }

  private static Pattern literal(String text) {
    return Pattern.compile(Pattern.quote(text), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }
}
