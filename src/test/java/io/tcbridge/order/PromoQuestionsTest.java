package io.tcbridge.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class PromoQuestionsTest {

  @Test
  void each_code_is_asked_about_once_while_all_are_accepted() {
    PromoQuestions questions = new PromoQuestions(List.of("Spring", "vip"));

    assertThat(questions.code()).isEqualTo("Spring");
    questions.next();
    assertThat(questions.code()).isEqualTo("vip");
    questions.next();

    assertThat(questions.goOn()).isFalse();
  }

  @Test
  void a_refusal_counts_when_the_code_is_refused_in_lower_case_too() {
    PromoQuestions questions = new PromoQuestions(List.of("vip", "SPRING"));
    questions.next();

    assertThat(questions.refused()).isFalse();
    assertThat(questions.code()).isEqualTo("spring");

    assertThat(questions.refused()).isTrue();
    assertThat(questions.place()).isEqualTo(" (promocode 2 of 2)");
  }

  @Test
  void a_code_in_lower_case_is_asked_about_once() {
    PromoQuestions questions = new PromoQuestions(List.of("spring"));

    assertThat(questions.refused()).isTrue();
    assertThat(questions.place()).isEmpty();
  }

  @Test
  void the_spelling_of_one_code_says_nothing_of_the_next() {
    PromoQuestions questions = new PromoQuestions(List.of("SPRING", "VIP"));

    questions.refused();
    questions.next();

    assertThat(questions.code()).isEqualTo("VIP");
  }

  @Test
  void after_an_unclear_answer_nothing_more_is_asked() {
    PromoQuestions questions = new PromoQuestions(List.of("spring", "vip"));

    questions.end();

    assertThat(questions.goOn()).isFalse();
  }

  @Test
  void an_order_without_codes_has_no_question() {
    assertThat(new PromoQuestions(List.of()).goOn()).isFalse();
  }
}
