package org.jts.gateway.mock.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every rule of the contract catches what it is there for, and nothing else: gateways broken on purpose prove it. */
class BrokenGatewayTest {

    private static List<Break> breaks() {
        List<Break> all = new ArrayList<>(ConnectionBreaks.all());
        all.addAll(MarketBreaks.all());
        all.addAll(OrderBreaks.all());
        all.addAll(FaultBreaks.all());
        all.addAll(LimitBreaks.all());
        all.addAll(StreamBreaks.all());
        all.addAll(ListBreaks.all());
        all.addAll(RaceBreaks.all());
        all.addAll(OwnCallBreaks.all());
        all.addAll(SessionBreaks.all());
        return all;
    }

    @TestFactory
    Stream<DynamicTest> aBrokenGatewayIsCaughtByExactlyItsRule() {
        return breaks().stream().map(b -> dynamicTest(b.what(), () -> {
            // the rules of its group first: all others run too when there is time
            ContractRun run = Boolean.getBoolean("jts.soak")
                    ? ContractRun.of(() -> new MockHarness(b.broken())) : ContractRun.of(b);
            assertEquals(Set.of(b.rule()), run.failed().keySet(),
                    () -> "a gateway that %s; failures: %s".formatted(b.what(), run.failed()));
        }));
    }

    @Test
    void gatewayThatOffersLessAndSaysSoFailsNoRule() {
        ContractRun run = ContractRun.of(() -> new MockHarness(LimitedGateway::new));
        assertEquals(Map.of(), run.failed(), "rules that failed");
        for (String rule : List.of("whatIsNotOfferedSaysUnsupported", "timeframesThatAreNotOfferedSayUnsupported",
                "orderTypesThatAreNotOfferedSayUnsupported", "orderCallsThatAreNotOfferedSayUnsupported")) {
            assertTrue(run.passed().contains(rule), () -> rule + " among " + run.passed());
        }
    }

    @Test
    void everyRuleHasAGatewayThatItCatches() {
        ContractRun run = ContractRun.of(MockHarness::new);
        Set<String> unproven = new TreeSet<>(run.passed());
        unproven.addAll(run.skipped().keySet());
        breaks().forEach(b -> unproven.remove(b.rule()));
        assertEquals(Set.of(), unproven, "rules that no broken gateway proves");
    }
}
