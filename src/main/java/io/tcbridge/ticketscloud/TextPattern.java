package io.tcbridge.ticketscloud;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A documented message with placeholders, compared with what Ticketscloud really sends.
 *
 * <p>Both sides are folded: Ticketscloud writes one message with a Cyrillic letter that looks
 * Latin, and prints some with typographic quotation marks. Patterns are anchored at both ends, so
 * that a message never fits because it happens to stand inside another one.
 */
final class TextPattern {
  /** Longer texts fit nothing: no documented message is, and matching stays cheap. */
  private static final int LONGEST = 4_000;

  private static final String CYRILLIC = "аеорсухкіјѕһԁАВЕКМНОРСТУХІЈЅԌԜ";
  private static final String LATIN = "aeopcyxkijshdABEKMHOPCTYXIJSGW";
  private static final String QUOTES = "\"`´‘’‚‛“”„‟′″«»‹›＂＇";
  private static final String DASHES = "‐‑‒–—−";
  private static final String INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff";

  private static final Pattern PLACEHOLDER = Pattern.compile("<[^<>]*>|\\{[^{}]*}");
  private static final String ID = "[0-9A-Za-z]{24}";
  private static final Map<String, String> SPECIAL = Map.of("{ids}", ID + "(?: ?, ?" + ID + ")*");

  /** The field before a text ends in a blank or a sign, so that no word is cut in two. */
  private static final String FIELD = "(?:.*[\\s:.,\\])}>'-])?";

  private final Pattern pattern;
  private final boolean literal;

  TextPattern(String text, boolean fieldPrefix) {
    var regex = new StringBuilder(fieldPrefix ? FIELD : "");
    var folded = fold(text);
    var rest = 0;
    var letters = 0;
    for (Matcher each = PLACEHOLDER.matcher(folded); each.find(); rest = each.end()) {
      regex.append(Pattern.quote(folded.substring(rest, each.start())));
      letters += each.start() - rest;
      var any = each.group().startsWith("<") ? "\\S+?" : ".+?";
      regex.append(SPECIAL.getOrDefault(each.group(), any));
    }
    letters += folded.length() - rest;
    regex.append(Pattern.quote(folded.substring(rest)));
    pattern = Pattern.compile(regex.toString(), Pattern.DOTALL);
    literal = letters > 0;
  }

  boolean fits(String text) {
    return text.length() <= LONGEST && pattern.matcher(fold(text)).matches();
  }

  /** Whether there is anything but placeholders: a pattern without would fit every text. */
  boolean saysSomething() {
    return literal;
  }

  /** Quotation marks, dashes, look-alike letters and white space made one. */
  static String fold(String text) {
    var folded = new StringBuilder(text.length());
    var blank = false;
    for (var i = 0; i < text.length(); i++) {
      var letter = text.charAt(i);
      if (Character.isWhitespace(letter) || Character.isSpaceChar(letter)) {
        blank = !folded.isEmpty();
      } else if (INVISIBLE.indexOf(letter) < 0) {
        if (blank) {
          folded.append(' ');
          blank = false;
        }
        folded.append(lookAlike(letter));
      }
    }
    return folded.toString();
  }

  private static char lookAlike(char letter) {
    var cyrillic = CYRILLIC.indexOf(letter);
    if (cyrillic >= 0) {
      return LATIN.charAt(cyrillic);
    }
    if (QUOTES.indexOf(letter) >= 0) {
      return '\'';
    }
    return DASHES.indexOf(letter) >= 0 ? '-' : letter;
  }
}
