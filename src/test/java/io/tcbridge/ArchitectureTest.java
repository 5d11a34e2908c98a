package io.tcbridge;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.INTERFACES;
import static com.tngtech.archunit.core.domain.JavaModifier.ABSTRACT;
import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.core.domain.properties.HasModifiers.Predicates.modifier;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import org.apache.camel.BeanInject;
import org.apache.camel.ConsumerTemplate;
import org.apache.camel.EndpointInject;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Produce;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.PropertyInject;
import org.junit.jupiter.api.Test;

/** The rules of CONTRIBUTING.md for Java. */
final class ArchitectureTest {
  /** Thin adapters between Camel and our own types, as packages or as classes. */
  private static final String ADAPTERS =
      "io\\.tcbridge\\.(\\w+"
          + "|(ticketscloud|journal|ops|alert)\\..*"
          + "|order\\.(OrderClaims|OrderIntake|OrderReport|Workers)(\\$.*)?"
          + "|refund\\.(RefundClaims|RefundIntake|RefundReport)"
          + "|export\\.ExportSlots"
          + "|schedule\\.ScheduleRuns(\\$.*)?)";

  private static final JavaClasses PRODUCTION =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.tcbridge");
  private static final JavaClasses TESTS =
      new ClassFileImporter()
          .withImportOption(new ImportOption.OnlyIncludeTests())
          .importPackages("io.tcbridge");

  @Test
  void packages_form_no_cycle() {
    slices().matching("io.tcbridge.(*)..").should().beFreeOfCycles().check(PRODUCTION);
  }

  @Test
  void the_sandbox_knows_nothing_of_the_bridge() {
    noClasses()
        .that()
        .resideInAPackage("io.tcbridge.sandbox..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.tcbridge.order..",
            "io.tcbridge.journal..",
            "io.tcbridge.ticketscloud..",
            "io.tcbridge.cli..",
            "io.tcbridge.config..")
        .allowEmptyShould(true)
        .check(PRODUCTION);
  }

  @Test
  void the_bridge_knows_nothing_of_the_sandbox() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.tcbridge.sandbox..", "io.tcbridge.demo..", "io.tcbridge.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.tcbridge.sandbox..")
        .check(PRODUCTION);
  }

  /**
   * It may be wrong or jump: due times are the journal's, waits monotonic, the rest is asked for.
   */
  @Test
  void no_order_depends_on_the_clock_of_the_machine() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "io.tcbridge.order..",
            "io.tcbridge.refund..",
            "io.tcbridge.export..",
            "io.tcbridge.ticketscloud..",
            "io.tcbridge.journal..")
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(LocalDateTime.class, "now")
        .orShould()
        .callMethod(OffsetDateTime.class, "now")
        .orShould()
        .callMethod(ZonedDateTime.class, "now")
        .orShould()
        .callMethod(Clock.class, "systemUTC")
        .orShould()
        .callMethod(Clock.class, "systemDefaultZone")
        .check(PRODUCTION);
  }

  @Test
  void exchanges_stay_in_adapters() {
    noClasses()
        .that()
        .haveNameNotMatching(ADAPTERS)
        .should()
        .dependOnClassesThat()
        .areAssignableTo(Exchange.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Message.class)
        .check(PRODUCTION);
  }

  @Test
  void beans_compute_and_routes_call() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .areAssignableTo(ProducerTemplate.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(ConsumerTemplate.class)
        .check(PRODUCTION);
  }

  @Test
  void fields_are_set_by_constructors() {
    noFields()
        .should()
        .beAnnotatedWith(BeanInject.class)
        .orShould()
        .beAnnotatedWith(EndpointInject.class)
        .orShould()
        .beAnnotatedWith(Produce.class)
        .orShould()
        .beAnnotatedWith(PropertyInject.class)
        .check(PRODUCTION);
  }

  @Test
  void public_fields_are_constants() {
    fields()
        .that()
        .arePublic()
        .should()
        .beFinal()
        .andShould()
        .beStatic()
        .allowEmptyShould(true)
        .check(PRODUCTION);
  }

  @Test
  void classes_are_final() {
    classes()
        .that(not(INTERFACES))
        .and(not(modifier(ABSTRACT)))
        .and()
        .areNotAnonymousClasses()
        .and()
        .areNotEnums()
        .should()
        .haveModifier(FINAL)
        .check(PRODUCTION);
  }

  @Test
  void a_name_says_what_a_class_knows() {
    noClasses()
        .should()
        .haveNameMatching(".*\\.(Abstract|Base)[A-Z]\\w*")
        .orShould()
        .haveSimpleNameEndingWith("Util")
        .orShould()
        .haveSimpleNameEndingWith("Utils")
        .orShould()
        .haveSimpleNameEndingWith("Constants")
        .orShould()
        .haveSimpleNameEndingWith("Helper")
        .orShould()
        .haveSimpleNameEndingWith("Manager")
        .check(PRODUCTION);
  }

  @Test
  void logging_is_slf4j() {
    noClasses().should(USE_JAVA_UTIL_LOGGING).check(PRODUCTION);
  }

  @Test
  void only_commands_write_to_the_terminal() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.tcbridge.cli..", "io.tcbridge.demo..", "io.tcbridge.sandbox..")
        .should(ACCESS_STANDARD_STREAMS)
        .check(PRODUCTION);
  }

  @Test
  void tests_wait_for_what_they_expect() {
    noClasses().should().callMethod(Thread.class, "sleep", long.class).check(TESTS);
  }

  @Test
  void tests_assert_with_assertj() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("org.junit.jupiter.api.Assertions")
        .orShould()
        .dependOnClassesThat()
        .resideInAPackage("org.hamcrest..")
        .check(TESTS);
  }
}
