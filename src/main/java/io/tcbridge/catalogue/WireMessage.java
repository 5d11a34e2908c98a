package io.tcbridge.catalogue;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The fields of one protobuf message by their numbers. A field that is absent has the zero of its
 * type, as proto3 wants it; a number that nobody asks for, or one with another wire type than asked
 * for, is left alone, so that newer servers do no harm.
 */
final class WireMessage {

  static final WireMessage EMPTY = new WireMessage(List.of());

  private record Field(int number, Object value) {}

  private final List<Field> fields;

  private WireMessage(List<Field> fields) {
    this.fields = fields;
  }

  /**
   * Reads one message.
   *
   * @throws InvalidProtocolBufferException if this is none
   */
  static WireMessage of(ByteString bytes) throws InvalidProtocolBufferException {
    CodedInputStream in = bytes.newCodedInput();
    in.enableAliasing(true);
    List<Field> fields = new ArrayList<>();
    try {
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        Object value = value(in, tag);
        if (value != null) {
          fields.add(new Field(WireFormat.getTagFieldNumber(tag), value));
        }
      }
    } catch (InvalidProtocolBufferException broken) {
      throw broken;
    } catch (IOException broken) {
      throw new InvalidProtocolBufferException(broken);
    }
    return new WireMessage(fields);
  }

  private static Object value(CodedInputStream in, int tag) throws IOException {
    switch (WireFormat.getTagWireType(tag)) {
      case WireFormat.WIRETYPE_VARINT:
        return in.readRawVarint64();
      case WireFormat.WIRETYPE_LENGTH_DELIMITED:
        return in.readBytes();
      case WireFormat.WIRETYPE_FIXED32:
        return in.readRawLittleEndian32();
      case WireFormat.WIRETYPE_FIXED64:
        return Double.longBitsToDouble(in.readRawLittleEndian64());
      default:
        in.skipField(tag);
        return null;
    }
  }

  /** Whether the field was on the wire, for fields with presence. */
  boolean has(int number) {
    return fields.stream().anyMatch(field -> field.number() == number);
  }

  /** The member of a oneof that counts, the last one on the wire; 0 if none is set. */
  int oneOf(int... members) {
    for (int i = fields.size() - 1; i >= 0; i--) {
      for (int member : members) {
        if (fields.get(i).number() == member) {
          return member;
        }
      }
    }
    return 0;
  }

  /** A number of any integer type, also an enum; unsigned ones as their bits. */
  long whole(int number) {
    return last(number, Long.class, 0L);
  }

  boolean flag(int number) {
    return whole(number) != 0;
  }

  /** A fixed32 as its bits. */
  int fixed32(int number) {
    return last(number, Integer.class, 0);
  }

  double real(int number) {
    return last(number, Double.class, 0d);
  }

  /** Never null; without NUL, which no database takes. */
  String text(int number) {
    return text(last(number, ByteString.class, ByteString.EMPTY));
  }

  List<String> texts(int number) {
    return all(number).stream().map(WireMessage::text).toList();
  }

  /** The message in this field; {@link #EMPTY} if it is absent, which {@link #has} tells. */
  WireMessage message(int number) throws InvalidProtocolBufferException {
    // Parts of one message may come one by one: they are merged, which is to append them.
    List<ByteString> parts = all(number);
    return parts.isEmpty() ? EMPTY : of(ByteString.copyFrom(parts));
  }

  List<WireMessage> messages(int number) throws InvalidProtocolBufferException {
    List<WireMessage> messages = new ArrayList<>();
    for (ByteString bytes : all(number)) {
      messages.add(of(bytes));
    }
    return messages;
  }

  private List<ByteString> all(int number) {
    return fields.stream()
        .filter(field -> field.number() == number && field.value() instanceof ByteString)
        .map(field -> (ByteString) field.value())
        .toList();
  }

  private <T> T last(int number, Class<T> type, T absent) {
    for (int i = fields.size() - 1; i >= 0; i--) {
      Field field = fields.get(i);
      if (field.number() == number && type.isInstance(field.value())) {
        return type.cast(field.value());
      }
    }
    return absent;
  }

  private static String text(ByteString bytes) {
    return bytes.toStringUtf8().replace("\0", "");
  }
}
