package io.tcbridge.cli;

import org.apache.camel.CamelContext;
import picocli.CommandLine.IVersionProvider;

/** Tells versions from the manifests of the jars. */
public final class Version implements IVersionProvider {

  static String ofBridge() {
    return of(Version.class);
  }

  static String ofCamel() {
    return of(CamelContext.class);
  }

  @Override
  public String[] getVersion() {
    return new String[] {
      "ticketscloud-bridge " + ofBridge(),
      "Java " + Runtime.version() + ", Apache Camel " + ofCamel()
    };
  }

  private static String of(Class<?> type) {
    String version = type.getPackage().getImplementationVersion();
    return version == null ? "(not packaged)" : version;
  }
}
