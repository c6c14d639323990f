package org.jts.ratelimit.redis.internal;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.jts.api.Subscription;
import org.jts.concurrent.MachineTime;

/** The machine's clock; what is due once can be put off, as if the machine slept. */
final class DrowsyTime extends MachineTime {

    private final Queue<Runnable> due = new ConcurrentLinkedQueue<>();
    private volatile boolean asleep;

    /** Nothing that is due happens until it wakes. */
    void sleep() {
        asleep = true;
    }

    /** What was due happens now. */
    void wake() {
        asleep = false;
        for (Runnable next = due.poll(); next != null; next = due.poll()) {
            next.run();
        }
    }

    @Override
    public Subscription schedule(String name, Duration delay, Runnable task) {
        return super.schedule(name, delay, () -> {
            if (asleep) {
                due.add(task);
            } else {
                task.run();
            }
        });
    }
}
