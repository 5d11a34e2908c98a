package io.tcbridge.order;

import java.util.List;
import java.util.Locale;

/**
 * Which promocodes of an order are still to be asked about. An order takes a code in any case;
 * whether the check does is not documented, so a refusal counts only when the code is refused in
 * lower case too, as codes are stored.
 */
final class PromoQuestions {

  private final List<String> codes;
  private int asked;
  private boolean lower;

  PromoQuestions(List<String> codes) {
    this.codes = codes;
  }

  boolean goOn() {
    return asked < codes.size();
  }

  String code() {
    String code = codes.get(asked);
    return lower ? code.toLowerCase(Locale.ROOT) : code;
  }

  void next() {
    asked++;
    lower = false;
  }

  /** Whether that is the last word about this code. */
  boolean refused() {
    boolean isFinal = code().equals(code().toLowerCase(Locale.ROOT));
    lower = true;
    return isFinal;
  }

  /** Nothing more is asked. */
  void end() {
    asked = codes.size();
  }

  /** Which of several codes it is; nothing where there is only one. */
  String place() {
    return codes.size() == 1 ? "" : " (promocode " + (asked + 1) + " of " + codes.size() + ")";
  }
}
