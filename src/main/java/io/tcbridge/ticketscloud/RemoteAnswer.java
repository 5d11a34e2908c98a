package io.tcbridge.ticketscloud;

/**
 * An HTTP answer as it came.
 *
 * @param status the HTTP status
 * @param contentType the header of that name, or null
 * @param retryAfter the header of that name, or null
 * @param body the whole body; null counts as empty
 */
public record RemoteAnswer(int status, String contentType, String retryAfter, byte[] body) {
  public RemoteAnswer {
    body = body == null ? new byte[0] : body;
  }

  /** Names status, type and size only: bodies carry buyers' data. */
  @Override
  public String toString() {
    return "HTTP " + status + ", " + contentType + ", " + body.length + " bytes";
  }
}
