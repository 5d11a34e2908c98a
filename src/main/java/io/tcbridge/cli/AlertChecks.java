package io.tcbridge.cli;

import io.tcbridge.alert.TestAlert;
import io.tcbridge.config.Settings;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Whether whoever is to be told can be reached. No answer keeps the bridge from running. */
final class AlertChecks {

  static final String NOBODY =
      "Nobody will be told when orders are held or the bridge pauses: set alert.mail-to or"
          + " alert.webhook-url";

  private final Settings settings;
  private final boolean sends;

  /**
   * @param sends whether a test message is sent; else only the mail server is asked
   */
  AlertChecks(Settings settings, boolean sends) {
    this.settings = settings;
    this.sends = sends;
  }

  List<CheckLine> lines() {
    List<CheckLine> lines = new ArrayList<>();
    settings.alert().mail().ifPresent(mail -> lines.add(mail(mail)));
    settings.alert().webhook().ifPresent(url -> lines.add(webhook(url)));
    return lines.isEmpty()
        ? List.of(CheckLine.warn("alerts", NOBODY, "see docs/operations.md, \"Who is told\""))
        : lines;
  }

  private CheckLine mail(Settings.Mail mail) {
    String where = mail.host() + ":" + mail.port();
    try {
      if (sends) {
        TestAlert.mail(settings);
        return CheckLine.ok("alerts by mail", where + " took a test message to " + mail.to());
      }
      TestAlert.greet(mail);
      return CheckLine.ok("alerts by mail", where + " lets us in; to " + mail.to());
    } catch (MessagingException e) {
      return CheckLine.warn(
          "alerts by mail",
          where + ": " + said(e),
          "check alert.smtp-host, its port, alert.smtp-security, user and password");
    }
  }

  private static String said(MessagingException failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getClass().getSimpleName()
        + (cause.getMessage() == null
            ? ""
            : ": " + cause.getMessage().strip().replaceAll("\\s*\\R\\s*", " "));
  }

  private CheckLine webhook(URI url) {
    String where = url.getScheme() + "://" + url.getAuthority();
    if (!sends) {
      return CheckLine.ok(
          "alerts by webhook", "to " + where + ", not called; check --send-test-alert does");
    }
    try {
      int status = TestAlert.webhook(settings, url);
      return status / 100 == 2
          ? CheckLine.ok("alerts by webhook", where + " took a test message")
          : CheckLine.warn(
              "alerts by webhook", where + " answers HTTP " + status, "check alert.webhook-url");
    } catch (IOException e) {
      return CheckLine.warn(
          "alerts by webhook",
          where + ": " + e.getClass().getSimpleName(),
          "check alert.webhook-url, and whether this machine may connect to it");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return CheckLine.warn("alerts by webhook", "interrupted", "run check again");
    }
  }
}
