package io.tcbridge.prove;

import java.io.IOException;

/** Where the remote orders are read. */
public interface RemoteSource {

  /**
   * @throws IOException naming the address and what it answered
   */
  RemoteSide read() throws IOException, InterruptedException;
}
