package org.jts.simulator.kis.internal;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;

import org.jts.kis.catalog.KisEnvironment;

/**
 * Everything that was set up.
 *
 * @param keys       app keys with their secrets
 * @param accounts   with the won in them
 * @param dollars    in each of them
 * @param alwaysOpen whether shares trade at all hours
 * @param tls        whether the door is locked with a certificate made for it
 */
public record Config(KisEnvironment environment, int port, Map<String, String> keys, String htsId,
        Map<String, BigDecimal> accounts, BigDecimal dollars, String defaultAccount, long seed, boolean alwaysOpen,
        int requestsPerSecond, int tokenPauseSeconds, boolean wideFrames, Duration step, Duration ping,
        boolean tls) {

    public Config {
        for (String account : accounts.keySet()) {
            if (!account.matches("\\d{8}-\\d{2}")) {
                throw new IllegalArgumentException(
                        "account: expected 8-2 digits such as 50012345-01, was \"%s\"".formatted(account));
            }
        }
    }

    boolean paper() {
        return environment == KisEnvironment.PAPER;
    }

    /** Without the keys. */
    @Override
    public String toString() {
        return "KIS simulator, %s, accounts %s".formatted(environment, accounts.keySet());
    }
}
