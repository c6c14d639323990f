package org.jts.api.install;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.jts.api.BrokerId;
import org.jts.api.trading.DeskOrder;

/**
 * What a change would do, found out before anything is changed.
 *
 * @param change   the change
 * @param from     the version that runs now; empty when there is none
 * @param to       the version that would run; empty when it is removed
 * @param problems why it cannot be done, each a sentence that a person can act on; empty when it can
 * @param signer   who vouches for what comes; empty when nothing new comes
 * @param adds     bundles that come, {@code name version}
 * @param removes  bundles that go, {@code name version}
 * @param brokers  configured brokers that are disconnected meanwhile
 * @param working  orders at these brokers that are not over, as of now
 * @since 1.0
 */
public record Preflight(PluginChange change, Optional<String> from, Optional<String> to, List<String> problems,
        Optional<Signer> signer, List<String> adds, List<String> removes, List<BrokerId> brokers,
        List<DeskOrder> working) {
    public Preflight {
        Objects.requireNonNull(change, "change");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        problems = List.copyOf(problems);
        Objects.requireNonNull(signer, "signer");
        adds = List.copyOf(adds);
        removes = List.copyOf(removes);
        brokers = List.copyOf(brokers);
        working = List.copyOf(working);
    }

    /** Whether it can be done. */
    public boolean isPossible() {
        return problems.isEmpty();
    }

    /** Whether a person must say yes to bundles for which nobody trusted vouches. */
    public boolean needsTrust() {
        return signer.filter(s -> s.trust() != Signer.Trust.TRUSTED).isPresent();
    }
}
