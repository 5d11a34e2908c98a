package io.tcbridge.order;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Takes the data of buyer and visitors out of texts that somebody else has written. */
public final class Masking {

  private Masking() {}

  public static String mask(String text, Customer customer, List<OrderLine> lines) {
    List<Pattern> secrets = secrets(customer);
    for (OrderLine line : lines) {
      visitor(secrets, line);
    }
    String masked = text;
    for (Pattern secret : secrets) {
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
    words(secrets, customer.name());
    return secrets;
  }

  private static void visitor(List<Pattern> secrets, OrderLine line) {
    if (line.visitorId() != null) {
      // Somebody may have numbered them: a 1 inside another number is not the visitor.
      secrets.add(
          Pattern.compile(
              "(?<![\\p{L}\\p{N}])" + Pattern.quote(line.visitorId()) + "(?![\\p{L}\\p{N}])"));
    }
    words(secrets, line.visitorName());
    words(secrets, line.visitorSurname());
    words(secrets, line.visitorMiddleName());
  }

  /** Each word of a name, where it stands alone. */
  private static void words(List<Pattern> secrets, String name) {
    if (name != null) {
      for (String part : name.split("\\s+")) {
        secrets.add(
            Pattern.compile(
                "(?<!\\p{L})" + Pattern.quote(part) + "(?!\\p{L})",
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE));
      }
    }
  }

  private static Pattern literal(String text) {
    return Pattern.compile(Pattern.quote(text), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }
}
