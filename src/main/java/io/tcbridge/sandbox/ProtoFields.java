package io.tcbridge.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The texts and numbers of a request of the catalogue; a request that is cut short is refused. */
final class ProtoFields {
  private record Field(int number, long value, byte[] bytes) {}

  private final List<Field> fields = new ArrayList<>();
  private final byte[] from;
  private int at;

  ProtoFields(byte[] from) {
    this.from = from.clone();
    while (at < this.from.length) {
      long tag = varint();
      int number = (int) (tag >>> 3);
      switch ((int) (tag & 7)) {
        case 0 -> fields.add(new Field(number, varint(), null));
        case 1 -> take(8);
        case 2 -> fields.add(new Field(number, 0, take((int) varint())));
        case 5 -> take(4);
        default -> throw new Refusal("no such wire type: " + (tag & 7));
      }
    }
  }

  List<String> texts(int number) {
    return fields.stream()
        .filter(field -> field.number() == number && field.bytes() != null)
        .map(field -> new String(field.bytes(), StandardCharsets.UTF_8))
        .toList();
  }

  String text(int number) {
    List<String> all = texts(number);
    return all.isEmpty() ? "" : all.get(all.size() - 1);
  }

  /** The last one on the wire; 0 when there is none. */
  long whole(int number) {
    List<Long> all = wholes(number);
    return all.isEmpty() ? 0 : all.get(all.size() - 1);
  }

  /** Packed or not, as a repeated number may come. */
  List<Long> wholes(int number) {
    List<Long> all = new ArrayList<>();
    for (Field field : fields) {
      if (field.number() == number && field.bytes() == null) {
        all.add(field.value());
      } else if (field.number() == number) {
        ProtoFields packed = new ProtoFields(field.bytes(), 0);
        while (packed.at < packed.from.length) {
          all.add(packed.varint());
        }
      }
    }
    return all;
  }

  private ProtoFields(byte[] from, int at) {
    this.from = from;
    this.at = at;
  }

  private byte[] take(int length) {
    if (length < 0 || at + length > from.length) {
      throw new Refusal("the message is cut short");
    }
    byte[] taken = Arrays.copyOfRange(from, at, at + length);
    at += length;
    return taken;
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (at >= from.length) {
        throw new Refusal("the message is cut short");
      }
      byte next = from[at++];
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new Refusal("a number is too long");
  }
}
