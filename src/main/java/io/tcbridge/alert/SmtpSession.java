package io.tcbridge.alert;

import io.tcbridge.config.Settings;
import java.util.Properties;
import org.apache.camel.component.mail.MailConfiguration;

/** How the mail server is talked to; the same for {@code run} and {@code check}. */
public final class SmtpSession {

  private static final String CONNECT_MILLIS = "10000";
  private static final String ANSWER_MILLIS = "15000";

  private SmtpSession() {}

  /** Without encryption only if it was asked for; never with a certificate of another host. */
  static Properties properties(Settings.Mail mail) {
    String prefix = "mail." + mail.scheme() + ".";
    Properties properties = new Properties();
    properties.setProperty("mail.transport.protocol", mail.scheme());
    properties.setProperty(prefix + "auth", String.valueOf(!mail.user().isEmpty()));
    properties.setProperty(prefix + "connectiontimeout", CONNECT_MILLIS);
    properties.setProperty(prefix + "timeout", ANSWER_MILLIS);
    properties.setProperty(prefix + "writetimeout", ANSWER_MILLIS);
    properties.setProperty(prefix + "ssl.checkserveridentity", "true");
    boolean startTls = mail.security() == Settings.SmtpSecurity.STARTTLS;
    properties.setProperty(prefix + "starttls.enable", String.valueOf(startTls));
    properties.setProperty(prefix + "starttls.required", String.valueOf(startTls));
    return properties;
  }

  /** Sets up Camel's component: neither user nor password is in any address. */
  public static void configure(MailConfiguration component, Settings.Mail mail) {
    component.setAdditionalJavaMailProperties(properties(mail));
    if (!mail.user().isEmpty()) {
      component.setUsername(mail.user());
      component.setPassword(mail.password().reveal());
    }
  }
}
