package io.tcbridge.prove;

import java.io.IOException;
import java.util.function.Consumer;

/** Texts that must not tell who a buyer is: log files, metrics. */
public interface TextSource {

  /** Hands over one text after the other; none is kept. */
  void read(Consumer<Text> reader) throws IOException, InterruptedException;
}
