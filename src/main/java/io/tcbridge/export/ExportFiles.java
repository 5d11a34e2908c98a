package io.tcbridge.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
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
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.Body;
import org.apache.camel.Variable;

/** Files that the bridge builds itself: reads the list of orders, then mails or drops the file. */
public final class ExportFiles {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Settings settings;
  private final RemoteOrderReader reader;
  private final Workers workers;

  public ExportFiles(Settings settings, RemoteOrderReader reader, Workers workers) {
    this.settings = settings;
    this.reader = reader;
    this.workers = workers;
  }

  // --- the list ---

  public ExportReading open(@Variable("run") ClaimedRun run) {
    return new ExportReading(run.export(), run.span());
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

  /**
   * Parameters of {@code renew-slots.sql}, for all addressees.
   *
   * @param slot whoever gets it next; null while the file is built
   */
  public Map<String, Object> renewal(
      @Variable("run") ClaimedRun run, @Variable("slot") ClaimedSlot slot)
      throws JsonProcessingException {
    List<Map<String, Object>> slots = new ArrayList<>();
    for (ClaimedSlot one : run.getSlots()) {
      one.statement();
      slots.add(Map.of("slot_id", one.id(), "fence", one.fence()));
    }
    Duration lease = settings.order().lease();
    return Map.of(
        "slots",
        JSON.writeValueAsString(slots),
        "lease_ms",
        (slot == null ? lease : lease.plus(ExportSlots.MAIL_TIME)).toMillis());
  }

  /**
   * @throws SlotLost if other instances have the whole run
   */
  public void renewed(@Variable("run") ClaimedRun run, @Body List<Map<String, Object>> rows) {
    run.renewed(rows.stream().map(row -> ((Number) row.get("slot_id")).longValue()).toList());
  }

  public ExportFile file(@Variable("reading") ExportReading reading) {
    return reading.end();
  }

  // --- where it goes ---

  /** A mail with the figures as its text and the file attached. */
  public MimeMessage mail(@Variable("slot") ClaimedSlot slot, @Variable("file") ExportFile file)
      throws MessagingException {
    MimeBodyPart text = new MimeBodyPart();
    text.setText(file.summary(slot.repeat()), "UTF-8");
    MimeBodyPart attached =
        new MimeBodyPart(
            headers(file.name() + ".csv"), Base64.getMimeEncoder().encode(file.bytes()));
    MimeMessage mail = new MimeMessage((Session) null);
    mail.setFrom(new InternetAddress(settings.alert().mail().orElseThrow().from()));
    mail.setRecipient(RecipientType.TO, new InternetAddress(slot.target()));
    mail.setSubject(slot.repeat().subject() + file.name(), "UTF-8");
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
      put(
          folder,
          file.name() + ".txt",
          file.summary(slot.repeat()).getBytes(StandardCharsets.UTF_8));
      put(folder, file.name() + ".csv", file.bytes());
    } catch (IOException e) {
      throw new Setback(
          Consequence.RETRY_LATER,
          "EXPORT_FOLDER",
          "the folder takes no file: " + e.getClass().getSimpleName() + ": " + e.getMessage());
    }
  }

  private static void put(Path folder, String name, byte[] content) throws IOException {
    Path part = folder.resolve("." + name + "." + UUID.randomUUID() + ".part");
    try {
      try (FileChannel file =
          FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        ByteBuffer rest = ByteBuffer.wrap(content);
        while (rest.hasRemaining()) {
          file.write(rest);
        }
        file.force(true);
      }
      Files.move(part, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
    // The name is on the disk only when the folder is.
    try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
      directory.force(true);
    }
  }
}
