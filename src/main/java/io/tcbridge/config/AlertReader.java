package io.tcbridge.config;

import io.tcbridge.config.Settings.Alert;
import io.tcbridge.config.Settings.Mail;
import io.tcbridge.config.Settings.SmtpSecurity;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads who is told, and how. Neither channel is required; what is begun must be complete. */
final class AlertReader {

  private static final Pattern ADDRESS = Pattern.compile("[^\\s@,<>\"]+@[^\\s@,<>\"]+");
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration DAY = Duration.ofDays(1);

  private final Layers layers;
  private final Values values;
  private final Addresses addresses;

  AlertReader(Layers layers, Values values, Addresses addresses) {
    this.layers = layers;
    this.values = values;
    this.addresses = addresses;
  }

  Alert read() {
    Optional<Mail> mail = mail();
    Optional<URI> webhook = addresses.webhook(Key.ALERT_WEBHOOK_URL);
    return new Alert(
        mail,
        webhook,
        values.duration(Key.ALERT_POLL_DELAY, Duration.ofMillis(50), Duration.ofMinutes(5)),
        values.duration(Key.ALERT_SETTLE_AFTER, Duration.ZERO, Duration.ofHours(1)),
        values.duration(Key.ALERT_REPEAT_AFTER, SECOND, DAY.multipliedBy(7)),
        values.duration(Key.ALERT_DOWN_AFTER, SECOND, DAY),
        values.duration(Key.ALERT_SILENCE_AFTER, SECOND, DAY));
  }

  private Optional<Mail> mail() {
    SmtpSecurity security = values.choice(Key.ALERT_SMTP_SECURITY, SmtpSecurity.class);
    int port = values.whole(Key.ALERT_SMTP_PORT, 1, 65_535, usualPort(security));
    String to = values.orElse(Key.ALERT_MAIL_TO, "");
    String from = values.orElse(Key.ALERT_MAIL_FROM, "");
    String host = values.orElse(Key.ALERT_SMTP_HOST, "");
    String user = values.orElse(Key.ALERT_SMTP_USER, "");
    Secret password = password();
    if (to.isEmpty() && from.isEmpty() && host.isEmpty()) {
      return Optional.empty();
    }
    addresses(Key.ALERT_MAIL_TO, List.of(to.split("\\s*,\\s*")));
    addresses(Key.ALERT_MAIL_FROM, List.of(from));
    if (!host.matches("[A-Za-z0-9.:\\[\\]_-]+")) {
      values.refuse(
          Key.ALERT_SMTP_HOST, "must be the name of the mail server, e.g. mail.example.org");
    }
    if (user.isEmpty() == !password.reveal().isEmpty()) {
      values.refuse(
          Key.ALERT_SMTP_USER,
          "user and password belong together: give both, or none for a server without a login");
    }
    if (security == SmtpSecurity.NONE && !user.isEmpty() && !Addresses.isLoopback(host)) {
      values.refuse(
          Key.ALERT_SMTP_SECURITY,
          "none would send the password readable by others: use starttls or tls");
    }
    return Optional.of(new Mail(to, from, host, port, security, user, password));
  }

  private void addresses(Key key, List<String> given) {
    if (!given.stream().allMatch(address -> ADDRESS.matcher(address).matches())) {
      values.refuse(
          key,
          "must be a bare e-mail address like ops@example.org"
              + (key == Key.ALERT_MAIL_TO ? ", or several with commas" : ""));
    }
  }

  private static String usualPort(SmtpSecurity security) {
    return switch (security) {
      case STARTTLS -> "587";
      case TLS -> "465";
      case NONE -> "25";
    };
  }

  private Secret password() {
    Map<Key, Layers.Found> given =
        layers.findTogether(Key.ALERT_SMTP_PASSWORD, Key.ALERT_SMTP_PASSWORD_FILE);
    values.use(
        Key.ALERT_SMTP_PASSWORD_FILE,
        given.containsKey(Key.ALERT_SMTP_PASSWORD_FILE)
            ? given.get(Key.ALERT_SMTP_PASSWORD_FILE).value()
            : "");
    String password = "";
    if (given.size() == 2) {
      values.refuse(
          Key.ALERT_SMTP_PASSWORD, "give only one of the password and a file that holds it");
    } else if (given.containsKey(Key.ALERT_SMTP_PASSWORD)) {
      password = given.get(Key.ALERT_SMTP_PASSWORD).value();
    } else if (given.containsKey(Key.ALERT_SMTP_PASSWORD_FILE)) {
      password = file(given.get(Key.ALERT_SMTP_PASSWORD_FILE).value());
    }
    values.use(Key.ALERT_SMTP_PASSWORD, password);
    return new Secret(password);
  }

  private String file(String name) {
    try {
      return Files.readString(Path.of(name)).strip();
    } catch (IOException | InvalidPathException e) {
      values.refuse(
          Key.ALERT_SMTP_PASSWORD_FILE, "the file can't be read: check its path and its rights");
      return "";
    }
  }
}
