package io.tcbridge.export;

import io.tcbridge.ticketscloud.Consequence;
import io.tcbridge.ticketscloud.Verdict;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** What a mail server that did not take a mail has said, or whether it said anything. */
final class MailFailures {

  /** The answer of a server that refuses, for now or for good. */
  private static final Pattern NO = Pattern.compile("(?s)\\s*[45]\\d\\d[ -].*");

  /** What can only happen before a mail leaves. */
  private static final List<Class<? extends Exception>> NOT_REACHED =
      List.of(
          ConnectException.class,
          NoRouteToHostException.class,
          UnknownHostException.class,
          SSLHandshakeException.class,
          SSLPeerUnverifiedException.class,
          AddressException.class);

  private MailFailures() {}

  /** Whether the mail cannot have been taken: the server has refused it, or was not reached. */
  static boolean isSurelyNotSent(MessagingException failure) {
    return isRefused(failure) || isUnreachable(failure);
  }

  static Verdict verdict(MessagingException failure) {
    List<Throwable> causes = causes(failure);
    Throwable last = causes.get(causes.size() - 1);
    String said =
        last.getClass().getSimpleName()
            + (last.getMessage() == null ? "" : ": " + last.getMessage().strip());
    if (isRefused(failure)) {
      return verdict("MAIL_REFUSED", "the mail server refuses it: " + said);
    }
    return isUnreachable(failure)
        ? verdict("MAIL_DOWN", "the mail server cannot be reached: " + said)
        : verdict("MAIL_NO_ANSWER", "the mail server may have taken it, or not: " + said);
  }

  private static Verdict verdict(String reason, String text) {
    return new Verdict(Consequence.RETRY_LATER, reason, text.replaceAll("\\s+", " "), false, null);
  }

  private static boolean isRefused(MessagingException failure) {
    return causes(failure).stream()
        .anyMatch(
            cause ->
                cause instanceof AuthenticationFailedException
                    || cause.getMessage() != null && NO.matcher(cause.getMessage()).matches());
  }

  private static boolean isUnreachable(MessagingException failure) {
    return causes(failure).stream()
        .anyMatch(
            cause ->
                NOT_REACHED.stream().anyMatch(kind -> kind.isInstance(cause))
                    || cause instanceof SocketTimeoutException
                        && "connect timed out".equalsIgnoreCase(cause.getMessage()));
  }

  private static List<Throwable> causes(Throwable failure) {
    List<Throwable> causes = new ArrayList<>();
    for (Throwable cause = failure;
        cause != null && !causes.contains(cause);
        cause = cause.getCause()) {
      causes.add(cause);
    }
    return causes;
  }
}
