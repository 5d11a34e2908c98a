package io.tcbridge.cli;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.EncoderBase;
import io.tcbridge.config.Secret;
import java.nio.charset.StandardCharsets;

/**
 * The last line of defence: whatever another encoder made of a log event, the API key in it is
 * replaced by stars. Nothing of ours logs the key; a library's message some day might.
 */
public final class MaskingEncoder extends EncoderBase<ILoggingEvent> {

  /** Under this name the logging context holds the {@link Secret}. */
  static final String SECRET = "bridge.api-key";

  /** A shorter text could be a word of an honest message. */
  private static final int SHORTEST = 8;

  private Encoder<ILoggingEvent> encoder;

  /** The encoder that does the work; set by the logging configuration. */
  public void setEncoder(Encoder<ILoggingEvent> encoder) {
    this.encoder = encoder;
  }

  @Override
  public byte[] headerBytes() {
    return encoder.headerBytes();
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    byte[] encoded = encoder.encode(event);
    if (!(getContext().getObject(SECRET) instanceof Secret secret)
        || secret.reveal().length() < SHORTEST) {
      return encoded;
    }
    String line = new String(encoded, StandardCharsets.UTF_8);
    return line.contains(secret.reveal())
        ? line.replace(secret.reveal(), Secret.MASK).getBytes(StandardCharsets.UTF_8)
        : encoded;
  }

  @Override
  public byte[] footerBytes() {
    return encoder.footerBytes();
  }
}
