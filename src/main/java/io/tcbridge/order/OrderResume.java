package io.tcbridge.order;

import io.tcbridge.ticketscloud.Consequence;
import io.tcbridge.ticketscloud.RemoteOrder;
import io.tcbridge.ticketscloud.Setback;
import java.util.List;
import java.util.Set;
import org.apache.camel.Variable;

/**
 * The first step of every claim: what the journal and the last read together allow. Only a remote
 * answer proves what became of a remote order; a clock, a missing list entry or a 404 proves
 * nothing.
 */
public final class OrderResume {

  /** An unknown text refused a reservation: the read that follows shows whether it is sold out. */
  static final String RESERVE_REFUSED = "UNKNOWN_400_AT_RESERVE";

  /** The same of a combined request: it is not known yet which part was refused. */
  static final String COMBINED_REFUSED = "UNKNOWN_400_COMBINED";

  static final Set<String> REFUSALS = Set.of(RESERVE_REFUSED, COMBINED_REFUSED);

  /** Decisions that are carried out on a held order too. */
  static final Set<String> ENDS = Set.of("refused", "cancelled");

  private final OrderGuard guard;

  public OrderResume(OrderSteps steps) {
    this.guard = steps.guard();
  }

  /** Lets the claim go on, decides what becomes of its remote order, or says what is in the way. */
  public void look(@Variable("claim") Claim claim) {
    if (claim.isOver()) {
      throw new ClaimLost(claim);
    }
    if (isTakenOut(claim)) {
      throw claim.row().wish().setback();
    }
    if (claim.setback() != null) {
      throw claim.setback();
    }
    if (claim.mustRead()) {
      lookAt(claim, claim.remote());
    }
    if (claim.row().isToBeCancelled() && !claim.committing() && !isFinalRemote(claim)) {
      claim.decide("cancelled");
    }
  }

  /** A person wants to decide: nothing more is done, unless it is ending or may be sold already. */
  private static boolean isTakenOut(Claim claim) {
    Wish wish = claim.row().wish();
    boolean isEnding = claim.decision() != null && !claim.decision().equals("recreate");
    return wish != null
        && !wish.isCancel()
        && !claim.isHeld()
        && !claim.committing()
        && !isEnding
        && claim.stage().compareTo(Stage.COMMITTED) < 0
        && !isFinalRemote(claim);
  }

  private static boolean isFinalRemote(Claim claim) {
    return claim.remote() != null && claim.remote().isDone();
  }

  private void lookAt(Claim claim, RemoteOrder remote) {
    if (remote == null) {
      throw new Setback(
          Consequence.READ_THEN_DECIDE,
          "REMOTE_NOT_FOUND",
          "the list does not show remote order " + claim.remoteId());
    }
    guard.checkIdentity(claim, remote);
    if (remote.isDone() || remote.isGone()) {
      if (remote.isGone() && claim.stage().compareTo(Stage.COMMITTED) >= 0) {
        throw wentBack(remote);
      }
      return;
    }
    if (!remote.isExecuted()) {
      throw new Setback(
          Consequence.READ_THEN_DECIDE,
          "REMOTE_IN_PROGRESS",
          "remote order " + remote.id() + " is in status " + remote.status());
    }
    if (claim.stage().compareTo(Stage.COMMITTED) >= 0) {
      throw wentBack(remote);
    }
    if (claim.isHeld()) {
      if (claim.committing()) {
        throw new Setback(
            Consequence.READ_THEN_DECIDE,
            "NO_ANSWER",
            "it is not known whether done went through; nothing is cancelled");
      }
      if (!ENDS.contains(String.valueOf(claim.decision()))) {
        claim.decide("held");
      }
    } else if (claim.decision() == null) {
      goOnOrRecreate(claim, remote);
    }
  }

  private void goOnOrRecreate(Claim claim, RemoteOrder remote) {
    if (randomMayBeLate(claim) || guard.isTimeShort(claim)) {
      claim.decide("recreate");
      return;
    }
    if (RESERVE_REFUSED.equals(claim.row().unclear())
        && claim.stage() == Stage.CREATED
        && remote.tickets() != null
        && holdsNothingNew(claim, remote)) {
      throw new Setback(
          Consequence.SOLD_OUT,
          "SOLD_OUT",
          "the reservation was refused and the list of held tickets is unchanged: "
              + claim.row().problem());
    }
  }

  /**
   * A request for places without seats that still runs somewhere would drop the seats of a mixed
   * order. Once it was answered, or plainly refused, it cannot; a late request for the whole list
   * changes nothing.
   */
  private static boolean randomMayBeLate(Claim claim) {
    String unclear = claim.row().unclear();
    boolean open = claim.unseated() == null && unclear != null && !REFUSALS.contains(unclear);
    return claim.isMixed() && !claim.committing() && (claim.row().takenOver() || open);
  }

  private static boolean holdsNothingNew(Claim claim, RemoteOrder remote) {
    List<String> before = claim.unseated() == null ? List.of() : claim.unseated();
    return before.containsAll(remote.tickets().stream().map(ticket -> ticket.id()).toList());
  }

  private static Setback wentBack(RemoteOrder remote) {
    return new Setback(
        Consequence.HOLD,
        "REMOTE_WENT_BACK",
        "remote order " + remote.id() + " was done and is now " + remote.status());
  }
}
