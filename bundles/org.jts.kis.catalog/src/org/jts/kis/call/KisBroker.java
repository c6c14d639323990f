package org.jts.kis.call;

import java.net.URI;
import java.util.List;
import java.util.Objects;

import org.jts.api.BrokerId;
import org.jts.api.account.AccountId;
import org.jts.kis.catalog.KisEnvironment;

/**
 * A configured broker whose interfaces can be called.
 *
 * @param id          of the broker
 * @param environment real money or paper
 * @param host        where calls go
 * @param accounts    8-2 digits, the default first
 * @since 1.0
 */
public record KisBroker(BrokerId id, KisEnvironment environment, URI host, List<AccountId> accounts) {
    public KisBroker {
        Objects.requireNonNull(id, "broker id");
        Objects.requireNonNull(environment, "environment");
        Objects.requireNonNull(host, "host");
        accounts = List.copyOf(accounts);
    }
}
