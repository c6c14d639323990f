package org.jts.install.internal;

import static org.jts.install.internal.Words.T;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.jts.api.BrokerId;
import org.jts.api.connection.BrokerConnection;
import org.jts.api.install.Consent;
import org.jts.api.install.InstallException;
import org.jts.api.install.PluginChange;
import org.jts.api.install.Preflight;

/** Says what a change that was tried out would do, and whether it may be made. */
final class Preflights {

    private final Inventory inventory;
    private final WatchedJars watched;
    private final Drain drain;

    Preflights(Inventory inventory, WatchedJars watched, Drain drain) {
        this.inventory = inventory;
        this.watched = watched;
        this.drain = drain;
    }

    /** What an author is working on is swapped by nobody else. */
    void refuseReplaced(String id) throws InstallException {
        Optional<Watched> instead = inventory.running(id).flatMap(watched::standIn);
        if (instead.isPresent()) {
            throw new InstallException(T.format("watch.standsIn", inventory.running(id).orElseThrow().name(),
                    instead.get().file()));
        }
    }

    Preflight of(PluginChange asked, Attempt attempt) {
        List<BrokerId> brokers = drain.brokers(types(attempt)).stream().map(BrokerConnection::id).toList();
        return new Preflight(asked, attempt.old().map(Release::version), attempt.next().map(Release::version),
                problems(attempt), attempt.signer(), attempt.trial().addedNames(), attempt.trial().leavingNames(),
                brokers, drain.working(brokers));
    }

    /** @throws InstallException when it cannot be made, or nobody said yes to who vouches for it */
    static void check(Preflight preflight, Consent consent) throws InstallException {
        if (!preflight.isPossible()) {
            throw new InstallException(String.join(" ", preflight.problems()));
        }
        if (preflight.needsTrust() && !consent.trusted().equals(preflight.signer())) {
            throw new InstallException(Report.trust(preflight.signer().orElseThrow()));
        }
    }

    /** The kinds of broker whose gateway is stopped. */
    static Set<String> types(Attempt attempt) {
        return attempt.old().map(old -> Set.copyOf(old.brings().brokers())).orElse(Set.of());
    }

    /** What does not resolve; and a broker of one kind is made by one gateway. */
    private List<String> problems(Attempt attempt) {
        List<String> problems = new ArrayList<>(attempt.problems());
        attempt.next().ifPresent(next -> Stream.concat(inventory.running().stream(),
                watched.running().stream().map(Watched::release))
                .filter(other -> !other.id().equals(next.id())).forEach(other -> other.brings().brokers().stream()
                        .filter(next.brings().brokers()::contains)
                        .forEach(kind -> problems.add(T.format("kind.taken", kind, other.name())))));
        return problems;
    }
}
