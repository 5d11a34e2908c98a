package io.tcbridge.export;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One run of an export in the hands of this instance: the addressees that are still to have it. A
 * file is built once for all of them.
 */
public final class ClaimedRun {

  private final List<ClaimedSlot> slots;

  /**
   * @param slots of one export and period, at least one
   */
  ClaimedRun(List<ClaimedSlot> slots) {
    this.slots = List.copyOf(slots);
  }

  Export export() {
    return slots.get(0).export();
  }

  Span span() {
    return slots.get(0).span();
  }

  /** For the routes. */
  public ClaimedSlot getFirst() {
    return slots.get(0);
  }

  /** Those that are still ours and of which nothing is decided yet; for the routes. */
  public List<ClaimedSlot> getSlots() {
    return slots.stream().filter(slot -> !slot.isOver()).toList();
  }

  /**
   * Whoever is not among these has another owner.
   *
   * @throws SlotLost if nothing is left
   */
  void renewed(List<Long> ids) {
    Set<Long> ours = new HashSet<>(ids);
    for (ClaimedSlot slot : getSlots()) {
      if (ours.contains(slot.id())) {
        slot.renewed();
      } else {
        slot.end();
      }
    }
    if (getSlots().isEmpty()) {
      throw new SlotLost(slots.get(0));
    }
  }

  /** Names no addressee. */
  @Override
  public String toString() {
    return slots.get(0).toString();
  }
}
