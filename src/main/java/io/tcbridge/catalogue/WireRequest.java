package io.tcbridge.catalogue;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;

/** Writes the few requests of tc-simple. */
final class WireRequest {

  static final ByteString EVERYTHING = ByteString.EMPTY;

  /** Field 1 of {@code v3.CitiesRequest}: int32 ids, packed. */
  private static final int CITY_IDS = 1;

  /** Field 10 of {@code v3.SeatsRequest}: the event, required. */
  private static final int SEATS_EVENT = 10;

  private WireRequest() {}

  static ByteString cities(Collection<Integer> ids) {
    return written(
        out -> {
          for (int id : ids) {
            out.writeInt32(CITY_IDS, id);
          }
        });
  }

  static ByteString seats(String event) {
    return written(out -> out.writeString(SEATS_EVENT, event));
  }

  private interface Writing {
    void to(CodedOutputStream out) throws IOException;
  }

  private static ByteString written(Writing writing) {
    ByteString.Output bytes = ByteString.newOutput();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    try {
      writing.to(out);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteString();
  }
}
