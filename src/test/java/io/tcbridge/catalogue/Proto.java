package io.tcbridge.catalogue;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes messages with protobuf's own code, so that tests do not repeat ours. */
final class Proto {

  private final ByteString.Output bytes = ByteString.newOutput();
  private final CodedOutputStream out = CodedOutputStream.newInstance(bytes);

  private interface Writing {
    void write() throws IOException;
  }

  private Proto add(Writing writing) {
    try {
      writing.write();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  Proto text(int number, String value) {
    return add(() -> out.writeString(number, value));
  }

  Proto int32(int number, int value) {
    return add(() -> out.writeInt32(number, value));
  }

  Proto uint64(int number, long value) {
    return add(() -> out.writeUInt64(number, value));
  }

  Proto fixed32(int number, int value) {
    return add(() -> out.writeFixed32(number, value));
  }

  Proto real(int number, double value) {
    return add(() -> out.writeDouble(number, value));
  }

  Proto message(int number, Proto value) {
    return add(() -> out.writeBytes(number, value.bytes()));
  }

  Proto time(int number, long seconds) {
    return message(number, new Proto().uint64(1, seconds));
  }

  ByteString bytes() {
    add(out::flush);
    return bytes.toByteString();
  }

  WireMessage read() {
    try {
      return WireMessage.of(bytes());
    } catch (InvalidProtocolBufferException e) {
      throw new UncheckedIOException(e);
    }
  }
}
