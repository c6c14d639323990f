package org.jts.trading.internal.proof;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

import org.jts.api.order.OrderOutcome;
import org.jts.api.trading.DeskOrder;
import org.jts.api.trading.OrderDesk;
import org.jts.api.trading.Placement;
import org.jts.trading.internal.journal.DeskJournal;

/**
 * Places, changes and cancels orders as fast as it can, until it is killed. Prints READY when it begins and, at the
 * named step of the order call of that number, AT: there it stays. Arguments: folder, port of the broker, whether it
 * carries our names, origin of time, number of the first order, step or -, number of the call.
 */
public final class LoadProcess {

    private static final int THREADS = 3;
    private static final long PAUSE_NANOS = 5_000_000;
    /** A step that is not the gateway's: the desk has told its caller. */
    private static final String RETURNED = "RETURNED";
    /** The journal could not be written. */
    private static final String FULL = "FULL";

    private final String stepAt;
    private final AtomicLong callsLeft;
    private final AtomicLong numbers;
    private DeskRig rig;

    private LoadProcess(long first, String stepAt, long call) {
        this.numbers = new AtomicLong(first);
        this.stepAt = stepAt;
        this.callsLeft = new AtomicLong(call);
    }

    public static void main(String[] args) {
        LoadProcess load = new LoadProcess(Long.parseLong(args[4]), args[5], Long.parseLong(args[6]));
        load.rig = new DeskRig(Path.of(args[0]), Integer.parseInt(args[1]), Boolean.parseBoolean(args[2]),
                Long.parseLong(args[3]), step -> load.at(step.name()), line -> line,
                // One long file is what gets too long.
                args[5].equals(FULL) ? DeskJournal.Size.STANDARD : DeskRig.SMALL);
        Thread.ofPlatform().daemon().start(LoadProcess::endWithTheTest);
        System.out.println("READY");
        for (int i = 0; i < THREADS; i++) {
            Random random = new Random(load.numbers.get() + i);
            Thread.ofPlatform().start(() -> load.run(random));
        }
    }

    /** Nobody is left to kill it when the test is gone. */
    private static void endWithTheTest() {
        try {
            while (System.in.read() >= 0) {
                // The test keeps it open and writes nothing.
            }
        } catch (IOException e) {
            // Gone, too.
        }
        Runtime.getRuntime().halt(1);
    }

    private void run(Random random) {
        OrderDesk desk = rig.desk;
        while (true) {
            Placement placement = desk.place(DeskRig.draft(numbers.getAndIncrement()));
            at(RETURNED);
            if (placement.outcome() instanceof OrderOutcome.NotSent notSent) {
                if (notSent.why().contains("order journal")) {
                    at(FULL);
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            if (placement.outcome() instanceof OrderOutcome.Accepted && random.nextInt(3) == 0) {
                String key = placement.key().orElseThrow();
                if (random.nextBoolean()) {
                    desk.cancel(key);
                } else {
                    desk.order(key).map(DeskOrder::order).ifPresent(o -> desk.modify(key, o.quantity(),
                            DeskRig.changed(o.limitPrice().orElseThrow())));
                }
            }
        }
    }

    private void at(String step) {
        if (step.equals(stepAt) && callsLeft.decrementAndGet() == 0) {
            System.out.println("AT " + step);
            while (true) {
                LockSupport.park();
            }
        }
    }
}
