package io.tcbridge.ticketscloud;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The 87 messages of Ticketscloud's documentation, with values, and what each has to lead to. */
class DocumentedMessagesTest {
  private static final ErrorDictionary DICTIONARY =
      ErrorDictionary.load(Path.of("config/errors.yaml"));

  private static final Set<Integer> ENDING_IN_ANY_TEXT = Set.of(13, 27, 28, 29, 30, 35, 62, 68);

  /** Number | operations | consequence | reason | message. */
  private static final String TABLE =
      """
      1 | create reserve customer | REFUSE | EVENT_NOT_FOUND | Event 5d31fbdd637adf7f979951a1 not found
      2 | create reserve customer done | HOLD | NO_DEAL | Deal not found
      3 | create reserve customer | REFUSE | PROMOKEY_NEEDED | Promokey needed
      4 | create reserve customer | REFUSE | PROMOKEY_NOT_FOUND | Promokey not founded
      5 | create reserve customer | REFUSE | PROMOKEY_EXPIRED | Promokey expired
      6 | create reserve customer | SOLD_OUT | SOLD_OUT | Promokey fully reserved
      7 | create reserve customer | READ_THEN_DECIDE | PROMOKEY_RESERVED | Promokey already reserved
      8 | create reserve customer | REFUSE | BAD_REQUEST | Only one of tickets or random can be set
      9 | create reserve customer | HOLD | CREATE_NEEDS_TICKETS | 'tickets' or 'random' must be
      10 | reserve customer done cancel | READ_THEN_DECIDE | ORDER_STATUS | Not allow to update order in status expired
      11 | reserve customer done cancel | READ_THEN_DECIDE | ORDER_STATUS | Allow update the only status to cancelled
      12 | create reserve customer | REFUSE | BAD_REQUEST | expired_after is not changable
      13 | create | REFUSE | BAD_REQUEST | max expired_after is 2026-03-14 09:26:53
      13 | reserve customer done cancel | RECREATE | LIFETIME_OVER | max expired_after is 2026-03-14 09:26:53
      14 | reserve customer | REFUSE | BAD_REQUEST | only org can send invitations
      15 | reserve customer | REFUSE | BAD_REQUEST | invitation can send from control panel or salespoint only
      16 | reserve customer | REFUSE | BAD_REQUEST | Courier must set only with salespoint
      17 | reserve customer | REFUSE | SMART_TICKETS | Kryptonite integrations is disabled
      18 | reserve customer | REFUSE | SMART_TICKETS | Cant set smart_tickets to false while kriptonite integration option is only smart_tickets
      19 | create reserve customer | PROMO_REFUSED | PROMO_REFUSED | Cant use promocode when event have promotion
      20 | create reserve customer | REFUSE | PROMOKEY_NEEDED | Promokey needed to add these tickets
      21 | create reserve customer | REFUSE | WRONG_TICKET | ticket (id = 696f56aa637adf7f979951a1) does not belong to current event
      22 | create reserve customer done | HOLD | CUSTOM_FIELD | value should be formatted 'YYYY-MM-DD'
      23 | create reserve customer done | HOLD | CUSTOM_FIELD | value should be True or False
      24 | create reserve customer done | HOLD | CUSTOM_FIELD | value is not a list
      25 | create reserve customer done | HOLD | CUSTOM_FIELD | list length is less than 2
      26 | create reserve customer done | HOLD | CUSTOM_FIELD | list length is greater than 5
      27 | create reserve customer done | HOLD | CUSTOM_FIELD | value is less than 10.5
      28 | create reserve customer done | HOLD | CUSTOM_FIELD | value is greater than 99
      29 | create reserve customer done | HOLD | CUSTOM_FIELD | value should be less than 7
      30 | create reserve customer done | HOLD | CUSTOM_FIELD | value should be greater than 18
      31 | create reserve customer done | HOLD | CUSTOM_FIELD | value is not a string
      32 | create reserve customer done | HOLD | CUSTOM_FIELD | blank value is not allowed
      33 | create reserve customer done | HOLD | CUSTOM_FIELD | String is shorter than 3 characters
      34 | create reserve customer done | HOLD | CUSTOM_FIELD | String is longer than 255 characters
      35 | create reserve customer done | HOLD | CUSTOM_FIELD | does not match pattern ^[A-Z] ?[0-9]{6}$
      36 | reserve customer done cancel | PAUSE_COMMITS | NO_MONEY | Not enough money, сontact to TicketsCloud manager
      37 | reserve customer done cancel | READ_THEN_DECIDE | EMPTY_ORDER | there is no tickets in order
      38 | reserve customer done cancel refund-approve refund-reject | READ_THEN_DECIDE | ? | Incorrect status done for this operation
      39 | reserve customer done cancel | READ_THEN_DECIDE | NOT_CANCELLABLE | Order 69b529ddcce55e4309a75398 is not cancellable
      40 | create reserve customer | PROMO_REFUSED | PROMO_REFUSED | promocode_not_found / Promocode not found
      41 | create reserve customer | PROMO_REFUSED | PROMO_REFUSED | promocode_already_used / Promocode already used
      42 | create reserve customer | PROMO_REFUSED | PROMO_REFUSED | promocode_limit_min_tickets / Need more tickets in order for promocode activation
      43 | create reserve customer | PROMO_REFUSED | PROMO_REFUSED | promocode_limit_min_tickets / Mimimum count of tickets in order for promocode activation is 4
      44 | create reserve customer | PROMO_REFUSED | PROMO_REFUSED | promocode_apply_info / Cant apply promocode by some reason
      45 | promocode-check | PROMO_REFUSED | PROMO_REFUSED | Promocode not found
      46 | refund-create | REFUSE | BAD_REQUEST | order is required
      47 | refund-create | REFUSE | BAD_REQUEST | culprit Value 'the buyer' not in list of avaiable values ['user', 'org']
      48 | refund-create | REFUSE | BAD_REQUEST | tickets list length is less than 1
      49 | refund-create | REFUSE | ORDER_NOT_FOUND | Order 69b529ddcce55e4309a75398 not found
      50 | refund-create | REFUSE | REFUND_TOO_LATE | Operation failed: less than three days before event start
      51 | refund-create | REFUSE | REFUND_TOO_LATE | Operation failed: event already start
      52 | refund-create | REFUSE | REFUND_DISCOUNTED | Operation failed: there is discounted ticket
      53 | refund-create | REFUSE | REFUND_NOT_OFFERED | Reason is unavailable now.
      54 | refund-create | REFUSE | REFUND_TOO_LATE | No reason nor lower_minimal_days setting
      55 | refund-create | REFUSE | REFUND_DISCOUNTED | Reason required for discounted tickets: No discounted.percentage setting found
      56 | refund-create | REFUSE | REFUND_TOO_LATE | Operation failed: Event started, and no after_event_start setting.
      57 | refund-create | REFUSE | REFUND_TOO_LATE | Operation failed: Event ended, and no after_event_end setting.
      58 | refund-create | REFUSE | REFUND_REASON | Reason "custom" prohibited to get more than by reason "at will"
      59 | refund-create | REFUSE | REFUND_REASON | Use "at_will" reason instead of "cancel_or_postpone"
      60 | refund-create | REFUSE | REFUND_DOCUMENTS | [5dfa1fa4637adf7f979951a1, 5b5728e8637adf7f979951a2]
      61 | refund-create | READ_THEN_DECIDE | NOTHING_TO_REFUND | Empty tickets for refund
      62 | refund-create | HOLD | REFUND_WRONG_OWNER | Problem with customer in vibe: [696f56aa637adf7f979951a1, 696f569e401dbd158980e5ee]
      63 | refund-create | RETRY_LATER | REMOTE_DOWN | Problem with check customer in vibe, please retry
      64 | refund-create | REFUSE | REFUND_MIXED | Operation failed: Mixed percentage values of tickets in one refund
      65 | refund-create | REFUSE | REFUND_LAW_193 | Category 17 is not fz-193
      66 | refund-create | REFUSE | REFUND_LAW_193 | Law 193 is not for currency KZT
      67 | refund-create | REFUSE | REFUND_LAW_193 | Order was done before Law 193 issued
      68 | refund-create | REFUSE | BAD_REQUEST | bad culprit: somebody else
      69 | refund-create | REFUSE | REFUND_NOT_OFFERED | Disabled by cascade setting
      70 | refund-create | READ_THEN_DECIDE | ORDER_STATUS | wrong order (id: 69b529ddcce55e4309a75398) status: executed
      71 | refund-create | REFUSE | REFUND_NEEDS_ALL_TICKETS | Refund with culprit core must take all tickets from order
      72 | refund-create | HOLD | REFUND_UNCLEAR | Value Error
      73 | refund-create | REFUSE | WRONG_TICKET | bad tickets
      74 | refund-create | HOLD | REFUND_UNCLEAR | Unexpected situation
      75 | refund-create | READ_THEN_DECIDE | REFUND_STATUS | RefundRequest in wrong status in_progress for create refund payment
      76 | refund-approve | REFUSE | REFUND_TOO_LATE | Not allowed to approve refund for finished event
      77 | refund-approve | REFUSE | REFUND_CULPRIT | Only org culprit allowed for cancelled events
      78 | refund-approve | REFUSE | REFUND_CULPRIT | Only user culprit allowed for non cancelled events
      79 | refund-approve | READ_THEN_DECIDE | REFUND_STATUS | RefundRequest in wrong status approved for approve
      80 | refund-approve | READ_THEN_DECIDE | REFUND_OVERLAP | Some tickets already use in another refund request
      81 | refund-approve | REFUSE | REFUND_NEEDS_ALL_TICKETS | Refund with culprit core must take all tickets from order
      82 | refund-approve | HOLD | REFUND_AMOUNT | Sums of payments not equal refund request
      83 | refund-approve | HOLD | NO_MONEY | Not enough money, сontact to TicketsCloud manager
      84 | refund-approve refund-reject | READ_THEN_DECIDE | REFUND_STATUS | Incorrect status approved for this operation
      85 | refund-reject | HOLD | REFUND_PAID | Cant reject refund request 5b5728e8637adf7f979951a2, one of payments in status done
      86 | refund-reject | RETRY_LATER | REFUND_IN_PROGRESS | Cant reject refund request 5b5728e8637adf7f979951a2, one of payments in status in_progress
      87 | refund-reject | READ_THEN_DECIDE | REFUND_STATUS | Failed to reject refund request 5b5728e8637adf7f979951a2
      """;

