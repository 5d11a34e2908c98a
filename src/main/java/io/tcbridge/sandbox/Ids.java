package io.tcbridge.sandbox;

import java.util.Random;

/** Mints ids that carry their creation second, and the other random-looking values of the API. */
final class Ids {
  private static final char[] HEX = "0123456789abcdef".toCharArray();
  private static final String CODE = "abcdefghijklmnopqrstuvwxyz0123456789";

  private Random random = new Random();
  private long salt = random.nextLong();
  private long counter;
  private long barcodes;

  /** Makes everything that follows repeatable; 0 = not repeatable. */
  void seed(long seed) {
    random = seed == 0 ? new Random() : new Random(seed);
    salt = random.nextLong();
  }

  Random random() {
    return random;
  }

  /** 24 hex digits: creation second, then a scrambled counter, so no id comes twice. */
  String objectId(long epochMillis) {
    char[] id = new char[24];
    hex(epochMillis / 1000, id, 0, 8);
    hex(scramble(salt + counter++ * 0x9E3779B97F4A7C15L), id, 8, 16);
    return new String(id);
  }

  /** Eight lower-case letters and digits, as in done orders. */
  String code() {
    char[] code = new char[8];
    for (int i = 0; i < code.length; i++) {
      code[i] = CODE.charAt(random.nextInt(CODE.length()));
    }
    return new String(code);
  }

  /** 17 digits; the last six count up, so neighbours never collide. */
  String barcode() {
    long head = 10_000_000_000L + (random.nextLong() >>> 1) % 90_000_000_000L;
    return Long.toString(head * 1_000_000L + barcodes++ % 1_000_000L);
  }

  private static void hex(long value, char[] target, int from, int digits) {
    for (int i = digits - 1; i >= 0; i--) {
      target[from + i] = HEX[(int) (value & 15)];
      value >>>= 4;
    }
  }

  private static long scramble(long value) {
    long z = value;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
