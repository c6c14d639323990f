package org.jts.connection.internal.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;

import org.jts.api.connection.Cause;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.api.Test;

class FailureTest {

    @ParameterizedTest
    @CsvSource({"NETWORK,NETWORK", "AUTHENTICATION,AUTHENTICATION", "VALIDATION,CONFIGURATION",
        "UNSUPPORTED,CONFIGURATION", "TIMEOUT,NO_ANSWER", "RATE_LIMIT,BROKER", "DATA,BROKER", "SYSTEM,BROKER"})
    void categoryTellsWhoCanAct(ErrorCategory category, Cause cause) {
        assertEquals(cause, Failure.of(new BrokerException(category, "said so")).cause());
    }

    @Test
    void brokersCodeAndPauseAreKept() {
        Failure failure = Failure.of(new BrokerException(ErrorCategory.RATE_LIMIT, "Too many", "EGW00201", true,
                Optional.of(Duration.ofSeconds(3)), null));
        assertEquals("Too many (code EGW00201)", failure.detail());
        assertEquals(Optional.of(Duration.ofSeconds(3)), failure.retryAfter());
    }

    @Test
    void missingClassIsAFaultOfTheInstallation() {
        Failure failure = Failure.of(new NoClassDefFoundError("com/example/Http"));
        assertEquals(Cause.GATEWAY_FAULT, failure.cause());
        assertTrue(failure.detail().contains("com/example/Http") && failure.detail().contains("install"),
                failure.detail());
    }
}