  record Row(
      int number, Set<Operation> operations, String consequence, String reason, String text) {
    static Row of(String line) {
      var cell = line.split(" \\| ", 5);
      var operations =
          Stream.of(cell[1].split(" "))
              .map(label -> Operation.of(label).orElseThrow())
              .collect(toCollection(() -> EnumSet.noneOf(Operation.class)));
      return new Row(Integer.parseInt(cell[0]), operations, cell[2], cell[3], cell[4]);
    }

    /** Promocodes on an order are complained about in a success, as objects. */
    RemoteAnswer answer() {
      var promocode = number >= 40 && number <= 44;
      var parts = text.split(" / ");
      var error = promocode ? Map.of("code", parts[0], "msg", parts[1]) : text;
      return answer(promocode ? 200 : 400, Map.of("data", Map.of(), "errors", List.of(error)));
    }

    static RemoteAnswer answer(int status, Object body) {
      try {
        var bytes = JsonMapper.builder().build().writeValueAsBytes(body);
        return new RemoteAnswer(status, "application/json", null, bytes);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** The others end in a placeholder for any text. */
  static Stream<Row> rowsWithAnEnd() {
    return rows().filter(row -> !ENDING_IN_ANY_TEXT.contains(row.number()));
  }

  static Stream<Row> rows() {
    return TABLE.lines().map(Row::of);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void a_documented_message_has_its_consequence_in_every_operation(Row row) {
    var answer = row.answer();

    for (var operation : row.operations()) {
      var verdict = DICTIONARY.classify(EnumSet.of(operation), answer);

      assertThat(verdict.consequence().name()).as(operation.label()).isEqualTo(row.consequence());
      assertThat(row.reason()).as(operation.label()).isIn(verdict.reason(), "?");
      assertThat(verdict.text()).contains(row.text().replaceAll("^promocode_\\w+ / ", ""));
      assertThat(verdict.repeatNow()).isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource("rowsWithAnEnd")
  void a_documented_message_fits_anchored_only(Row row) {
    var longer = Row.answer(400, Map.of("errors", List.of(row.text() + " unless it is Monday!")));

    var operation = EnumSet.of(row.operations().iterator().next());
    var verdict = DICTIONARY.classify(operation, longer);

    assertThat(verdict.reason()).startsWith("UNKNOWN_");
  }

  @Test
  void the_dictionary_holds_each_documented_message() {
    var numbers = DICTIONARY.entries().stream().map(ErrorEntry::number).distinct();

    assertThat(numbers.filter(Objects::nonNull))
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 87).boxed().toList());
    assertThat(rows().map(Row::number).distinct()).hasSize(87);
  }
}
