package org.jts.ratelimit.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import org.jts.api.limit.LimitProfile;
import org.jts.ratelimit.internal.StoredLimits.Stored;

/**
 * What bundles bring and what the user wants, and what holds of it. A bundle's own profile is preferred to the one of
 * the same id that comes with the limiter, and of two others the one that was installed first. Thread-safe.
 */
final class Profiles {

    /** Profiles of one bundle. */
    private record Brought(long bundle, String name, boolean spare, List<LimitProfile> profiles) {
    }

    private static final Comparator<Brought> BY_RANK =
            Comparator.comparing(Brought::spare).thenComparing(Brought::bundle);

    private final Map<Long, Brought> brought = new HashMap<>();
    /** By PID: the last that was right. */
    private final Map<String, UserLimit> configured = new TreeMap<>();
    private volatile Map<String, UserLimit> users = Map.of();
    private volatile Map<String, LimitProfile> inForce = Map.of();

    /** By id, what holds now. */
    Map<String, LimitProfile> inForce() {
        return inForce;
    }

    Optional<UserLimit> user(String profile) {
        return Optional.ofNullable(users.get(profile));
    }

    LimitProfile applied(LimitProfile own) {
        UserLimit user = users.get(own.id());
        return user == null ? own : user.applied(own);
    }

    /**
     * @param spare whether the bundle's profiles stand in where nobody else has any
     * @return whether something else holds now
     */
    synchronized boolean bring(long bundle, String name, boolean spare, List<LimitProfile> profiles,
            LocalNotices notices) {
        Brought fresh = new Brought(bundle, name, spare, List.copyOf(profiles));
        if (profiles.isEmpty()) {
            brought.remove(bundle);
        } else {
            brought.put(bundle, fresh);
            warnOfRivals(fresh, notices);
        }
        return settle();
    }

    /**
     * Takes a configuration over if it is right; else what it said before stays. @return whether something else holds
     */
    synchronized boolean configure(Stored stored, LocalNotices notices) {
        try {
            UserLimit wanted = new UserLimit(stored.profile(), stored.settings());
            configured.entrySet().stream()
                    .filter(e -> !e.getKey().equals(stored.pid()) && e.getValue().profile().equals(stored.profile()))
                    .findFirst().ifPresent(other -> notices.configuredTwice(stored.profile(), other.getKey(),
                            stored.pid()));
            configured.put(stored.pid(), wanted);
        } catch (IllegalArgumentException e) {
            notices.wrongSettings(stored, e.getMessage(), configured.get(stored.pid()));
        }
        return settle();
    }

    /** The configuration is gone. */
    synchronized boolean forget(String pid) {
        configured.remove(pid);
        return settle();
    }

    private boolean settle() {
        Map<String, UserLimit> byProfile = new HashMap<>();
        configured.values().forEach(user -> byProfile.putIfAbsent(user.profile(), user));
        Map<String, LimitProfile> next = new TreeMap<>();
        List<Brought> ranked = new ArrayList<>(brought.values());
        ranked.sort(BY_RANK);
        for (Brought each : ranked) {
            each.profiles().forEach(profile -> next.putIfAbsent(profile.id(), profile));
        }
        next.replaceAll((id, profile) -> {
            UserLimit user = byProfile.get(id);
            return user == null ? profile : user.applied(profile);
        });
        // What is configured for a profile that no bundle brings may still concern one that a gateway has from
        // elsewhere.
        boolean changed = !next.equals(inForce) || !byProfile.equals(users);
        users = Map.copyOf(byProfile);
        inForce = Collections.unmodifiableMap(next);
        return changed;
    }

    private void warnOfRivals(Brought fresh, LocalNotices notices) {
        if (fresh.spare()) {
            return;
        }
        for (Brought other : brought.values()) {
            if (other.bundle() != fresh.bundle() && !other.spare()) {
                Set<String> both = new HashSet<>(other.profiles().stream().map(LimitProfile::id).toList());
                both.retainAll(fresh.profiles().stream().map(LimitProfile::id).toList());
                both.forEach(id -> notices.broughtTwice(id,
                        BY_RANK.compare(other, fresh) < 0 ? other.name() : fresh.name(), other.name(), fresh.name()));
            }
        }
    }
}
