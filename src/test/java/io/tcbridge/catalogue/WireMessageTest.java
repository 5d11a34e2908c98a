package io.tcbridge.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class WireMessageTest {

  @Test
  void the_tag_bytes_of_the_documentation_are_understood() throws Exception {
    // id #1, status #5 (PUBLIC), tickets_amount_vacant #32, with_mosbilet #41, nanos #2 as fixed32
    WireMessage message = of("0A0141" + "2801" + "80020C" + "C80201" + "1500CA9A3B");

    assertThat(message.text(1)).isEqualTo("A");
    assertThat(message.whole(5)).isEqualTo(1);
    assertThat(message.whole(32)).isEqualTo(12);
    assertThat(message.flag(41)).isTrue();
    assertThat(message.fixed32(2)).isEqualTo(1_000_000_000);
  }

  @Test
  void what_is_absent_has_the_zero_of_its_type() throws Exception {
    WireMessage message = WireMessage.EMPTY;

    assertThat(message.text(1)).isEmpty();
    assertThat(message.whole(2)).isZero();
    assertThat(message.flag(3)).isFalse();
    assertThat(message.real(4)).isZero();
    assertThat(message.fixed32(5)).isZero();
    assertThat(message.messages(6)).isEmpty();
    assertThat(message.message(7).text(1)).isEmpty();
    assertThat(message.has(7)).isFalse();
    assertThat(message.oneOf(8, 9)).isZero();
  }

  @Test
  void the_last_value_counts_and_the_last_member_of_a_oneof() {
    WireMessage message = new Proto().int32(8, 0).text(1, "a").int32(9, 0).text(1, "b").read();

    assertThat(message.text(1)).isEqualTo("b");
    assertThat(message.oneOf(8, 9)).isEqualTo(9);
    assertThat(message.has(8)).isTrue();
  }

  @Test
  void parts_of_one_message_are_merged() throws Exception {
    WireMessage message =
        new Proto().message(3, new Proto().text(1, "a")).message(3, new Proto().int32(2, 5)).read();

    assertThat(message.message(3).text(1)).isEqualTo("a");
    assertThat(message.message(3).whole(2)).isEqualTo(5);
    assertThat(message.messages(3)).hasSize(2);
  }

  @Test
  void a_number_where_a_text_is_wanted_is_no_text() {
    WireMessage message = new Proto().int32(1, 7).real(2, 1.5).read();

    assertThat(message.text(1)).isEmpty();
    assertThat(message.whole(2)).isZero();
  }

  @Test
  void nul_reaches_no_database() {
    assertThat(new Proto().text(1, "a\0b").read().text(1)).isEqualTo("ab");
  }

  @Test
  void a_message_that_is_cut_is_not_half_a_message() {
    assertThatThrownBy(() -> of("0A05414243")).isInstanceOf(InvalidProtocolBufferException.class);
    assertThatThrownBy(() -> of("80")).isInstanceOf(InvalidProtocolBufferException.class);
  }

  private static WireMessage of(String hex) throws InvalidProtocolBufferException {
    return WireMessage.of(ByteString.copyFrom(HexFormat.of().parseHex(hex)));
  }
}
