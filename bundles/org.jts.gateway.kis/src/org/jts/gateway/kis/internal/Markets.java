package org.jts.gateway.kis.internal;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

import org.jts.api.CurrencyCode;

/** Which markets a customer trades: each costs requests of its own wherever an account is read. */
enum Markets {
    /** Korea alone. */
    KRX,
    /** The United States alone. */
    US,
    BOTH;

    /** As the settings name it. */
    static Optional<Markets> named(String text) {
        return Arrays.stream(values()).filter(m -> m.name().equals(text.strip())).findFirst();
    }

    boolean korea() {
        return this != US;
    }

    boolean us() {
        return this != KRX;
    }

    boolean has(Venue venue) {
        return venue.isUs() ? us() : korea();
    }

    /** In which accounts are counted first. */
    CurrencyCode home() {
        return korea() ? CurrencyCode.KRW : CurrencyCode.USD;
    }

    Set<Venue> venues() {
        Set<Venue> venues = EnumSet.allOf(Venue.class);
        venues.removeIf(v -> !has(v));
        return venues;
    }
}
