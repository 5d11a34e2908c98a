package io.tcbridge.testing;

import com.zaxxer.hikari.HikariDataSource;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;

/** The reference ERP of a test: writes orders as an ERP would and reads what it was told. */
public final class Erp implements AutoCloseable {

  private final HikariDataSource pool = new HikariDataSource();
  private final JdbcTemplate jdbc;
  private final String url;
  private final String user;
  private final String password;

  public Erp(String url, String user, String password) {
    this.url = url;
    this.user = user;
    this.password = password;
    pool.setJdbcUrl(url);
    pool.setUsername(user);
    pool.setPassword(password);
    pool.setMaximumPoolSize(4);
    this.jdbc = new JdbcTemplate(pool);
  }

  public String url() {
    return url;
  }

  public String user() {
    return user;
  }

  public String password() {
    return password;
  }

  public JdbcTemplate jdbc() {
    return jdbc;
  }

  /** Begins an order; nothing is written before {@link NewOrder#save()}. */
  public NewOrder order(String orderNo, String eventId) {
    return new NewOrder(orderNo, eventId);
  }

  public Map<String, Object> row(String orderNo) {
    return jdbc.queryForMap("select * from erp_order where order_no = ?", orderNo);
  }

  public String status(String orderNo) {
    return (String) row(orderNo).get("bridge_status");
  }

  public String reason(String orderNo) {
    return (String) row(orderNo).get("bridge_reason");
  }

  public List<Map<String, Object>> tickets(String orderNo) {
    return jdbc.queryForList(
        "select * from erp_ticket where order_no = ? order by line_no, ticket_id", orderNo);
  }

  /** Asks for a refund of these tickets, as an ERP would. */
  public void refund(
      String refundNo, String orderNo, String culprit, BigDecimal expected, List<String> tickets) {
    for (String ticket : tickets) {
      jdbc.update(
          "insert into erp_refund_ticket (refund_no, ticket_id) values (?, ?)", refundNo, ticket);
    }
    jdbc.update(
        "insert into erp_refund (refund_no, order_no, culprit, expected_nominal) values (?, ?, ?, ?)",
        refundNo,
        orderNo,
        culprit,
        expected);
  }

  public void refund(String refundNo, String orderNo, List<String> tickets) {
    refund(refundNo, orderNo, "user", null, tickets);
  }

  /** APPROVE or REJECT. */
  public void decide(String refundNo, String decision) {
    jdbc.update("update erp_refund set decision = ? where refund_no = ?", decision, refundNo);
  }

  public Map<String, Object> refundRow(String refundNo) {
    return jdbc.queryForMap("select * from erp_refund where refund_no = ?", refundNo);
  }

  public String refundStatus(String refundNo) {
    return (String) refundRow(refundNo).get("bridge_status");
  }

  public String refundReason(String refundNo) {
    return (String) refundRow(refundNo).get("bridge_reason");
  }

  public List<String> refundTickets(String refundNo) {
    return jdbc.queryForList(
        "select ticket_id from erp_refund_ticket where refund_no = ? order by ticket_id",
        String.class,
        refundNo);
  }

  public List<String> ticketIds(String orderNo) {
    return tickets(orderNo).stream().map(row -> (String) row.get("ticket_id")).toList();
  }

  public long count(String status) {
    return jdbc.queryForObject(
        "select count(*) from erp_order where bridge_status = ?", Long.class, status);
  }

  @Override
  public void close() {
    pool.close();
  }

  /** An order that is being put together. */
  public final class NewOrder {
    private final String orderNo;
    private final String eventId;
    private final List<Object[]> lines = new ArrayList<>();
    private String name = "Anna Petrova";
    private String email = "anna@example.com";
    private String phone = "+79000000001";
    private String lang = "ru";
    private String promoCodes;
    private boolean sendTickets;
    private boolean cancelRequested;
    private BigDecimal total;
    private String raw;

    private NewOrder(String orderNo, String eventId) {
      this.orderNo = orderNo;
      this.eventId = eventId;
    }

    public NewOrder places(String setId, int quantity) {
      return line(setId, quantity, null);
    }

    public NewOrder seat(String ticketId) {
      return line(null, null, ticketId);
    }

    private NewOrder line(String setId, Integer quantity, String ticketId) {
      lines.add(
          new Object[] {
            orderNo, lines.size() + 1, setId, quantity, ticketId, null, null, null, null
          });
      return this;
    }

    /** Who will come with the ticket of the last line. */
    public NewOrder visitor(String id, String name, String surname, String middleName) {
      Object[] line = lines.get(lines.size() - 1);
      line[5] = id;
      line[6] = name;
      line[7] = surname;
      line[8] = middleName;
      return this;
    }

    public NewOrder total(String amount) {
      total = new BigDecimal(amount);
      return this;
    }

    public NewOrder promo(String codes) {
      promoCodes = codes;
      return this;
    }

    public NewOrder noCustomer() {
      name = null;
      email = null;
      phone = null;
      lang = null;
      return this;
    }

    public NewOrder email(String value) {
      email = value;
      return this;
    }

    /** Somebody whose name and address no other order has. */
    public NewOrder buyer(String firstName, String surname) {
      name = firstName + " " + surname;
      email = surname.toLowerCase(Locale.ROOT) + "@example.com";
      phone = "+79" + Math.floorMod(name.hashCode(), 1_000_000_000);
      return this;
    }

    public NewOrder sendTickets() {
      sendTickets = true;
      return this;
    }

    public NewOrder raw(String json) {
      raw = json;
      return this;
    }

    public NewOrder cancelled() {
      cancelRequested = true;
      return this;
    }

    public void save() {
      for (Object[] line : lines) {
        jdbc.update(
            "insert into erp_order_line (order_no, line_no, set_id, quantity, ticket_id, visitor_id,"
                + " visitor_name, visitor_surname, visitor_middle_name)"
                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            line);
      }
      jdbc.update(
          "insert into erp_order (order_no, event_id, customer_name, customer_email, customer_phone,"
              + " customer_lang, promo_codes, send_tickets, expected_total, raw, cancel_requested)"
              + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
          orderNo,
          eventId,
          name,
          email,
          phone,
          lang,
          promoCodes,
          sendTickets,
          total,
          raw,
          cancelRequested);
    }
  }
}
