package io.tcbridge.prove;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BuyerDataTest {

  private final BuyerData buyers = new BuyerData("test-key-with-32-characters-0000");

  @BeforeEach
  void anna() {
    buyers.name("A-1", "Anna-Maria Petrova");
    buyers.name("A-2", "Ян Ли");
    buyers.email("A-1", " Anna@Example.com ");
    buyers.phone("A-1", "+7 (900) 000-00-01");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          INFO order of anna@example.com is done         | e-mail
          to=<ANNA@EXAMPLE.COM>.                         | e-mail
          user_anna@example.com                          | e-mail
          POST /mail?to=anna%40example.com               | e-mail
          phone 89000000001 refused                      | phone
          +7 900 000-00-01                               | phone
          A-1 9000000001 5                               | phone
          customer Petrova                               | name
          \\u041F \\u042F\\u043D \\u041B\\u0438          | name
          Authorization: key test-key-with-32-characters-0000 | API key
          """)
  void what_must_not_be_there_is_found(String line, String what) {
    assertThat(buyers.in(line)).map(BuyerData.Leak::what).contains(what);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Order A-1 is done",
        "***@*** and an address like support@example.com",
        "2026-11-24 03:15:32.118 INFO [order-7] call took 1200 ms",
        "remote order 6a0000010000000000000001 was seen cancelled",
        "an annaliese is no anna, 100% of the time",
        ""
      })
  void everything_else_is_let_pass(String line) {
    assertThat(buyers.in(line)).isEmpty();
  }

  @Test
  void a_finding_names_the_order_and_not_the_value() {
    assertThat(buyers.in("mail to anna@example.com")).contains(new BuyerData.Leak("e-mail", "A-1"));
  }
}
