package io.tcbridge.ticketscloud;

import java.util.concurrent.atomic.AtomicReference;

/**
 * Pauses this process while nothing that it sends can succeed: the key is refused, the address is
 * wrong, the clocks or zones do not agree. It is memory only, because it concerns only this process
 * and a probe ends it.
 */
public final class KeyGate {

  /** Why the process pauses. */
  public record Pause(String reason, String text) {}

  private final AtomicReference<Pause> pause = new AtomicReference<>();

  /** Stops claiming. The first cause stays until a probe succeeds. */
  public void close(String reason, String text) {
    pause.compareAndSet(null, new Pause(reason, text));
  }

  /** Stays closed, for this cause. */
  void change(String reason, String text) {
    pause.set(new Pause(reason, text));
  }

  public void open() {
    pause.set(null);
  }

  public boolean isOpen() {
    return pause.get() == null;
  }

  public boolean isClosed() {
    return pause.get() != null;
  }

  /** The cause; null while the process works. */
  public Pause pause() {
    return pause.get();
  }
}
