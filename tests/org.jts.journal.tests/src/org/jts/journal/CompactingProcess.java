package org.jts.journal;

import java.nio.file.Path;

/**
 * Appends numbers and compacts, again and again, until it is killed: prints each sum after it is on disk, and
 * {@code AT STEP} at the named step of compacting, where it stays. Arguments: folder, step or -.
 */
public final class CompactingProcess {

    private static final int BETWEEN = 40;
    private static final long KEEP = 15_000;

    private CompactingProcess() {
    }

    public static void main(String[] args) throws JournalException {
        Totals totals = new Totals();
        try (Journal journal = Journal.open(Path.of(args[0]), totals::accept, e -> { }, 1_500)) {
            long sum = totals.total();
            while (true) {
                for (int i = 0; i < BETWEEN; i++) {
                    journal.append(Totals.add("n" + i % 5, 1));
                    System.out.println(++sum);
                }
                journal.compact(new Totals(), KEEP, step -> {
                    if (step.name().equals(args[1])) {
                        System.out.println("AT " + step);
                        while (true) {
                            java.util.concurrent.locks.LockSupport.park();
                        }
                    }
                });
            }
        }
    }
}
