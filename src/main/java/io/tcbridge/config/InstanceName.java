package io.tcbridge.config;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** The default name of a running bridge: host name and process id. */
final class InstanceName {

  private static final int MAX_HOST = 50;

  private InstanceName() {}

  static String ofThisProcess() {
    String host;
    try {
      host = InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      host = "bridge";
    }
    String plain = host.replaceAll("[^A-Za-z0-9._-]", "-");
    String cut = plain.length() > MAX_HOST ? plain.substring(0, MAX_HOST) : plain;
    return cut + "-" + ProcessHandle.current().pid();
  }
}
