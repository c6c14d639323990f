package org.jts.testkit;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

import org.jts.api.Subscription;
import org.jts.api.limit.LimitProfile;
import org.jts.api.limit.LimitProfiles;

/** Profiles that a test sets, and a user who changes them. */
public final class FakeLimitProfiles implements LimitProfiles {

    private final Map<String, LimitProfile> known = new ConcurrentSkipListMap<>();
    private final Map<String, UnaryOperator<LimitProfile>> users = new ConcurrentSkipListMap<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    public FakeLimitProfiles(LimitProfile... profiles) {
        for (LimitProfile profile : profiles) {
            known.put(profile.id(), profile);
        }
    }

    /** A bundle brings a profile, or another version of it. */
    public void bring(LimitProfile profile) {
        known.put(profile.id(), profile);
        listeners.forEach(Runnable::run);
    }

    /** The user configures a profile. */
    public void configure(String id, UnaryOperator<LimitProfile> change) {
        users.put(id, change);
        listeners.forEach(Runnable::run);
    }

    /** The user goes back to the default. */
    public void reset(String id) {
        users.remove(id);
        listeners.forEach(Runnable::run);
    }

    @Override
    public Optional<LimitProfile> profile(String id) {
        return Optional.ofNullable(known.get(id)).map(this::applied);
    }

    @Override
    public List<LimitProfile> profiles() {
        return known.values().stream().map(this::applied).toList();
    }

    @Override
    public LimitProfile applied(LimitProfile own) {
        return users.getOrDefault(own.id(), UnaryOperator.identity()).apply(own);
    }

    @Override
    public Subscription listen(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }
}
