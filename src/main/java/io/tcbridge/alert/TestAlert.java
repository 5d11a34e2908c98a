package io.tcbridge.alert;

import io.tcbridge.config.Settings;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A message that only shows that messages arrive, for {@code check}, which runs no routes. */
public final class TestAlert {

  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private TestAlert() {}

  /**
   * Connects, greets and logs in, and sends nothing.
   *
   * @throws MessagingException if the server cannot be used
   */
  public static void greet(Settings.Mail mail) throws MessagingException {
    try (Transport transport = connected(mail, session(mail))) {
      transport.isConnected();
    }
  }

  /**
   * @throws MessagingException if the server does not take the message
   */
  public static void mail(Settings settings) throws MessagingException {
    Settings.Mail mail = settings.alert().mail().orElseThrow();
    AlertMessage alert = message(settings);
    Session session = session(mail);
    MimeMessage message = new MimeMessage(session);
    message.setFrom(new InternetAddress(mail.from()));
    message.setRecipients(Message.RecipientType.TO, InternetAddress.parse(mail.to()));
    message.setSubject(alert.subject());
    message.setText(alert.text(), StandardCharsets.UTF_8.name());
    message.setHeader("Auto-Submitted", "auto-generated");
    message.saveChanges();
    try (Transport transport = connected(mail, session)) {
      transport.sendMessage(message, message.getAllRecipients());
    }
  }

  private static Session session(Settings.Mail mail) {
    return Session.getInstance(SmtpSession.properties(mail));
  }

  private static Transport connected(Settings.Mail mail, Session session)
      throws MessagingException {
    Transport transport = session.getTransport(mail.scheme());
    transport.connect(
        mail.host(),
        mail.port(),
        mail.user().isEmpty() ? null : mail.user(),
        mail.user().isEmpty() ? null : mail.password().reveal());
    return transport;
  }

  /**
   * @return the status of the answer
   */
  public static int webhook(Settings settings, URI url) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(message(settings).json()))
            .build();
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(PATIENCE)
        .build()
        .send(request, HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  private static AlertMessage message(Settings settings) {
    return new AlertWriter(settings)
        .write(
            new AlertFacts("TEST", true, "new", 0, 0, Instant.now(), null, 0, List.of(), null),
            Map.of(),
            1);
  }
}
