package org.jts.ratelimit.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * A lock whose readers need not wait: they look, and look again when something was changed meanwhile. Thread-safe.
 */
final class VersionedLock {

    private static final int OPTIMISTIC_READS = 100;
    private static final VarHandle VERSION = versionHandle();

    private final ReentrantLock lock = new ReentrantLock();
    /** Odd while something is being changed: readers without the lock try again. */
    private int version;

    /** Somebody changes something from now on; always followed by {@link #leave}. */
    void enter() {
        lock.lock();
        VERSION.setOpaque(this, version + 1);
        VarHandle.storeStoreFence();
    }

    void leave() {
        VERSION.setRelease(this, version + 1);
        lock.unlock();
    }

    /**
     * Reads without the lock, unless there is no end to changes.
     *
     * @param look changes nothing; may run beside a change, and then what it returns or throws is not used
     */
    <T> T read(Supplier<T> look) {
        for (int i = 0; i < OPTIMISTIC_READS; i++) {
            int before = (int) VERSION.getAcquire(this);
            T seen = (before & 1) == 0 ? tryTo(look) : null;
            VarHandle.loadLoadFence();
            if (seen != null && (int) VERSION.getOpaque(this) == before) {
                return seen;
            }
            Thread.onSpinWait();
        }
        return readAlone(look);
    }

    /** Reads while nothing is changed. */
    <T> T readAlone(Supplier<T> look) {
        lock.lock();
        try {
            return look.get();
        } finally {
            lock.unlock();
        }
    }

    private static <T> T tryTo(Supplier<T> look) {
        try {
            return look.get();
        } catch (RuntimeException torn) {
            // Read while it was being changed, for instance an array that grew: the version tells, and it is read
            // again.
            return null;
        }
    }

    private static VarHandle versionHandle() {
        try {
            return MethodHandles.lookup().findVarHandle(VersionedLock.class, "version", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
