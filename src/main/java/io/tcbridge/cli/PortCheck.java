package io.tcbridge.cli;

import java.io.IOException;
import java.net.ServerSocket;

/** Whether the port of health and metrics is free. */
final class PortCheck {

  private PortCheck() {}

  static CheckLine line(int port) {
    try {
      new ServerSocket(port).close();
      return CheckLine.ok("port", port == 0 ? "any free port" : port + " is free");
    } catch (IOException e) {
      return CheckLine.warn(
          "port",
          port + " is in use",
          "fine if the bridge is running here already; else change bridge.port (BRIDGE_PORT)");
    }
  }
}
