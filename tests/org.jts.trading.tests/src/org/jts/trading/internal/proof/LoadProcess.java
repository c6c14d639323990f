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
 * named step of the order call of that number, AT: there it stays.
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

    /**
     * @param before shell commands to run first
     * @param first  number of the first order
     * @param step   or - for none
     * @param call   which time it stays there
     */
    static Process start(String before, Path data, Broker.Place broker, long first, String step, int call)
            throws IOException {
        return Java.start(LoadProcess.class, before, data.toString(), broker.kind().name(), "" + broker.port(), ""
                + broker.named(), "" + broker.origin(), "" + first, step, "" + call);
    }

    public static void main(String[] args) {
        Broker.Place broker = new Broker.Place(Kind.valueOf(args[1]), Integer.parseInt(args[2]),
                Boolean.parseBoolean(args[3]), Long.parseLong(args[4]));
        LoadProcess load = new LoadProcess(Long.parseLong(args[5]), args[6], Long.parseLong(args[7]));
        load.rig = new DeskRig(Path.of(args[0]), broker, step -> load.at(step.name()), line -> line,
                // One long file is what gets too long.
                args[6].equals(FULL) ? DeskJournal.Size.STANDARD : DeskRig.SMALL);
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
            Placement placement = rig.place(numbers.getAndIncrement());
            at(RETURNED);
            if (placement.outcome() instanceof OrderOutcome.NotSent notSent) {
                if (notSent.why().contains("journal cannot be") || notSent.why().contains("could not be noted")) {
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
