package org.jts.api.audit;

import java.security.SecureRandom;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

import org.jts.api.internal.Check;

/**
 * The name that everything has which follows from one click or command, from the window to the wire. It belongs to a
 * thread; whoever goes on with the work on another thread takes it along:
 *
 * <pre>{@code
 * Optional<String> name = Correlation.current();
 * executor.execute(() -> {
 *     try (Correlation.Scope scope = Correlation.resume(name)) { ... }
 * });
 * }</pre>
 *
 * @since 1.0
 */
public final class Correlation {

    private static final ThreadLocal<String> CURRENT = new ThreadLocal<>();
    /** Differs from run to run. */
    private static final String RUN = Long.toString(new SecureRandom().nextLong() >>> 32, 36);
    private static final Pattern ORIGIN = Pattern.compile("[a-z]{1,20}");
    private static final AtomicLong NEXT = new AtomicLong();

    private Correlation() {
    }

    /** Ends what was begun; on the thread that began it. */
    @FunctionalInterface
    public interface Scope extends AutoCloseable {
        @Override
        void close();
    }

    /** The name of what this thread is doing; empty when nobody gave it one. */
    public static Optional<String> current() {
        return Optional.ofNullable(CURRENT.get());
    }

    /**
     * A new name, which no other has, in this run or another.
     *
     * @param origin where it begins, with which the name begins: {@code ticket}, {@code console}, {@code server} …; 1
     *               to 20 small letters
     */
    public static String fresh(String origin) {
        Check.matches(origin, "origin", ORIGIN, "1 to 20 small letters such as ticket");
        return origin + "-" + RUN + "-" + Long.toString(NEXT.incrementAndGet(), 36);
    }

    /**
     * What this thread does from now on belongs together; what it does already goes on under its name.
     *
     * @param origin as for {@link #fresh}
     */
    public static Scope open(String origin) {
        return CURRENT.get() != null ? () -> { } : resume(Optional.of(fresh(origin)));
    }

    /** Goes on with what another thread was doing. @param name of it; empty for nothing that has one */
    public static Scope resume(Optional<String> name) {
        Objects.requireNonNull(name, "name");
        String before = CURRENT.get();
        set(name.orElse(null));
        return () -> set(before);
    }

    private static void set(String name) {
        if (name == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(name);
        }
    }
}
