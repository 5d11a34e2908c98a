package io.tcbridge.order;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Takes a buyer's data out of texts that somebody else has written. */
final class Masking {

  private Masking() {}

  static String mask(String text, Customer customer) {
    String masked = text;
    for (String secret :
        Stream.concat(
                Stream.of(customer.email(), customer.phone(), customer.name()),
                customer.name() == null
                    ? Stream.empty()
                    : Arrays.stream(customer.name().split("\\s+")))
            .filter(value -> value != null && value.length() > 2)
            .toList()) {
      masked =
          Pattern.compile(Pattern.quote(secret), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
              .matcher(masked)
              .replaceAll(Matcher.quoteReplacement("***"));
    }
    return masked;
  }
}
