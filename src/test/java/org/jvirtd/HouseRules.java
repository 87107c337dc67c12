package org.jvirtd;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The rules of the house, as docs/architecture.md has them: a room knows only rooms below it. */
final class HouseRules {
  private static final String ROOT = "org.jvirtd";
  private static final String[] LANGUAGE = {"java..", "jdk..", "org.jspecify.."};
  private static final Set<String> BANNED_NAMES =
      Set.of("util", "utils", "common", "impl", "manager", "helper", "helpers");

  // ---- Floors ----

  static final ArchRule EVENT_KNOWS_THE_JDK = knows("event");

  static final ArchRule XDR_KNOWS_THE_JDK = knows("xdr");

  static final ArchRule WORKER_KNOWS_SPRINGS_EXECUTOR =
      knows("worker", "org.slf4j..", "org.springframework.scheduling..");

  static final ArchRule RPC_KNOWS_THE_GROUND_FLOOR =
      knows(
          "rpc",
          room("xdr"),
          room("event"),
          room("worker"),
          "org.slf4j..",
          "javax.net.ssl..",
          "javax.security.auth.x500..",
          "javax.crypto..");

  static final ArchRule PROTOCOL_KNOWS_XDR_AND_RPC =
      knows("protocol", room("xdr"), room("rpc"), "org.slf4j..");

  static final ArchRule DRIVER_KNOWS_THE_PROTOCOL =
      classes()
          .that()
          .resideInAPackage(room("driver"))
          .should()
          .onlyDependOnClassesThat(
              own(room("driver"), room("protocol"), room("event")).or(whatRpcGivesToDrivers()));

  static final ArchRule CLIENT_DAEMON_AND_OBSERVE_ARE_NEIGHBOURS =
      slices()
          .matching(ROOT + ".(client|daemon|observe)..")
          .should()
          .notDependOnEachOther()
          .allowEmptyShould(true);

  static final ArchRule NOBODY_KNOWS_THE_ROOF =
      noClasses()
          .that()
          .resideOutsideOfPackages(ROOT, room("config"))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(ROOT, room("config"));

  static final ArchRule ROOMS_HAVE_NO_CYCLES =
      slices().matching(ROOT + ".(*)..").should().beFreeOfCycles();

  static final ArchRule SPRING_STAYS_IN_ITS_ROOMS =
      noClasses()
          .that()
          .resideOutsideOfPackages(ROOT, room("config"), room("observe"), room("worker"))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.springframework..", "io.micrometer..");

  // ---- Names and habits ----

  static final ArchRule NAMES_SAY_SOMETHING =
      noClasses().should(haveA(describe("name that says nothing", HouseRules::saysNothing)));

  static final ArchRule NOTHING_IS_PRINTED = NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

  static final ArchRule NOBODY_SLEEPS =
      noClasses()
          .should()
          .callMethodWhere(
              describe(
                  "sleeping",
                  (JavaCall<?> call) ->
                      call.getName().equals("sleep")
                          && (call.getTargetOwner().isEquivalentTo(Thread.class)
                              || call.getTargetOwner().isEquivalentTo(TimeUnit.class))));

  static final ArchRule NO_FIELD_IS_INJECTED =
      noFields()
          .should()
          .beAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
          .orShould()
          .beAnnotatedWith("org.springframework.beans.factory.annotation.Value")
          .orShould()
          .beAnnotatedWith("jakarta.inject.Inject")
          .orShould()
          .beAnnotatedWith("jakarta.annotation.Resource");

  private HouseRules() {}

  private static String room(String name) {
    return ROOT + "." + name + "..";
  }

  /** A room knows itself, the language, and what is named; nothing else, of the house or not. */
  private static ArchRule knows(String room, String... others) {
    String[] known =
        Stream.of(Stream.of(room(room)), Arrays.stream(LANGUAGE), Arrays.stream(others))
            .flatMap(names -> names)
            .toArray(String[]::new);
    return classes()
        .that()
        .resideInAPackage(room(room))
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(known).or(primitives()));
  }

  /** Of the house only these; whatever is not of the house. */
  private static DescribedPredicate<JavaClass> own(String... rooms) {
    return resideInAnyPackage(rooms).or(not(resideInAPackage(ROOT + "..")));
  }

  private static DescribedPredicate<JavaClass> whatRpcGivesToDrivers() {
    return resideInAPackage(ROOT + ".rpc")
        .and(nameMatching(".*\\.(Rpc(Error|Exception)|IgnoresDescriptors|\\w*Stream\\w*)(\\$.*)?"))
        .as("errors, streams and marks of rpc");
  }

  private static DescribedPredicate<JavaClass> primitives() {
    return describe("primitive", type -> type.isPrimitive() || type.isArray());
  }

  private static ArchCondition<JavaClass> haveA(DescribedPredicate<JavaClass> predicate) {
    return ArchCondition.from(predicate).as("have a %s", predicate.getDescription());
  }

  private static boolean saysNothing(JavaClass type) {
    boolean inBadPackage =
        Arrays.stream(type.getPackageName().split("\\.", -1)).anyMatch(BANNED_NAMES::contains);
    return inBadPackage
        || Arrays.stream(type.getSimpleName().split("(?<=[a-z0-9])(?=[A-Z])", -1))
            .anyMatch(word -> BANNED_NAMES.contains(word.toLowerCase(Locale.ROOT)));
  }
}
