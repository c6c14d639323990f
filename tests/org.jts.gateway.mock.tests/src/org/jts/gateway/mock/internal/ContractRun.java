package org.jts.gateway.mock.internal;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Supplier;

import org.jts.tck.BrokerGatewayContract;
import org.jts.tck.GatewayHarness;
import org.junit.jupiter.engine.JupiterTestEngine;
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

    private static volatile Supplier<GatewayHarness> underTest;

    /** Found by name only, so that the build does not run it by itself. */
    static final class Contract extends BrokerGatewayContract {
        @Override
        protected GatewayHarness harness() {
            return underTest.get();
        }
    }

    /** @param harnesses makes one for each rule */
    static synchronized ContractRun of(Supplier<GatewayHarness> harnesses) {
        underTest = harnesses;
        ContractRun run = new ContractRun(new ConcurrentSkipListSet<>(), new ConcurrentSkipListMap<>(),
                new ConcurrentSkipListMap<>());
        Launcher launcher = LauncherFactory.create(LauncherConfig.builder().enableTestEngineAutoRegistration(false)
                .enableLauncherSessionListenerAutoRegistration(false)
                .enableLauncherDiscoveryListenerAutoRegistration(false)
                .enableTestExecutionListenerAutoRegistration(false).enablePostDiscoveryFilterAutoRegistration(false)
                .addTestEngines(new JupiterTestEngine()).build());
        launcher.execute(LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectClass(Contract.class)).build(), run.listener());
        return run;
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
