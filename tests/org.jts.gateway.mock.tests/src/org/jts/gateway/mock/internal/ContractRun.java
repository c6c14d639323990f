package org.jts.gateway.mock.internal;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.jts.tck.BrokerGatewayContract;
import org.jts.tck.ContractReport;
import org.jts.tck.GatewayHarness;
import org.junit.jupiter.engine.JupiterTestEngine;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * The contract run against one gateway, and what became of each rule, by the rule's method name.
 *
 * @param passed  rules
 * @param failed  rules and why
 * @param skipped rules and why
 */
record ContractRun(Set<String> passed, Map<String, String> failed, Map<String, String> skipped) {

    private static final Duration SHORT = Duration.ofSeconds(1);
    private static volatile Supplier<GatewayHarness> underTest;

    /** Found by name only, so that the build does not run it by itself. */
    static final class Contract extends BrokerGatewayContract {
        @Override
        protected GatewayHarness harness() {
            return underTest.get();
        }
    }

    /** @param harnesses makes one for each rule */
    static ContractRun of(Supplier<GatewayHarness> harnesses) {
        return of(harnesses, List.of(DiscoverySelectors.selectClass(Contract.class)));
    }

    /**
     * Runs the rule that is to catch it, and of its group those that meet what is broken: that call one of the methods
     * in which the broken gateway differs from the whole one. The rule that is to catch it waits for less long: what
     * never comes need not be waited for, while the others must not take a busy machine for a broken gateway.
     */
    static ContractRun of(Break broken) {
        Set<String> methods = changedMethods(broken);
        Map<String, Set<String>> all = RuleCalls.all();
        String group = all.keySet().stream().filter(rule -> isRule(rule, broken)).findFirst().map(ContractRun::group)
                .orElseThrow(() -> new AssertionError("expected the name of a rule, found " + broken.rule()));
        Map<Boolean, List<DiscoverySelector>> concerned = all.entrySet().stream()
                .filter(rule -> group(rule.getKey()).equals(group))
                .filter(rule -> isRule(rule.getKey(), broken) || !Collections.disjoint(rule.getValue(), methods))
                .collect(Collectors.partitioningBy(rule -> isRule(rule.getKey(), broken),
                        Collectors.mapping(rule -> DiscoverySelectors.selectUniqueId(rule.getKey()),
                                Collectors.toList())));
        ContractRun others = of(() -> new MockHarness(broken.broken()), concerned.get(false));
        ContractRun its = of(() -> new MockHarness(broken.broken()) {
            @Override
            public Duration grace() {
                return SHORT;
            }
        }, concerned.get(true));
        others.passed().addAll(its.passed());
        others.failed().putAll(its.failed());
        others.skipped().putAll(its.skipped());
        return others;
    }

    private static boolean isRule(String id, Break broken) {
        return id.contains("[method:" + broken.rule() + "(");
    }

    private static String group(String id) {
        return id.substring(0, id.indexOf("[method:"));
    }

    private static Set<String> changedMethods(Break broken) {
        Set<String> names = new HashSet<>();
        try (MockHarness harness = new MockHarness(broken.broken())) {
            for (Class<?> c = harness.gateway().getClass(); c != Tracked.class; c = c.getSuperclass()) {
                Arrays.stream(c.getDeclaredMethods()).forEach(method -> names.add(method.getName()));
            }
        }
        return names;
    }

    private static ContractRun of(Supplier<GatewayHarness> harnesses, List<DiscoverySelector> rules) {
        ContractRun run = new ContractRun(new ConcurrentSkipListSet<>(), new ConcurrentSkipListMap<>(),
                new ConcurrentSkipListMap<>());
        if (!rules.isEmpty()) {
            execute(harnesses, rules, run.listener());
        }
        return run;
    }

    static synchronized void execute(Supplier<GatewayHarness> harnesses, List<DiscoverySelector> rules,
            TestExecutionListener listener) {
        underTest = harnesses;
        if (System.getProperty(ContractReport.FOLDER) == null) {
            // nobody reads reports of gateways that are broken on purpose
            System.setProperty(ContractReport.FOLDER, "");
            try {
                launch(rules, listener);
            } finally {
                System.clearProperty(ContractReport.FOLDER);
            }
        } else {
            launch(rules, listener);
        }
    }

    private static void launch(List<DiscoverySelector> rules, TestExecutionListener listener) {
        Launcher launcher = LauncherFactory.create(LauncherConfig.builder().enableTestEngineAutoRegistration(false)
                .enableLauncherSessionListenerAutoRegistration(false)
                .enableLauncherDiscoveryListenerAutoRegistration(false)
                .enableTestExecutionListenerAutoRegistration(false).enablePostDiscoveryFilterAutoRegistration(false)
                .addTestEngines(new JupiterTestEngine()).build());
        launcher.execute(LauncherDiscoveryRequestBuilder.request().selectors(rules).build(), listener);
    }

    private TestExecutionListener listener() {
        return new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                test.getSource().filter(MethodSource.class::isInstance)
                        .ifPresent(source -> note(((MethodSource) source).getMethodName(), result));
            }
        };
    }

    private void note(String rule, TestExecutionResult result) {
        String why = result.getThrowable().map(Throwable::toString).orElse("");
        switch (result.getStatus()) {
            case SUCCESSFUL -> passed.add(rule);
            case ABORTED -> skipped.put(rule, why);
            case FAILED -> failed.put(rule, why);
        }
    }
}
