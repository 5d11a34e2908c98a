package io.tcbridge.export;

import io.tcbridge.ticketscloud.RemoteCustomer;
import io.tcbridge.ticketscloud.RemoteOrder;
import io.tcbridge.ticketscloud.RemoteTicket;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The CSV file of one run: a row for each ticket, without barcodes, and with the buyers only where
 * that was asked for. UTF-8 with a mark in front and CRLF, as spreadsheets want it.
 */
final class ExportFile {

  /**
   * What a spreadsheet would calculate: a sign in front, or behind a semicolon, tabulator or end of
   * a line, where one that takes these for separators sees a new cell, also behind blanks and
   * quotes.
   */
  private static final Pattern FORMULA =
      Pattern.compile("(^|[;\\t\\r\\n])(?=[\\s\"]*[=+\\-@\\uFF1D\\uFF0B\\uFF0D\\uFF20])");

  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssX");

  private static final List<String> HEAD =
      List.of(
          "order_id",
          "order_number",
          "order_code",
          "order_status",
          "order_created_at",
          "our_order_no",
          "event_id",
          "event_title",
          "event_start_local",
          "ticket_id",
          "ticket_serial",
          "ticket_number",
          "category_id",
          "seat_row",
          "seat_number",
          "price",
          "discount",
          "nominal",
          "fee",
          "full_price");

  private static final List<String> BUYER =
      List.of("customer_name", "customer_email", "customer_phone");

  /** What came together, of one status or of all. */
  private static final class Sum {
    private long orders;
    private long tickets;
    private BigDecimal full = BigDecimal.ZERO;
    private boolean isPartial;
  }

  private final Export export;
  private final Span span;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Map<String, Sum> byStatus = new TreeMap<>();
  private final Sum all = new Sum();
  private byte[] whole;

  ExportFile(Export export, Span span) {
    this.export = export;
    this.span = span;
    List<Object> head = new ArrayList<>(HEAD);
    head.addAll(export.withCustomer() ? BUYER : List.of());
    out.writeBytes("\uFEFF".getBytes(StandardCharsets.UTF_8));
    write(head);
  }

  /**
   * @param customer null if the list shows none
   */
  void add(RemoteOrder order, Instant createdAt, RemoteCustomer customer) {
    for (Sum sum : List.of(all, byStatus.computeIfAbsent(order.status(), key -> new Sum()))) {
      sum.orders++;
      sum.isPartial |= order.tickets() == null;
    }
    for (RemoteTicket ticket :
        order.tickets() == null ? List.<RemoteTicket>of() : order.tickets()) {
      for (Sum sum : List.of(all, byStatus.get(order.status()))) {
        sum.tickets++;
        sum.isPartial |= ticket.full() == null;
        sum.full = ticket.full() == null ? sum.full : sum.full.add(ticket.full());
      }
      List<Object> row = row(order, createdAt, ticket);
      if (export.withCustomer()) {
        row.addAll(
            customer == null
                ? Arrays.asList(null, null, null)
                : Arrays.asList(customer.name(), customer.email(), customer.phone()));
      }
      write(row);
    }
  }

  private List<Object> row(RemoteOrder order, Instant createdAt, RemoteTicket ticket) {
    return new ArrayList<>(
        Arrays.asList(
            order.id(),
            order.number(),
            order.code(),
            order.status(),
            local(createdAt),
            order.mark(),
            order.eventId(),
            order.eventInfo().title(),
            order.eventInfo().startLocal(),
            ticket.id(),
            ticket.serial(),
            ticket.number(),
            ticket.set(),
            ticket.row(),
            ticket.seat(),
            ticket.price(),
            ticket.discount(),
            ticket.nominal(),
            ticket.extra(),
            ticket.full()));
  }

  private void write(List<Object> cells) {
    String line = cells.stream().map(ExportFile::cell).collect(Collectors.joining(",", "", "\r\n"));
    out.writeBytes(line.getBytes(StandardCharsets.UTF_8));
  }

  /** Where a spreadsheet would see a formula in a text, an apostrophe is put in front of it. */
  static String cell(Object value) {
    if (value == null) {
      return "";
    }
    if (value instanceof BigDecimal amount) {
      return amount.toPlainString();
    }
    String text = value.toString();
    String marked = FORMULA.matcher(text).replaceAll("$1'");
    String safe = marked.matches("(?s)[\t\r\n].*") ? "'" + marked : marked;
    return safe.matches("(?s).*[\",;\r\n].*") ? "\"" + safe.replace("\"", "\"\"") + "\"" : safe;
  }

  // --- what it is ---

  int size() {
    return out.size();
  }

  /** The file as it is now; it is not added to any more. */
  byte[] bytes() {
    whole = whole == null ? out.toByteArray() : whole;
    return whole;
  }

  long orders() {
    return all.orders;
  }

  long tickets() {
    return all.tickets;
  }

  BigDecimal total() {
    return all.full;
  }

  /** SHA-256 of the file, as {@code sha256sum} shows it. */
  String checksum() {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The same for each try of the same run, without an end. */
  String name() {
    return export.name() + "_" + stamp(span.from()) + "_" + stamp(span.to());
  }

  private String stamp(Instant moment) {
    return STAMP.format(moment.atZone(export.timetable().zone()));
  }

  private String local(Instant moment) {
    return moment
        .atZone(export.timetable().zone())
        .toOffsetDateTime()
        .truncatedTo(ChronoUnit.SECONDS)
        .toString();
  }

  /** For people: what is in it, the totals, and what it can be checked by. */
  String summary(Repeat repeat) {
    StringBuilder text = new StringBuilder(repeat.notice());
    text.append("Export   ").append(export.name());
    text.append("\nOrders   made from ").append(local(span.from()));
    text.append(" up to ").append(local(span.to())).append(", which is not in it (");
    text.append(export.timetable().zone()).append(")\n");
    text.append("Statuses ").append(orAll(export.statuses()));
    text.append("\nEvents   ").append(orAll(export.events()));
    text.append(export.onlyWithCustomer() ? "\nOnly orders with data of a customer\n\n" : "\n\n");
    byStatus.forEach((status, sum) -> append(text, status, sum));
    append(text, "all", all);
    text.append("\nFile     ").append(name()).append(".csv\nRows     ").append(all.tickets);
    text.append(" and a head\nSHA-256  ").append(checksum()).append('\n');
    return text.toString();
  }

  private static String orAll(List<String> chosen) {
    return chosen.isEmpty() ? "all" : String.join(", ", chosen);
  }

  private static void append(StringBuilder text, String status, Sum sum) {
    text.append(status).append(": ").append(sum.orders).append(" orders, ").append(sum.tickets);
    text.append(" tickets, total ").append(sum.full.toPlainString());
    text.append(sum.isPartial ? " (not every order or ticket shows its price)\n" : "\n");
  }
}
