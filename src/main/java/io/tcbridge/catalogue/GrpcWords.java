package io.tcbridge.catalogue;

import io.grpc.Status;
import io.tcbridge.config.Durations;
import io.tcbridge.config.Settings;
import java.time.Duration;

/** Says in plain words how a call ended, and what to do about it. */
final class GrpcWords {

  private GrpcWords() {}

  static String of(String label, Status status, Settings.Catalogue settings, Duration timeout) {
    String what = "the stream of " + label + " from " + settings.address().orElse("nowhere");
    return switch (status.getCode()) {
      case UNAUTHENTICATED, PERMISSION_DENIED ->
          what + ": the key is refused (" + said(status) + "); check TICKETSCLOUD_API_KEY";
      case UNIMPLEMENTED ->
          what
              + ": it does not serve "
              + settings.service()
              + " ("
              + said(status)
              + "); check catalogue.address and catalogue.service";
      case DEADLINE_EXCEEDED ->
          what
              + " did not end within "
              + Durations.format(timeout)
              + (timeout.equals(settings.timeout())
                  ? "; raise catalogue.timeout if it is only slow"
                  : "");
      case UNAVAILABLE ->
          what
              + ": it cannot be reached, or was cut off ("
              + said(status)
              + "); check catalogue.address, catalogue.tls and the network";
      default -> what + " broke off: " + said(status);
    };
  }

  private static String said(Status status) {
    String text = status.getDescription();
    Throwable cause = status.getCause();
    while (text == null && cause != null) {
      text = cause.getMessage();
      cause = cause.getCause();
    }
    String line = text == null ? "" : text.strip().lines().findFirst().orElse("");
    return status.getCode() + (line.isEmpty() ? "" : ": " + line);
  }
}
