package io.tcbridge.sandbox;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * Writes one protobuf message field by field. As in proto3, a field that has the zero of its type
 * is left out; the methods with {@code set} write it all the same, for fields with presence.
 */
final class ProtoMessage {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int LENGTH = 2;
  private static final int FIXED32 = 5;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);

  ProtoMessage text(int number, String value) {
    return value.isEmpty() ? this : bytes(number, value.getBytes(StandardCharsets.UTF_8));
  }

  ProtoMessage whole(int number, long value) {
    return value == 0 ? this : setWhole(number, value);
  }

  ProtoMessage setWhole(int number, long value) {
    tag(number, VARINT);
    varint(value);
    return this;
  }

  ProtoMessage flag(int number, boolean value) {
    return whole(number, value ? 1 : 0);
  }

  ProtoMessage fixed32(int number, int value) {
    if (value != 0) {
      tag(number, FIXED32);
      littleEndian(value, 4);
    }
    return this;
  }

  ProtoMessage real(int number, double value) {
    if (value != 0) {
      tag(number, FIXED64);
      littleEndian(Double.doubleToRawLongBits(value), 8);
    }
    return this;
  }

  ProtoMessage message(int number, ProtoMessage value) {
    return bytes(number, value.toBytes());
  }

  /** {@code google.protobuf.Timestamp}. */
  ProtoMessage time(int number, Instant value) {
    return message(
        number, new ProtoMessage().whole(1, value.getEpochSecond()).whole(2, value.getNano()));
  }

  byte[] toBytes() {
    return bytes.toByteArray();
  }

  private ProtoMessage bytes(int number, byte[] value) {
    tag(number, LENGTH);
    varint(value.length);
    bytes.writeBytes(value);
    return this;
  }

  private void tag(int number, int wireType) {
    varint((long) number << 3 | wireType);
  }

  private void varint(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes.write((int) (rest & 0x7F | 0x80));
      rest >>>= 7;
    }
    bytes.write((int) rest);
  }

  private void littleEndian(long value, int size) {
    for (int i = 0; i < size; i++) {
      bytes.write((int) (value >>> (8 * i)));
    }
  }
}
