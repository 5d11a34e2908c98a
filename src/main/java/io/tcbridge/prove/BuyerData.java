package io.tcbridge.prove;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What must not be in any log: the API key, and buyers' e-mails, phones and names. Texts are cut
 * into words once and looked up, so their number costs nothing per buyer. A phone is found however
 * its digits are parted and whether it begins with +7 or 8. Of a name, each word of at least four
 * letters is looked for, and shorter ones as pairs; letters count as they are written. Texts in
 * which bytes or letters are escaped are read in both forms.
 */
final class BuyerData {

  private static final int SHORTEST_WORD = 4;
  private static final int SHORTEST_PHONE = 7;

  /** A national number, without what stands before it. */
  private static final int NATIONAL = 10;

  private static final Pattern EMAIL =
      Pattern.compile("[\\p{L}\\p{N}._%+'*-]{1,64}@[\\p{L}\\p{N}.-]+");
  private static final Pattern DIGITS = Pattern.compile("\\d[\\d().\\- ]{5,40}\\d");
  private static final Pattern WORD = Pattern.compile("\\p{L}{2,}");
  private static final Pattern ESCAPED = Pattern.compile("\\\\u([0-9a-fA-F]{4})");

  /**
   * Something that was found.
   *
   * @param what name, e-mail, phone or key
   * @param orderNo one order of this buyer; null for the key
   */
  record Leak(String what, String orderNo) {}

  private final String apiKey;
  private final Map<String, String> emails = new HashMap<>();
  private final Map<String, String> phones = new HashMap<>();
  private final Map<String, String> words = new HashMap<>();
  private final Set<Integer> phoneLengths = new HashSet<>();

  BuyerData(String apiKey) {
    this.apiKey = apiKey;
  }

  void email(String orderNo, String email) {
    if (email != null && email.contains("@")) {
      emails.putIfAbsent(email.strip().toLowerCase(Locale.ROOT), orderNo);
    }
  }

  void phone(String orderNo, String phone) {
    String digits = phone == null ? "" : phone.replaceAll("\\D", "");
    if (digits.length() >= SHORTEST_PHONE) {
      String national = digits.substring(Math.max(0, digits.length() - NATIONAL));
      phones.putIfAbsent(national, orderNo);
      phoneLengths.add(national.length());
    }
  }

  void name(String orderNo, String name) {
    String last = null;
    Matcher parts = WORD.matcher(name == null ? "" : name);
    while (parts.find()) {
      String word = parts.group();
      if (word.length() >= SHORTEST_WORD) {
        words.putIfAbsent(word, orderNo);
      } else if (last != null) {
        words.putIfAbsent(last + " " + word, orderNo);
      }
      last = word;
    }
  }

  /** The first thing in this text that must not be there. */
  Optional<Leak> in(String text) {
    if (text == null) {
      return Optional.empty();
    }
    Optional<Leak> plain = inPlain(text);
    if (plain.isPresent()) {
      return plain;
    }
    String readable = readable(text);
    return readable.equals(text) ? Optional.empty() : inPlain(readable);
  }

  private Optional<Leak> inPlain(String text) {
    if (!apiKey.isEmpty() && text.contains(apiKey)) {
      return Optional.of(new Leak("API key", null));
    }
    Optional<Leak> email = email(text);
    if (email.isPresent()) {
      return email;
    }
    Optional<Leak> phone = phone(text);
    return phone.isPresent() ? phone : name(text);
  }

  /** Whatever is glued in front of an address does not hide it. */
  private Optional<Leak> email(String text) {
    if (text.indexOf('@') < 0) {
      return Optional.empty();
    }
    Matcher found = EMAIL.matcher(text.toLowerCase(Locale.ROOT));
    while (found.find()) {
      String email = found.group().replaceAll("\\.+$", "");
      for (int from = 0; from < email.indexOf('@'); from++) {
        String orderNo = emails.get(email.substring(from));
        if (orderNo != null) {
          return Optional.of(new Leak("e-mail", orderNo));
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Leak> phone(String text) {
    Matcher found = DIGITS.matcher(text);
    while (found.find()) {
      String digits = found.group().replaceAll("\\D", "");
      for (int length : phoneLengths) {
        for (int from = 0; from + length <= digits.length(); from++) {
          String orderNo = phones.get(digits.substring(from, from + length));
          if (orderNo != null) {
            return Optional.of(new Leak("phone", orderNo));
          }
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Leak> name(String text) {
    Matcher found = WORD.matcher(text);
    String last = "";
    while (found.find()) {
      String word = found.group();
      String orderNo = words.getOrDefault(word, words.get(last + " " + word));
      if (orderNo != null) {
        return Optional.of(new Leak("name", orderNo));
      }
      last = word;
    }
    return Optional.empty();
  }

  private static String readable(String text) {
    String letters =
        text.contains("\\u")
            ? ESCAPED
                .matcher(text)
                .replaceAll(
                    code ->
                        Matcher.quoteReplacement(
                            String.valueOf((char) Integer.parseInt(code.group(1), 16))))
            : text;
    if (!letters.contains("%")) {
      return letters;
    }
    try {
      return URLDecoder.decode(letters.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return letters;
    }
  }
}
