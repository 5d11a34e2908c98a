package io.tcbridge.model;

/**
 * One thing that happens in a scenario; its text says it in plain words. Orders and instances are
 * numbered from 0.
 */
sealed interface Action {

  /** The order that it is about; -1 when it is about none. */
  default int order() {
    return -1;
  }

  /** The same for another order. */
  default Action of(int order) {
    return this;
  }

  private static String on(int number) {
    return "instance " + (number + 1) + " ";
  }

  /** One run of a route that polls. */
  record Poll(int instance, Task task) implements Action {
    enum Task {
      INTAKE("order-intake", "takes new orders"),
      CANCELS("order-cancel", "looks for orders to cancel"),
      REPORT("order-report", "tells the ERP what has become of the orders"),
      PROBE("order-probe", "lets an order ask whether there is money again");

      final String route;
      final String words;

      Task(String route, String words) {
        this.route = route;
        this.words = words;
      }
    }

    @Override
    public String toString() {
      return on(instance) + task.words;
    }
  }

  /** Claims what is due and carries it as far as it goes. */
  record Work(int instance) implements Action {
    @Override
    public String toString() {
      return on(instance) + "claims all that is due and works on it";
    }
  }

  /** A worker stops before, or after, its next call of this operation. */
  record Freeze(int instance, String operation, boolean before) implements Action {
    @Override
    public String toString() {
      return on(instance)
          + "is to freeze "
          + (before ? "before it sends " : "when it has the answer to ")
          + "its next \""
          + operation
          + "\"";
    }
  }

  record Thaw(int instance) implements Action {
    @Override
    public String toString() {
      return on(instance) + "goes on where it was frozen";
    }
  }

  record Fault(String operation, Trouble trouble) implements Action {
    @Override
    public String toString() {
      return "the next \"" + operation + "\" " + trouble.words;
    }
  }

  record Pass(int seconds) implements Action {
    @Override
    public String toString() {
      return seconds + " seconds pass";
    }
  }

  /** The remote orders that this order has at this moment. */
  record RemoteCancel(int order) implements Action {
    @Override
    public Action of(int other) {
      return new RemoteCancel(other);
    }

    @Override
    public String toString() {
      return "somebody cancels the remote order of " + Scenario.name(order);
    }
  }

  record ErpCancel(int order) implements Action {
    @Override
    public Action of(int other) {
      return new ErpCancel(other);
    }

    @Override
    public String toString() {
      return "the ERP wants " + Scenario.name(order) + " cancelled";
    }
  }

  record ErpRenew(int order) implements Action {
    @Override
    public Action of(int other) {
      return new ErpRenew(other);
    }

    @Override
    public String toString() {
      return "the ERP sets " + Scenario.name(order) + " to NEW if it has ended or is HELD";
    }
  }

  record Command(int order, String command) implements Action {
    @Override
    public Action of(int other) {
      return new Command(other, command);
    }

    @Override
    public String toString() {
      return "a person: bridge order " + command + " " + Scenario.name(order);
    }
  }

  record Money(boolean there) implements Action {
    @Override
    public String toString() {
      return there ? "the account has money again" : "the account has no money";
    }
  }
}
