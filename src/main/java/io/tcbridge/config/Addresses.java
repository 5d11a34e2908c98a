package io.tcbridge.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the addresses of databases and of the remote service. */
final class Addresses {

  private static final Pattern HOST_AND_PORT =
      Pattern.compile("([A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]+]):(\\d{1,5})");
  private static final URI NOWHERE = URI.create("https://invalid");

  private final Values values;
  private final List<String> warnings;

  Addresses(Values values, List<String> warnings) {
    this.values = values;
    this.warnings = warnings;
  }

  String jdbc(Key key, String prefix, String example) {
    String url = values.required(key, "set it to an address like " + example);
    if (url.isEmpty()) {
      return url;
    }
    if (!url.startsWith(prefix)) {
      values.refuse(key, "must start with " + prefix + ", e.g. " + example);
    } else if (!hasDriver(url)) {
      values.refuse(
          key,
          "no JDBC driver understands it; compare it with "
              + example
              + ", and for a database other than PostgreSQL and MariaDB put its driver into lib/");
    } else if (!Settings.Database.withoutPassword(url).equals(url)) {
      warnings.add(
          key.property()
              + " ("
              + key.variable()
              + ") contains a password; addresses end up in logs of drivers and tools: use "
              + key.variable().replace("_URL", "_PASSWORD")
              + " instead");
    }
    return url;
  }

  URI remote(Key key) {
    String text = values.orElse(key, "").replaceAll("/+$", "");
    values.use(key, text);
    Optional<URI> url = parse(text);
    if (url.isEmpty() || url.get().getHost() == null || !isHttp(url.get())) {
      values.refuse(key, "must be an address like https://stage.freetc.net");
    } else if (url.get().getUserInfo() != null
        || url.get().getQuery() != null
        || url.get().getFragment() != null) {
      values.refuse(
          key, "must not carry a user, a query or a fragment: only scheme, host and path");
    } else if ("http".equals(url.get().getScheme()) && !isLoopback(url.get().getHost())) {
      values.refuse(
          key,
          "plain http would send the API key readable by others: use https (http is accepted only"
              + " for localhost, 127.0.0.1 and [::1])");
    } else {
      return url.get();
    }
    return NOWHERE;
  }

  /** The address may hold a secret, so only its shape is spoken of. */
  Optional<URI> webhook(Key key) {
    Optional<String> text = values.optional(key);
    if (text.isEmpty() || text.get().isEmpty()) {
      return Optional.empty();
    }
    Optional<URI> url = parse(text.get());
    if (url.isEmpty() || url.get().getHost() == null || !isHttp(url.get())) {
      values.refuse(key, "must be an address like https://hooks.example.org/services/...");
    } else if (url.get().getUserInfo() != null || url.get().getFragment() != null) {
      values.refuse(key, "must not carry a user or a fragment");
    } else if ("http".equals(url.get().getScheme()) && !isLoopback(url.get().getHost())) {
      values.refuse(
          key, "must begin with https (http is accepted only for localhost, 127.0.0.1 and [::1])");
    }
    return url;
  }

  /** {@code host:port} of a gRPC service; empty when none is set. */
  Optional<String> catalogue(Key key, Key tlsKey, boolean tls) {
    Optional<String> address = values.optional(key).filter(text -> !text.isEmpty());
    if (address.isEmpty()) {
      return address;
    }
    Matcher parts = HOST_AND_PORT.matcher(address.get());
    if (!parts.matches() || !isPort(parts.group(3))) {
      values.refuse(
          key, "must be host:port without anything before it, e.g. simple.stage.freetc.net:443");
    } else if (!tls && !isLoopback(parts.group(1))) {
      values.refuse(
          tlsKey,
          "without TLS the API key would be readable by others: false is accepted only for"
              + " localhost, 127.0.0.1 and [::1], and "
              + key.property()
              + " is "
              + address.get());
    }
    return address;
  }

  private static boolean isPort(String text) {
    int port = Integer.parseInt(text);
    return port > 0 && port <= 65_535;
  }

  private static Optional<URI> parse(String text) {
    try {
      return Optional.of(new URI(text));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static boolean isHttp(URI url) {
    return "http".equals(url.getScheme()) || "https".equals(url.getScheme());
  }

  /** Names and literals only: a look-up could be answered differently later. */
  static boolean isLoopback(String host) {
    return host.equals("localhost")
        || host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}")
        || host.equals("[::1]");
  }

  private static boolean hasDriver(String url) {
    try {
      return DriverManager.getDriver(url) != null;
    } catch (SQLException e) {
      return false;
    }
  }
}
