package io.tcbridge.export;

import io.tcbridge.config.Settings;
import io.tcbridge.order.Workers;
import io.tcbridge.ticketscloud.Consequence;
import io.tcbridge.ticketscloud.RemoteAnswer;
import io.tcbridge.ticketscloud.RemoteOrderReader;
import io.tcbridge.ticketscloud.RemoteRequest;
import io.tcbridge.ticketscloud.Setback;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Base64;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Variable;

/** Files that the bridge builds itself: reads the list of orders, then mails or drops the file. */
public final class ExportFiles {

  private final Settings settings;
  private final RemoteOrderReader reader;
  private final Workers workers;

  public ExportFiles(Settings settings, RemoteOrderReader reader, Workers workers) {
    this.settings = settings;
    this.reader = reader;
    this.workers = workers;
  }

  // --- the list ---

  public ExportReading open(@Variable("slot") ClaimedSlot slot) {
    return new ExportReading(slot.export(), slot.span());
  }

  public boolean goesOn(@Variable("reading") ExportReading reading) {
    return reading.goesOn();
  }

  public RemoteRequest next(@Variable("reading") ExportReading reading) {
    workers.goOn();
    return reading.next();
  }

  public void take(@Variable("reading") ExportReading reading, @Body RemoteAnswer answer) {
    reading.take(answer, reader);
  }

  /** Parameters of {@code renew-slot.sql}. */
  public Map<String, Object> renewal(@Variable("slot") ClaimedSlot slot) {
    return slot.statement();
  }

  /**
   * @throws SlotLost if another instance has the run
   */
  public void renewed(@Variable("slot") ClaimedSlot slot, @Body Object row) {
    slot.renewed(row);
  }

  public ExportFile file(@Variable("reading") ExportReading reading) {
    return reading.end();
  }

  // --- where it goes ---

  /** A mail with the figures as its text and the file attached. */
  public MimeMessage mail(@Variable("slot") ClaimedSlot slot, @Variable("file") ExportFile file)
      throws MessagingException {
    MimeBodyPart text = new MimeBodyPart();
    text.setText(file.summary(slot.isRepeat()), "UTF-8");
    MimeBodyPart attached =
        new MimeBodyPart(
            headers(file.name() + ".csv"), Base64.getMimeEncoder().encode(file.bytes()));
    MimeMessage mail = new MimeMessage((Session) null);
    mail.setFrom(new InternetAddress(settings.alert().mail().orElseThrow().from()));
    mail.setRecipient(RecipientType.TO, new InternetAddress(slot.target()));
    mail.setSubject((slot.isRepeat() ? "Repeat: " : "") + file.name(), "UTF-8");
    mail.setHeader("Auto-Submitted", "auto-generated");
    mail.setContent(new MimeMultipart(text, attached));
    return mail;
  }

  private static InternetHeaders headers(String name) {
    InternetHeaders headers = new InternetHeaders();
    headers.setHeader("Content-Type", "text/csv; charset=UTF-8");
    headers.setHeader("Content-Transfer-Encoding", "base64");
    headers.setHeader("Content-Disposition", "attachment; filename=\"" + name + "\"");
    return headers;
  }

  /**
   * Puts the file into its folder, at once and whole, after the text with its figures. May be done
   * any number of times.
   */
  public void drop(@Variable("slot") ClaimedSlot slot, @Variable("file") ExportFile file) {
    Path folder = Path.of(slot.target());
    try {
      put(folder, file.name() + ".txt", file.summary(false).getBytes(StandardCharsets.UTF_8));
      put(folder, file.name() + ".csv", file.bytes());
    } catch (IOException e) {
      throw new Setback(
          Consequence.RETRY_LATER,
          "EXPORT_FOLDER",
          "the folder takes no file: " + e.getClass().getSimpleName() + ": " + e.getMessage());
    }
  }

  private static void put(Path folder, String name, byte[] content) throws IOException {
    Path part = folder.resolve("." + name + ".part");
    Files.write(part, content);
    Files.move(part, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }
}
