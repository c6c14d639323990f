package org.jts.grpc.bench;

import java.time.Duration;

/** Ends a benchmark that hangs, with what its threads are doing. */
final class Deadline {

    private static final int FAILED = 1;

    private Deadline() {
    }

    static void in(Duration limit) {
        Thread.ofPlatform().daemon().name("deadline").start(() -> {
            try {
                Thread.sleep(limit);
            } catch (InterruptedException e) {
                return;
            }
            System.err.println("error: expected figures within " + limit + ", found none");
            Thread.getAllStackTraces().forEach((thread, stack) -> {
                System.err.println(thread);
                for (StackTraceElement element : stack) {
                    System.err.println("    " + element);
                }
            });
            Runtime.getRuntime().halt(FAILED);
        });
    }
}
