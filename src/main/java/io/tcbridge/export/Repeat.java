package io.tcbridge.export;

/** Whether whoever gets a file may have the same already, and how that is told. */
enum Repeat {
  NO("", ""),
  PERHAPS(
      "Perhaps a repeat: ",
      "Perhaps this is a repeat: the bridge's records were put back from a backup, and do not know"
          + " whether it was sent before.\n\n"),
  YES("Repeat: ", "This is a repeat: the same file may have arrived before.\n\n");

  private final String subject;
  private final String notice;

  Repeat(String subject, String notice) {
    this.subject = subject;
    this.notice = notice;
  }

  /** In front of a mail's subject. */
  String subject() {
    return subject;
  }

  /** In front of its text. */
  String notice() {
    return notice;
  }
}
